import { text } from '../dash/schema.ts';
import { toRecordNumber } from './phoneNumbers.ts';

/** The values of a field, one per line in Zapier's editor, without empty ones and without objects and lists. */
export const inputValues = (input: unknown): string[] =>
  (Array.isArray(input) ? input : [input]).map((value) => text(value)?.trim() ?? '').filter(Boolean);

const SEPARATOR = /[,;\t\n\r\u2028\u2029،؛、，；]/;

/** Between two entries, or before the last one. Looking back keeps a long run of spaces from being tried from each of them. */
const AND = /(?:^|(?<!\s)\s+)(?:and|&)\s+/i;

/** A number, an ID, an address or the value of a choice. A name such as "Research and Development" is none of these. */
const ENTRY = /[\d@]|^[a-z_]+$/;

const splitAtAnd = (part: string): string[] => {
  const parts = part.split(AND);
  return parts.every((one) => one === '' || ENTRY.test(one)) ? parts : [part];
};

/**
 * The entries of a field for several numbers, IDs, email addresses or choices: one per line, or several in a line with
 * commas, semicolons or "and" between them. Each entry appears once.
 */
export const inputList = (input: unknown): string[] => {
  const parts = inputValues(input).flatMap((line) => line.split(SEPARATOR).flatMap((part) => splitAtAnd(part.trim())));
  return [...new Set(inputValues(parts))];
};

/** Between two web addresses. Within one, commas and semicolons may be part of it. */
const BETWEEN_ADDRESSES = /(?<![\s,;])[\s,;]+(?:and\s+)?(?=https?:\/\/)/i;

/** The entries of a field for several web addresses, each once. */
export const inputAddresses = (input: unknown): string[] => {
  const parts = inputValues(input).flatMap((line) => line.split(BETWEEN_ADDRESSES));
  return [...new Set(inputValues(parts.map((part) => part.replace(/(?<![\s,;])[\s,;]+$/, ''))))];
};

/** Whether a filter for these values lets a value pass. An empty filter lets everything pass. */
export const passesFilter = (value: string | null, wanted: readonly string[]): boolean =>
  wanted.length === 0 || (value !== null && wanted.includes(value));

/**
 * The entries of a number filter in the form that records have, `anonymous` included. Invalid entries are left out, because
 * no event may get lost for them; `inputRecordNumbers` reports them where a person sees it.
 */
export const inputValidRecordNumbers = (input: unknown): string[] => [
  ...new Set(
    inputList(input)
      .map(toRecordNumber)
      .filter((number) => number !== null),
  ),
];
