import { DAY_MS, RETENTION_MS } from '../dash/time.ts';
import { haltedError } from '../zapier/errors.ts';
import { fromWallClock } from './times.ts';

/** Zapier ends a search after 30 seconds without an error message. */
const SEARCH_TIMEOUT_MS = 20_000;

/** What to do after a search that took too long, by the fields of the search. */
const NARROW_SINCE = 'Fill in Since with a more recent time.';
export const CHOOSE_RECENT_CALL = 'Try again, or choose a more recent call.';

/** The input field for the time from which a search looks. */
export const sinceField = {
  key: 'since',
  label: 'Since',
  type: 'datetime',
  helpText: 'Leave empty for the last 24 hours. Up to 31 days back.',
} as const;

/** The input field for the time at which a search ends. */
export const untilField = {
  key: 'until',
  label: 'Until',
  type: 'datetime',
  helpText: 'Leave empty for now. A date without a time means the start of that day.',
} as const;

/** A `Z`, the name of a time zone, or an offset, after the time. */
const HAS_ZONE = /(\d\s*z|[a-z]{3,4}|:\d{2}(\.\d+)?\s*[+-]\d{2}(:?\d{2})?)$/i;

/** The typed time, in the account's time zone unless it names one; null when it isn't a time. */
const parseTyped = (typed: string, timeZone: string): Date | null => {
  const hasZone = HAS_ZONE.test(typed);
  const parsed = Date.parse(hasZone ? typed : `${typed}${/\dT\d/.test(typed) ? '' : ' '}Z`);
  if (Number.isNaN(parsed)) return null;
  return hasZone ? new Date(parsed) : fromWallClock(new Date(parsed), timeZone);
};

/** The typed time of the field with this label, as above; a text that isn't a time stops the step. */
const readTyped = (label: string, typed: string, timeZone: string): Date => {
  const time = parseTyped(typed, timeZone);
  if (time === null) throw haltedError(`${label} isn't a date and time. Write it like 2026-11-24 10:30.`);
  return time;
};

/** The time at which a search begins: as typed, by default 24 hours ago, at most 31 days ago, never in the future. */
export const searchStart = (typed: string | undefined, now: Date, timeZone: string): Date => {
  if (!typed?.trim()) return new Date(now.getTime() - DAY_MS);
  const since = readTyped(sinceField.label, typed.trim(), timeZone);
  return new Date(Math.min(Math.max(since.getTime(), now.getTime() - RETENTION_MS), now.getTime()));
};

/** The time range of a search, without `until` itself. */
export type Period = { since: Date; until: Date };

const EMPTY_PERIOD = "Since must be before Until, and Until can't be more than 31 days ago.";

/**
 * The time range of a search. It ends now by default, and never later; it is 24 hours long by default, and begins at most
 * 31 days ago. An empty range stops the step.
 */
export const searchPeriod = (
  typed: { since: string | undefined; until: string | undefined },
  now: Date,
  timeZone: string,
): Period => {
  const end = typed.until?.trim() ? readTyped(untilField.label, typed.until.trim(), timeZone) : now;
  const until = new Date(Math.min(end.getTime(), now.getTime()));
  const earliest = now.getTime() - RETENTION_MS;
  const since = new Date(Math.max(searchStart(typed.since, until, timeZone).getTime(), earliest));
  if (since >= until) throw haltedError(EMPTY_PERIOD);
  return { since, until };
};

/** Stops a search that takes longer than 20 seconds. `advice` is what its error says to do: a whole sentence. */
export const withSearchTimeout = async <T>(search: Promise<T>, advice = NARROW_SINCE): Promise<T> => {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(haltedError(`This search took too long. ${advice}`));
    }, SEARCH_TIMEOUT_MS);
  });
  try {
    return await Promise.race([search, tooLong]);
  } finally {
    clearTimeout(timer);
  }
};
