import { dashBaseUrl } from '../dash/baseUrl.ts';
import type { Verb } from '../dash/http.ts';
import { haltedError } from '../zapier/errors.ts';

/** A path below the account, decoded and split into segments, and the pairs of the query string after it. */
export type ApiPath = { path: string[]; query: Record<string, string> };

const OTHER_SERVER =
  'Path is an address on another server. Enter only the part after the account ID, such as users or devices/status.';
const NO_PATH =
  "Path contains something that an address can't have, such as a space, “..”, “#”, or “{USER_ID}”. Write it like users/ followed by the user's ID.";
const OTHER_ACCOUNT = "API Request can use only this connection's account. Leave other accounts out of Path and Query.";
const SIGN_IN = 'API Request signs in automatically and never returns passwords or keys. Choose another Path.';
const CLUSTER = "API Request can use only your account, not the phone system's servers. Choose another Path.";
const WHOLE_ACCOUNT = "API Request can't create or delete accounts. Fill in a Path for something within your account.";
const PLACES_CALL = 'This Path places a call, but GET only reads. Use the Place Call action, or choose POST.';

/**
 * What a Dash address may have between two slashes: IDs, call IDs, numbers, section names. The percent sign isn't allowed,
 * because Dash decodes twice (`cb_context:path_tokens`), nor is anything but ASCII, which servers in between may convert.
 */
const SEGMENT = /^(?!\.+$)[\w.~@+:=*!$,()'-]+$/;

/** An address with a scheme, or a protocol-relative one. */
const ADDRESS = /^([a-z][a-z\d+.-]*:|[/\\]{2})/i;
const PARTS_OF_ADDRESS = /^(https?:\/\/[^/?#@\\\s]+)(\/.*)$/is;

/** The placeholder for the account's ID in Dash's documentation. */
const PLACEHOLDER = /^(accounts\/)[{$:]{1,2}account_?id\}?(?=\/|$)/i;

/**
 * Segments that lead out of the account anywhere in the path: Dash starts over at each section name, and reads the account
 * after the last `accounts` (`api_util:parse_path_tokens`, `cb_simple_authz:account_is_descendant`). `onboard` creates an
 * account, and `identify` returns the account that any number belongs to (`cb_phone_numbers:identify`).
 */
const REFUSED: readonly [RegExp, string][] = [
  [/^(accounts?|children|descendants|siblings|parents|tree|move|resellers?|onboard|identify)$/i, OTHER_ACCOUNT],
  [/^(\w+_)?auth$|^api_key$/i, SIGN_IN],
  [/^(sup|system_configs|freeswitch)$/i, CLUSTER],
];

/** What follows the root of the API in a full or partial address; an address on another server stops the step. */
const belowRoot = (typed: string): string => {
  const { origin, pathname } = new URL(`${dashBaseUrl()}/`);
  if (!ADDRESS.test(typed)) {
    const whole = typed.startsWith('/') ? typed : `/${typed}`;
    return whole.startsWith(pathname) ? whole.slice(pathname.length) : whole.slice(1);
  }
  const [, server = '', below = ''] = PARTS_OF_ADDRESS.exec(typed) ?? [];
  const isOurs = URL.canParse(server) && new URL(server).origin === origin && below.startsWith(pathname);
  if (!isOurs) throw haltedError(OTHER_SERVER);
  return below.slice(pathname.length);
};

const decoded = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
};

const segmentsOf = (path: string): string[] => {
  const trimmed = path.replace(/\/$/, '');
  const segments = trimmed === '' ? [] : trimmed.split('/').map(decoded);
  if (!segments.every((segment) => SEGMENT.test(segment))) throw haltedError(NO_PATH);
  return segments;
};

/** The segments without the account's own ID at their start. */
const belowAccount = (segments: string[], accountId: string): string[] =>
  segments[0] === 'accounts' && segments[1]?.toLowerCase() === accountId.toLowerCase() ? segments.slice(2) : segments;

/** Whether a GET of this path rings phones (`cb_quickcall`, `cb_clicktocall:validate`). */
const placesCall = (path: readonly string[]): boolean =>
  path.includes('quickcall') || (path.includes('clicktocall') && path.includes('connect'));

/** Stops a search of this type, which would search the accounts below this one (`cb_search:validate_search`). */
export const refuseOtherAccounts = (path: readonly string[], query: Readonly<Record<string, string>>): void => {
  if (path.includes('search') && query.t === 'account') throw haltedError(OTHER_ACCOUNT);
};

/**
 * The path that someone filled in, relative to the account; it may include the API's address and the account's own ID. If it
 * is invalid or leads out of the account, the step stops with an error. Pure.
 */
export const parseApiPath = (typed: string, method: Verb, accountId: string): ApiPath => {
  const below = belowRoot(typed.trim());
  const written = below.replace(/\?.*$/s, '');
  const query = below.slice(written.length + 1);
  const path = belowAccount(segmentsOf(written.replace(PLACEHOLDER, `$1${accountId}`)), accountId);
  const refusal = REFUSED.find(([words]) => path.some((segment) => words.test(segment)));
  if (refusal) throw haltedError(refusal[1]);
  if (query.includes('#')) throw haltedError(NO_PATH);
  if (path.length === 0 && (method === 'PUT' || method === 'DELETE')) throw haltedError(WHOLE_ACCOUNT);
  if (method === 'GET' && placesCall(path)) throw haltedError(PLACES_CALL);
  return { path, query: Object.fromEntries(new URLSearchParams(query)) };
};
