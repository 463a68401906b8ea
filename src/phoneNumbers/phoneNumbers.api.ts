import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { isObject, parse } from '../dash/schema.ts';
import { sentenceOf } from '../zapier/errors.ts';

const PAGE_SIZE = 1000;
const TOO_LONG = 'The account has more phone numbers than VirtualPBX lists at once.';

const numbersSchema = { numbers: (value: unknown) => (isObject(value) ? Object.keys(value).sort() : []) };

/** Unlike other lists, this one is an object keyed by number, so `dash.list` and `dash.pages` do not apply. */
const loadNumbers = async (dash: Dash, query: Query): Promise<string[]> => {
  const ask = { purpose: 'list the phone numbers', query, sentences: { 416: TOO_LONG } };
  return parse(numbersSchema, await dash.get(['phone_numbers'], ask)).numbers;
};

/** Loads the numbers page by page. Each page starts with the last number of the previous page. */
const loadNumbersByPage = async (dash: Dash): Promise<string[]> => {
  const numbers = new Set<string>();
  let last: string | undefined;
  let isComplete = false;
  while (!isComplete) {
    const page = await loadNumbers(dash, { page_size: PAGE_SIZE, ...(last !== undefined && { start_key: last }) });
    const known = numbers.size;
    page.forEach((number) => numbers.add(number));
    last = page.at(-1);
    isComplete = page.length < PAGE_SIZE || numbers.size === known;
  }
  return [...numbers];
};

/** The phone numbers of the account, as Dash writes them: 1 request, plus 1 per page if there are too many for that. */
export const loadPhoneNumbers = (dash: Dash): Promise<string[]> =>
  loadNumbers(dash, { paginate: false }).catch((error: unknown) => {
    if (sentenceOf(error) !== TOO_LONG) throw error;
    return loadNumbersByPage(dash);
  });
