import type { BeforeRequestMiddleware } from 'zapier-platform-core';
import { isDashUrl } from '../dash/baseUrl.ts';
import { isObject, number } from '../dash/schema.ts';
import { staleSessionError } from '../zapier/errors.ts';

/** When a JSON web token expires, in Unix seconds; null for any other token, and for one that doesn't expire. */
const endOf = (token: string): number | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) ? number(claims.exp) : null;
  } catch {
    return null;
  }
};

/**
 * Adds the session's token to requests to Dash, and to no others. For an expired token, a new session is requested first;
 * there is no margin, because a short-lived token would then never be used.
 */
export const addToken: BeforeRequestMiddleware = (request, _z, { authData }) => {
  if (!isDashUrl(request.url)) return request;
  const token = authData.auth_token;
  if (!token) throw staleSessionError();
  const end = endOf(token);
  if (end !== null && end * 1000 <= Date.now()) throw staleSessionError();
  return { ...request, headers: { ...request.headers, 'X-Auth-Token': token } };
};
