import type { Ask, Path } from '../dash/http.ts';
import type { Dash } from '../dash/client.ts';
import { collect } from '../dash/collect.ts';
import { createdBetween } from '../dash/time.ts';
import type { PollWindow } from './pollCheckpoint.ts';

const PAGE_SIZE = 200;

/**
 * The newest entries of a list that Dash sorts by time, newest first, at most `limit`. `parse` returns null for a row to
 * skip.
 */
export const loadNewest = <T>(
  dash: Dash,
  path: Path,
  { since, now, limit }: PollWindow,
  ask: Ask,
  parse: (row: unknown) => T | null,
): Promise<T[]> => {
  const query = { ...createdBetween(since, now), page_size: PAGE_SIZE, ...ask.query };
  return collect(dash.pages(path, { ...ask, query }), limit, (row) => {
    const entry = parse(row);
    return entry === null ? [] : [entry];
  });
};
