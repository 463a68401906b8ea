import { fieldComplaints, isMissingSection, type AccountProblem, type Answer } from '../dash/answer.ts';
import { AddressError } from '../dash/baseUrl.ts';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import { toClause } from '../fields/clause.ts';
import { TOO_LONG } from '../virtualText/virtualTextAnswer.ts';
import { VirtualTextError } from '../virtualText/virtualTextError.ts';

/**
 * What a failed request means for the step. `stale`: it needs a new session. `halt`: the user has to change something.
 * `account`: the same, and until then every other request of the account fails too. `throttle`: it needs a pause. `fail`: the
 * input did not cause it.
 */
export type Failure = { kind: 'stale' | 'halt' | 'account' | 'throttle' | 'fail'; status: number; sentence: string };

/** What a person can change in a step: an error names no other field. */
export type StepFields = {
  /** The labels of its input fields, by key. */
  labels: Readonly<Record<string, string>>;
  /** Whether one of them is a dropdown with items of the account. */
  hasDropdown: boolean;
};

/** Where no step is known, or it has nothing to fill in. */
export const NO_FIELDS: StepFields = { labels: {}, hasDropdown: false };

/** What to do next, in a whole sentence. */
type Advice = string | ((step: StepFields) => string);

/** Why requests fail, for "Could not …: why. Advice". */
type Cause = {
  kind: Exclude<Failure['kind'], 'account'>;
  why: string;
  advice: Advice;
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
const SUPPORT = 'If this keeps happening, contact VirtualPBX support.';
const RETRIED = 'Try again in a minute. Zaps that are on try again automatically.';

const checkFields: Advice = ({ labels }) =>
  Object.keys(labels).length > 0 ? 'Check the fields of this step.' : SUPPORT;

const chooseAgain: Advice = ({ hasDropdown }) => (hasDropdown ? 'Choose it again in this step.' : SUPPORT);

const dashServerError: Cause = {
  kind: 'fail',
  why: 'VirtualPBX had a problem',
  advice: LATER,
  isUnclear: true,
};
const dashRefusal: Cause = { kind: 'halt', why: "VirtualPBX didn't accept the request", advice: checkFields };
const dashUnknown: Cause = {
  kind: 'halt',
  why: "VirtualPBX can't find it; it may have been deleted",
  advice: chooseAgain,
};
const dashNotOffered: Cause = {
  kind: 'halt',
  why: "your phone system doesn't offer this",
  advice: 'Contact VirtualPBX support.',
};
/** For an answer over the size limit of its request. */
const dashTooLong: Cause = {
  kind: 'halt',
  why: 'VirtualPBX sent more data than Zapier can handle',
  advice: 'Choose less, such as a shorter time.',
  isUnclear: true,
};

const DASH: Causes = {
  byStatus: {
    0: { kind: 'fail', why: "VirtualPBX didn't answer", advice: LATER, isUnclear: true },
    401: { kind: 'stale', why: 'your VirtualPBX session ended', advice: 'Reconnect your VirtualPBX account.' },
    402: {
      kind: 'halt',
      why: "VirtualPBX charges for this, and your account hasn't agreed to the charge",
      advice: 'Do it once in Dash, where you can accept the charge.',
    },
    403: {
      kind: 'halt',
      why: "this connection isn't allowed to do that",
      advice: "Connect with an API key or an administrator's sign-in. If you already do, contact VirtualPBX support.",
    },
    404: dashUnknown,
    405: dashNotOffered,
    406: dashNotOffered,
    408: { kind: 'fail', why: 'the request took too long', advice: LATER, isUnclear: true },
    409: { kind: 'fail', why: 'someone else was changing it at the same time', advice: 'Try again.' },
    410: dashUnknown,
    413: { kind: 'halt', why: "it's too large", advice: 'Use a smaller file or less text.' },
    423: {
      kind: 'halt',
      why: 'the VirtualPBX account is locked',
      advice: 'Sign in to Dash, or ask VirtualPBX support to unlock it.',
    },
    425: { kind: 'fail', why: "VirtualPBX wasn't ready for the request", advice: LATER, isUnclear: true },
    429: { kind: 'throttle', why: 'VirtualPBX got too many requests at once', advice: RETRIED },
  },
  serverError: dashServerError,
  otherRefusal: dashRefusal,
  redirect: { kind: 'fail', why: 'VirtualPBX sent an unexpected redirect', advice: 'Contact VirtualPBX support.' },
  notJson: { kind: 'fail', why: 'VirtualPBX sent an unexpected answer', advice: LATER, isUnclear: true },
  errorInBody: dashServerError,
};

const CHECK_CONNECTION = 'Check the VirtualText fields of your connection, or contact VirtualPBX support.';

const virtualTextRefusal: Cause = { kind: 'halt', why: "VirtualText didn't accept the request", advice: checkFields };
const virtualTextUnknown: Cause = { kind: 'halt', why: "VirtualText can't find it", advice: CHECK_CONNECTION };
const virtualTextNotOffered: Cause = {
  kind: 'halt',
  why: "your VirtualText doesn't offer this",
  advice: CHECK_CONNECTION,
};

const VIRTUAL_TEXT: Causes = {
  byStatus: {
    0: { kind: 'fail', why: "VirtualText didn't answer", advice: LATER, isUnclear: true },
    401: {
      kind: 'fail',
      why: "VirtualText doesn't accept the VirtualText Credential of this connection",
      advice: 'Copy it again from VirtualText, and reconnect your VirtualPBX account.',
    },
    403: {
      kind: 'halt',
      why: "VirtualText doesn't let the user of this connection do that",
      advice: 'Ask your VirtualText administrator for permission.',
    },
    404: virtualTextUnknown,
    405: virtualTextNotOffered,
    406: virtualTextNotOffered,
    408: { kind: 'fail', why: "VirtualText didn't answer within 25 seconds", advice: LATER, isUnclear: true },
    410: virtualTextUnknown,
    413: { kind: 'halt', why: "it's too large", advice: 'Use a smaller file or less text.' },
    [TOO_LONG]: {
      kind: 'halt',
      why: 'VirtualText sent more data than Zapier can handle',
      advice: 'Contact VirtualPBX support.',
      isUnclear: true,
    },
    425: { kind: 'fail', why: "VirtualText wasn't ready for the request", advice: LATER, isUnclear: true },
    429: { kind: 'throttle', why: 'VirtualText got too many requests at once', advice: RETRIED },
    451: {
      kind: 'halt',
      why: 'the recipient has opted out of text messages',
      advice: 'Nobody can text this number until the recipient opts in again.',
    },
  },
  serverError: { kind: 'fail', why: 'VirtualText had a problem', advice: LATER, isUnclear: true },
  otherRefusal: virtualTextRefusal,
  redirect: { kind: 'fail', why: 'VirtualText sent an unexpected redirect', advice: CHECK_CONNECTION },
  notJson: { kind: 'fail', why: 'VirtualText sent an unexpected answer', advice: CHECK_CONNECTION, isUnclear: true },
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
    "VirtualPBX can't find the account of this connection; it may have been deleted. Connect again, or contact VirtualPBX support.",
};

/** The sentence for an account that lacks a section of the API, by its product name. */
export const notSwitchedOn = (section: string): string =>
  `${section} isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.`;

const PLAIN_FIELD_NAME = /^(?=.*[a-z0-9])[a-z0-9_.-]{1,80}$/i;

/** `caller_id.internal.number` as "Caller id internal number: ", before a complaint about it; nothing for other texts. */
const namedAs = (field: string): string => {
  if (!PLAIN_FIELD_NAME.test(field)) return '';
  const words = field.replace(/[_.-]+/g, ' ').trim();
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}: `;
};

/** What Dash complains about, and what to do. */
type Complaints = { what: string; advice: Advice };

/** Dash's complaints in a sentence, with the labels of the step's own fields; null when Dash names no field. */
const complaintsIn = (
  answer: Answer,
  { labels: known }: StepFields,
  labelsOfRequest: Record<string, string> = {},
): Complaints | null => {
  const labelOf = new Map([...Object.entries(known), ...Object.entries(labelsOfRequest)]);
  const complaints = fieldComplaints(answer).map(({ field, message }) => {
    const label = labelOf.get(field);
    const isKnown = label !== undefined && Object.values(known).includes(label);
    const said = toClause(message);
    return { isKnown, text: isKnown ? `${label}: ${said}` : `VirtualPBX says: “${namedAs(field)}${said}”` };
  });
  if (complaints.length === 0) return null;
  const canBeCorrected = complaints.some(({ isKnown }) => isKnown);
  return {
    what: complaints.map(({ text }) => text).join('; '),
    advice: canBeCorrected ? checkFields : 'Correct it in Dash, or contact VirtualPBX support.',
  };
};

const adviceFor = (advice: Advice, step: StepFields): string => (typeof advice === 'string' ? advice : advice(step));

const dashFailure = ({ answer, ask, accountProblem }: DashError, step: StepFields): Failure => {
  const { status } = answer;
  if (accountProblem) return { kind: 'account', status, sentence: ACCOUNT_PROBLEMS[accountProblem] };
  const { purpose, section, labels, means } = ask;
  const cause = answer.isTooLong ? dashTooLong : causeOf(DASH, status, answer.envelope !== undefined);
  const isMissing = isMissingSection(answer);
  const special =
    (isMissing && section !== undefined ? notSwitchedOn(section) : undefined) ??
    means?.(answer) ??
    ownSentence(ask, status, cause) ??
    (isMissing ? notSwitchedOn('This part of the phone system') : undefined);
  if (special !== undefined) return { kind: 'halt', status, sentence: special };
  const complaints = complaintsIn(answer, step, labels);
  const why = complaints === null ? `: ${cause.why}` : `. ${complaints.what}`;
  const advice = adviceFor(complaints?.advice ?? cause.advice, step);
  return { kind: cause.kind, status, sentence: `Could not ${purpose}${why}. ${advice}` };
};

const virtualTextFailure = ({ status, isJson, reason, ask }: VirtualTextError, step: StepFields): Failure => {
  const cause = causeOf(VIRTUAL_TEXT, status, isJson);
  const special = ownSentence(ask, status, cause);
  if (special !== undefined) return { kind: 'halt', status, sentence: special };
  // Only a refusal has a reason that a user can do something about.
  const quoted = cause.kind === 'halt' && reason !== null ? ` (VirtualText says: “${toClause(reason)}”)` : '';
  const advice = adviceFor(cause.advice, step);
  return { kind: cause.kind, status, sentence: `Could not ${ask.purpose}: ${cause.why}${quoted}. ${advice}` };
};

/**
 * What a failed request to Dash or VirtualText, or the wrong address for one, means for the step, and the sentence for the
 * user; null for other errors. `step` is what the person who reads it can change.
 */
export const failureOf = (error: unknown, step: StepFields = NO_FIELDS): Failure | null => {
  if (error instanceof AddressError) return { kind: 'account', status: 0, sentence: error.message };
  if (error instanceof DashError) return dashFailure(error, step);
  return error instanceof VirtualTextError ? virtualTextFailure(error, step) : null;
};
