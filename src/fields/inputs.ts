import { isObject, parse, text } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import { inputList, inputValues } from './inputValues.ts';
import { comparable, dialable } from './phoneNumbers.ts';

/** What somebody filled in or chose in a field for one value; null when it is empty. */
export const inputText = (input: unknown): string | null => inputValues(input)[0] ?? null;

/** The value of a field that must not be empty; `label` is the field's. */
export const requiredText = (label: string, input: unknown): string => {
  const value = inputText(input);
  if (value === null) throw haltedError(`${label} is empty. Fill it in.`);
  return value;
};

const NO_NUMBER = 'holds something that is no phone number. Write it as +1 415 555 0100, or an extension as 1001.';

type Reading = (typed: string) => string | null;

const parseAs = (reading: Reading, label: string, typed: string): string => {
  const number = reading(typed);
  if (number === null) throw haltedError(`${label} ${NO_NUMBER}`);
  return number;
};

const numbersAs = (reading: Reading, label: string, input: unknown): string[] => [
  ...new Set(inputList(input).map((typed) => parseAs(reading, label, typed))),
];

const numberAs = (reading: Reading, label: string, input: unknown): string | null => {
  const typed = inputText(input);
  return typed === null ? null : parseAs(reading, label, typed);
};

/** Numbers in any reasonable shape, as the phone system dials them; what is none stops the step before a request. */
export const dialableNumbers = (label: string, input: unknown): string[] => numbersAs(dialable, label, input);

/** The number of a field for one; null when it is empty. */
export const dialableNumber = (label: string, input: unknown): string | null => numberAs(dialable, label, input);

/**
 * Numbers to compare with those of records, `anonymous` among them. What is none stops, as it would match nothing, or
 * leave nothing out: for when a Zap is turned on, is tested in the editor, or runs a step. Where an event comes in, which
 * must not be lost for it, use `chosenNumbers`.
 */
export const comparableNumbers = (label: string, input: unknown): string[] => numbersAs(comparable, label, input);

/** As `comparableNumbers`, for a field for one number; null when it is empty. */
export const comparableNumber = (label: string, input: unknown): string | null => numberAs(comparable, label, input);

const ANSWERS = new Map([
  ...['true', 'yes', 'on', '1'].map((answer) => [answer, true] as const),
  ...['false', 'no', 'off', '0'].map((answer) => [answer, false] as const),
]);

/** The answer of a field for yes or no, which may arrive as text; null when it is empty. */
export const inputFlag = (label: string, input: unknown): boolean | null => {
  const given = inputText(input);
  if (given === null) return null;
  const answer = ANSWERS.get(given.toLowerCase());
  if (answer === undefined) throw haltedError(`${label} holds something that is neither yes nor no.`);
  return answer;
};

/** `Log In`, `log-in` and `LOGIN` are the same choice. */
const asChoice = (typed: string): string => typed.toLowerCase().replace(/[\s_-]+/g, '');

/**
 * What somebody chose in a field with a few choices, by its key. It may be filled in as the key or as the label that
 * people read, in any case; `labels` has the label of each key.
 */
export const inputChoice = <K extends string>(
  label: string,
  labels: Readonly<Record<K, string>>,
  input: unknown,
): K => {
  const typed = asChoice(requiredText(label, input));
  const keys = Object.keys(labels) as K[];
  const found = keys.find((key) => [key, labels[key]].map(asChoice).includes(typed));
  if (found !== undefined) return found;
  throw haltedError(`${label} holds something else. Choose one of these: ${Object.values(labels).join(', ')}.`);
};

type Change = Record<string, unknown>;

/** The fields of a document that were filled in; null stands for an empty one. */
const filledIn = (fields: Change): Change =>
  Object.fromEntries(
    Object.entries(fields)
      .map(([key, value]) => [key, isObject(value) ? filledIn(value) : value] as const)
      .filter(([, value]) => value !== null && !(isObject(value) && Object.keys(value).length === 0)),
  );

/** What an update changes: only what was filled in. When that is nothing, the step stops before a request. */
export const changeOf = (fields: Change): Change => {
  const change = filledIn(fields);
  if (Object.keys(change).length === 0)
    throw haltedError('There is nothing to change. Fill in at least one more field.');
  return change;
};

const confirmedSchema = { id: text };

/**
 * The document that Dash answers a change with. An answer without one tells nothing of what is stored now; `what`
 * completes "VirtualPBX did not confirm …".
 */
export const confirmed = (answer: unknown, what: string): unknown => {
  if (parse(confirmedSchema, answer).id !== null) return answer;
  throw failedError(
    `VirtualPBX did not confirm ${what}. Look in Dash whether it is changed before you run the step again.`,
  );
};
