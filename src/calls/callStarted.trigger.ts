import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { matching } from './callChoice.ts';
import { recentCalls } from './finishedCalls.ts';
import { callFilterFields, passesCallFilters, onlyInbound, parseCallFilters } from './callFilters.ts';
import { startedCallFields, startedCallRecord, startedCallSample } from './callSoFar.record.ts';
import { callTrigger } from './callTrigger.ts';
import { isFirstStart } from './startedCall.ts';

const { direction, users, called_numbers, exclude_numbers } = callFilterFields;

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
