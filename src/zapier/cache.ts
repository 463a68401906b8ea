import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ZObject } from 'zapier-platform-core';

/**
 * Who shares a key of the platform's cache: the runs of one connection, or of the whole app. The cache may be down at any
 * time; then nothing is known, and nothing fails.
 */
type Scope = string[] | null;
const CONNECTION_ONLY: Scope = ['auth'];

/** For a key that stands for the same thing in every connection. */
export const WHOLE_APP: Scope = null;

/** Core takes a scope in all three, and none as null; its types do not say so. */
type Scoped = {
  get: (key: string, scope: Scope) => Promise<unknown>;
  set: (key: string, value: unknown, seconds: number, scope: Scope, onlyNew?: boolean) => Promise<unknown>;
  delete: (key: string, scope: Scope) => Promise<unknown>;
};

const cacheOf = (z: ZObject): Scoped => z.cache as Scoped;

/** What was remembered under a key; null when nothing was. Core logs it in clear: never a secret. */
export const recall = (z: ZObject, key: string, scope: Scope = CONNECTION_ONLY): Promise<unknown> =>
  cacheOf(z)
    .get(key, scope)
    .catch(() => null);

/** Remembers a value that JSON can hold, for so many seconds. */
export const remember = async (
  z: ZObject,
  key: string,
  value: unknown,
  seconds: number,
  scope: Scope = CONNECTION_ONLY,
): Promise<void> => {
  await cacheOf(z)
    .set(key, value, seconds, scope)
    .catch(() => null);
};

/**
 * Whether this is the first claim of a key within the seconds; yes when the cache cannot tell. `by` is who claims it, and
 * no other claim has the same: core asks again when the answer of the cache got lost, and then meets its own claim.
 */
export const claim = async (
  z: ZObject,
  key: string,
  seconds: number,
  by: unknown = randomUUID(),
  scope: Scope = CONNECTION_ONLY,
): Promise<boolean> => {
  const isFirst =
    (await cacheOf(z)
      .set(key, by, seconds, scope, true)
      .catch(() => null)) !== false;
  return isFirst || isDeepStrictEqual(await recall(z, key, scope), by);
};

/** Whether this is known to be the first claim of a key within the seconds; no when the cache cannot tell. */
export const isFirstClaim = async (z: ZObject, key: string, seconds: number): Promise<boolean> =>
  (await cacheOf(z)
    .set(key, true, seconds, CONNECTION_ONLY, true)
    .catch(() => null)) === true;

/** Forgets what was remembered or claimed under a key. */
export const forget = async (z: ZObject, key: string, scope: Scope): Promise<void> => {
  await cacheOf(z)
    .delete(key, scope)
    .catch(() => null);
};
