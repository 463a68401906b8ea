import { defineInputFields } from 'zapier-platform-core';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { search } from '../zapier/operation.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './call.ts';
import { callFields, missedCallSample } from './call.record.ts';
import { callFilterFields, checkNumbers, NO_CALL_FILTERS, passesCallFilters, parseCallFilters } from './callFilters.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';

const inputFields = defineInputFields([sinceField, callFilterFields.numbers, callFilterFields.exclude_numbers]);

/** The number outside with which a call settles the matter: somebody called it back, or it got through. */
const settledNumber = ({ direction, outcome, from, to }: Call): string | null => {
  if (direction === 'outbound') return parseNumber(to.number).number;
  return direction === 'inbound' && outcome === 'answered' ? parseNumber(from.number).number : null;
};

/** A test for calls from the newest back: whether the call was missed and no later call settled it. */
const createIsUnreturned = () => {
  const settled = new Set<string | null>();
  return (call: Call): boolean => {
    settled.add(settledNumber(call));
    return (
      isMissedFromOutside(call) === true && !isFromHidden(call) && !settled.has(parseNumber(call.from.number).number)
    );
  };
};

export const findUnreturnedCall = search({
  key: 'find_unreturned_call',
  noun: 'Call',
  label: 'Find Unreturned Call',
  description:
    'Finds the newest missed call from outside that nobody called back and whose caller did not get through later.',
  inputFields,
  perform: async (input, context) => {
    checkNumbers(input);
    const now = new Date();
    const { numbers, excludeNumbers } = parseCallFilters(input);
    const filters = { ...NO_CALL_FILTERS, numbers, excludeNumbers };
    const isUnreturned = createIsUnreturned();
    const isMatch = (call: Call) => isUnreturned(call) && passesCallFilters(call, filters);
    const calls = finishedCalls(context, input.searchStart('since', now, context.timeZone), now);
    const found = await withSearchTimeout(takeCalls(calls, isMatch, 1));
    return Promise.all(found.map((call) => listedCallRecord(call, context)));
  },
  outputFields: callFields,
  sample: missedCallSample,
});
