import { fieldComplaints, isMissingSection, isTooLong, type AccountProblem, type Answer } from '../dash/answer.ts';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import { toClause } from '../fields/clause.ts';
import { VirtualTextError } from '../virtualText/virtualTextError.ts';

/**
 * What a failed request means for the step. `stale`: it needs a new session. `halt`: the user has to change something.
 * `account`: the user has to change something, without which no other request of the account succeeds. `throttle`: it needs a
 * pause. `fail`: nobody's input caused it.
 */
export type Failure = { kind: 'stale' | 'halt' | 'account' | 'throttle' | 'fail'; status: number; sentence: string };

/** Why requests fail, for "Could not …: why. Advice". */
type Cause = {
  kind: Exclude<Failure['kind'], 'account'>;
  why: string;
  advice: string;
  /** Whether the request may have been carried out. */
  isUnclear?: true;
};

/** The causes of failures of a service, by what is known of its answer. */
type Causes = {
  byStatus: Readonly<Partial<Record<number, Cause>>>;
  serverError: Cause;
  otherRefusal: Cause;
  redirect: Cause;
  /** A success by its status, whose body is not JSON. */
  notJson: Cause;
  /** A success by its status, whose JSON says otherwise. */
  errorInBody: Cause;
};

const LATER = 'Try again in a few minutes.';
const CHECK_FIELDS = 'Check the fields of this step.';

const dashServerError: Cause = {
  kind: 'fail',
  why: 'VirtualPBX has a problem of its own',
  advice: LATER,
  isUnclear: true,
};
const dashRefusal: Cause = { kind: 'halt', why: 'VirtualPBX did not accept the input', advice: CHECK_FIELDS };
const dashUnknown: Cause = {
  kind: 'halt',
  why: 'VirtualPBX does not know it, or not any more',
  advice: 'Choose it again in the fields of this step.',
};
const dashNotOffered: Cause = {
  kind: 'halt',
  why: 'your phone system does not offer that',
  advice: 'Ask VirtualPBX support whether it can.',
};
/** For an answer that is longer than what was to be read of it: an empty 413. */
const dashTooLong: Cause = {
  kind: 'halt',
  why: 'VirtualPBX sent more than this app can read at once',
  advice: 'Choose less, such as a shorter time.',
  isUnclear: true,
};
const dashNotReady: Cause = {
  kind: 'fail',
  why: 'VirtualPBX was not ready for it in time',
  advice: LATER,
  isUnclear: true,
};

const DASH: Causes = {
  byStatus: {
    0: { kind: 'fail', why: 'VirtualPBX did not answer', advice: LATER, isUnclear: true },
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
    404: dashUnknown,
    405: dashNotOffered,
    406: dashNotOffered,
    408: dashNotReady,
    409: { kind: 'fail', why: 'somebody else changed it at the same moment', advice: 'Try again.' },
    410: dashUnknown,
    413: { kind: 'halt', why: 'it is larger than VirtualPBX and Zapier take', advice: 'Use a smaller file.' },
    423: {
      kind: 'halt',
      why: 'the VirtualPBX account is locked',
      advice: 'Sign in to Dash or ask VirtualPBX support to open it.',
    },
    425: dashNotReady,
    429: {
      kind: 'throttle',
      why: 'VirtualPBX got more requests than it takes at once',
      advice: 'Zapier tries again in a moment.',
    },
  },
  serverError: dashServerError,
  otherRefusal: dashRefusal,
  redirect: {
    kind: 'fail',
    why: 'VirtualPBX pointed to another address, and this app follows it nowhere',
    advice: 'Ask VirtualPBX support whether the address of its API has changed.',
  },
  notJson: {
    kind: 'fail',
    why: 'VirtualPBX answered with something other than data',
    advice: LATER,
    isUnclear: true,
  },
  errorInBody: dashServerError,
};

const virtualTextRefusal: Cause = { kind: 'halt', why: 'VirtualText did not accept the input', advice: CHECK_FIELDS };
const virtualTextUnknown: Cause = {
  kind: 'halt',
  why: 'VirtualText does not know it, or not any more',
  advice: 'Check the fields of this step, and VirtualText Address in the connection.',
};
const virtualTextNotOffered: Cause = {
  kind: 'halt',
  why: 'your VirtualText does not offer that',
  advice: 'Check VirtualText Address in the connection, or ask VirtualPBX support whether it can.',
};
const virtualTextNotReady: Cause = {
  kind: 'fail',
  why: 'VirtualText was not ready for it in time',
  advice: LATER,
  isUnclear: true,
};

const VIRTUAL_TEXT: Causes = {
  byStatus: {
    0: { kind: 'fail', why: 'VirtualText did not answer', advice: LATER, isUnclear: true },
    401: {
      kind: 'fail',
      why: 'VirtualText does not accept the VirtualText Credential of this connection',
      advice: 'Copy it again from VirtualText and reconnect the account.',
    },
    403: {
      kind: 'halt',
      why: 'VirtualText does not allow it to the user of this connection',
      advice: 'Ask the administrator of your VirtualText for the permission.',
    },
    404: virtualTextUnknown,
    405: virtualTextNotOffered,
    406: virtualTextNotOffered,
    408: virtualTextNotReady,
    410: virtualTextUnknown,
    413: {
      kind: 'halt',
      why: 'VirtualText sent more than this app can read at once',
      advice: 'Ask VirtualPBX support.',
      isUnclear: true,
    },
    425: virtualTextNotReady,
    429: {
      kind: 'throttle',
      why: 'VirtualText got more requests than it takes at once',
      advice: 'Zapier tries again in a moment.',
    },
    451: {
      kind: 'halt',
      why: 'the recipient has opted out of text messages',
      advice: 'No step can send to somebody who has opted out.',
    },
  },
  serverError: { kind: 'fail', why: 'VirtualText has a problem of its own', advice: LATER, isUnclear: true },
  otherRefusal: virtualTextRefusal,
  redirect: {
    kind: 'fail',
    why: 'VirtualText pointed to another address, and this app follows it nowhere',
    advice: 'Check VirtualText Address in the connection.',
  },
  notJson: {
    kind: 'fail',
    why: 'VirtualText answered with something other than data',
    advice: 'If this goes on, check VirtualText Address in the connection.',
    isUnclear: true,
  },
  errorInBody: virtualTextRefusal,
};

const causeOf = (causes: Causes, status: number, isJson: boolean): Cause => {
  const known = causes.byStatus[status];
  if (known) return known;
  if (status >= 500) return causes.serverError;
  if (status >= 400) return causes.otherRefusal;
  if (status >= 300) return causes.redirect;
  return isJson ? causes.errorInBody : causes.notJson;
};

/** What is gone for good is to an operation what it doesn't know. */
const GONE = 410;

/** The sentence that a request has for a failure itself; undefined when it has none. */
const ownSentence = ({ sentences, unclear }: ErrorTexts, status: number, { isUnclear }: Cause): string | undefined =>
  sentences?.[status === GONE ? 404 : status] ?? (isUnclear ? unclear : undefined);

const ACCOUNT_PROBLEMS: Record<AccountProblem, string> = {
  expired: 'This VirtualPBX account has expired. Renew it, or contact VirtualPBX support, then try again.',
  unknown:
    "VirtualPBX doesn't know the account of this connection; it may have been deleted. Connect again, or contact VirtualPBX support.",
};

/** The sentence for an account that lacks a section of the API, by its product name. */
export const notSwitchedOn = (section: string): string =>
  `${section} is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.`;

const PLAIN_FIELD_NAME = /^(?=.*[a-z0-9])[a-z0-9_.-]{1,80}$/i;

/** `caller_id.internal.number` as "Caller id internal number", for a field that has no label here. */
const readableName = (field: string): string => {
  if (!PLAIN_FIELD_NAME.test(field)) return 'One of the fields';
  const words = field.replace(/[_.-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** What Dash complains about in a sentence; null when it names no field. */
const complaintsIn = (answer: Answer, labels: Record<string, string> = {}): string | null => {
  const labelOf = new Map(Object.entries(labels));
  const complaints = fieldComplaints(answer).map(
    ({ field, message }) => `${labelOf.get(field) ?? readableName(field)}: ${toClause(message)}`,
  );
  return complaints.length > 0 ? complaints.join('; ') : null;
};

const dashFailure = ({ answer, ask, accountProblem }: DashError): Failure => {
  const { status } = answer;
  if (accountProblem) return { kind: 'account', status, sentence: ACCOUNT_PROBLEMS[accountProblem] };
  const { purpose, section, labels, means } = ask;
  const cause = isTooLong(answer) ? dashTooLong : causeOf(DASH, status, answer.envelope !== undefined);
  const isMissing = isMissingSection(answer);
  const special =
    (isMissing && section !== undefined ? notSwitchedOn(section) : undefined) ??
    means?.(answer) ??
    ownSentence(ask, status, cause) ??
    (isMissing ? notSwitchedOn('This part of the phone system') : undefined);
  if (special !== undefined) return { kind: 'halt', status, sentence: special };
  const complaints = complaintsIn(answer, labels);
  const why = complaints === null ? `: ${cause.why}` : `. ${complaints}`;
  return { kind: cause.kind, status, sentence: `Could not ${purpose}${why}. ${cause.advice}` };
};

const virtualTextFailure = ({ status, isJson, reason, ask }: VirtualTextError): Failure => {
  const cause = causeOf(VIRTUAL_TEXT, status, isJson);
  const special = ownSentence(ask, status, cause);
  if (special !== undefined) return { kind: 'halt', status, sentence: special };
  // Only a refusal has a reason that a user can do something about.
  const quoted = cause.kind === 'halt' && reason !== null ? ` (VirtualText says: “${toClause(reason)}”)` : '';
  return { kind: cause.kind, status, sentence: `Could not ${ask.purpose}: ${cause.why}${quoted}. ${cause.advice}` };
};

/** What a failed request to Dash or VirtualText means for the step, and the sentence for the user; null for other errors. */
export const failureOf = (error: unknown): Failure | null => {
  if (error instanceof DashError) return dashFailure(error);
  return error instanceof VirtualTextError ? virtualTextFailure(error) : null;
};
