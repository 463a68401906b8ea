const PRODUCTION = 'https://public-api.virtualpbx.com:8443/v2';

/**
 * The root of the Dash API, without a slash at the end. The environment variable `DASH_API_URL` replaces it,
 * for the sandbox and for a staging system.
 */
export const dashBaseUrl = (): string => (process.env.DASH_API_URL || PRODUCTION).replace(/\/+$/, '');

/** Whether a request to this address may carry the session's token: same origin, and below the API's root. */
export const isDashUrl = (address: string): boolean => {
  const root = new URL(`${dashBaseUrl()}/`);
  if (!URL.canParse(address)) return false;
  const { origin, pathname } = new URL(address);
  return origin === root.origin && pathname.startsWith(root.pathname);
};

/** Whether a host name is this computer's own. */
export const isLoopback = (hostname: string): boolean => /^(localhost|127(\.\d+){3}|\[::1\])$/.test(hostname);

/** Whether the Dash API is on this computer, as the sandbox's is. */
export const isSandbox = (): boolean => isLoopback(new URL(dashBaseUrl()).hostname);
