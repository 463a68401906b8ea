import { isObject, number } from '../dash/schema.ts';
import { RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { hash } from '../zapier/hash.ts';
import type { Given, NotReturned } from './notReturned.ts';

/** The same for every poll of a Zap, and for Zaps with the same input. */
const keyOf = ({ bundle }: Context): string => `not returned:${hash(JSON.stringify(bundle.inputData))}`;

/** The cache's key for a caller. */
const callerKey = (caller: string): string => hash(caller).slice(0, 16);

const read = async (context: Context): Promise<Record<string, unknown>> => {
  const stored = await context.cache.get(keyOf(context));
  return isObject(stored) ? stored : {};
};

/**
 * When the time that was last returned for each caller began. This keeps the times of a caller who calls again and again in
 * place: a single poll does not see how far back the attempts go.
 */
export const findGiven = async (context: Context): Promise<Given> => {
  const stored = await read(context);
  return (caller) => number(stored[callerKey(caller)]) ?? undefined;
};

/** Stores what was returned, and keeps earlier entries that began at `oldest` or later, in milliseconds since 1970. */
export const storeGiven = async (context: Context, given: readonly NotReturned[], oldest: number): Promise<void> => {
  const before = Object.entries(await read(context)).filter(([, began]) => Number(began) >= oldest);
  const now = given
    .toSorted((a, b) => a.began - b.began)
    .map(({ number: caller, began }) => [callerKey(caller), began]);
  if (now.length === 0) return;
  const all = Object.fromEntries([...before, ...now]) as Record<string, number>;
  await context.cache.set(keyOf(context), all, RETENTION_MS / SECOND_MS);
};
