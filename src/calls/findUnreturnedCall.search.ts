import { defineInputFields, type Bundle, type InferInputData, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import { searchStart, sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { isFromHidden, isMissedFromOutside, type Call } from './assemble.ts';
import { callFields, callSample, type CallRecord } from './call.ts';
import { callFilterFields, checkNumbers, isWantedCall } from './callFilters.ts';
import { finishedCalls, listedCallRecord, takeCalls } from './callRecords.ts';

const inputFields = defineInputFields([sinceField, callFilterFields.numbers, callFilterFields.exclude_numbers]);

type Input = InferInputData<typeof inputFields>;

/** The number outside with which a call settles the matter: somebody called it back, or it got through. */
const settledNumber = ({ direction, outcome, from, to }: Call): string | null => {
  if (direction === 'outbound') return parseNumber(to.number).number;
  return direction === 'inbound' && outcome === 'answered' ? parseNumber(from.number).number : null;
};

/** Of calls from the newest back: whether this one was missed and nothing later settled it. */
const createIsUnreturned = () => {
  const settled = new Set<string | null>();
  return (call: Call): boolean => {
    settled.add(settledNumber(call));
    return (
      isMissedFromOutside(call) === true && !isFromHidden(call) && !settled.has(parseNumber(call.from.number).number)
    );
  };
};

const perform = async (z: ZObject, bundle: Bundle<Input>): Promise<CallRecord[]> => {
  const context = { ...connect(z, bundle), z, bundle };
  checkNumbers(bundle.inputData);
  const { since, numbers, exclude_numbers } = bundle.inputData;
  const now = new Date();
  const isUnreturned = createIsUnreturned();
  const calls = finishedCalls(context, searchStart(since, now, context.timeZone), now);
  const isMatch = (call: Call) => isUnreturned(call) && isWantedCall(call, { numbers, exclude_numbers });
  const found = await withSearchTimeout(takeCalls(calls, isMatch, 1));
  return Promise.all(found.map((call) => listedCallRecord(call, context)));
};

export const findUnreturnedCall = {
  key: 'find_unreturned_call',
  noun: 'Call',
  display: {
    label: 'Find Unreturned Call',
    description:
      'Finds the newest missed call from outside that nobody called back and whose caller did not get through later.',
  },
  operation: { inputFields, perform, outputFields: [...callFields], sample: callSample },
};
