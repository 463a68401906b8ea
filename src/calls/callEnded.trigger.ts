import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import type { Call } from './call.ts';
import { callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { allOf, callFilterFields, onlyInbound, parseCallFilters, filterVerdict, type Verdict } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;

const inputFields = defineInputFields([
  direction,
  outcomes,
  users,
  numbers,
  exclude_numbers,
  {
    key: 'minimum_seconds',
    label: 'Minimum Length (in Seconds)',
    type: 'integer',
    helpText: 'Shorter calls do not count; ringing is a part of the length. Leave empty for calls of every length.',
  },
]);

type Input = InputReader<typeof inputFields>;

const lastsLongEnough = ({ total }: Call, input: Input): Verdict => {
  const minimum = input.number('minimum_seconds') ?? 0;
  return total === null && minimum > 0 ? null : Number(total) >= minimum;
};

const verdictFor = (call: Call, input: Input): Verdict =>
  allOf([lastsLongEnough(call, input), filterVerdict(call, parseCallFilters(input))]);

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
    return call !== null && verdictFor({ ...call, total: event.duration_seconds > 0 ? call.total : null }, input);
  },
  load: async (event, input, context) => {
    const call = await endedCall(event, context, (one) => verdictFor(one, input) === false);
    return call && verdictFor(call, input) !== false ? call : null;
  },
  isUndecided: (call, input) => verdictFor(call, input) === null,
  samples: (input, context) => recentCalls(context, (call) => verdictFor(call, input) !== false),
});
