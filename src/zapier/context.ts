import type { Bundle, ZObject } from 'zapier-platform-core';
import { createDash, type Dash, type Transport } from '../dash/client.ts';
import { isAccountError, fromFailure, isRetriedByZapier, isStaleSession, staleSessionError } from './errors.ts';
import { toOneHost } from './requestOptions.ts';
import { timeLimit } from './runClock.ts';

/** Zapier ends a step after 30 seconds; a request that takes longer than this gets a sentence of ours instead. */
const REQUEST_TIMEOUT_MS = 20_000;
/** Short enough for a second try within those 30 seconds. */
const FILE_TIMEOUT_MS = 12_000;

/** Core answers every 401 with an error of its own that carries no sentence; all else that it throws is no answer. */
const nullUnlessStale = (error: unknown): null => {
  if (isStaleSession(error)) throw staleSessionError();
  return null;
};

/** Dash echoes the session's token in every answer. It ends here, so that no record and no sentence can carry it. */
const withoutToken = (content: string, token: string): string => content.replaceAll(token, '…');

const transport = (z: ZObject, token: string): Transport => ({
  send: async ({ method, url, body }) => {
    // Core hands the signal on without declaring it.
    const limit = { signal: timeLimit(z, REQUEST_TIMEOUT_MS) };
    const json = body === undefined ? {} : { body, headers: { 'content-type': 'application/json' } };
    try {
      const response = await z.request({ ...toOneHost, ...limit, method, url, ...json });
      return { status: response.status, text: withoutToken(response.content, token) };
    } catch (error) {
      return nullUnlessStale(error);
    }
  },
  fetchFile: async (url, accept, largest) => {
    try {
      const limit = { signal: timeLimit(z, FILE_TIMEOUT_MS), size: largest };
      const options = { ...toOneHost, ...limit, headers: { accept } };
      const response = await z.request({ ...options, url, raw: true });
      const length = response.headers.get('content-length');
      return {
        status: response.status,
        contentType: response.headers.get('content-type') ?? '',
        contentLength: length === null ? null : Number(length),
        bytes: () => response.buffer(),
      };
    } catch (error) {
      return nullUnlessStale(error);
    }
  },
  raise: fromFailure,
});

/**
 * For a request whose answer is welcome but not needed: its error becomes null, unless Zapier repeats the step for it, or
 * nothing works for the account.
 */
export const nullUnlessRetried = (error: unknown): null => {
  if (isRetriedByZapier(error) || isAccountError(error)) throw error;
  return null;
};

/** IANA name of the time zone of the account, as `America/Los_Angeles`. */
export const timeZoneOf = ({ account_timezone }: Bundle['authData']): string => account_timezone || 'UTC';

/** What an operation knows of the account that it works for. */
export type Connection = {
  dash: Dash;
  /** IANA name. */
  timeZone: string;
};

/** The account of the connection that the bundle carries. */
export const connect = (z: ZObject, { authData }: Pick<Bundle, 'authData'>): Connection => {
  const { account_id, auth_token } = authData;
  if (!account_id || !auth_token) throw staleSessionError();
  return { dash: createDash(account_id, transport(z, auth_token)), timeZone: timeZoneOf(authData) };
};
