import type { ZObject } from 'zapier-platform-core';
import type { Dash, Path } from '../dash/client.ts';
import { recall, remember } from './cache.ts';
import { nullUnlessRetried } from './context.ts';

const HOUR_SECONDS = 60 * 60;

/** What a run of the app has looked up so far; each run has a `z` of its own. */
const runs = new WeakMap<ZObject, Map<string, Promise<unknown>>>();

/** Does a piece of work once in a run, also when many ask for it at the same time. */
const oncePerRun = async <T>(z: ZObject, key: string, work: () => Promise<T>): Promise<T> => {
  const done = runs.get(z) ?? new Map<string, Promise<unknown>>();
  runs.set(z, done);
  const result = done.get(key) ?? work();
  done.set(key, result);
  return result as Promise<T>;
};

/**
 * Looks a thing up by its id: 1 request, and none while the platform's cache still has it. Null when Dash does not
 * know it or cannot say now: a name is not worth a lost event.
 */
export const cachedLookUp =
  <T>(kind: string, pathOf: (id: string) => Path, map: (found: unknown) => T) =>
  (z: ZObject, dash: Dash, id: string): Promise<T | null> => {
    const key = `${kind}:${id}`;
    return oncePerRun(z, key, async () => {
      const cached = await recall(z, key);
      if (cached !== null) return cached as T;
      const found = await dash.find(pathOf(id), { purpose: `read the ${kind}` }).catch(nullUnlessRetried);
      if (found === null) return null;
      const value = map(found);
      await remember(z, key, value, HOUR_SECONDS);
      return value;
    });
  };
