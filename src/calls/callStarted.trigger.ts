import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { matching } from './callChoice.ts';
import { recentCalls } from './finishedCalls.ts';
import { callFilterFields, passesCallFilters, onlyInbound, parseCallFilters } from './callFilters.ts';
import { startedCallFields, startedCallRecord, startedCallSample } from './callSoFar.record.ts';
import { callTrigger } from './callTrigger.ts';
import { isFirstStart } from './startedCall.ts';

const { direction, users, called_numbers, skipped_called_numbers } = callFilterFields;

export const callStarted = callTrigger({
  key: 'call_started',
  label: 'Call Started',
  description: 'Triggers when a call starts to ring.',
  hooks: ['channel_create'],
  modifiers: onlyInbound,
  inputFields: [
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: 'Runs as soon as phones ring. To know who answered, use Call Answered or Call Ended.',
    },
    direction,
    {
      ...users,
      helpText:
        "Only calls these users make. Incoming calls are not included, because it isn't known yet who will answer. Leave empty for all calls.",
    },
    called_numbers,
    skipped_called_numbers,
  ],
  matches: (event, input) => {
    const call = callOfFirstLeg(event);
    return call !== null && passesCallFilters(asStarted(call), parseCallFilters(input));
  },
  load: (event) => {
    const call = callOfFirstLeg(event);
    return call && asStarted(call);
  },
  isFirst: isFirstStart,
  samples: async (input, context) => {
    const filters = parseCallFilters(input);
    const calls = await recentCalls(
      context,
      matching((call) => passesCallFilters(asStarted(call), filters)),
    );
    return calls.map(asStarted);
  },
  record: startedCallRecord,
  outputFields: startedCallFields,
  sample: startedCallSample,
});
