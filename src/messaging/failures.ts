import { asClause, type Failure } from '../dash/failures.ts';
import { flag, isObject, text } from '../dash/schema.ts';

/** An answer of VirtualText, its body as JSON or else null. Status 0: no answer came; 408: it took too long. */
export type Answer = { status: number; body: unknown };

/** How an operation speaks of its request. */
export type Wording = {
  /** Completes "Could not …". */
  purpose: string;
  /** Where an operation knows better what a status means there: a whole sentence. */
  sentences?: Partial<Record<number, string>>;
  /** Statuses that tell enough, although they are refusals. */
  enough?: readonly number[];
  /** What to do when nobody knows whether something that must not be done twice was done: a whole sentence. */
  unclear?: string;
};

type Verdict = { kind: Failure['kind']; why: string; advice: string };

const LATER = 'Try again in a few minutes.';

const BROKEN: Verdict = { kind: 'fail', why: 'VirtualText has a problem of its own', advice: LATER };
const REFUSED: Verdict = {
  kind: 'halt',
  why: 'VirtualText did not accept the input',
  advice: 'Check the fields of this step.',
};
const NOT_JSON: Verdict = {
  kind: 'fail',
  why: 'VirtualText answered with something other than data',
  advice: 'If this goes on, check VirtualText Address in the connection.',
};
const REDIRECTED: Verdict = {
  kind: 'fail',
  why: 'VirtualText pointed to another address, and this app follows it nowhere',
  advice: 'Check VirtualText Address in the connection.',
};

const verdicts: Partial<Record<number, Verdict>> = {
  0: { kind: 'fail', why: 'VirtualText did not answer', advice: LATER },
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
  404: {
    kind: 'halt',
    why: 'VirtualText does not know it, or not any more',
    advice: 'Check the fields of this step, and VirtualText Address in the connection.',
  },
  408: { kind: 'halt', why: 'VirtualText did not answer within 25 seconds', advice: LATER },
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
};

const isJson = ({ body }: Answer): boolean => isObject(body) || Array.isArray(body);

const verdictOn = (answer: Answer): Verdict => {
  const known = verdicts[answer.status];
  if (known) return known;
  if (answer.status >= 500) return BROKEN;
  if (answer.status >= 400) return REFUSED;
  if (answer.status >= 300) return REDIRECTED;
  return isJson(answer) ? REFUSED : NOT_JSON;
};

const complaint = (value: unknown): string | null => text(isObject(value) ? value.message : value);

/** The complaints of an answer in its three envelopes: `errors: []`, `error: {message}`, and `message` with `reason`. */
const complaintsIn = (body: unknown): string | null => {
  if (!isObject(body)) return null;
  const { errors, error, message, reason } = body;
  const several = [errors]
    .flat()
    .map(complaint)
    .filter((one) => one !== null);
  if (several.length > 0) return several.join('; ');
  return complaint(error) ?? text(message) ?? text(reason);
};

/** Some answers of status 200 say themselves that nothing was done. */
const saysNo = ({ body }: Answer): boolean => {
  if (!isObject(body)) return false;
  const { status, success, errors, error, _errType } = body;
  const isRefusal = /^(false|error|failed)$/i.test(text(status) ?? '') || flag(success) === false;
  return isRefusal || text(_errType) !== null || complaintsIn({ errors, error }) !== null;
};

/** Whether VirtualText did what it was asked for. */
export const isSuccess = (answer: Answer, { enough = [] }: Wording): boolean =>
  enough.includes(answer.status) || (answer.status >= 200 && answer.status < 300 && isJson(answer) && !saysNo(answer));

/** What is shorter is in many words that give nothing away. */
const SHORTEST_SECRET = 4;

/** The forms in which servers write a text down. */
const formsOf = (value: string): string[] => [
  value,
  encodeURIComponent(value),
  Buffer.from(value).toString('base64').replace(/=+$/, ''),
];

/** What VirtualText itself gives as the reason, cleaned, and without `secrets`, which a careless server may quote. */
const reasonIn = ({ body }: Answer, secrets: readonly string[]): string | null => {
  const complaints = complaintsIn(body);
  if (complaints === null) return null;
  const telling = secrets.filter(({ length }) => length >= SHORTEST_SECRET).flatMap(formsOf);
  return asClause(telling.reduce((reason, secret) => reason.replaceAll(secret, '…'), complaints));
};

/** Whether a request may have been carried out although its answer does not say so. */
const isUnclear = (answer: Answer): boolean =>
  answer.status === 0 || answer.status === 408 || answer.status >= 500 || verdictOn(answer) === NOT_JSON;

/** The failure that an unsuccessful answer means, with VirtualText's own reason where it refuses something. */
export const failureOf = (answer: Answer, wording: Wording, secrets: readonly string[]): Failure => {
  const { status } = answer;
  const { purpose, sentences, unclear } = wording;
  const halt = (sentence: string): Failure => ({ kind: 'halt', status, sentence });
  const special = sentences?.[status];
  if (special !== undefined) return halt(special);
  if (unclear !== undefined && isUnclear(answer)) return halt(unclear);
  const { kind, why, advice } = verdictOn(answer);
  const reason = kind === 'halt' ? reasonIn(answer, secrets) : null;
  const said = reason === null ? '' : ` (VirtualText says: “${reason}”)`;
  return { kind, status, sentence: `Could not ${purpose}: ${why}${said}. ${advice}` };
};
