import type { Dash, Query } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import { parseRecording, type Recording } from './recording.ts';

/** The section of the API; not every account has it. */
export const wording = { section: 'Call Recording' };

const PAGE_SIZE = 200;

type Wanted = { since: Date; now: Date; limit: number };

/** Gives a recording as it is wanted, null for one that is not. */
type Choose = (recording: Recording) => Recording | null | Promise<Recording | null>;

const each: Choose = (recording) => recording;

/**
 * The newest recordings that are wanted, newest first, `limit` at most; no page beyond the last of them is asked for.
 * `filters` are Dash's own, which see the document, not the call.
 */
export const takeRecordings = async (
  dash: Dash,
  { since, now, limit }: Wanted,
  choose: Choose = each,
  filters: Query = {},
): Promise<Recording[]> => {
  const query: Query = { ...createdBetween(since, now), page_size: PAGE_SIZE, ...filters };
  const taken: Recording[] = [];
  for await (const rows of dash.pages(['recordings'], { ...wording, purpose: 'list the recordings', query })) {
    for (const recording of rows.map(parseRecording)) {
      const chosen = recording && (await choose(recording));
      if (chosen) taken.push(chosen);
    }
    if (taken.length >= limit) break;
  }
  return taken.slice(0, limit);
};
