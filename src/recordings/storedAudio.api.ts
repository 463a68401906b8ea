import type { Dash } from '../dash/client.ts';
import { newestRecordings } from './recordings.api.ts';

/**
 * Which of these recordings have their audio stored, by ID. `since` is not later than the start of the oldest. No page is
 * requested after all of them are found.
 */
export const findStoredAudio = async (
  dash: Dash,
  ids: readonly string[],
  window: { since: Date; now: Date },
): Promise<Set<string>> => {
  const wanted = new Set(ids);
  const listed = await newestRecordings(dash, { ...window, limit: wanted.size }, (recording) =>
    wanted.has(recording.id) ? recording : null,
  );
  return new Set(listed.filter(({ contentType }) => contentType !== null).map(({ id }) => id));
};
