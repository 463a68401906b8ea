import { dashBaseUrl, isDashUrl, isLoopback, isSandbox } from '../dash/baseUrl.ts';
import { haltedError } from '../zapier/errors.ts';

/** The last label is in letters, or an international one such as `xn--p1ai` for `рф`. */
const HOST_NAME = /^([a-z0-9]([a-z0-9_-]*[a-z0-9])?\.)+([a-z]{2,}|xn--[a-z0-9-]*[a-z0-9])$/;

/** Host names of private networks. */
const PRIVATE =
  /(^|\.)(local|localhost|localdomain|internal|intranet|private|corp|home|lan|arpa|invalid|test|onion|svc|cluster|consul|fritz\.box)$/;

/** Nothing that two parsers may read differently: one host after exactly two slashes, no user, backslash, or white space. */
const UNAMBIGUOUS = /^https?:\/\/[^\s\p{Cc}\\/?#@]+([/?#][^\s\p{Cc}\\]*)?$/iu;

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

/**
 * A public address as it was checked, which is what to pass on; null for any other text. Another parser may find another
 * host in the text itself, as in `https://example.com?@127.0.0.1/`, which becomes `https://example.com/?@127.0.0.1/`.
 */
export const publicUrl = (text: string): string | null => {
  if (!UNAMBIGUOUS.test(text) || !URL.canParse(text)) return null;
  const address = new URL(text);
  return isPublicAddress(address) ? address.href : null;
};

/** The sentences for a link that can't be passed on. */
type LinkSentences = { noLink: string; needsLogin: string; notPublic: string };

/** The public address of a link that someone filled in. Any other link stops the step, with its sentence. */
export const publicLink = (typed: string, { noLink, needsLogin, notPublic }: LinkSentences): string => {
  if (!/^https?:\/\/\S+$/i.test(typed) || !URL.canParse(typed)) throw haltedError(noLink);
  // The request never has the session's token, and without it Dash returns nothing.
  if (isDashUrl(typed)) throw haltedError(needsLogin);
  const address = publicUrl(typed);
  if (address === null) throw haltedError(notPublic);
  return address;
};
