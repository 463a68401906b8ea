import type { ZObject } from 'zapier-platform-core';

/** Zapier ends a run after 30 seconds without a word; what is left after these is for the platform itself. */
const RUN_MS = 25_000;

/** Each run of the app has a `z` of its own. */
const starts = new WeakMap<ZObject, number>();

const leftOf = (z: ZObject): number => {
  const start = starts.get(z) ?? Date.now();
  starts.set(z, start);
  return start + RUN_MS - Date.now();
};

/** Ends a request, its body included, after its own time, or when the run's is up; the first call starts the run. */
export const timeLimit = (z: ZObject, longestMs: number): AbortSignal =>
  AbortSignal.timeout(Math.max(1, Math.min(longestMs, leftOf(z))));
