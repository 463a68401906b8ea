import { number } from '../dash/schema.ts';
import { haltedError } from '../zapier/errors.ts';
import { inputList, inputValues } from './inputLists.ts';
import { toDialableNumber, toRecordNumber } from './phoneNumbers.ts';

/** The value of a field that holds one; null when it is empty. */
export const inputText = (input: unknown): string | null => inputValues(input)[0] ?? null;

/** The number in a field; null when it is empty or holds something else. */
export const inputNumber = (input: unknown): number | null => number(inputText(input));

/** The value of a field that must not be empty. `label` is the label of the field, here and below. */
export const requiredText = (label: string, input: unknown): string => {
  const value = inputText(input);
  if (value === null) throw haltedError(`${label} is empty. Fill it in.`);
  return value;
};

const NO_NUMBER = 'holds something that is no phone number. Write it as +1 415 555 0100, or an extension as 1001.';

/** Converts a typed phone number; null when it isn't one. */
type Convert = (typed: string) => string | null;

const convertNumber = (convert: Convert, label: string, typed: string): string => {
  const number = convert(typed);
  if (number === null) throw haltedError(`${label} ${NO_NUMBER}`);
  return number;
};

const convertOne = (convert: Convert, label: string, input: unknown): string | null => {
  const typed = inputText(input);
  return typed === null ? null : convertNumber(convert, label, typed);
};

const convertAll = (convert: Convert, label: string, input: unknown): string[] => [
  ...new Set(inputList(input).map((typed) => convertNumber(convert, label, typed))),
];

/** A phone number or extension as the phone system dials it; null when the field is empty. An invalid one stops the step. */
export const inputPhoneNumber = (label: string, input: unknown): string | null =>
  convertOne(toDialableNumber, label, input);

/** The same for a field that takes several. */
export const inputPhoneNumbers = (label: string, input: unknown): string[] =>
  convertAll(toDialableNumber, label, input);

/**
 * A number in the form that records have, `anonymous` included, to compare with theirs; null when the field is empty. An
 * invalid one stops the step, because it would match nothing.
 */
export const inputRecordNumber = (label: string, input: unknown): string | null =>
  convertOne(toRecordNumber, label, input);

/** The same for a field that takes several. Filters of events use `inputValidRecordNumbers`, which never stops a step. */
export const inputRecordNumbers = (label: string, input: unknown): string[] => convertAll(toRecordNumber, label, input);

const FLAGS = new Map([
  ...['true', 'yes', 'on', '1'].map((typed) => [typed, true] as const),
  ...['false', 'no', 'off', '0'].map((typed) => [typed, false] as const),
]);

/** The value of a boolean field, which may arrive as text; null when it is empty. */
export const inputFlag = (label: string, input: unknown): boolean | null => {
  const typed = inputText(input);
  if (typed === null) return null;
  const flag = FLAGS.get(typed.toLowerCase());
  if (flag === undefined) throw haltedError(`${label} holds something that is neither yes nor no.`);
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
  throw haltedError(`${label} holds something else. Choose one of these: ${Object.values(choices).join(', ')}.`);
};
