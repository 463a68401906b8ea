import { HISTORY_MS } from '../dash/time.ts';
import { haltedError } from '../zapier/errors.ts';
import { fromWallClock } from './times.ts';

const HOUR_MS = 3600 * 1000;
const DAY_MS = 24 * HOUR_MS;

/** Zapier ends a search after 30 seconds without a word. */
const SEARCH_TIMEOUT_MS = 20_000;

const TOOK_TOO_LONG =
  'The search went through records for 20 seconds and was not at the end. Fill in Since with a later time.';

/** The field for how far a search goes back. */
export const sinceField = {
  key: 'since',
  label: 'Since',
  type: 'datetime',
  helpText: 'How far to look back: 24 hours unless you fill this in, 31 days at most.',
} as const;

/** A `Z`, the name of a time zone or an offset at the end, after the time. */
const HAS_ZONE = /(\d\s*z|[a-z]{3,4}|:\d{2}(\.\d+)?\s*[+-]\d{2}(:?\d{2})?)$/i;

/** What was typed, read in the account's time zone where it names none; null for what is no date. */
const momentOf = (typed: string, timeZone: string): Date | null => {
  const hasZone = HAS_ZONE.test(typed);
  const read = Date.parse(hasZone ? typed : `${typed}${/\dT\d/.test(typed) ? '' : ' '}Z`);
  if (Number.isNaN(read)) return null;
  return hasZone ? new Date(read) : fromWallClock(new Date(read), timeZone);
};

/** Where a search begins: what was typed, 24 hours ago without it, never more than 31 days ago, never later than now. */
export const searchStart = (typed: string | undefined, now: Date, timeZone: string): Date => {
  if (!typed?.trim()) return new Date(now.getTime() - DAY_MS);
  const since = momentOf(typed.trim(), timeZone);
  if (since === null) throw haltedError(`Since is not a date that can be read. Write it as 2026-11-24 10:30.`);
  return new Date(Math.min(Math.max(since.getTime(), now.getTime() - HISTORY_MS), now.getTime()));
};

/** A search that takes no longer than 20 seconds; then it stops and says so. */
export const withSearchTimeout = async <T>(search: Promise<T>): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(haltedError(TOOK_TOO_LONG));
    }, SEARCH_TIMEOUT_MS);
  });
  try {
    return await Promise.race([search, tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
