import { defineInputFields, type Bundle, type InferInputData, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { comparableNumber } from '../fields/inputs.ts';
import { ANONYMOUS, isHidden, parseNumber } from '../fields/phoneNumbers.ts';
import { searchStart, sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import type { Call } from './assemble.ts';
import { callFields, callSample, type CallRecord } from './call.ts';
import { callFilterFields, isWantedCall } from './callFilters.ts';
import { finishedCalls, listedCallRecord, takeCalls } from './callRecords.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    helpText: 'The number of the caller or the one that was called, written in any way; an extension is fine, too.',
  },
  callFilterFields.direction,
  callFilterFields.outcome,
  callFilterFields.user,
  sinceField,
]);

type Input = InferInputData<typeof inputFields>;

/** Whether a call came from or went to what somebody typed, or mapped of a record, where a hidden caller is `anonymous`. */
const isWith = ({ from, to }: Call, wanted: string | null): boolean => {
  if (wanted === null) return true;
  if (wanted === ANONYMOUS) return isHidden(from.number);
  return [from, to].some((party) => parseNumber(party.number).number === wanted);
};

const perform = async (z: ZObject, bundle: Bundle<Input>): Promise<CallRecord[]> => {
  const context = { ...connect(z, bundle), z, bundle };
  const { number, direction, outcome, user, since } = bundle.inputData;
  const now = new Date();
  const wanted = comparableNumber('Number', number);
  const filters = { direction, outcomes: outcome, users: user };
  const isMatch = (call: Call) => isWith(call, wanted) && isWantedCall(call, filters);
  const calls = finishedCalls(context, searchStart(since, now, context.timeZone), now);
  const found = await withSearchTimeout(takeCalls(calls, isMatch, 1));
  return Promise.all(found.map((call) => listedCallRecord(call, context)));
};

export const findCall = {
  key: 'find_call',
  noun: 'Call',
  display: { label: 'Find Call', description: 'Finds the newest finished call by number, direction, outcome or user.' },
  operation: { inputFields, perform, outputFields: [...callFields], sample: callSample },
};
