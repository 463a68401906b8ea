import { halted } from './errors.ts';
import { chosen } from './filters.ts';
import { dialable } from './phoneNumbers.ts';

/** What somebody filled in or chose in a field for one value; null when it is empty. */
export const single = (input: unknown): string | null => chosen(input)[0] ?? null;

/** The value of a field that must not be empty; `label` is the field's. */
export const required = (label: string, input: unknown): string => {
  const value = single(input);
  if (value === null) throw halted(`${label} is empty. Fill it in.`);
  return value;
};

const NO_NUMBER = 'holds something that is no phone number. Write it as +1 415 555 0100, or an extension as 1001.';

/** Numbers in any reasonable shape, as the phone system dials them; what is none stops the step before a request. */
export const dialableNumbers = (label: string, input: unknown): string[] =>
  chosen(input).map((typed) => {
    const number = dialable(typed);
    if (number === null) throw halted(`${label} ${NO_NUMBER}`);
    return number;
  });

/** The number of a field for one; null when it is empty. */
export const dialableNumber = (label: string, input: unknown): string | null =>
  dialableNumbers(label, single(input))[0] ?? null;
