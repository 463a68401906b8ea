import { flag, number, parse, text, type Parsed, type Parser } from '../dash/schema.ts';
import { DAY_SECONDS } from '../dash/time.ts';

/** How often a rule repeats. */
export type Cycle = 'date' | 'daily' | 'weekly' | 'monthly' | 'yearly';

/** Which occurrence of its weekdays in a month a rule means, if it names no days. */
export type Ordinal = 'every' | 'first' | 'second' | 'third' | 'fourth' | 'fifth' | 'last';

const CYCLES: readonly Cycle[] = ['date', 'daily', 'weekly', 'monthly', 'yearly'];
const ORDINALS: readonly Ordinal[] = ['every', 'first', 'second', 'third', 'fourth', 'fifth', 'last'];

/** Weekdays by number; Monday is 1. The misspelling is from Dash's schema. */
const WEEKDAYS: ReadonlyMap<string, number> = new Map([
  ['monday', 1],
  ['tuesday', 2],
  ['wednesday', 3],
  ['wensday', 3],
  ['thursday', 4],
  ['friday', 5],
  ['saturday', 6],
  ['sunday', 7],
]);

const EVERY_WEEKDAY: readonly number[] = [1, 2, 3, 4, 5, 6, 7];

const whole = (value: unknown): number | null => {
  const given = number(value);
  return given === null ? null : Math.round(given);
};

const wholeOr =
  (absent: number): Parser<number> =>
  (value) =>
    whole(value) ?? absent;

const listOf = <T>(value: unknown, entry: (value: unknown) => T | null | undefined): T[] =>
  (Array.isArray(value) ? value : []).map(entry).filter((one) => one !== null && one !== undefined);

const oneOf =
  <T extends string>(known: readonly T[], absent: T | null): Parser<T | null> =>
  (value) => {
    const given = text(value) ?? absent;
    return known.find((one) => one === given) ?? null;
  };

/** The weekdays of a rule; all of them if it names none. */
const weekdays: Parser<readonly number[]> = (value) =>
  Array.isArray(value) && value.length > 0
    ? listOf(value, (name) => WEEKDAYS.get(String(text(name)).toLowerCase()))
    : EVERY_WEEKDAY;

const temporalRuleSchema = {
  /** True or false if the rule is forced on or off; null while its times decide. */
  enabled: flag,
  /** Null for a cycle that KAZOO does not know; such a rule never applies. */
  cycle: oneOf(CYCLES, null),
  /** In Gregorian seconds. Null for rules stored before Dash filled it in. */
  start_date: whole,
  /** Repeats every this many days, weeks, months, or years. */
  interval: (value: unknown): number => Math.max(1, whole(value) ?? 1),
  month: wholeOr(1),
  /** Days of the month, in the stored order, which matters. */
  days: (value: unknown): number[] => listOf(value, whole),
  wdays: weekdays,
  ordinal: oneOf(ORDINALS, 'first'),
  /** The window in seconds of the day, both ends included. */
  time_window_start: wholeOr(0),
  time_window_stop: wholeOr(DAY_SECONDS),
};

/**
 * A temporal rule of Dash with the defaults of KAZOO's callflow module (4.3, `cf_temporal_route:build_rule`), which also
 * accepts numbers as text.
 */
export type TemporalRule = Parsed<typeof temporalRuleSchema>;

export const parseTemporalRule = (document: unknown): TemporalRule => parse(temporalRuleSchema, document);
