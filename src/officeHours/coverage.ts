import { DAY_SECONDS, GREGORIAN_AT_EPOCH, SECOND_MS } from '../dash/time.ts';
import { toWallClockDate } from '../fields/times.ts';
import { dayOf, recurrences, type Day } from './recurrence.ts';
import type { TemporalRule } from './temporalRule.ts';

/** The clock of a time zone in whole seconds, as if it were UTC; NaN for what is no time. */
const wallSeconds = (date: Date, timeZone: string): number =>
  Number.isNaN(date.getTime()) ? NaN : Math.floor(toWallClockDate(date, timeZone).getTime() / SECOND_MS);

const dayAt = (seconds: number): Day => dayOf(Math.floor(seconds / DAY_SECONDS));

/**
 * The date in the time zone from which a rule counts. Without a start date KAZOO takes the local time of now, and reads it
 * as if it were UTC.
 */
const startOf = ({ start_date }: TemporalRule, now: number, timeZone: string): Day => {
  const seconds = start_date === null ? now : start_date - GREGORIAN_AT_EPOCH;
  return dayAt(wallSeconds(new Date(seconds * SECOND_MS), timeZone));
};

/** The day whose window decides about today; null where there is none. */
const dayOfWindow = (rule: TemporalRule, today: Day, start: Day): Day | null => {
  if (rule.cycle === null) return null;
  // The window of a date may end after that day.
  if (rule.cycle === 'date') return start;
  return recurrences[rule.cycle](rule, today, start) ? today : null;
};

/**
 * Whether a temporal rule applies at a moment, by the clocks of an IANA time zone, as KAZOO's call flows decide it (4.3,
 * `cf_temporal_route:process_rules`): not before its start date, even when it is forced on; not at all where its window
 * ends before it begins. Where KAZOO itself fails, such as in the repeated hour of autumn, the clock and calendar decide.
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

/** Whether an office is open; null when that is not known. */
export type OpenState = boolean | null;

/** Open when one of several schedules says so, closed when all of them say so. */
export const anyOpen = (states: readonly OpenState[]): OpenState => {
  if (states.includes(true)) return true;
  return states.includes(null) ? null : false;
};
