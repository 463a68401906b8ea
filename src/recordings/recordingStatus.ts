import { MINUTE_MS } from '../dash/time.ts';

/**
 * `ready`: the audio is stored. `processing`: not yet. `external_or_missing`: not half an hour after the recording
 * either, so it is stored elsewhere or lost. `deleted`: just now, by a step of the Zap.
 */
export type RecordingStatus = 'ready' | 'processing' | 'external_or_missing' | 'deleted';

const FRESH_MS = 30 * MINUTE_MS;

/** Whether what ended then is so new that what is unknown about it may still become known. */
export const isFreshSince = (ended: Date | null, now: Date): boolean =>
  now.getTime() - (ended?.getTime() ?? 0) < FRESH_MS;

/** The status of audio that is stored or not, of a recording or a call that ended then. */
export const audioStatus = (isStored: boolean, ended: Date | null, now: Date): Exclude<RecordingStatus, 'deleted'> => {
  if (isStored) return 'ready';
  return isFreshSince(ended, now) ? 'processing' : 'external_or_missing';
};
