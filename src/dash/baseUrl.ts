const PRODUCTION = 'https://public-api.virtualpbx.com:8443/v2';

/** `DASH_API_URL` is set to an address that can't be Dash's. The message is a whole sentence for whoever set it. */
export class AddressError extends Error {
  constructor(problem: string) {
    super(`The developer setting DASH_API_URL ${problem}. Set it to an address such as ${PRODUCTION}, or remove it.`);
  }
}

/** Whether a host name is this computer's own. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

const checked = (address: string): string => {
  if (!URL.canParse(address)) throw new AddressError("isn't a web address");
  const { protocol, hostname, origin, pathname, username, password, search, hash } = new URL(address);
  const isSafe = protocol === 'https:' || (protocol === 'http:' && isLoopback(hostname));
  if (!isSafe) throw new AddressError('must start with https://');
  if (username !== '' || password !== '') throw new AddressError("can't contain a username or password");
  const path = pathname.replace(/\/+$/, '');
  if (!path.endsWith('/v2') || search !== '' || hash !== '') throw new AddressError('must end with /v2');
  return origin + path;
};

/**
 * The root of the Dash API, without a slash at the end. The environment variable `DASH_API_URL` replaces it, for the sandbox
 * and for a staging system.
 */
export const dashBaseUrl = (): string => {
  const given = process.env.DASH_API_URL?.trim();
  return given ? checked(given) : PRODUCTION;
};

/** Core's `z.request` throws an error with a code, `fetch` one whose cause has it. */
const codeOf = (error: unknown): unknown => {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return code ?? cause?.code;
};

/** Throws when a request to Dash failed because nobody has the host name in `DASH_API_URL`. */
export const checkHost = (error: unknown): void => {
  if (process.env.DASH_API_URL && codeOf(error) === 'ENOTFOUND')
    throw new AddressError(`names a host that doesn't exist, ${new URL(dashBaseUrl()).hostname}`);
};

/** Whether a request to this address may carry the session's token: same origin, and below the API's root. */
export const isDashUrl = (address: string): boolean => {
  const root = new URL(`${dashBaseUrl()}/`);
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return origin === root.origin && pathname.startsWith(root.pathname);
};

/** Whether the Dash API is on this computer, as the sandbox's is. */
export const isSandbox = (): boolean => isLoopback(new URL(dashBaseUrl()).hostname);
