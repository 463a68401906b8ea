import type { Path } from '../dash/http.ts';
import { HOUR_SECONDS } from '../dash/time.ts';
import type { Context } from './context.ts';
import { nullUnlessRetried } from './errors.ts';

/**
 * Looks a thing up by its id: 1 request, and none while the platform's cache still has it. Null when Dash does not
 * know it or cannot say now: a name is not worth a lost event.
 */
export const cachedLookUp =
  <T>(kind: string, pathOf: (id: string) => Path, map: (found: unknown) => T) =>
  ({ dash, cache, once }: Context, id: string): Promise<T | null> => {
    const key = `${kind}:${id}`;
    return once(key, async () => {
      const cached = await cache.get(key);
      if (cached !== null) return cached as T;
      const found = await dash.find(pathOf(id), { purpose: `read the ${kind}` }).catch(nullUnlessRetried);
      if (found === null) return null;
      const value = map(found);
      await cache.set(key, value, HOUR_SECONDS);
      return value;
    });
  };
