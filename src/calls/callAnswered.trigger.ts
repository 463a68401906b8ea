import { DAY_SECONDS } from '../zapier/hookTrigger.ts';
import { asAnswered, callOfBridge, recentCalls } from './callEvents.ts';
import { callFilterFields, isWantedCall } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';

const { direction, users, called_numbers } = callFilterFields;

export const callAnswered = callTrigger({
  key: 'call_answered',
  label: 'Call Answered',
  description: 'Triggers when a person answers a call.',
  hook: 'channel_bridge',
  modifiers: ({ direction }) => (direction === 'inbound' ? { call_direction: 'outbound' } : undefined),
  inputFields: [direction, users, called_numbers],
  isWanted: (event, input) => {
    const call = callOfBridge(event);
    return call !== null && isWantedCall(call, input);
  },
  item: (event) => Promise.resolve(callOfBridge(event)),
  // Of a call of ours that is handed on later, that leg tells again, as if it were the first.
  atMostOnce: ({ direction, otherLegId }) =>
    direction === 'outbound' && otherLegId !== null ? { key: otherLegId, seconds: DAY_SECONDS } : null,
  recent: async (context) => {
    const calls = await recentCalls(
      context,
      (call) => call.answered !== null && isWantedCall(call, context.bundle.inputData),
    );
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
    leg_count: 1,
    hangup_cause: null,
    detail: 'event',
    interaction_id: null,
  },
});
