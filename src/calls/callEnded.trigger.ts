import { defineInputField } from 'zapier-platform-core';
import { number } from '../dash/schema.ts';
import type { Call } from './assemble.ts';
import { callOfFirstLeg, recentCalls } from './callEvents.ts';
import { allOf, callFilterFields, verdictOn, type Verdict } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;

const minimumSeconds = defineInputField({
  key: 'minimum_seconds',
  label: 'Minimum Length (in Seconds)',
  type: 'integer',
  helpText: 'Shorter calls do not count; ringing is a part of the length. Leave empty for calls of every length.',
});

const isLongEnough = ({ total }: Call, { minimum_seconds }: Record<string, unknown>): Verdict => {
  const minimum = number(minimum_seconds) ?? 0;
  return total === null && minimum > 0 ? null : Number(total) >= minimum;
};

const wanted = (call: Call, input: Record<string, unknown>): Verdict =>
  allOf([isLongEnough(call, input), verdictOn(call, input)]);

export const callEnded = callTrigger({
  key: 'call_ended',
  label: 'Call Ended',
  description: 'Triggers when a call ends, whatever became of it.',
  hooks: ['channel_destroy'],
  modifiers: ({ direction }) => (direction === 'inbound' ? { call_direction: 'inbound' } : undefined),
  inputFields: [direction, outcomes, users, numbers, exclude_numbers, minimumSeconds],
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    // Where the event tells no length, the records do.
    return call !== null && wanted({ ...call, total: event.duration_seconds > 0 ? call.total : null }, input);
  },
  load: async (event, context) => {
    const { inputData } = context.bundle;
    const call = await endedCall(event, context, (one) => wanted(one, inputData) === false);
    return call && wanted(call, inputData) !== false ? call : null;
  },
  isUndecided: (call, input) => wanted(call, input) === null,
  samples: (context) => recentCalls(context, (call) => wanted(call, context.bundle.inputData) !== false),
  sample: {},
});
