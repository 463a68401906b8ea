import { isLoopback, isSandbox } from '../dash/baseUrl.ts';

/** Host, port, and path, as people copy them from a browser, without anything that two parsers may read differently. */
const PLAIN = /^(https?:\/\/)?[a-z0-9.-]+(:\d{1,5})?([/?#][\w/?#=&.-]*)?$/i;

const HOST_NAME = /^([a-z0-9]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Host names of private networks. */
const PRIVATE = /(^|\.)(local|localhost|localdomain|internal|intranet|private|corp|home|lan|arpa|invalid|test|onion)$/;

/**
 * Whether requests may go to this address: https, the default port, a public name and not an IP address. A public name for a
 * host in a private network fails in the TLS handshake, because it has no certificate. The sandbox is allowed while Dash is
 * a sandbox as well.
 */
export const isPublicAddress = ({ protocol, hostname, port, username, password }: URL): boolean => {
  if (username !== '' || password !== '') return false;
  if (isLoopback(hostname)) return isSandbox();
  return protocol === 'https:' && port === '' && HOST_NAME.test(hostname) && !PRIVATE.test(hostname);
};

/** The origin of a VirtualText page, such as `https://example-txb.textable.app`; null when it can't be the address of one. */
export const originOf = (typed: string): string | null => {
  if (!PLAIN.test(typed) || typed.includes('..')) return null;
  const address = /^https?:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isPublicAddress(url) ? url.origin : null;
};
