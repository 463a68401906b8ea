import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { callFilterFields, passesCallFilters, onlyInbound, parseCallFilters } from './callFilters.ts';
import { startedCallFields, startedCallRecord, startedCallSample } from './callSoFar.record.ts';
import { callTrigger } from './callTrigger.ts';
import { DAY_SECONDS } from '../dash/time.ts';
import { isQuickcall } from './legs/leg.ts';

const { direction, users, called_numbers, exclude_numbers } = callFilterFields;

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
    exclude_numbers,
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
  record: startedCallRecord,
  outputFields: startedCallFields,
  sample: startedCallSample,
});
