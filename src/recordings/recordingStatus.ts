import { MINUTE_MS } from '../dash/time.ts';

/**
 * `ready`: the audio is stored. `processing`: it is not stored yet. `external_or_missing`: it was not stored within half
 * an hour, so it is elsewhere or lost. `deleted`: the step that returns this status deleted it.
 */
export type RecordingStatus = 'ready' | 'processing' | 'external_or_missing' | 'deleted';

const FRESH_MS = 30 * MINUTE_MS;

/** Whether a call or recording that ended then is so new that missing data may still arrive. */
export const isFreshSince = (ended: Date | null, now: Date): boolean =>
  now.getTime() - (ended?.getTime() ?? 0) < FRESH_MS;

/** The status of the audio of a recording or a call that ended then. */
export const audioStatus = (isStored: boolean, ended: Date | null, now: Date): Exclude<RecordingStatus, 'deleted'> => {
  if (isStored) return 'ready';
  return isFreshSince(ended, now) ? 'processing' : 'external_or_missing';
};
