import { errors } from 'zapier-platform-core';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import { oneLine } from '../dash/schema.ts';
import { failureOf, type Failure } from './failures.ts';

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

/** Stops the step with a sentence for the person who built the Zap. It never switches the Zap off. */
export const haltedError = (sentence: string): Error => userError(sentence, (line) => new errors.HaltedError(line));

/** An error that nobody's input caused: shown to the user, and counted by Zapier. */
export const failedError = (sentence: string, code?: string, status?: number): Error =>
  userError(sentence, (line) => new errors.Error(line, code, status));

/** Zapier runs the step again after `seconds`. */
export const throttledError = (sentence: string, seconds: number): Error =>
  userError(sentence, (line) => new errors.ThrottledError(line, seconds));

const SESSION_ENDED = 'The VirtualPBX session has ended. Reconnect the account if this goes on.';

/** Zapier signs in again and repeats the step. */
export const staleSessionError = (): Error => userError(SESSION_ENDED, (line) => new errors.RefreshAuthError(line));

/** Zapier marks the connection as expired and asks its owner to reconnect. */
export const expiredConnectionError = (sentence: string): Error =>
  userError(sentence, (line) => new errors.ExpiredAuthError(line));

/** Dash's bucket holds 100 requests and refills with 10 a second, so that ten seconds fill it. */
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
 * VirtualText. Null for any other error.
 */
export const toUserError = (error: unknown): Error | null => {
  if (isUserError(error)) return error;
  const failure = failureOf(error);
  return failure && errorByKind[failure.kind](failure);
};

/** The sentence for the user; a general one for an unexpected error, since its text may hold anything. */
export const sentenceOf = (error: unknown): string => {
  const known = toUserError(error);
  return isUserError(known) ? known.sentence : 'Something went wrong on the way.';
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
