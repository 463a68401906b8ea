import { refuse } from './answers.ts';
import { gregorian } from './gregorian.ts';
import type { Answer } from './answers.ts';

type Query = Record<string, string>;

/** How a resource is listed: `key` orders the documents, `row` is what the list shows of one. */
type Listing<T> = { key: (document: T) => string; row: (document: T) => unknown };

const usualPageSize = 50;

/** The longest time range that Dash lists: 31 days and an hour. */
const longestRangeSeconds = 2_682_000;

const valueAt = (document: unknown, dottedKey: string): unknown =>
  dottedKey
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document);

/** Filters compare text; a JSON list in the query means any of its values. */
const isAnyOf = (value: unknown, wanted: string): boolean => {
  const list: unknown = wanted.startsWith('[') ? JSON.parse(wanted) : [wanted];
  return Array.isArray(list) && list.map(String).includes(String(value));
};

const isKept = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Filters whose parameter names the key: `filter_email=…`. */
const filtersByName: [prefix: string, passes: (value: unknown, wanted: string) => boolean][] = [
  ['filter_not_', (value, wanted) => !isAnyOf(value, wanted)],
  ['filter_', isAnyOf],
];

/** Filters whose value is the key: `has_key=owner_id`. */
const filtersByKey: Record<string, (value: unknown) => boolean> = {
  has_key: (value) => value !== undefined,
  key_missing: (value) => value === undefined,
  has_value: isKept,
  value_missing: (value) => !isKept(value),
};

/** Whether a document passes every filter of the query. Filters see the whole document, not the row. */
const passes = (document: unknown, query: Query): boolean =>
  Object.entries(query).every(([parameter, wanted]) => {
    const byKey = filtersByKey[parameter];
    if (byKey) return byKey(valueAt(document, wanted));
    const byName = filtersByName.find(([prefix]) => parameter.startsWith(prefix));
    return byName ? byName[1](valueAt(document, parameter.slice(byName[0].length)), wanted) : true;
  });

const pageSize = ({ page_size, paginate }: Query): number => {
  if (paginate === 'false') return Infinity;
  const size = Number(page_size ?? usualPageSize);
  if (!Number.isInteger(size) || size < 1) throw refuse(404, 'faulty_request');
  return size;
};

const cursor = {
  write: (key: string): string => Buffer.from(JSON.stringify(key)).toString('base64url'),
  read: (text: string): string => {
    try {
      return String(JSON.parse(Buffer.from(text, 'base64url').toString()));
    } catch {
      throw refuse(404, 'faulty_request');
    }
  },
};

/** A page of a list, highest key first unless `ascending`, with the cursor to the next page. */
export const list = <T>(documents: T[], query: Query, { key, row }: Listing<T>): Answer => {
  const direction = query.ascending === 'true' ? 1 : -1;
  const compare = (one: string, other: string) => direction * (one < other ? -1 : Number(one > other));
  const { start_key } = query;
  const startKey = start_key === undefined ? undefined : cursor.read(start_key);
  const found = documents
    .filter((document) => passes(document, query))
    .sort((one, other) => compare(key(one), key(other)))
    .filter((document) => startKey === undefined || compare(key(document), startKey) >= 0);
  const size = pageSize(query);
  const page = found.slice(0, size);
  const next = found[size];
  return {
    status: 200,
    data: page.map(row),
    envelope: {
      page_size: page.length,
      ...(start_key === undefined ? {} : { start_key }),
      ...(next === undefined ? {} : { next_start_key: cursor.write(key(next)) }),
    },
  };
};

/** A listing of documents by their id. */
export const byId = <T extends { id: string }>(row: (document: T) => unknown): Listing<T> => ({
  key: ({ id }) => id,
  row,
});

/** Dash reads a time that is not a positive integer as if it were not there. */
const time = (text: string | undefined): number | undefined =>
  /^[1-9]\d*$/.test(text ?? '') ? Number(text) : undefined;

/** The documents in the time range that the query asks for: at most, and without a start by default, 31 days and an hour. */
export const inTimeRange = <T extends { timestamp: number }>(documents: T[], query: Query): T[] => {
  const to = time(query.created_to) ?? gregorian(new Date());
  const from = time(query.created_from) ?? to - longestRangeSeconds;
  if (to - from > longestRangeSeconds) {
    const message = `created_to ${to} is more than ${longestRangeSeconds} seconds from created_from ${from}`;
    throw refuse(400, 'validation error', { created_from: { date_range: { message, cause: from } } });
  }
  return documents.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
};
