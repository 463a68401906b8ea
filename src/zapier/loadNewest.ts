import type { Ask, Dash, Path } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import type { PollWindow } from './pollingTrigger.ts';

const PAGE_SIZE = 200;

/**
 * The newest entries of a list that Dash gives by time, newest first, `most` at most; no page beyond the last of them
 * is asked for. `read` gives null for a row that is not wanted.
 */
export const loadNewest = async <T>(
  dash: Dash,
  path: Path,
  { since, now, limit: most }: PollWindow,
  ask: Ask,
  read: (row: unknown) => T | null,
): Promise<T[]> => {
  const query = { ...createdBetween(since, now), page_size: PAGE_SIZE, ...ask.query };
  const taken: T[] = [];
  for await (const rows of dash.pages(path, { ...ask, query })) {
    taken.push(...rows.map(read).filter((entry) => entry !== null));
    if (taken.length >= most) break;
  }
  return taken.slice(0, most);
};
