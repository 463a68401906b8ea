import { matchesFilters } from './filters.ts';
import { pageEnvelope, pageSize, startKey } from './paging.ts';
import type { ApiResponse } from './endpoint.ts';
import type { Query } from './endpoint.ts';

/**
 * How a list is made: `key` sorts the documents, `row` is what the list shows. Documents may share a key; a page then
 * repeats those of the previous page. `firstKey` is the start key of a list by time.
 */
type Listing<T> = {
  key: (document: T) => string;
  row: (document: T) => unknown;
  firstKey?: string;
  isAscending?: boolean;
};

/** A page of a list, highest key first unless `ascending`, with the start key of the next page. */
export const list = <T>(
  documents: T[],
  query: Query,
  { key, row, firstKey, isAscending = query.ascending === 'true' }: Listing<T>,
): ApiResponse => {
  const direction = isAscending ? 1 : -1;
  const compare = (one: string, other: string) => direction * (one < other ? -1 : Number(one > other));
  const start = startKey(query);
  const found = documents
    .filter((document) => matchesFilters(document, query))
    .sort((one, other) => compare(key(one), key(other)))
    .filter((document) => start === undefined || compare(key(document), start) >= 0);
  const size = pageSize(query);
  const page = found.slice(0, size);
  const next = found[size];
  return {
    status: 200,
    data: page.map(row),
    envelope: pageEnvelope(query, page.length, next && key(next), firstKey),
  };
};

/** A listing of documents by their id. */
export const byId = <T extends { id: string }>(row: (document: T) => unknown): Listing<T> => ({
  key: ({ id }) => id,
  row,
});
