import { DAY_MS } from '../dash/time.ts';
import type { Cycle, Ordinal, TemporalRule } from './temporalRule.ts';

/** A day of the calendar. `number` counts the days since 1970; January is month 1. */
export type Day = { number: number; year: number; month: number; day: number };

/** The day with this number. */
export const dayOf = (number: number): Day => {
  const date = new Date(number * DAY_MS);
  return { number, year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
};

const dayBefore = ({ number }: Day): Day => dayOf(number - 1);

/** Weeks since 1970, which begin on Monday as in ISO 8601; 1970 began on a Thursday. */
const weekOf = ({ number }: Day): number => Math.floor((number + 3) / 7);

/** Monday is 1. */
const weekdayOf = (day: Day): number => day.number + 4 - 7 * weekOf(day);

const daysInMonth = ({ year, month }: Day): number => new Date(Date.UTC(year, month, 0)).getUTCDate();

type Position = (today: Day, rule: TemporalRule) => boolean;

const nth =
  (n: number): Position =>
  ({ day }) =>
    Math.ceil(day / 7) === n;

const isLast: Position = (today) => today.day + 7 > daysInMonth(today);

/** Whether KAZOO looks from one month into the next on a day, within a year. */
const isFirstOfLaterMonth = ({ day, month }: Day): boolean => day === 1 && month !== 1;

/** Whether a day matches an ordinal, such as the second of its weekday in the month. */
const positions: Record<Ordinal, Position> = {
  every: () => true,
  first: nth(1),
  second: nth(2),
  third: nth(3),
  fourth: nth(4),
  fifth: nth(5),
  last: isLast,
};

const monthlyPositions: Record<Ordinal, Position> = {
  ...positions,
  // If a month has no fifth one, KAZOO takes the first one of the next month, but not over the end of a year.
  fifth: (today, rule) => positions.fifth(today, rule) || (rule.interval === 1 && isFirstOfLaterMonth(today)),
};

const yearlyPositions: Record<Ordinal, Position> = {
  ...positions,
  // On the first of a month, KAZOO starts at the last day of the previous month and takes that day of this month. If this
  // month has no such day, KAZOO fails, and the calendar decides.
  every: (today) => !isFirstOfLaterMonth(today) || dayBefore(today).day > daysInMonth(today),
};

/** How a cycle counts: the number of the unit that a day is in, and which days of the unit a rule can match. */
type Counting = {
  unitOf: (day: Day) => number;
  includes: (rule: TemporalRule, day: Day) => boolean;
  positions: Record<Ordinal, Position>;
};

const byMonth: Counting = {
  unitOf: ({ year, month }) => 12 * year + month,
  includes: () => true,
  positions: monthlyPositions,
};

const byYear: Counting = {
  unitOf: ({ year }) => year,
  includes: ({ month }, day) => day.month === month,
  positions: yearlyPositions,
};

type Units = Pick<Counting, 'unitOf'>;

/** Whether a day is in a unit of the interval, counted from the start, such as every second week. */
const isInInterval = ({ unitOf }: Units, { interval }: TemporalRule, day: Day, start: Day): boolean =>
  (unitOf(day) - unitOf(start)) % interval === 0;

/** The same for today. KAZOO searches from the day before, so it misses the first day if the interval is more than 1. */
const isDue = (units: Units, rule: TemporalRule, today: Day, start: Day): boolean =>
  units.unitOf(dayBefore(today)) < units.unitOf(start) ? rule.interval === 1 : isInInterval(units, rule, today, start);

/**
 * Rules with days of the month. KAZOO takes the first day in the stored order that comes after yesterday, in yesterday's
 * month; a day that the month does not have counts into the next. If there is none, it waits for the first day of the list.
 */
const matchesDays = (counting: Counting, rule: TemporalRule, today: Day, start: Day): boolean => {
  const yesterday = dayBefore(today);
  if (counting.includes(rule, yesterday) && isInInterval(counting, rule, yesterday, start)) {
    const next = rule.days.find((day) => day > yesterday.day);
    if (next !== undefined) return next === yesterday.day + 1;
  }
  return today.day === 1 && rule.days[0] === 1 && counting.includes(rule, today) && isDue(counting, rule, today, start);
};

const matchesWeekday = (counting: Counting, rule: TemporalRule, today: Day, start: Day): boolean =>
  rule.ordinal !== null &&
  rule.wdays.includes(weekdayOf(today)) &&
  counting.includes(rule, today) &&
  isDue(counting, rule, today, start) &&
  counting.positions[rule.ordinal](today, rule);

/** Whether a rule that started on `start` applies on `today`. `start` is not after `today`. */
type Recurrence = (rule: TemporalRule, today: Day, start: Day) => boolean;

const onDaysOrWeekdays =
  (counting: Counting): Recurrence =>
  (rule, today, start) =>
    (rule.days.length > 0 ? matchesDays : matchesWeekday)(counting, rule, today, start);

/**
 * The days of each cycle except `date`. KAZOO finds the next day after yesterday (4.3, `cf_temporal_route:next_rule_date`).
 * An ordinal with several weekdays, on which KAZOO fails, means each of them.
 */
export const recurrences: Record<Exclude<Cycle, 'date'>, Recurrence> = {
  daily: (rule, today, start) => isDue({ unitOf: ({ number }) => number }, rule, today, start),
  weekly: (rule, today, start) =>
    isInInterval({ unitOf: weekOf }, rule, today, start) && rule.wdays.includes(weekdayOf(today)),
  monthly: onDaysOrWeekdays(byMonth),
  yearly: onDaysOrWeekdays(byYear),
};
