import type { Bundle, ZObject } from 'zapier-platform-core';
import { isObject, read } from '../dash/shape.ts';
import { connect } from '../zapier/connection.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { readNumber, spokenNumber } from '../zapier/phoneNumbers.ts';

const numbersShape = { numbers: (value: unknown) => (isObject(value) ? Object.keys(value) : []) };

/** Unlike other lists this one is an object, keyed by number. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const { dash } = connect(z, bundle);
  const ask = { purpose: 'list the phone numbers', query: { paginate: false } };
  const { numbers } = read(numbersShape, await dash.get(['phone_numbers'], ask));
  return numbers.sort().flatMap((key) => {
    const { number } = readNumber(key);
    return number === null ? [] : [{ id: number, name: spokenNumber(number) }];
  });
};

export const listPhoneNumbers = {
  key: 'list_phone_numbers',
  noun: 'Phone Number',
  display: { label: 'Phone Number List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
