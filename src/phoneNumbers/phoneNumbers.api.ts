import type { Dash } from '../dash/client.ts';
import type { Query } from '../dash/http.ts';
import { MAX_PAGES } from '../dash/lists.ts';
import { isObject, parse } from '../dash/schema.ts';
import { sentenceOf, unexpectedAnswerError } from '../zapier/errors.ts';

const PAGE_SIZE = 1000;
const TOO_LONG = 'The account has more phone numbers than VirtualPBX lists at once.';

const LIST_NUMBERS = { purpose: 'list the phone numbers' };

const numbersSchema = { numbers: (value: unknown) => (isObject(value) ? Object.keys(value).sort() : []) };

/** Unlike other lists, this one is an object keyed by number, so `dash.list` and `dash.pages` do not apply. */
const loadNumbers = async (dash: Dash, query: Query): Promise<string[]> => {
  const ask = { ...LIST_NUMBERS, query, sentences: { 416: TOO_LONG } };
  return parse(numbersSchema, await dash.get(['phone_numbers'], ask)).numbers;
};

/** Loads the numbers page by page. Each page starts with the last number of the previous page. */
const loadNumbersByPage = async (dash: Dash): Promise<string[]> => {
  const numbers = new Set<string>();
  let last: string | undefined;
  for (let count = 0; count < MAX_PAGES; count += 1) {
    const page = await loadNumbers(dash, { page_size: PAGE_SIZE, ...(last !== undefined && { start_key: last }) });
    const known = numbers.size;
    page.forEach((number) => numbers.add(number));
    last = page.at(-1);
    if (page.length < PAGE_SIZE || numbers.size === known) return [...numbers];
  }
  throw unexpectedAnswerError(LIST_NUMBERS);
};

/** The phone numbers of the account, as Dash writes them: 1 request, plus 1 per page if there are too many for that. */
export const loadPhoneNumbers = (dash: Dash): Promise<string[]> =>
  loadNumbers(dash, { paginate: false }).catch((error: unknown) => {
    if (sentenceOf(error) !== TOO_LONG) throw error;
    return loadNumbersByPage(dash);
  });
