import type { RawHttpResponse } from 'zapier-platform-core';
import { isPublicUrl } from '../fields/publicAddress.ts';
import type { Context } from './context.ts';
import { isStaleSession } from './errors.ts';
import { verbatim } from './requestOptions.ts';

/** A file server may redirect to where it keeps the file. */
const MAX_REDIRECTS = 3;

/** `size` in bytes: where the body of the answer breaks off. */
type Limit = { signal: AbortSignal; size?: number };

/** Why a file could not be opened: its address isn't public, it needs a login, or its server did not answer. */
export type Unopened = 'private' | 'login' | 'silent';

const isRedirect = (status: number): boolean => status >= 300 && status < 400;

/**
 * Opens the address of a file from outside, without any credential. Each address on the way must be public. The body of
 * the answer has not been read.
 */
export const openPublicFile = async (
  { z }: Pick<Context, 'z'>,
  address: string,
  limit: Limit,
  redirects = MAX_REDIRECTS,
): Promise<RawHttpResponse | Unopened> => {
  if (!isPublicUrl(address)) return 'private';
  // Core passes the limit to `fetch`, but its types don't have it.
  const options = { ...verbatim, ...limit, url: address };
  const response = await z
    .request(options)
    .catch((error: unknown): Unopened => (isStaleSession(error) ? 'login' : 'silent'));
  if (typeof response === 'string') return response;
  const location = response.headers.get('location');
  if (!isRedirect(response.status) || location === null || redirects === 0) return response;
  if (!URL.canParse(location, address)) return 'private';
  return openPublicFile({ z }, new URL(location, address).href, limit, redirects - 1);
};
