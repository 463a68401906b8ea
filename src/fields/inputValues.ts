import { text } from '../dash/schema.ts';
import { comparable } from './phoneNumbers.ts';

/** The values of a field, one for each line that Zapier shows, where empty ones are left. What is no plain value is none. */
export const inputValues = (input: unknown): string[] =>
  (Array.isArray(input) ? input : [input]).map((value) => text(value)?.trim() ?? '').filter(Boolean);

const SEPARATOR = /[,;\t\n\r\u2028\u2029،؛、，；]/;

/** Between two entries, or before the last one. */
const AND = /(?:^|\s+)(?:and|&)\s+/i;

/** What an entry looks like: a number, an id, an address, the key of a choice. A name as "Research and Development" does not. */
const ENTRY = /[\d@]|^[a-z_]+$/;

const joinedByAnd = (part: string): string[] => {
  const parts = part.split(AND);
  return parts.every((one) => one === '' || ENTRY.test(one)) ? parts : [part];
};

/**
 * What somebody chose in a field for several numbers, ids, addresses or choices: an entry a line, or several in one line
 * with commas, semicolons or "and" between them. Each is given once.
 */
export const inputList = (input: unknown): string[] => {
  const parts = inputValues(input).flatMap((line) => line.split(SEPARATOR).flatMap((part) => joinedByAnd(part.trim())));
  return [...new Set(inputValues(parts))];
};

/** Between two web addresses; inside of one, commas and semicolons may be part of it. */
const BETWEEN_ADDRESSES = /[\s,;]+(?:and\s+)?(?=https?:\/\/)/i;

/** As `chosen`, for a field that takes web addresses. */
export const inputAddresses = (input: unknown): string[] => {
  const parts = inputValues(input).flatMap((line) => line.split(BETWEEN_ADDRESSES));
  return [...new Set(inputValues(parts.map((part) => part.replace(/[\s,;]+$/, ''))))];
};

/** Whether a filter lets a value pass: an empty filter means everything. */
export const passesFilter = (value: string | null, input: unknown): boolean => {
  const wanted = inputList(input);
  return wanted.length === 0 || (value !== null && wanted.includes(value));
};

/**
 * The numbers of a number filter in the form of `readNumber`, and `anonymous`. What is no number is left out here, as no
 * event may be lost for it; `comparableNumbers` says so where a person reads it.
 */
export const inputNumbers = (input: unknown): string[] => [
  ...new Set(
    inputList(input)
      .map(comparable)
      .filter((number) => number !== null),
  ),
];
