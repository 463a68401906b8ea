import type { BeforeRequestMiddleware } from 'zapier-platform-core';
import { isDashUrl } from '../dash/baseUrl.ts';
import { isObject, number } from '../dash/schema.ts';
import { staleSessionError } from '../zapier/errors.ts';

/** When a JSON web token ends, as Unix seconds; null for any other token, and for one without an end. */
const endOf = (token: string): number | null => {
  try {
    const claims: unknown = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    return isObject(claims) ? number(claims.exp) : null;
  } catch {
    return null;
  }
};

/**
 * Adds the session's token to what goes to Dash, and to nothing else. A token whose end has passed asks for a new
 * session before a request is spent on it; there is no margin, since a short-lived token would then never be used.
 */
export const addToken: BeforeRequestMiddleware = (request, _z, { authData }) => {
  if (!isDashUrl(request.url)) return request;
  const token = authData.auth_token;
  if (!token) throw staleSessionError();
  const end = endOf(token);
  if (end !== null && end * 1000 <= Date.now()) throw staleSessionError();
  return { ...request, headers: { ...request.headers, 'X-Auth-Token': token } };
};
