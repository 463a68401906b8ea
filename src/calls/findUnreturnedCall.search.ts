import { defineInputFields } from 'zapier-platform-core';
import { sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { search } from '../zapier/operation.ts';
import type { Call } from './call.ts';
import { callFields, missedCallSample } from './call.record.ts';
import { callFilterFields, checkNumbers, NO_CALL_FILTERS, passesCallFilters, parseCallFilters } from './callFilters.ts';
import { matching } from './callChoice.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';
import { createReturnCheck } from './unreturned.ts';

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'A missed call is returned once someone calls that number, answered or not, or the caller gets through. To act only after some time, use Call Not Returned.',
  },
  sinceField,
  callFilterFields.called_numbers,
  callFilterFields.skipped_called_numbers,
]);

export const findUnreturnedCall = search({
  key: 'find_unreturned_call',
  noun: 'Call',
  label: 'Find Unreturned Call',
  description: 'Finds the most recent missed call that nobody has returned.',
  inputFields,
  perform: async (input, context) => {
    checkNumbers(input);
    const now = new Date();
    const { numbers, excludeNumbers } = parseCallFilters(input);
    const filters = { ...NO_CALL_FILTERS, numbers, excludeNumbers };
    // Calls come newest first, so any call that returned this one was seen before it.
    const { see, isUnreturned } = createReturnCheck();
    const isMatch = (call: Call) => {
      see(call);
      return isUnreturned(call) && passesCallFilters(call, filters);
    };
    const calls = finishedCalls(context, input.searchStart('since', now, context.timeZone), now);
    const found = await withSearchTimeout(takeCalls(calls, matching(isMatch), 1));
    return Promise.all(found.map((call) => listedCallRecord(call, context)));
  },
  outputFields: callFields,
  sample: missedCallSample,
});
