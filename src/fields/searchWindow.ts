import { DAY_MS, RETENTION_MS } from '../dash/time.ts';
import { haltedError } from '../zapier/errors.ts';
import { fromWallClock } from './times.ts';

/** Zapier ends a search after 30 seconds without an error message. */
const SEARCH_TIMEOUT_MS = 20_000;

const TOOK_TOO_LONG =
  'The search went through records for 20 seconds and was not at the end. Fill in Since with a later time.';

/** The input field for the time from which a search looks. */
export const sinceField = {
  key: 'since',
  label: 'Since',
  type: 'datetime',
  helpText: 'How far to look back: 24 hours unless you fill this in, 31 days at most.',
} as const;

/** A `Z`, the name of a time zone or an offset, after the time. */
const HAS_ZONE = /(\d\s*z|[a-z]{3,4}|:\d{2}(\.\d+)?\s*[+-]\d{2}(:?\d{2})?)$/i;

/** The typed time, in the account's time zone unless it names one; null when it isn't a time. */
const parseTyped = (typed: string, timeZone: string): Date | null => {
  const hasZone = HAS_ZONE.test(typed);
  const parsed = Date.parse(hasZone ? typed : `${typed}${/\dT\d/.test(typed) ? '' : ' '}Z`);
  if (Number.isNaN(parsed)) return null;
  return hasZone ? new Date(parsed) : fromWallClock(new Date(parsed), timeZone);
};

/** The time from which a search looks: as typed, 24 hours ago by default, at most 31 days ago, never in the future. */
export const searchStart = (typed: string | undefined, now: Date, timeZone: string): Date => {
  if (!typed?.trim()) return new Date(now.getTime() - DAY_MS);
  const since = parseTyped(typed.trim(), timeZone);
  if (since === null) throw haltedError(`Since is not a date that can be read. Write it as 2026-11-24 10:30.`);
  return new Date(Math.min(Math.max(since.getTime(), now.getTime() - RETENTION_MS), now.getTime()));
};

/** Stops a search that takes longer than 20 seconds, with a sentence that says so. */
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
