import { dashBaseUrl, isDashUrl, isLoopback, isSandbox } from '../dash/baseUrl.ts';

const HOST_NAME = /^([a-z0-9]([a-z0-9_-]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Host names of private networks. */
const PRIVATE = /(^|\.)(local|localhost|localdomain|internal|intranet|private|corp|home|lan|arpa|invalid|test|onion)$/;

/**
 * Whether an address from outside may be opened, or passed on to a service that opens it: https, the default port, a public
 * name and not an IP address, no user, and not the host of Dash, where it could reach more than a file. A public name for a
 * host in a private network fails in the TLS handshake, because it has no certificate. The sandbox is allowed while Dash is
 * a sandbox as well.
 */
export const isPublicAddress = (address: URL): boolean => {
  const { protocol, hostname, port, username, password } = address;
  if (username !== '' || password !== '') return false;
  if (isLoopback(hostname)) return isSandbox() && !isDashUrl(address.href);
  return (
    protocol === 'https:' &&
    port === '' &&
    HOST_NAME.test(hostname) &&
    !PRIVATE.test(hostname) &&
    hostname !== new URL(dashBaseUrl()).hostname
  );
};

/** The same for an address as text; false for what is no address. */
export const isPublicUrl = (address: string): boolean => URL.canParse(address) && isPublicAddress(new URL(address));
