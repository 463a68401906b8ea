import { pageSize, startKey } from './paging.ts';
import { between, justAfter, placeAt } from './placed.ts';
import { timeRange } from './timeRange.ts';
import type { Query } from './paging.ts';
import type { Placed } from './placed.ts';

/** The entries from which the page is taken, its first one first: those of the time range, from the start key on. */
const entriesFor = <T extends Placed>(entries: readonly T[], query: Query): T[] => {
  const { from, to } = timeRange(query);
  const [first, end] = [placeAt(from), placeAt(to + 1)];
  const start = startKey(query);
  if (query.ascending === 'true') return between(entries, start ?? first, end);
  return between(entries, first, start === undefined ? end : justAfter(start)).reverse();
};

/**
 * The page of a list that a query asks for, newest first unless `ascending`, and the key of the page after it; `keeps`
 * sorts entries out. It looks no further than it has to.
 */
export const pageInTime = <T extends Placed>(
  entries: readonly T[],
  query: Query,
  keeps: (entry: T) => boolean = () => true,
): { page: T[]; next: string | undefined } => {
  const size = pageSize(query);
  const page: T[] = [];
  for (const entry of entriesFor(entries, query)) {
    if (!keeps(entry)) continue;
    if (page.length === size) return { page, next: entry.place };
    page.push(entry);
  }
  return { page, next: undefined };
};
