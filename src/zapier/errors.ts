import { errors } from 'zapier-platform-core';
import { failureOf, type Failure, type Wording } from '../dash/failures.ts';

/** An error with the sentence that a user reads; some of core's errors keep it as a part of JSON. */
type UserError = Error & { sentence: string };

/** Core adds the input of the step and its last requests to an error, unless it carries the mark set here. */
const userError = (sentence: string, error: Error): UserError =>
  Object.assign(error, { sentence, doNotContextify: true });

/** The sentence of an error that was made here; of another error a general one, since its text may hold anything. */
export const sentenceOf = (error: unknown): string =>
  error instanceof Error && 'sentence' in error ? String(error.sentence) : 'Something went wrong on the way.';

/** Whether an error was made here. */
export const isUserError = (error: unknown): boolean => error instanceof Error && 'sentence' in error;

/** Stops the step with a sentence for the person who built the Zap. It never switches the Zap off. */
export const haltedError = (sentence: string): Error => userError(sentence, new errors.HaltedError(sentence));

/** An error that nobody's input caused: shown to the user, and counted by Zapier. */
export const failedError = (sentence: string, code?: string, status?: number): Error =>
  userError(sentence, new errors.Error(sentence, code, status));

/** Zapier runs the step again after `seconds`. */
export const throttledError = (sentence: string, seconds: number): Error =>
  userError(sentence, new errors.ThrottledError(sentence, seconds));

const SESSION_ENDED = 'The VirtualPBX session has ended. Reconnect the account if this goes on.';

/** Zapier signs in again and repeats the step. */
export const staleSessionError = (): Error => userError(SESSION_ENDED, new errors.RefreshAuthError(SESSION_ENDED));

/** Zapier marks the connection as expired and asks its owner to reconnect. */
export const expiredConnectionError = (sentence: string): Error =>
  userError(sentence, new errors.ExpiredAuthError(sentence));

/** Whether this is core's or our own sign of an ended session. */
export const isStaleSession = (error: unknown): boolean => error instanceof errors.RefreshAuthError;

/** Whether the platform itself repeats the step after this error; such an error must never be swallowed. */
export const isRetriedByZapier = (error: unknown): boolean =>
  isStaleSession(error) || error instanceof errors.ThrottledError;

/** Stops the step, as `halted` does, for a reason that stops every other step of the account, too. */
const accountError = (sentence: string): Error => Object.assign(haltedError(sentence), { concernsAccount: true });

/** Whether nothing works for the account; no step may make do without what it asked for then. */
export const isAccountError = (error: unknown): boolean => error instanceof Error && 'concernsAccount' in error;

/** Dash's bucket holds 100 requests and refills with 10 a second, so that ten seconds fill it. */
const BUCKET_REFILL_SECONDS = 10;

const byKind: Record<Failure['kind'], (failure: Failure) => Error> = {
  stale: staleSessionError,
  halt: ({ sentence }) => haltedError(sentence),
  account: ({ sentence }) => accountError(sentence),
  throttle: ({ sentence }) => throttledError(sentence, BUCKET_REFILL_SECONDS),
  fail: ({ sentence, status }) => failedError(sentence, 'VirtualPBX', status),
};

/** The error for an answer with which Dash refused a request. */
export const fromFailure = (failure: Failure): Error => byKind[failure.kind](failure);

/** The error for an answer that is a success by its status, and has another shape than what was asked for. */
export const unexpectedAnswerError = (wording: Wording): Error =>
  fromFailure(failureOf({ status: 200, empty: false }, wording));
