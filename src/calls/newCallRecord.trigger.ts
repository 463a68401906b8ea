import { HOUR_MS } from '../dash/time.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import type { Call } from './call.ts';
import { callFields, recordedCallSample } from './call.record.ts';
import { callFilterFields, checkNumbers, passesCallFilters, parseCallFilters } from './callFilters.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';

/** Zapier takes about 6 million characters; a record has less than 2,400. */
const MAX_CALLS = 2500;

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;
const { system_answered, minimum_talk_seconds } = endingFilterFields;

export const newCallRecord = pollingTrigger({
  key: 'new_call_record',
  noun: 'Call Record',
  label: 'New Call Record',
  description: 'Triggers when a call has ended and its record was written.',
  inputFields: [direction, outcomes, users, numbers, exclude_numbers, system_answered, minimum_talk_seconds],
  history: { overlapMs: HOUR_MS, listedAt: ({ ended }: Call) => ended },
  limit: MAX_CALLS,
  load: (input, context, { since, now, limit }) => {
    const { meta } = context.bundle;
    if (meta.isLoadingSample || meta.isPopulatingDedupe) checkNumbers(input);
    const filters = parseCallFilters(input);
    const isMatch = (call: Call) => passesCallFilters(call, filters) && endingVerdict(call, input) !== false;
    return takeCalls(finishedCalls(context, since, now), isMatch, limit);
  },
  dedupeKey: ({ id }) => id,
  record: listedCallRecord,
  outputFields: callFields,
  sample: recordedCallSample,
});
