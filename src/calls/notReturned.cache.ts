import { isObject, number } from '../dash/schema.ts';
import { RETENTION_MS, SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { hash } from '../zapier/hash.ts';
import type { Given, NotReturned } from './notReturned.ts';

/** The same for every poll of a Zap, and for Zaps that ask for the same. */
const keyOf = ({ bundle }: Context): string => `not returned:${hash(JSON.stringify(bundle.inputData))}`;

/** What the cache knows a caller by. */
const callerKey = (caller: string): string => hash(caller).slice(0, 16);

const read = async (context: Context): Promise<Record<string, unknown>> => {
  const stored = await context.cache.get(keyOf(context));
  return isObject(stored) ? stored : {};
};

/**
 * What polls have given of each caller. It keeps the times of a caller who tries again and again where they are: a poll
 * alone does not see how far back the attempts go.
 */
export const findGiven = async (context: Context): Promise<Given> => {
  const stored = await read(context);
  return (caller) => number(stored[callerKey(caller)]) ?? undefined;
};

/** Stores what was given, beside what was given before and began at `oldest` or later, in milliseconds since 1970. */
export const storeGiven = async (context: Context, given: readonly NotReturned[], oldest: number): Promise<void> => {
  const before = Object.entries(await read(context)).filter(([, began]) => Number(began) >= oldest);
  const now = given
    .toSorted((a, b) => a.began - b.began)
    .map(({ number: caller, began }) => [callerKey(caller), began]);
  if (now.length === 0) return;
  const all = Object.fromEntries([...before, ...now]) as Record<string, number>;
  await context.cache.set(keyOf(context), all, RETENTION_MS / SECOND_MS);
};
