import { DAY_SECONDS } from '../dash/time.ts';
import { answeredCall } from './answeredCall.ts';
import type { Call } from './call.ts';
import { asAnswered } from './callInProgress.ts';
import { matching } from './callChoice.ts';
import { recentCalls } from './finishedCalls.ts';
import {
  callFilterFields,
  passesCallFilters,
  parseCallFilters,
  filterVerdict,
  type CallFilters,
} from './callFilters.ts';
import { answeredCallFields, answeredCallRecord, answeredCallSample } from './callSoFar.record.ts';
import { callTrigger } from './callTrigger.ts';
import { isFromOutside } from './legs/outside.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';

const { direction, users, called_numbers, skipped_called_numbers } = callFilterFields;

/** The event alone determines the direction only for an incoming call. */
const mayHaveDirection = (event: ChannelEvent, { directions: [wanted] }: CallFilters): boolean => {
  const leg = legOfEvent(event);
  return leg !== null && (!isFromOutside(leg) || wanted === undefined || wanted === 'inbound');
};

const isAnsweredMatch = (call: Call, filters: CallFilters): boolean =>
  call.answered !== null && passesCallFilters(call, filters);

export const callAnswered = callTrigger({
  key: 'call_answered',
  label: 'Call Answered',
  description: 'Triggers when someone answers a call.',
  hooks: ['channel_bridge', 'channel_answer'],
  // No modifiers: the event is about the caller's leg, unless a queue's agent or a phone that picks up takes the call.
  inputFields: [
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText:
        'Runs while people are talking, and never for voicemail or a menu. For the talk time or the recording, use Call Ended.',
    },
    direction,
    { ...users, helpText: 'Only calls these users answer or make. Leave empty for everyone.' },
    called_numbers,
    skipped_called_numbers,
  ],
  matches: (event, input) => mayHaveDirection(event, parseCallFilters(input)),
  load: async (event, input, context) => {
    const call = await answeredCall(event, context);
    return call && isAnsweredMatch(call, parseCallFilters(input)) ? call : null;
  },
  isUndecided: (call, input) => filterVerdict(call, parseCallFilters(input)) === null,
  // Dash sends the event again, with the same other leg, when an outbound call is transferred later.
  throttle: ({ direction, otherLegId }) =>
    direction === 'outbound' && otherLegId !== null ? { key: otherLegId, seconds: DAY_SECONDS } : null,
  samples: async (input, context) => {
    const filters = parseCallFilters(input);
    const calls = await recentCalls(
      context,
      matching((call) => isAnsweredMatch(call, filters)),
    );
    return calls.map(asAnswered);
  },
  record: answeredCallRecord,
  outputFields: answeredCallFields,
  sample: answeredCallSample,
});
