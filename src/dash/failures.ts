import { anyFields, isObject, oneLine } from './schema.ts';

/** An answer of Dash; `envelope` is missing when the body was no JSON object. Status 0: no answer came. */
export type Answer = { status: number; empty: boolean; envelope?: Record<string, unknown> };

/**
 * Why a request came to nothing, as a sentence for the user, and what should follow: `stale` a new session, `halt` a
 * change by the user, `throttle` a pause, `fail` nothing that the user did, `account` a change to the whole account,
 * without which every other request comes to nothing, too.
 */
export type Failure = { kind: 'stale' | 'halt' | 'throttle' | 'fail' | 'account'; status: number; sentence: string };

/** How an operation speaks of its request. */
export type Wording = {
  /** Completes "Could not …". */
  purpose: string;
  /** The section of the API by its product name, for the accounts that do not have it. */
  section?: string;
  /** The labels of the input fields by the field names that Dash uses. */
  labels?: Record<string, string>;
  /** Where an operation knows better what a status means there: a whole sentence. */
  sentences?: Partial<Record<number, string>>;
  /** Where the body, and not the status alone, says what it means there: a whole sentence. */
  means?: (answer: Answer) => string | undefined;
  /** What to do when nobody knows whether something that must not be done twice was done: a whole sentence. */
  unclear?: string;
};

type Verdict = { kind: Failure['kind']; why: string; advice: string };

const ACCOUNT_EXPIRED = 'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.';
const ACCOUNT_GONE =
  "VirtualPBX doesn't know the account of this connection; it may have been deleted. Connect again, or contact VirtualPBX support.";

const NOT_JSON: Verdict = {
  kind: 'fail',
  why: 'VirtualPBX answered with something other than data',
  advice: 'Try again in a few minutes.',
};
const REDIRECTED: Verdict = {
  kind: 'fail',
  why: 'VirtualPBX pointed to another address, and this app follows it nowhere',
  advice: 'Ask VirtualPBX support whether the address of its API has changed.',
};
const BROKEN: Verdict = {
  kind: 'fail',
  why: 'VirtualPBX has a problem of its own',
  advice: 'Try again in a few minutes.',
};
const REFUSED: Verdict = {
  kind: 'halt',
  why: 'VirtualPBX did not accept the input',
  advice: 'Check the fields of this step.',
};

const verdicts: Partial<Record<number, Verdict>> = {
  0: { kind: 'fail', why: 'VirtualPBX did not answer', advice: 'Try again in a few minutes.' },
  401: { kind: 'stale', why: 'the session has ended', advice: 'Reconnect the account if this goes on.' },
  402: {
    kind: 'halt',
    why: 'VirtualPBX would charge for it, and the account has not agreed to that',
    advice: 'Do it once in Dash, where the charge can be accepted.',
  },
  403: {
    kind: 'halt',
    why: 'this connection is not allowed to do that',
    advice: "Connect with the account's API key, or ask the administrator of your phone system for the permission.",
  },
  404: {
    kind: 'halt',
    why: 'VirtualPBX does not know it, or not any more',
    advice: 'Choose it again in the fields of this step.',
  },
  409: { kind: 'fail', why: 'somebody else changed it at the same moment', advice: 'Try again.' },
  413: { kind: 'halt', why: 'it is larger than VirtualPBX and Zapier take', advice: 'Use a smaller file.' },
  423: {
    kind: 'halt',
    why: 'the VirtualPBX account is locked',
    advice: 'Sign in to Dash or ask VirtualPBX support to open it.',
  },
  429: {
    kind: 'throttle',
    why: 'VirtualPBX got more requests than it takes at once',
    advice: 'Zapier tries again in a moment.',
  },
};

const verdictOn = ({ status, envelope }: Answer): Verdict => {
  const known = verdicts[status];
  if (known) return known;
  if (status >= 500) return BROKEN;
  if (status >= 400) return REFUSED;
  if (status >= 300) return REDIRECTED;
  return envelope ? BROKEN : NOT_JSON;
};

/** Text from outside as a part of a sentence: one line, of bounded length, without a full stop of its own. */
export const asClause = (message: string): string => {
  const line = oneLine(message);
  const characters = Array.from(line);
  return (characters.length > 200 ? `${characters.slice(0, 200).join('')}…` : line).replace(/\.$/, '');
};

const PLAIN_FIELD_NAME = /^(?=.*[a-z0-9])[a-z0-9_.-]{1,80}$/i;

/** `caller_id.internal.number` as "Caller id internal number", for a field that has no label here. */
const readableName = (field: string): string => {
  if (!PLAIN_FIELD_NAME.test(field)) return 'One of the fields';
  const words = field.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** Each field complaint of a 400: `{"uri": {"required": {"message": "…"}}}`, or a plain text in place of the details. */
const complaints = (data: unknown, labels: ReadonlyMap<string, string>): string[] => {
  if (!isObject(data)) return [];
  return Object.entries(data).flatMap(([field, rules]) =>
    Object.values(isObject(rules) ? rules : {}).flatMap((rule) => {
      const message = isObject(rule) ? rule.message : rule;
      return typeof message === 'string' ? [`${labels.get(field) ?? readableName(field)}: ${asClause(message)}`] : [];
    }),
  );
};

/** Whether the answer carries what was asked for. */
export const isSuccess = ({ status, envelope }: Answer): boolean =>
  status >= 200 &&
  status < 300 &&
  envelope !== undefined &&
  'data' in envelope &&
  envelope.status !== 'error' &&
  envelope.status !== 'fatal';

/**
 * What is wrong with the account as a whole, whatever was asked for; null when nothing is. An expired account is a 400
 * before anything else is looked at, with a token that is still good (`cb_token_auth:is_account_expired`); an account
 * that is gone is a 404 that names it as the cause, a malformed id one with a sentence (`api_resource:malformed_request`).
 */
export const accountFailure = ({ status, envelope }: Answer, accountId: string): Failure | null => {
  const { account, cause, message } = anyFields(envelope?.data);
  const as = (sentence: string): Failure => ({ kind: 'account', status, sentence });
  if (status === 400 && isObject(account) && 'expired' in account) return as(ACCOUNT_EXPIRED);
  const isGone = cause === accountId || String(message).startsWith('invalid account_id');
  return status === 404 && isGone ? as(ACCOUNT_GONE) : null;
};

/**
 * Whether this is a 404 for a part of the API that the phone system does not have, as opposed to one for an id: its body
 * says `not_found` (`api_resource:maybe_allow_method`, where no module offers a method), or is empty when not even the
 * beginning of the path is known. An unknown id is `bad_identifier` or `bad identifier`.
 */
export const isMissingSection = ({ status, empty, envelope }: Answer): boolean =>
  status === 404 && (empty || envelope?.message === 'not_found');

/** Whether a request may have been carried out although its answer does not say so. */
const isUnclear = ({ status }: Answer): boolean =>
  status === 0 || status === 408 || status >= 500 || (status >= 200 && status < 300);

const notSwitchedOn = (section: string): string =>
  `${section} is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.`;

/** The failure that an unsuccessful answer means, for the request that the wording describes. */
export const failureOf = (answer: Answer, wording: Wording): Failure => {
  const { status } = answer;
  const verdict = verdictOn(answer);
  const as = (sentence: string): Failure => ({ kind: verdict.kind, status, sentence });

  const isMissing = isMissingSection(answer);
  if (isMissing && wording.section !== undefined) return as(notSwitchedOn(wording.section));
  const special =
    wording.means?.(answer) ?? wording.sentences?.[status] ?? (isUnclear(answer) ? wording.unclear : undefined);
  if (special !== undefined) return { kind: 'halt', status, sentence: special };
  if (isMissing) return as(notSwitchedOn('This part of the phone system'));
  const named = status === 400 ? complaints(answer.envelope?.data, new Map(Object.entries(wording.labels ?? {}))) : [];
  if (named.length > 0) return as(`Could not ${wording.purpose}. ${named.join('; ')}. ${verdict.advice}`);
  return as(`Could not ${wording.purpose}: ${verdict.why}. ${verdict.advice}`);
};
