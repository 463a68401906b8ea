import { defineInputFields } from 'zapier-platform-core';
import { callerValues } from '../fields/parties.ts';
import { ANONYMOUS, parseNumber } from '../fields/phoneNumbers.ts';
import { sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { search } from '../zapier/operation.ts';
import type { Call } from './call.ts';
import { callFields, recordedCallSample } from './call.record.ts';
import { callFilterFields, passesCallFilters, NO_CALL_FILTERS } from './callFilters.ts';
import { matching } from './callChoice.ts';
import { finishedCalls, takeCalls } from './finishedCalls.ts';
import { listedCallRecord } from './listedCall.record.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    helpText:
      "The other person's number, your company number, or an extension, in any format. Leave empty for all calls.",
  },
  callFilterFields.direction,
  callFilterFields.outcome,
  callFilterFields.user,
  sinceField,
]);

/** Whether a call is from or to a number that was typed, or mapped from a record, where a hidden caller is `anonymous`. */
const isWith = ({ from, to }: Call, wanted: string | null): boolean => {
  if (wanted === null) return true;
  if (wanted === ANONYMOUS) return callerValues(from.number, from.name).from_number === ANONYMOUS;
  return [from, to].some((party) => parseNumber(party.number).number === wanted);
};

export const findCall = search({
  key: 'find_call',
  noun: 'Call',
  label: 'Find Call',
  description: 'Finds the most recent finished call by number, direction, outcome, or user.',
  inputFields,
  perform: async (input, context) => {
    const now = new Date();
    const number = input.recordNumber('number');
    const filters = {
      ...NO_CALL_FILTERS,
      directions: input.list('direction'),
      outcomes: input.list('outcome'),
      users: input.list('user'),
    };
    const isMatch = (call: Call) => isWith(call, number) && passesCallFilters(call, filters);
    const calls = finishedCalls(context, input.searchStart('since', now, context.timeZone), now);
    const found = await withSearchTimeout(takeCalls(calls, matching(isMatch), 1));
    return Promise.all(found.map((call) => listedCallRecord(call, context)));
  },
  outputFields: callFields,
  sample: recordedCallSample,
});
