import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import type { Call } from './call.ts';
import { callFields, callRecord, recordedCallSample } from './call.record.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { allOf, callFilterFields, onlyInbound, parseCallFilters, filterVerdict, type Verdict } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';
import { endingFilterFields, endingVerdict } from './endingFilters.ts';

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;
const { system_answered, minimum_talk_seconds } = endingFilterFields;

const inputFields = defineInputFields([
  direction,
  outcomes,
  users,
  numbers,
  exclude_numbers,
  system_answered,
  minimum_talk_seconds,
]);

const verdictFor = (call: Call, input: InputReader<typeof inputFields>): Verdict =>
  allOf([endingVerdict(call, input), filterVerdict(call, parseCallFilters(input))]);

export const callEnded = callTrigger({
  key: 'call_ended',
  label: 'Call Ended',
  description: 'Triggers when a call ends, whatever became of it.',
  hooks: ['channel_destroy'],
  modifiers: onlyInbound,
  inputFields,
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    // Where the event has no duration, the records have it.
    const unknown = event.duration_seconds > 0 ? {} : { talk: null, total: null };
    return call !== null && verdictFor({ ...call, ...unknown }, input);
  },
  load: async (event, input, context) => {
    const call = await endedCall(event, context, (one) => verdictFor(one, input) === false);
    return call && verdictFor(call, input) !== false ? call : null;
  },
  isUndecided: (call, input) => verdictFor(call, input) === null,
  samples: (input, context) => recentCalls(context, (call) => verdictFor(call, input) !== false),
  record: callRecord,
  outputFields: callFields,
  sample: recordedCallSample,
});
