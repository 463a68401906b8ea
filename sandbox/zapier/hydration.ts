import { createExpiringStore } from './expiringStore.ts';
import type { Connection, Runner } from './runner.ts';

/** Fetches the value behind a pointer. */
export type Hydrate = (connection: Connection, value: unknown) => Promise<unknown>;

const pointer = /^hydrate\|\|\|(.*)\|\|\|hydrate$/s;

/** The platform fetches the same pointer once in five minutes. */
const rememberedSeconds = 300;

/**
 * Replaces `hydrate|||{json}|||hydrate` with the hydrator's result, which is the URL for a file. Hydrates each item of
 * a list; returns all other values as they are.
 */
export const createHydrate = (runner: Runner, counts: { hydrations: number }): Hydrate => {
  const remembered = createExpiringStore<Promise<unknown>>();

  const fetchOnce = (connection: Connection, payload: string): Promise<unknown> => {
    const key = `${connection.id}/${payload}`;
    const known = remembered.get(key);
    if (known) return known;
    counts.hydrations += 1;
    const { method, bundle } = JSON.parse(payload) as { method: string; bundle: unknown };
    const fetched = runner.run(connection, method, { inputData: bundle });
    remembered.set(key, fetched, rememberedSeconds);
    fetched.catch(() => remembered.delete(key));
    return fetched;
  };

  const hydrate: Hydrate = async (connection, value) => {
    if (Array.isArray(value)) return Promise.all(value.map((item) => hydrate(connection, item)));
    const payload = typeof value === 'string' ? pointer.exec(value)?.[1] : undefined;
    return payload === undefined ? value : fetchOnce(connection, payload);
  };
  return hydrate;
};
