import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { recentCalls } from './finishedCalls.ts';
import { callFilterFields, passesCallFilters, onlyInbound, parseCallFilters } from './callFilters.ts';
import { callTrigger } from './callTrigger.ts';
import { onceForQuickcall, UNKNOWN_IN_SAMPLE } from './startedCall.ts';

const { direction, users, called_numbers } = callFilterFields;

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
  throttle: onceForQuickcall,
  samples: async (input, context) => {
    const filters = parseCallFilters(input);
    const calls = await recentCalls(context, (call) => passesCallFilters(asStarted(call), filters));
    return calls.map(asStarted);
  },
  sample: {
    summary: 'Call from Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32.',
    ...UNKNOWN_IN_SAMPLE,
    user_id: null,
    user_name: null,
    user_first_name: null,
    user_last_name: null,
    user_email: null,
    user_extension: null,
    device_name: null,
  },
});
