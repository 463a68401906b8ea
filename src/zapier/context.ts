import type { Bundle, ZObject } from 'zapier-platform-core';
import { createDash, type Dash } from '../dash/client.ts';
import { createCache, type Cache } from './cache.ts';
import { staleSessionError } from './errors.ts';
import { createRunClock, type Timeout } from './runClock.ts';
import { createTransport } from './transport.ts';

/** The context of a run of an operation. */
export type Context = {
  z: ZObject;
  bundle: Bundle;
  /** The Dash API of the account. */
  dash: Dash;
  /** The account's time zone as an IANA name, such as `America/Los_Angeles`. */
  timeZone: string;
  cache: Cache;
  /** Does a piece of work once in the run, even if it is requested several times at once. */
  once: <T>(key: string, work: () => Promise<T>) => Promise<T>;
  /** Limits a request to its own time and to what is left of the run's. */
  timeout: Timeout;
};

/** The Dash API of a connection, within a run's time. */
const openDash = (z: ZObject, { authData }: Bundle, timeout: Timeout): Dash => {
  const { account_id, auth_token } = authData;
  if (!account_id || !auth_token) throw staleSessionError();
  return createDash(account_id, createTransport(z, auth_token, timeout));
};

const createOnce = (): Context['once'] => {
  const results = new Map<string, Promise<unknown>>();
  return async <T>(key: string, work: () => Promise<T>): Promise<T> => {
    const result = results.get(key) ?? work();
    results.set(key, result);
    return result as Promise<T>;
  };
};

/** The context of a run, for the account of the bundle's connection. Called once per run. */
export const connect = (z: ZObject, bundle: Bundle, timeout: Timeout = createRunClock()): Context => {
  return {
    z,
    bundle,
    dash: openDash(z, bundle, timeout),
    timeZone: bundle.authData.account_timezone || 'UTC',
    cache: createCache(z),
    once: createOnce(),
    timeout,
  };
};

/** The same context, for a part of the run whose requests to Dash end after `ms` milliseconds. */
export const withTimeLimit = (context: Context, ms: number): Context => {
  const { z, bundle } = context;
  const end = performance.now() + ms;
  const timeout: Timeout = (own) => context.timeout(Math.min(own, Math.ceil(end - performance.now())));
  return { ...context, dash: openDash(z, bundle, timeout), timeout };
};
