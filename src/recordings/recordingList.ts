import type { Dash, Query } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import { readRecording, type Recording } from './recording.ts';

/** The section of the API; not every account has it. */
export const wording = { section: 'Call Recording' };

const PAGE_SIZE = 200;

type Wanted = { since: Date; now: Date; most: number };

/**
 * The newest recordings that meet a condition, newest first, `most` at most; no page beyond the last of them is asked
 * for. `filters` are Dash's own.
 */
export const takeRecordings = async (
  dash: Dash,
  { since, now, most }: Wanted,
  isMatch: (recording: Recording) => boolean,
  filters: Query = {},
): Promise<Recording[]> => {
  const query: Query = { ...createdBetween(since, now), page_size: PAGE_SIZE, ...filters };
  const ask = { ...wording, purpose: 'list the recordings', query };
  const taken: Recording[] = [];
  let start: string | undefined;
  do {
    const { rows, next } = await dash.page(['recordings'], ask, start);
    const recordings = rows.map(readRecording).filter((recording) => recording !== null);
    taken.push(...recordings.filter(isMatch));
    start = next;
  } while (start !== undefined && taken.length < most);
  return taken.slice(0, most);
};
