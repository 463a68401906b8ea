import type { Dash } from '../dash/client.ts';
import { newestRecordings } from './recordings.api.ts';

/**
 * The ids of those recordings whose audio is stored. No page is requested beyond the last of them that is listed.
 * The oldest of them began at `since` or later.
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
