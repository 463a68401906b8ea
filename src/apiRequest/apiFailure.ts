import { fieldComplaints, isSuccess, type Answer } from '../dash/answer.ts';
import { DashError, type ErrorTexts } from '../dash/dashError.ts';
import type { Verb } from '../dash/http.ts';
import { anyFields, isObject, text } from '../dash/schema.ts';
import { toClause } from '../fields/clause.ts';
import { scrubText } from '../fields/scrub.ts';

/** Whether a request was carried out: Dash confirms it, or returns an empty success. */
export const isDone = (answer: Answer): boolean =>
  isSuccess(answer) || (answer.empty && answer.status >= 200 && answer.status < 300);

/** Shorter ones would match parts of ordinary words. */
const SHORTEST_QUOTE = 4;

/** Every text and number in a value, at any depth. */
const leavesOf = (value: unknown): string[] => {
  if (Array.isArray(value)) return value.flatMap(leavesOf);
  if (isObject(value)) return Object.values(value).flatMap(leavesOf);
  const leaf = text(value);
  return leaf === null ? [] : [leaf];
};

/** A message without what was sent, which may be a password, and without other secrets; null if nothing is left. */
const cleaned = (message: string, sent: unknown): string | null => {
  const quotes = leavesOf(sent).filter((leaf) => leaf.length >= SHORTEST_QUOTE);
  const longestFirst = quotes.sort((a, b) => b.length - a.length);
  const without = longestFirst.reduce((rest, quote) => rest.replaceAll(quote, '…'), message);
  const reason = toClause(scrubText(without).replaceAll('_', ' '));
  return /\p{L}/u.test(reason) ? reason : null;
};

const PLAIN_NAME = /^[\w.-]{1,80}$/;

/** Dash's reason for refusing a request, by field where possible; null if it gives none. */
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
  402: 'VirtualPBX would charge for this. Do it in Dash, where you can accept the charge.',
  403: "Connect with the account's API key, or ask your phone system administrator for permission.",
  404: 'Check Path.',
  405: 'Choose another Method, or check Path.',
  406: 'This Path returns a file, but API Request can only get data.',
  410: 'Check Path.',
  416: 'The list is too long to get all at once. Remove paginate from Query.',
  423: 'The account is locked. Ask VirtualPBX support to unlock it.',
};
const USUAL_ADVICE = 'Check Path, Query, and Body.';

const TOO_LARGE =
  'VirtualPBX sent more data than Zapier can handle. Ask for less, for example with page_size 50 in Query.';
const NOT_CONFIRMED =
  "VirtualPBX didn't confirm this request, so it may have happened. Check Dash before you run this step again.";

/** Statuses that aren't refusals: no session, no response in time, a conflict, too early, too many requests. */
const NO_REFUSALS = [401, 408, 409, 425, 429];

const isRefusal = ({ status }: Answer): boolean => status >= 400 && status < 500 && !NO_REFUSALS.includes(status);

/** The error for an answer that has its own; otherwise undefined. */
const sentenceOf = (answer: Answer, reason: string | null, isRead: boolean): string | undefined => {
  if (answer.isTooLong) return isRead ? TOO_LARGE : NOT_CONFIRMED;
  if (!isRefusal(answer)) return undefined;
  const why = reason === null ? '' : `: ${reason}`;
  return `VirtualPBX refused the request${why}. ${ADVICE[answer.status] ?? USUAL_ADVICE}`;
};

/**
 * The error for a request that failed or may have failed. It includes Dash's reason, without anything that was `sent`. A
 * request that changes something and has no clear answer halts the step, because a second one might repeat the change.
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
