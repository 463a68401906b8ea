import type { Answer } from './answer.ts';
import { DashError } from './dashError.ts';
import { dataOf, type Ask, type IdOfRow, type Path, type Query } from './http.ts';
import { isObject, text } from './schema.ts';

export type Page = { rows: unknown[]; next?: string };

/** The lists of an account. */
export type Lists = {
  /**
   * One page of a list, in Dash's order; `next` is the key of the page after it. Rows that the page before it had, as
   * this client has read it, are left out.
   */
  page: (path: Path, ask: Ask, start?: string) => Promise<Page>;
  /** One page after the other, from the key `start` on, each row once; no page is requested before it is wanted. */
  eachPage: (path: Path, ask: Ask, start?: string) => AsyncGenerator<Page, void>;
  /** The rows of each page from the first on. */
  pages: (path: Path, ask: Ask) => AsyncGenerator<unknown[], void>;
  /** The whole list in one request; null when it is too long for that. */
  all: (path: Path, ask: Ask) => Promise<unknown[] | null>;
  /** The whole list, page by page, where it is too long for one request. */
  list: (path: Path, ask: Ask) => Promise<unknown[]>;
};

const PAGE_SIZE = 100;

/** For a whole list that is too long for one request. Dash has no limit for the size of a page (`cb_context:pagination_page_size`). */
const LARGE_PAGE = { page_size: 1000 };

/** More pages than Dash gives in the time of a run: 100 at once, and 10 a second for 25 seconds. */
export const MAX_PAGES = 350;

/** The list is larger than Dash gives, or than a run takes, in one answer. */
const TOO_LONG_FOR_ONE_REQUEST = [416, 413];

/** The id of a row, as most lists have it. */
export const idOfRow: IdOfRow = (row) => text(isObject(row) ? row.id : null);

/** The rows of an answer, each once: a list that Dash reads in several steps may repeat the row between two of them. */
const rowsOf = (answer: Answer, ask: Ask, before: ReadonlySet<string> = new Set(ask.known)): unknown[] => {
  const data = dataOf(answer, ask);
  if (!Array.isArray(data)) throw new DashError({ status: answer.status, empty: false }, ask);
  const seen = new Set(before);
  return data.filter((row: unknown) => {
    const id = (ask.idOf ?? idOfRow)(row);
    if (id === null) return true;
    const isNew = !seen.has(id);
    seen.add(id);
    return isNew;
  });
};

const idsOf = (rows: readonly unknown[], { idOf = idOfRow }: Ask): Set<string> =>
  new Set(rows.map(idOf).filter((id) => id !== null));

/** The key of the page after an answer, which began at the key `start`; null after the last page. */
export const nextKeyIn = ({ envelope }: Answer, start: string | undefined): string | null => {
  const next = envelope?.next_start_key;
  const hasMore = (typeof next === 'string' && next !== '') || typeof next === 'number';
  // A service that names the page it has just given would otherwise be asked forever.
  return hasMore && String(next) !== start ? String(next) : null;
};

/** Goes from page to page, to the end of the list. */
const pagesAfter = (page: Lists['page']): Lists['eachPage'] =>
  async function* (path, ask, start) {
    const keys = new Set<string>();
    for (let key = start, count = 0; count < MAX_PAGES; count += 1) {
      const { rows, next }: Page = await page(path, ask, key);
      // A key that comes back would lead round in a circle.
      const isLast = next === undefined || keys.has(next);
      yield isLast ? { rows } : { rows, next };
      if (isLast) return;
      keys.add(next);
      key = next;
    }
    throw new DashError({ status: 200, empty: false }, ask);
  };

/** The lists of an account; `get` makes a GET request at a path below it. */
export const createLists = (get: (path: Path, ask: Ask) => Promise<Answer>): Lists => {
  /** The ids of the rows of each page read so far, under the list and the key of the page after it. */
  const readBefore = new Map<string, ReadonlySet<string>>();

  const page: Lists['page'] = async (path, ask, start) => {
    const query: Query = { page_size: PAGE_SIZE, ...ask.query };
    const pageFrom = (key: string) => JSON.stringify([path, query, key]);
    const answer = await get(path, {
      ...ask,
      query: { ...query, ...(start !== undefined && { start_key: start }) },
    });
    // The key of a page is that of its first row, and several rows may have it: Dash then begins with the first of them
    // (`crossbar_view:last_key`), which was on the page before.
    const rows = rowsOf(answer, ask, start === undefined ? undefined : readBefore.get(pageFrom(start)));
    const next = nextKeyIn(answer, start);
    if (next === null) return { rows };
    readBefore.set(pageFrom(next), idsOf(rows, ask));
    return { rows, next };
  };

  const eachPage = pagesAfter(page);

  const pages: Lists['pages'] = async function* (path, ask) {
    for await (const { rows } of eachPage(path, ask)) yield rows;
  };

  const all: Lists['all'] = async (path, ask) => {
    const answer = await get(path, { ...ask, query: { ...ask.query, paginate: false } });
    return TOO_LONG_FOR_ONE_REQUEST.includes(answer.status) ? null : rowsOf(answer, ask);
  };

  const list: Lists['list'] = async (path, ask) => {
    const whole = await all(path, ask);
    if (whole) return whole;
    const rows: unknown[] = [];
    for await (const more of pages(path, { ...ask, query: { ...LARGE_PAGE, ...ask.query } }))
      for (const row of more) rows.push(row);
    return rows;
  };

  return { page, eachPage, pages, all, list };
};
