import { isLoopback, isSandbox } from '../dash/baseUrl.ts';

/** Host, port and path as one copies them out of a browser: nothing in them that can be read in two ways. */
const PLAIN = /^(https?:\/\/)?[a-z0-9.-]+(:\d{1,5})?([/?#][\w/?#=&.-]*)?$/i;

const HOST_NAME = /^([a-z0-9]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Names that networks keep to themselves. */
const PRIVATE = /(^|\.)(local|localhost|localdomain|internal|intranet|private|corp|home|lan|arpa|invalid|test|onion)$/;

/**
 * Whether requests may go to this address: https, the usual port, a public name. An address in digits is none. A public
 * name that leads into a private network gets no further than the TLS handshake, where its certificate is missing. The
 * sandbox is let through while Dash is a sandbox, too.
 */
export const isPublicAddress = ({ protocol, hostname, port, username, password }: URL): boolean => {
  if (username !== '' || password !== '') return false;
  if (isLoopback(hostname)) return isSandbox();
  return protocol === 'https:' && port === '' && HOST_NAME.test(hostname) && !PRIVATE.test(hostname);
};

/** The origin of a VirtualText page, as `https://example-txb.textable.app`; null for what cannot be the address of one. */
export const originOf = (typed: string): string | null => {
  if (!PLAIN.test(typed) || typed.includes('..')) return null;
  const address = /^https?:/i.test(typed) ? typed : `https://${typed}`;
  if (!URL.canParse(address)) return null;
  const url = new URL(address);
  return isPublicAddress(url) ? url.origin : null;
};
