import type { Path } from '../dash/http.ts';
import { HOUR_SECONDS } from '../dash/time.ts';
import type { Context } from './context.ts';
import { nullUnlessRetried } from './errors.ts';

/** Finds a thing by its ID; null if it can't be found. */
export type LookUp<T> = (context: Context, id: string) => Promise<T | null>;

/** The key under which a thing is cached. */
export const lookUpKey = (kind: string, id: string): string => `${kind}:${id}`;

/**
 * Loads a thing by its ID, once in a run, and not at all while the platform's cache has it. Null if `load` returns null or
 * fails; that is not cached.
 */
export const cachedLoad =
  <T>(kind: string, load: (context: Context, id: string) => Promise<T | null>, seconds = HOUR_SECONDS): LookUp<T> =>
  (context, id) => {
    const { cache, once } = context;
    const key = lookUpKey(kind, id);
    return once(key, async () => {
      const cached = await cache.get(key);
      if (cached !== null) return cached as T;
      const value = await load(context, id).catch(nullUnlessRetried);
      if (value !== null) await cache.set(key, value, seconds);
      return value;
    });
  };

/**
 * Looks up a thing by its ID: 1 request, and none while the platform's cache has it. Null if Dash doesn't have it or fails,
 * because an event must not get lost for a name.
 */
export const cachedLookUp = <T>(kind: string, pathOf: (id: string) => Path, map: (found: unknown) => T): LookUp<T> =>
  cachedLoad(kind, async ({ dash }, id) => {
    const found = await dash.find(pathOf(id), { purpose: `read the ${kind}` });
    return found === null ? null : map(found);
  });
