import { defineInputFields } from 'zapier-platform-core';
import { HOUR_MS } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import type { Call } from './call.ts';
import type { Context } from '../zapier/context.ts';
import type { PollWindow } from '../zapier/pollCheckpoint.ts';
import { callFields, recordedCallSample } from './call.record.ts';
import { passing, type VerdictOf } from './callChoice.ts';
import {
  allOf,
  callFilterFields,
  checkCallFilters,
  filterVerdict,
  finishedCallFilterFields,
  parseCallFilters,
} from './callFilters.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';
import { isWaitingForAudio, withAudioStatus } from './recordedCalls.ts';

/** Zapier accepts about 6 million characters; a record has fewer than 2,600. */
const MAX_CALLS = 2300;

const { direction, outcomes } = callFilterFields;
const { system_answered, minimum_talk_seconds, recordings } = endingFilterFields;

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText: 'Checks every few minutes and misses no call. Want it at once? Use Call Ended.',
  },
  direction,
  outcomes,
  ...finishedCallFilterFields,
  system_answered,
  minimum_talk_seconds,
  recordings,
  {
    key: 'wait_for_recording',
    group: 'recording',
    label: 'Wait for the Recording',
    type: 'boolean',
    helpText:
      "Turn on to wait until a recorded call's audio is ready, for up to 30 minutes after the call. Calls without a recording don't wait.",
  },
]);

type Input = InputReader<typeof inputFields>;

const verdictOf: VerdictOf = (call, input) =>
  allOf([filterVerdict(call, parseCallFilters(input)), endingVerdict(call, input)]);

/**
 * The calls that match: usually 1 request. A call that waits for its recording is left out, and a later poll finds it again.
 * When a Zap is turned on, such a call is marked as seen; the editor's test shows it.
 */
const load = async (input: Input, context: Context, { since, now, limit }: PollWindow): Promise<Call[]> => {
  const { isLoadingSample, isPopulatingDedupe } = context.bundle.meta;
  if (isLoadingSample || isPopulatingDedupe) checkCallFilters(input);
  const choose = passing(verdictOf, input, context);
  const calls = await takeCalls(finishedCalls(context, since, now), choose, limit);
  if (isPopulatingDedupe || input.flag('wait_for_recording') !== true) return calls;
  const known = await withAudioStatus(context, calls, now);
  return isLoadingSample ? known : known.filter((call) => !isWaitingForAudio(call, now));
};

export const newCallRecord = pollingTrigger({
  key: 'new_call_record',
  noun: 'Call Record',
  label: 'New Call in Call History',
  description: 'Triggers when a finished call appears in the call history.',
  inputFields,
  history: { overlapMs: HOUR_MS, listedAt: ({ ended }: Call) => ended, isRanged: true },
  limit: MAX_CALLS,
  load,
  dedupeKey: ({ id }) => id,
  record: listedCallRecord,
  outputFields: callFields,
  sample: recordedCallSample,
});
