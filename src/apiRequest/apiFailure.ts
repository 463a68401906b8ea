import { fieldComplaints, isSuccess, type Answer } from '../dash/answer.ts';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import type { Verb } from '../dash/http.ts';
import { anyFields, isObject, text } from '../dash/schema.ts';
import { toClause } from '../fields/clause.ts';
import { scrubText } from '../fields/scrub.ts';

/** Whether a request was carried out: Dash says so, or says nothing. */
export const isDone = (answer: Answer): boolean =>
  isSuccess(answer) || (answer.empty && answer.status >= 200 && answer.status < 300);

/** Shorter ones are in ordinary words. */
const SHORTEST_QUOTE = 4;

/** Every text and number in a value, however deep. */
const leavesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).flatMap(leavesOf);
  const leaf = text(value);
  return leaf === null ? [] : [leaf];
};

/** A message without what was sent, which may be a password, and without other secrets; null when nothing is left. */
const cleaned = (message: string, sent: unknown): string | null => {
  const quotes = leavesOf(sent).filter((leaf) => leaf.length >= SHORTEST_QUOTE);
  const longestFirst = quotes.sort((a, b) => b.length - a.length);
  const without = longestFirst.reduce((rest, quote) => rest.replaceAll(quote, '…'), message);
  const reason = toClause(scrubText(without).replaceAll('_', ' '));
  return /\p{L}/u.test(reason) ? reason : null;
};

const PLAIN_NAME = /^[\w.-]{1,80}$/;

/** What Dash says about a request that it refused, field by field where it does; null when it says nothing. */
const reasonOf = (answer: Answer, sent: unknown): string | null => {
  const complaints = fieldComplaints(answer).flatMap(({ field, message }) => {
    const reason = cleaned(message, sent);
    return reason === null ? [] : [PLAIN_NAME.test(field) ? `${field}: ${reason}` : reason];
  });
  if (complaints.length > 0) return complaints.join('; ');
  const { message, data } = anyFields(answer.envelope);
  const said = text(anyFields(data).message) ?? text(message);
  return said === null ? null : cleaned(said, sent);
};

const ADVICE: Partial<Record<number, string>> = {
  402: 'It costs money: do it once in Dash, where you can accept the charge.',
  403: "Connect with the account's API key, or ask the administrator of your phone system for the permission.",
  404: 'Check Path.',
  405: 'Choose another Method, or check Path.',
  406: 'It holds a file, and API Request gets only data.',
  416: 'There is too much of it for one answer: leave paginate out of Query.',
  423: 'The account is locked. Ask VirtualPBX support to unlock it.',
};
const USUAL_ADVICE = 'Check Path, Query, and Body.';

const TOO_LARGE = 'VirtualPBX answered with more than Zapier takes. Ask for less, such as with page_size 50 in Query.';
const NOT_CONFIRMED =
  "VirtualPBX didn't confirm this request, so it may have been carried out. Look in Dash before you run this step again.";

/** Statuses that mean something else than a refusal: no session, no answer in time, a conflict, too many requests. */
const NO_REFUSALS = [401, 408, 409, 429];

const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500 && !NO_REFUSALS.includes(status);

const isTooLarge = ({ status, empty }: Answer): boolean => status === 413 && empty;

/** The sentence for a request of a kind, where its answer has one of its own. */
const sentenceOf = (answer: Answer, reason: string | null, isRead: boolean): string | undefined => {
  if (isTooLarge(answer)) return isRead ? TOO_LARGE : NOT_CONFIRMED;
  if (!isRefusal(answer)) return undefined;
  const why = reason === null ? '' : `: ${reason}`;
  return `VirtualPBX refused the request${why}. ${ADVICE[answer.status] ?? USUAL_ADVICE}`;
};

/**
 * The error for a request that was not carried out, or perhaps was: with what Dash says about it, and nothing of what was
 * `sent`. A request that changes something and has no clear answer halts, because a second one might do it again.
 */
export const apiFailure = (answer: Answer, method: Verb, sent: unknown): DashError => {
  const isRead = method === 'GET';
  const reason = reasonOf(answer, sent);
  const sentence = sentenceOf(answer, reason, isRead);
  const ask: ErrorTexts = {
    purpose: `complete the API request${reason === null ? '' : ` (VirtualPBX says: “${reason}”)`}`,
    ...(sentence !== undefined && { sentences: { [answer.status]: sentence } }),
    ...(!isRead && { unclear: NOT_CONFIRMED }),
  };
  return new DashError(answer, ask);
};
