import { number, type Parser } from '../../dash/schema.ts';
import { fromGregorian, SECOND_MS } from '../../dash/time.ts';

/** Larger numbers are seconds since the year 0, smaller ones since 1970. */
const MIN_GREGORIAN = 6e10;

/** Milliseconds since 1970 from one of Qubicle's times, which are in seconds since 1970 or the year 0; null for 0, too. */
export const timestamp: Parser<number | null> = (value) => {
  const seconds = number(value);
  if (seconds === null || seconds <= 0) return null;
  return seconds > MIN_GREGORIAN ? (fromGregorian(seconds)?.getTime() ?? null) : seconds * SECOND_MS;
};

/** The seconds between two times in milliseconds; null when either is unknown, or when the first is later. */
export const secondsBetween = (from: number | null, to: number | null): number | null =>
  from === null || to === null || to < from ? null : (to - from) / SECOND_MS;
