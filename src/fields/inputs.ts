import { number } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputList, inputValues } from './inputLists.ts';
import { toDialableNumber, toRecordNumber } from './phoneNumbers.ts';

/** The value of a field that holds one; null when it is empty. */
export const inputText = (input: unknown): string | null => inputValues(input)[0] ?? null;

/** The number in a field; null when the field is empty or isn't a number. */
export const inputNumber = (input: unknown): number | null => number(inputText(input));

/** The value of a field that must not be empty. `label` is the label of the field, here and below. */
export const requiredText = (label: string, input: unknown): string => {
  const value = inputText(input);
  if (value === null) throw haltedError(`${label} is empty. Fill it in.`);
  return value;
};

/** The numbers that a field takes. `outside` changes only the error: it doesn't offer an extension. */
export type NumberKind = 'any' | 'outside';

const EXAMPLES: Readonly<Record<NumberKind, string>> = {
  any: '+1 415 555 0100, or an extension like 1001.',
  outside: '+1 415 555 0100.',
};

/** Converts a typed phone number; null when it isn't one. */
type Convert = (typed: string) => string | null;

const convertNumber = (convert: Convert, typed: string, complaint: string): string => {
  const number = convert(typed);
  if (number === null) throw haltedError(complaint);
  return number;
};

const convertOne = (convert: Convert, label: string, input: unknown, kind: NumberKind): string | null => {
  const typed = inputText(input);
  const complaint = `${label} isn't a phone number. Write it like ${EXAMPLES[kind]}`;
  return typed === null ? null : convertNumber(convert, typed, complaint);
};

const convertAll = (convert: Convert, label: string, input: unknown, kind: NumberKind): string[] => {
  const complaint = `${label} has an entry that isn't a phone number. Write it like ${EXAMPLES[kind]}`;
  return [...new Set(inputList(input).map((typed) => convertNumber(convert, typed, complaint)))];
};

/** A phone number or extension as the phone system dials it; null when the field is empty. An invalid one stops the step. */
export const inputPhoneNumber = (label: string, input: unknown, kind: NumberKind = 'any'): string | null =>
  convertOne(toDialableNumber, label, input, kind);

/** The same for a field that takes several. */
export const inputPhoneNumbers = (label: string, input: unknown, kind: NumberKind = 'any'): string[] =>
  convertAll(toDialableNumber, label, input, kind);

/**
 * A number in the form that records have, `anonymous` included, to compare with theirs; null when the field is empty. An
 * invalid one stops the step, because it would match nothing.
 */
export const inputRecordNumber = (label: string, input: unknown): string | null =>
  convertOne(toRecordNumber, label, input, 'any');

/** The same for a field that takes several. Filters of events use `inputValidRecordNumbers`, which never stops a step. */
export const inputRecordNumbers = (label: string, input: unknown): string[] =>
  convertAll(toRecordNumber, label, input, 'any');

const FLAGS = new Map([
  ...['true', 'yes', 'on', '1'].map((typed) => [typed, true] as const),
  ...['false', 'no', 'off', '0'].map((typed) => [typed, false] as const),
]);

/** The value of a boolean field, which may arrive as text; null when it is empty. */
export const inputFlag = (label: string, input: unknown): boolean | null => {
  const typed = inputText(input);
  if (typed === null) return null;
  const flag = FLAGS.get(typed.toLowerCase());
  if (flag === undefined) throw haltedError(`${label} must be true or false.`);
  return flag;
};

/** `Log In`, `log-in` and `LOGIN` are the same choice. */
const normalizeChoice = (typed: string): string => typed.toLowerCase().replace(/[\s_-]+/g, '');

/**
 * The value of a required field with choices. People may map the value itself or its label, in any case. `choices` has the
 * label of each value.
 */
export const inputChoice = <K extends string>(
  label: string,
  choices: Readonly<Record<K, string>>,
  input: unknown,
): K => {
  const typed = normalizeChoice(requiredText(label, input));
  const values = Object.keys(choices) as K[];
  const found = values.find((value) => [value, choices[value]].map(normalizeChoice).includes(typed));
  if (found !== undefined) return found;
  throw haltedError(`${label} isn't one of the choices. Use one of these: ${Object.values(choices).join(', ')}.`);
};
