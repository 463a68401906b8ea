import type { ZObject } from 'zapier-platform-core';
import type { Dash, Path } from '../dash/client.ts';
import { nullUnlessRepeated } from './connection.ts';

const HOUR_SECONDS = 60 * 60;

/** Core's `get` takes the scope too; its types do not say so. */
type ScopedCache = { get: (key: string, scope: string[]) => Promise<unknown> };

const CONNECTION_ONLY = ['auth'];

/**
 * Looks a thing up by its id: 1 request, and none while the platform's cache still has it. Null when Dash does not
 * know it or cannot say now: a name is not worth a lost event.
 */
export const cachedLookUp =
  <T>(kind: string, pathOf: (id: string) => Path, map: (found: unknown) => T) =>
  async (z: ZObject, dash: Dash, id: string): Promise<T | null> => {
    const key = `${kind}:${id}`;
    const cached = await (z.cache as ScopedCache).get(key, CONNECTION_ONLY).catch(() => null);
    if (cached !== null) return cached as T;
    const found = await dash.find(pathOf(id), { purpose: `read the ${kind}` }).catch(nullUnlessRepeated);
    if (found === null) return null;
    const value = map(found);
    await z.cache.set(key, value, HOUR_SECONDS, CONNECTION_ONLY).catch(() => null);
    return value;
  };
