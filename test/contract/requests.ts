import { RPC, type Run } from './runner.ts';
import { ACCOUNT, ACDC_ACCOUNT } from './secrets.ts';
import { serviceAt, type Asked } from './worlds.ts';

/** Where requests to Dash may go: into the account, to sign in, and to what is the same for every account. */
const DASH_PATH = new RegExp(`^/v2/(accounts/(${ACCOUNT}|${ACDC_ACCOUNT})(/|$)|user_auth$|api_auth$|webhooks(/|$))`);
const VIRTUALTEXT_PATH = /^\/(api|v1)\//;

/** A host that everybody can reach. */
const PUBLIC_HOST = /^(?!localhost$)[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$/;

const HEADERS = new Set([
  ...['accept', 'accept-encoding', 'authorization', 'connection', 'content-length', 'content-type', 'host'],
  ...['user-agent', 'x-auth-token'],
]);

const isEncoded = (segment: string): boolean => {
  try {
    return segment !== '' && encodeURIComponent(decodeURIComponent(segment)) === segment;
  } catch {
    return false;
  }
};

const faultsOfPath = ({ url }: Asked): string[] => {
  const { pathname, host, hostname } = url;
  const service = serviceAt(url);
  if (service === null) return PUBLIC_HOST.test(hostname) ? [] : [`asks ${host}`];
  if (!(service === 'dash' ? DASH_PATH : VIRTUALTEXT_PATH).test(pathname)) return [`asks for ${pathname}`];
  const segments = pathname.split('/').slice(1);
  return segments.every(isEncoded) ? [] : [`asks for ${pathname}, which is not encoded`];
};

const faultsOfHeaders = ({ headers }: Asked): string[] =>
  Object.entries(headers).flatMap(([name, value]) => [
    ...(HEADERS.has(name) ? [] : [`sends the header ${name}`]),
    ...(/^[\x20-\x7e]*$/.test(String(value)) ? [] : [`sends ${JSON.stringify(value)} in the header ${name}`]),
  ]);

/** What is wrong with the requests of a run: where they go, how they write ids, and which headers they have. */
export const faultsOfRequests = ({ asked }: Run): string[] =>
  asked.filter(({ url }) => url.origin !== RPC).flatMap((one) => [...faultsOfPath(one), ...faultsOfHeaders(one)]);
