import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { callFilterFields, passesCallFilters, onlyInbound, parseCallFilters } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { DAY_SECONDS } from '../dash/time.ts';
import { isQuickcall } from './legs/leg.ts';

const { direction, users, called_numbers } = callFilterFields;

/** For one quickcall, the switch rings the phones of a user within this time; another try comes later. */
const SAME_QUICKCALL_MS = 8_000;

export const callStarted = callTrigger({
  key: 'call_started',
  label: 'Call Started',
  description: 'Triggers when a call begins to ring.',
  hooks: ['channel_create'],
  modifiers: onlyInbound,
  inputFields: [
    direction,
    {
      ...users,
      helpText:
        'Only the calls that these users make. Calls from outside are left out then, since nobody knows yet who will answer.',
    },
    called_numbers,
  ],
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && passesCallFilters(asStarted(call), parseCallFilters(input));
  },
  load: (event) => {
    const call = callOfFirstLeg(event);
    return call && asStarted(call);
  },
  throttle: ({ id, userIds, to, started }) => {
    if (!isQuickcall({ callId: id })) return null;
    const moment = Math.floor(Number(started) / SAME_QUICKCALL_MS);
    return { key: `quickcall ${userIds.join(' ')} ${String(to.number)} ${moment}`, seconds: DAY_SECONDS };
  },
  samples: async (input, context) => {
    const filters = parseCallFilters(input);
    const calls = await recentCalls(context, (call) => passesCallFilters(asStarted(call), filters));
    return calls.map(asStarted);
  },
  sample: {
    summary: 'Call from Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32.',
    outcome: null,
    missed_reason: null,
    system_answered: null,
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
    user_id: null,
    user_name: null,
    user_first_name: null,
    user_last_name: null,
    user_email: null,
    user_extension: null,
    device_name: null,
    transferred: null,
    forwarded: null,
    leg_count: 1,
    has_recording: null,
    hangup_cause: null,
    complete: false,
    interaction_id: null,
  },
});
