import { errors } from 'zapier-platform-core';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import { oneLine } from '../dash/schema.ts';
import { failureOf, NO_FIELDS, type Failure, type StepFields } from './failures.ts';

/** An error with the sentence that a user reads; some of core's errors have it only as a part of JSON. */
type UserError = Error & { sentence: string };

/**
 * Core adds the input of the step and its last requests to an error, unless it carries the mark set here. Names in a
 * sentence can't break it into lines.
 */
const userError = (sentence: string, create: (line: string) => Error): UserError => {
  const line = oneLine(sentence);
  return Object.assign(create(line), { sentence: line, doNotContextify: true });
};

const isUserError = (error: unknown): error is UserError => error instanceof Error && 'sentence' in error;

/** Stops the step with a sentence for the person who built the Zap. It never turns the Zap off. */
export const haltedError = (sentence: string): Error => userError(sentence, (line) => new errors.HaltedError(line));

/** An error that the input did not cause: shown to the user, and counted by Zapier. */
export const failedError = (sentence: string, code?: string, status?: number): Error =>
  userError(sentence, (line) => new errors.Error(line, code, status));

/** Zapier runs the step again after `seconds`. */
export const throttledError = (sentence: string, seconds: number): Error =>
  userError(sentence, (line) => new errors.ThrottledError(line, seconds));

const SESSION_ENDED = 'Your VirtualPBX session ended. If this keeps happening, reconnect your VirtualPBX account.';

/** Zapier signs in again and repeats the step. */
export const staleSessionError = (): Error => userError(SESSION_ENDED, (line) => new errors.RefreshAuthError(line));

/** Zapier marks the connection as expired and asks its owner to reconnect. */
export const expiredConnectionError = (sentence: string): Error =>
  userError(sentence, (line) => new errors.ExpiredAuthError(line));

/** Dash's bucket holds 100 requests and refills at 10 a second, so it is full after ten seconds. */
const BUCKET_REFILL_SECONDS = 10;

const errorByKind: Record<Failure['kind'], (failure: Failure) => Error> = {
  stale: staleSessionError,
  halt: ({ sentence }) => haltedError(sentence),
  account: ({ sentence }) => haltedError(sentence),
  throttle: ({ sentence }) => throttledError(sentence, BUCKET_REFILL_SECONDS),
  fail: ({ sentence, status }) => failedError(sentence, 'VirtualPBX', status),
};

/**
 * The error with a sentence for the user: the given one, when it was made here, or the one for a failed request to Dash or
 * VirtualText. Null for any other error. `step` is what its reader can change.
 */
export const toUserError = (error: unknown, step: StepFields = NO_FIELDS): Error | null => {
  if (isUserError(error)) return error;
  const failure = failureOf(error, step);
  return failure && errorByKind[failure.kind](failure);
};

const UNEXPECTED = 'Something went wrong. Run this step again in a few minutes.';

/** The sentence for the user; `unexpected` for an unexpected error, since its own text may hold anything. */
export const sentenceOf = (error: unknown, unexpected = UNEXPECTED): string => {
  const known = toUserError(error);
  return isUserError(known) ? known.sentence : unexpected;
};

/** Whether an error means that the session has ended. It may be core's own. */
export const isStaleSession = (error: unknown): boolean =>
  (toUserError(error) ?? error) instanceof errors.RefreshAuthError;

/** Whether Zapier itself repeats the step after this error; such an error must never be swallowed. */
export const isRetriedByZapier = (error: unknown): boolean =>
  isStaleSession(error) || (toUserError(error) ?? error) instanceof errors.ThrottledError;

/** Whether a request failed for a reason that stops every other request of the account, too. */
export const isAccountError = (error: unknown): boolean => failureOf(error)?.kind === 'account';

/** The error for an answer that is a success by its status, and isn't what was requested. */
export const unexpectedAnswerError = (ask: ErrorTexts): Error => new DashError({ status: 200, empty: false }, ask);

/**
 * For a request whose answer is welcome but not needed: its error becomes null, unless Zapier repeats the step for it, or
 * nothing works for the account.
 */
export const nullUnlessRetried = (error: unknown): null => {
  if (isRetriedByZapier(error) || isAccountError(error)) throw error;
  return null;
};

/** The same where Zapier must not repeat the step either: what is known already is better than a busy phone system. */
export const nullUnlessStale = (error: unknown): null => {
  if (isStaleSession(error)) throw error;
  return null;
};
