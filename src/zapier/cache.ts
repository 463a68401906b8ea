import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { ZObject } from 'zapier-platform-core';
import { hash } from './hash.ts';

/** Which runs share a key: those of one connection, or of the whole app. */
type Scope = string[] | null;
const CONNECTION_ONLY: Scope = ['auth'];

/** For a key that means the same thing in every connection. */
export const WHOLE_APP: Scope = null;

/** Core accepts a scope in all three, and null for none; its types don't declare it. */
type ScopedCache = {
  get: (key: string, scope: Scope) => Promise<unknown>;
  set: (key: string, value: unknown, seconds: number, scope: Scope, onlyNew?: boolean) => Promise<unknown>;
  delete: (key: string, scope: Scope) => Promise<unknown>;
};

/**
 * The platform's cache. It may be down at any time; then every key is missing, and nothing fails. Core logs keys and values
 * in plain text, so they must not contain secrets. Without a scope, a key belongs to the connection.
 */
export type Cache = {
  /** The value of a key; null when there is none. */
  get: (key: string, scope?: Scope) => Promise<unknown>;
  /** Stores a JSON value for a number of seconds. */
  set: (key: string, value: unknown, seconds: number, scope?: Scope) => Promise<void>;
  delete: (key: string, scope?: Scope) => Promise<void>;
  /**
   * Whether this is the first claim of a key within `seconds`; true if the cache is down. `claimant` is unique to the
   * claim: core retries if an answer of the cache gets lost, and then finds its own claim.
   */
  claim: (key: string, seconds: number, claimant?: unknown, scope?: Scope) => Promise<boolean>;
  /** The same, but null if that is unknown because the cache is down. */
  claimForCertain: (key: string, seconds: number, claimant?: unknown, scope?: Scope) => Promise<boolean | null>;
};

/** How long the platform may take to answer, in milliseconds. A run has 30 seconds, and several things to look up. */
const ANSWER_MS = 2_000;

/** How long a run may wait for the cache in all. */
const ALL_ANSWERS_MS = 8_000;

/** No call begins so late in a run: Zapier ends a run after 30 seconds, and an event that is claimed by then would be lost. */
const LAST_CALL_MS = 27_000;

/** How often the time is counted. A longer time isn't: the run itself was busy, and couldn't take an answer. */
const COUNT_MS = 100;
const LATE_COUNT_MS = 150;

/** What comes in place of an answer that is late. */
const LATE = Symbol('late');

type InTime = (ask: () => Promise<unknown>) => Promise<unknown>;

/** Returns a function that waits for answers, where an error counts as null, and counts the time while it waits for any. */
const createWatch = (): InTime => {
  const givenUpAt = new Map<() => void, number>();
  let waited = 0;
  let counted = 0;
  let timer: NodeJS.Timeout | undefined;
  const count = () => {
    const now = performance.now();
    if (now - counted < LATE_COUNT_MS) waited += now - counted;
    counted = now;
  };
  const giveUp = () => {
    count();
    for (const [late, at] of givenUpAt) if (waited >= Math.min(at, ALL_ANSWERS_MS)) late();
  };
  return async (ask) => {
    if (waited >= ALL_ANSWERS_MS) return LATE;
    const { promise: end, resolve } = Promise.withResolvers<typeof LATE>();
    const late = () => {
      resolve(LATE);
    };
    if (givenUpAt.size === 0) {
      counted = performance.now();
      timer = setInterval(giveUp, COUNT_MS);
    }
    givenUpAt.set(late, waited + ANSWER_MS);
    try {
      return await Promise.race([(async () => ask())().catch(() => null), end]);
    } finally {
      givenUpAt.delete(late);
      count();
      if (givenUpAt.size === 0) clearInterval(timer);
    }
  };
};

/** What the platform answers within two seconds; null if it is late or fails. */
export const nullIfLate = async (ask: () => Promise<unknown>): Promise<unknown> => {
  const answer = await createWatch()(ask);
  return answer === LATE ? null : answer;
};

/** The platform does not document how long its keys may be. Ids from outside are part of them. */
const LONGEST_KEY = 200;

const keyFor = (key: string): string => (key.length > LONGEST_KEY ? hash(key) : key);

/** So many calls at once are answered quickly. The others wait, so that none is late because of its own kind. */
const LANES = 10;

/** The cache of the platform that `z` belongs to. One that was late, or slow for too long, counts as down for the rest of the run. */
export const createCache = (z: ZObject): Cache => {
  const scoped = z.cache as ScopedCache;
  const inTime = createWatch();
  const began = performance.now();
  let isDown = false;
  const askOnce = async (ask: () => Promise<unknown>): Promise<unknown> => {
    if (isDown || performance.now() - began >= LAST_CALL_MS) return null;
    const answer = await inTime(ask);
    if (answer !== LATE) return answer;
    isDown = true;
    return null;
  };
  const lanes: Promise<unknown>[] = [];
  let calls = 0;
  const nullOnError = (ask: () => Promise<unknown>): Promise<unknown> => {
    const lane = calls % LANES;
    calls += 1;
    const answer = Promise.resolve(lanes[lane]).then(() => askOnce(ask));
    lanes[lane] = answer;
    return answer;
  };
  const get: Cache['get'] = (key, scope = CONNECTION_ONLY) => nullOnError(() => scoped.get(keyFor(key), scope));
  const claimForCertain: Cache['claimForCertain'] = async (
    key,
    seconds,
    claimant = randomUUID(),
    scope = CONNECTION_ONLY,
  ) => {
    const isSet = await nullOnError(() => scoped.set(keyFor(key), claimant, seconds, scope, true));
    if (isSet !== false) return isSet === true || null;
    const first = await get(key, scope);
    return first === null ? null : isDeepStrictEqual(first, claimant);
  };
  return {
    get,
    set: async (key, value, seconds, scope = CONNECTION_ONLY) => {
      // Core refuses a value that contains the same object twice, because it mistakes that for a circular reference (`ensure-json-encodable.js`).
      const copy: unknown = JSON.parse(JSON.stringify(value));
      await nullOnError(() => scoped.set(keyFor(key), copy, seconds, scope));
    },
    delete: async (key, scope = CONNECTION_ONLY) => {
      await nullOnError(() => scoped.delete(keyFor(key), scope));
    },
    claim: async (...claimed) => (await claimForCertain(...claimed)) !== false,
    claimForCertain,
  };
};
