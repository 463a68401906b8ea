import { randomUUID } from 'node:crypto';
import type { BeforeRequestMiddleware, ZObject } from 'zapier-platform-core';
import { isDashUrl } from '../dash/baseUrl.ts';
import { isObject, number } from '../dash/schema.ts';
import { MINUTE_SECONDS, SECOND_MS } from '../dash/time.ts';
import { createCache, WHOLE_APP } from '../zapier/cache.ts';
import { staleSessionError } from '../zapier/errors.ts';
import { hash } from '../zapier/hash.ts';

/** When a JSON web token expires, in Unix seconds; null for any other token, and for one that doesn't expire. */
const endOf = (token: string): number | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) ? number(claims.exp) : null;
  } catch {
    return null;
  }
};

const cacheKey = (token: string): string => `new token:${hash(token)}`;

/** Remembers for a minute that a token is new. */
export const rememberNewToken = (z: ZObject, token: string): Promise<void> =>
  createCache(z).set(cacheKey(token), true, MINUTE_SECONDS, WHOLE_APP);

/**
 * Whether the end of a token has passed by this computer's clock, which may be wrong: what is new has not ended. If the cache
 * is down, any token may be new, and Dash decides.
 */
const hasEnded = async (z: ZObject, token: string): Promise<boolean> => {
  const end = endOf(token);
  if (end === null || end * SECOND_MS > Date.now()) return false;
  const cache = createCache(z);
  if ((await cache.get(cacheKey(token), WHOLE_APP)) === true) return false;
  return (await cache.claimForCertain(`is the cache up:${randomUUID()}`, 1)) === true;
};

/**
 * Adds the session's token to requests to Dash, and to no others. For an expired token, a new session is requested first;
 * there is no margin, because a short-lived token would then never be used.
 */
export const addToken: BeforeRequestMiddleware = async (request, z, { authData }) => {
  if (!isDashUrl(request.url)) return request;
  const token = authData.auth_token;
  if (!token || (await hasEnded(z, token))) throw staleSessionError();
  return { ...request, headers: { ...request.headers, 'X-Auth-Token': token } };
};
