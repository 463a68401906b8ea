import { DAY_SECONDS } from '../zapier/hookTrigger.ts';
import { inputList } from '../fields/inputValues.ts';
import { answeredCall } from './answeredCall.ts';
import type { Call } from './assemble.ts';
import { asAnswered, recentCalls } from './callEvents.ts';
import { callFilterFields, isWantedCall, verdictOn } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { isFromOutside } from './grouping.ts';
import { legOfEvent, type ChannelEvent } from './leg.ts';

const { direction, users, called_numbers } = callFilterFields;

type Input = Record<string, unknown>;

/** Only of a call from outside does the event tell the direction for certain. */
const hasWantedDirection = (event: ChannelEvent, input: Input): boolean => {
  const leg = legOfEvent(event);
  return leg !== null && (!isFromOutside(leg) || ['inbound', undefined].includes(inputList(input.direction)[0]));
};

const isWanted = (call: Call, input: Input): boolean => call.answered !== null && isWantedCall(call, input);

export const callAnswered = callTrigger({
  key: 'call_answered',
  label: 'Call Answered',
  description: 'Triggers when a person answers a call.',
  hooks: ['channel_bridge', 'channel_answer'],
  // The event is about the caller's leg, except when a queue's agent or a phone that picks up takes the call.
  modifiers: () => undefined,
  inputFields: [direction, users, called_numbers],
  matches: hasWantedDirection,
  load: async (event, context) => {
    const call = await answeredCall(event, context);
    return call && isWanted(call, context.bundle.inputData) ? call : null;
  },
  isUndecided: (call, input) => verdictOn(call, input) === null,
  // A call of ours to the outside that is handed on later is told of again, with that leg.
  throttle: ({ direction, otherLegId }) =>
    direction === 'outbound' && otherLegId !== null ? { key: otherLegId, seconds: DAY_SECONDS } : null,
  samples: async (context) => {
    const calls = await recentCalls(context, (call) => isWanted(call, context.bundle.inputData));
    return calls.map(asAnswered);
  },
  sample: {
    summary: 'Call from Ann Lee (+1 415-555-0134) to +1 415-555-0100, answered by Jane Doe, Tue 24 Nov, 10:32.',
    outcome: 'answered',
    missed_reason: null,
    started_at: null,
    started_at_local: null,
    answered_at: '2026-11-24T18:32:13Z',
    answered_at_local: '2026-11-24T10:32:13-08:00',
    ended_at: null,
    ended_at_local: null,
    wait_seconds: null,
    wait_text: null,
    ringing_seconds: null,
    ringing_text: null,
    talk_seconds: null,
    talk_text: null,
    total_seconds: null,
    total_text: null,
    transferred: null,
    leg_count: 1,
    has_recording: null,
    hangup_cause: null,
    complete: false,
    interaction_id: null,
  },
});
