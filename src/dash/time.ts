/** Seconds between the year 0, from which Dash counts, and 1970. */
export const GREGORIAN_AT_EPOCH = 62_167_219_200;

/** The widest range that Dash accepts for a time-ranged list: 31 days and an hour. */
const WIDEST_WINDOW_SECONDS = 2_682_000;

export const SECOND_MS = 1000;
export const MINUTE_MS = 60 * SECOND_MS;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
export const MINUTE_SECONDS = 60;
export const HOUR_SECONDS = 60 * MINUTE_SECONDS;
export const DAY_SECONDS = 24 * HOUR_SECONDS;

/** As far back as Dash lists anything: 31 days. */
export const RETENTION_MS = 31 * DAY_MS;

/** The year 10000, where ISO 8601 ends. */
const END_OF_DATES = 315_569_520_000;

/** A `Date` from Dash's Gregorian seconds; null for what can be no moment of a phone system, before 1970 say. */
export const fromGregorian = (seconds: number | null): Date | null =>
  seconds !== null && seconds >= GREGORIAN_AT_EPOCH && seconds < END_OF_DATES
    ? new Date((seconds - GREGORIAN_AT_EPOCH) * SECOND_MS)
    : null;

/** Dash's Gregorian seconds, whole ones, of a `Date`. */
export const toGregorian = (date: Date): number => Math.floor(date.getTime() / SECOND_MS) + GREGORIAN_AT_EPOCH;

/**
 * The query for a time-ranged list. Both ends are always sent, because Dash refuses an old beginning alone; a range
 * wider than Dash accepts keeps its later part.
 */
export const createdBetween = (since: Date, until: Date): { created_from: number; created_to: number } => {
  const created_to = toGregorian(until);
  return { created_from: Math.max(toGregorian(since), created_to - WIDEST_WINDOW_SECONDS), created_to };
};
