import { defineInputField } from 'zapier-platform-core';
import { number } from '../dash/shape.ts';
import type { Call } from './assemble.ts';
import { callOfFirstLeg, recentCalls } from './callEvents.ts';
import { callFilterFields, isWantedCall } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { endedCall } from './endedCall.ts';

const { direction, outcomes, users, numbers, exclude_numbers } = callFilterFields;

const minimumSeconds = defineInputField({
  key: 'minimum_seconds',
  label: 'Minimum Length (in Seconds)',
  type: 'integer',
  helpText: 'Shorter calls do not count; ringing is a part of the length. Leave empty for calls of every length.',
});

const isLongEnough = ({ total }: Call, { minimum_seconds }: Record<string, unknown>): boolean =>
  Number(total) >= (number(minimum_seconds) ?? 0);

const isWanted = (call: Call, input: Record<string, unknown>): boolean =>
  isLongEnough(call, input) && isWantedCall(call, input);

export const callEnded = callTrigger({
  key: 'call_ended',
  label: 'Call Ended',
  description: 'Triggers when a call ends, whatever became of it.',
  hook: 'channel_destroy',
  modifiers: ({ direction }) => (direction === 'inbound' ? { call_direction: 'inbound' } : undefined),
  inputFields: [direction, outcomes, users, numbers, exclude_numbers, minimumSeconds],
  isWanted: (event, input) => {
    const call = callOfFirstLeg(event);
    // Where the event tells no length, the records do.
    if (!call || (event.duration_seconds > 0 && !isLongEnough(call, input))) return false;
    // Of a call from outside, the first leg knows the direction and our number; of ours, the other legs may correct it.
    const { direction, numbers, exclude_numbers } = input;
    return call.direction === 'inbound'
      ? isWantedCall(call, { direction, numbers, exclude_numbers })
      : direction !== 'inbound';
  },
  item: async (event, { dash, bundle }) => {
    const call = await endedCall(dash, event);
    return call && isWanted(call, bundle.inputData) ? call : null;
  },
  recent: (context) => recentCalls(context, (call) => isWanted(call, context.bundle.inputData)),
  sample: {},
});
