import type { Bundle, ZObject } from 'zapier-platform-core';
import type { Dash, Query } from '../dash/client.ts';
import { isObject, parse } from '../dash/schema.ts';
import { connect } from '../zapier/context.ts';
import type { Choice } from '../zapier/dropdown.ts';
import { sentenceOf } from '../zapier/errors.ts';
import { parseNumber, formatNumber } from '../fields/phoneNumbers.ts';

const PAGE_SIZE = 100;
const TOO_LONG = 'The account has more phone numbers than Dash gives in one answer.';

const numbersSchema = { numbers: (value: unknown) => (isObject(value) ? Object.keys(value).sort() : []) };

/** Unlike other lists this one is an object, keyed by number, so that the client cannot read it by pages. */
const numbersFrom = async (dash: Dash, query: Query): Promise<string[]> => {
  const ask = { purpose: 'list the phone numbers', query, sentences: { 416: TOO_LONG } };
  return parse(numbersSchema, await dash.get(['phone_numbers'], ask)).numbers;
};

/** Page by page, each from the last number of the one before it on, which comes again. */
const numbersByPage = async (dash: Dash): Promise<string[]> => {
  const found = new Set<string>();
  let last: string | undefined;
  let isWhole = false;
  while (!isWhole) {
    const page = await numbersFrom(dash, { page_size: PAGE_SIZE, ...(last !== undefined && { start_key: last }) });
    const known = found.size;
    page.forEach((number) => found.add(number));
    last = page.at(-1);
    isWhole = page.length < PAGE_SIZE || found.size === known;
  }
  return [...found];
};

/** The phone numbers of the account: 1 request, and 1 for each page where they are too many for that. */
const numbersOf = (dash: Dash): Promise<string[]> =>
  numbersFrom(dash, { paginate: false }).catch((error: unknown) => {
    if (sentenceOf(error) !== TOO_LONG) throw error;
    return numbersByPage(dash);
  });

const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const numbers = await numbersOf(connect(z, bundle).dash);
  return numbers.sort().flatMap((key) => {
    const { number } = parseNumber(key);
    return number === null ? [] : [{ id: number, name: formatNumber(number) }];
  });
};

export const listPhoneNumbers = {
  key: 'list_phone_numbers',
  noun: 'Phone Number',
  display: { label: 'Phone Number List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
