import type { ZObject } from 'zapier-platform-core';

/** The platform's cache, for one connection alone. It may be down at any time; then nothing is known, and nothing fails. */
const CONNECTION_ONLY = ['auth'];

/** Core's `get` and `delete` take the scope too; its types do not say so of both. */
type Scoped = Record<'get' | 'delete', (key: string, scope: string[]) => Promise<unknown>>;

/** What was remembered under a key; null when nothing was. Core logs it in clear: never a secret. */
export const recall = (z: ZObject, key: string): Promise<unknown> =>
  (z.cache as Scoped).get(key, CONNECTION_ONLY).catch(() => null);

/** Remembers a value that JSON can hold, for so many seconds. */
export const remember = async (z: ZObject, key: string, value: unknown, seconds: number): Promise<void> => {
  await z.cache.set(key, value, seconds, CONNECTION_ONLY).catch(() => null);
};

/** Whether this is the first claim of a key within the seconds; yes when the cache cannot tell. `by` is who claims it. */
export const claim = async (z: ZObject, key: string, seconds: number, by: unknown = true): Promise<boolean> =>
  (await z.cache.set(key, by, seconds, CONNECTION_ONLY, true).catch(() => null)) !== false;

/** Forgets what was remembered or claimed under a key. */
export const forget = async (z: ZObject, key: string): Promise<void> => {
  await (z.cache as Scoped).delete(key, CONNECTION_ONLY).catch(() => null);
};
