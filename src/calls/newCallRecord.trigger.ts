import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import type { Call } from './assemble.ts';
import { callFields, callSample } from './call.ts';
import { callFilterFields, checkNumbers, isWantedCall } from './callFilters.ts';
import { finishedCalls, listedCallRecord, takeCalls } from './callRecords.ts';

const HOUR_MS = 3600 * 1000;

/** Zapier takes about 6 million characters; a record has less than 2,400. */
const MOST_CALLS = 2500;

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;

export const newCallRecord = pollingTrigger({
  key: 'new_call_record',
  noun: 'Call Record',
  label: 'New Call Record',
  description: 'Triggers when a call has ended and its record was written.',
  inputFields: [direction, outcomes, users, numbers, exclude_numbers],
  history: { overlapMs: HOUR_MS, listedAt: ({ ended }: Call) => ended },
  limit: MOST_CALLS,
  load: (context, { since, now, limit: most }) => {
    const { meta, inputData } = context.bundle;
    if (meta.isLoadingSample || meta.isPopulatingDedupe) checkNumbers(inputData);
    return takeCalls(finishedCalls(context, since, now), (call) => isWantedCall(call, inputData), most);
  },
  dedupeKey: ({ id }) => id,
  record: listedCallRecord,
  outputFields: callFields,
  sample: callSample,
});
