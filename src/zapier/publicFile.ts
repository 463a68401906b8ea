import type { RawHttpResponse } from 'zapier-platform-core';
import { isPublicAddress } from '../fields/publicAddress.ts';
import type { Context } from './context.ts';
import { isStaleSession } from './errors.ts';
import { verbatim } from './requestOptions.ts';

/** A file server may redirect to where it keeps the file. */
const MAX_REDIRECTS = 3;

/** `size` in bytes: where the body of the answer breaks off. */
type Limit = { signal: AbortSignal; size?: number };

/**
 * Why a file could not be opened: an address on the way isn't public, the redirects lead nowhere, it needs a login, there is
 * no connection to its server (none at all, or not a secure one), or the time ran out.
 */
export type Unopened = 'private' | 'astray' | 'login' | 'unreachable' | 'silent';

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/**
 * Opens the address of a file from outside, without any credential. Each address on the way must be public, and a
 * redirect is never the answer. The body of the answer has not been read.
 */
export const openPublicFile = async (
  { z }: Pick<Context, 'z'>,
  address: string,
  limit: Limit,
  redirects = MAX_REDIRECTS,
): Promise<RawHttpResponse | Unopened> => {
  if (!URL.canParse(address) || !isPublicAddress(new URL(address))) return 'private';
  // Core passes the limit to `fetch`, but its types don't have it.
  const options = { ...verbatim, ...limit, url: new URL(address).href };
  const response = await z.request(options).catch((error: unknown): Unopened => {
    if (isStaleSession(error)) return 'login';
    return limit.signal.aborted ? 'silent' : 'unreachable';
  });
  if (typeof response === 'string' || !isRedirect(response.status)) return response;
  const location = response.headers.get('location');
  if (location === null || redirects === 0) return 'astray';
  if (!URL.canParse(location, address)) return 'private';
  return openPublicFile({ z }, new URL(location, address).href, limit, redirects - 1);
};
