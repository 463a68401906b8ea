import { dashBaseUrl } from '../dash/baseUrl.ts';
import type { Verb } from '../dash/http.ts';
import { haltedError } from '../zapier/errors.ts';

/** A path below the account, decoded and taken apart, and the pairs of the query that was written behind it. */
export type ApiPath = { path: string[]; query: Record<string, string> };

const OTHER_SERVER =
  'Path is the address of another server. Write only what follows the account in the address, such as users or devices/status.';
const NO_PATH =
  'Path has signs that no address of the phone system has, such as spaces, “..”, “#”, or “{USER_ID}”. Write it like users/ and the ID of the user.';
const OTHER_ACCOUNT = 'API Request reaches only the account of this connection. Leave other accounts out of Path.';
const SIGN_IN = 'API Request signs in by itself and never returns passwords or keys. Choose another Path.';
const CLUSTER = 'API Request reaches only your account, not the servers behind it. Choose another Path.';
const WHOLE_ACCOUNT = 'API Request neither creates nor deletes accounts. Fill in a Path below the account.';
const PLACES_CALL = 'This Path places a call, and GET only reads. Use Place Call, or choose POST.';

/**
 * What an address of Dash may have between two slashes: IDs, call IDs, numbers, names of sections. There is no percent sign,
 * because Dash decodes twice (`cb_context:path_tokens`), nor anything but ASCII, which servers in between may convert.
 */
const SEGMENT = /^(?!\.+$)[\w.~@+:=*!$,()'-]+$/;

/** An address with a scheme, or one that takes that of the page it is on. */
const ADDRESS = /^([a-z][a-z\d+.-]*:|[/\\]{2})/i;
const PARTS_OF_ADDRESS = /^(https?:\/\/[^/?#@\\\s]+)(\/.*)$/is;

/** The account's ID as Dash's documentation writes it. */
const PLACEHOLDER = /^(accounts\/)[{$:]{1,2}account_?id\}?(?=\/|$)/i;

/**
 * Words that lead somewhere else wherever they stand: Dash begins anew with each name of a section in a path, and reads the
 * account after the last `accounts` (`api_util:parse_path_tokens`, `cb_simple_authz:account_is_descendant`). `onboard` makes
 * an account, and `identify` names the one that any number belongs to (`cb_phone_numbers:identify`).
 */
const REFUSED: readonly [RegExp, string][] = [
  [/^(accounts?|children|descendants|siblings|parents|tree|move|resellers?|onboard|identify)$/i, OTHER_ACCOUNT],
  [/^(\w+_)?auth$|^api_key$/i, SIGN_IN],
  [/^(sup|system_configs|freeswitch)$/i, CLUSTER],
];

/** What follows the root of the API in an address that somebody pasted, or typed in part; another server stops the step. */
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

/** The segments below the account, where they begin with the account's own ID. */
const belowAccount = (segments: string[], accountId: string): string[] =>
  segments[0] === 'accounts' && segments[1]?.toLowerCase() === accountId.toLowerCase() ? segments.slice(2) : segments;

/** Whether a GET of this path does something: rings phones (`cb_quickcall`, `cb_clicktocall:validate`). */
const placesCall = (path: readonly string[]): boolean =>
  path.includes('quickcall') || (path.includes('clicktocall') && path.includes('connect'));

/** Stops a search through the accounts below this one: what it does for this type (`cb_search:validate_search`). */
export const refuseOtherAccounts = (path: readonly string[], query: Readonly<Record<string, string>>): void => {
  if (path.includes('search') && query.t === 'account') throw haltedError(OTHER_ACCOUNT);
};

/**
 * The path that somebody filled in, below the account; the whole address and the account's own ID may stand before it. What
 * leads out of the account, or is no path, stops the step with a sentence. Pure.
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
