import type { ZObject } from 'zapier-platform-core';

/** The platform's cache, for one connection alone. It may be down at any time; then nothing is known, and nothing fails. */
const CONNECTION_ONLY = ['auth'];

/** Core's `get` takes the scope too; its types do not say so. */
type ScopedGet = { get: (key: string, scope: string[]) => Promise<unknown> };

/** What was remembered under a key; null when nothing was. Core logs it in clear: never a secret. */
export const recall = (z: ZObject, key: string): Promise<unknown> =>
  (z.cache as ScopedGet).get(key, CONNECTION_ONLY).catch(() => null);

/** Remembers a value that JSON can hold, for so many seconds. */
export const remember = async (z: ZObject, key: string, value: unknown, seconds: number): Promise<void> => {
  await z.cache.set(key, value, seconds, CONNECTION_ONLY).catch(() => null);
};

/** Whether this is the first claim of a key within the seconds; yes when the cache cannot tell. */
export const claim = async (z: ZObject, key: string, seconds: number): Promise<boolean> =>
  (await z.cache.set(key, true, seconds, CONNECTION_ONLY, true).catch(() => null)) !== false;
