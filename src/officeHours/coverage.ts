import { DAY_SECONDS, GREGORIAN_AT_EPOCH, SECOND_MS } from '../dash/time.ts';
import { toWallClockDate } from '../fields/times.ts';
import { dayOf, recurrences, type Day } from './recurrence.ts';
import type { TemporalRule } from './temporalRule.ts';

/** The clock of a time zone in whole seconds, as if it were UTC; NaN for an invalid date. */
const wallSeconds = (date: Date, timeZone: string): number =>
  Number.isNaN(date.getTime()) ? NaN : Math.floor(toWallClockDate(date, timeZone).getTime() / SECOND_MS);

const dayAt = (seconds: number): Day => dayOf(Math.floor(seconds / DAY_SECONDS));

/**
 * The date, in the time zone, from which a rule counts. Without a start date, KAZOO takes the current local time and reads it
 * as if it were UTC.
 */
const startOf = ({ start_date }: TemporalRule, now: number, timeZone: string): Day => {
  const seconds = start_date === null ? now : start_date - GREGORIAN_AT_EPOCH;
  return dayAt(wallSeconds(new Date(seconds * SECOND_MS), timeZone));
};

/** The day whose window applies today; null if there is none. */
const dayOfWindow = (rule: TemporalRule, today: Day, start: Day): Day | null => {
  if (rule.cycle === null) return null;
  // The window of a `date` rule may end after that day.
  if (rule.cycle === 'date') return start;
  return recurrences[rule.cycle](rule, today, start) ? today : null;
};

/**
 * Whether a temporal rule applies at a moment in an IANA time zone, as KAZOO's call flows decide it (4.3,
 * `cf_temporal_route:process_rules`): not before its start date, even if it is forced on; never if its window ends before it
 * begins. If KAZOO itself fails, such as in the hour repeated in the fall, the clock and calendar decide.
 */
export const isCovered = (rule: TemporalRule, at: Date, timeZone: string): boolean => {
  const now = wallSeconds(at, timeZone);
  const today = dayAt(now);
  const start = startOf(rule, now, timeZone);
  const hasBegun = start.number <= today.number;
  if (!hasBegun) return false;
  if (rule.enabled !== null) return rule.enabled;
  const day = dayOfWindow(rule, today, start);
  if (day === null) return false;
  const second = now - day.number * DAY_SECONDS;
  return rule.time_window_start <= second && second <= rule.time_window_stop;
};

/** Whether an office is open; null if unknown. */
export type OpenState = boolean | null;

/** Open if any schedule says so, closed if all of them say so, otherwise unknown. */
export const anyOpen = (states: readonly OpenState[]): OpenState => {
  if (states.includes(true)) return true;
  return states.includes(null) ? null : false;
};
