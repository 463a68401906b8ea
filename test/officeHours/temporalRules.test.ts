import { fromWallClock } from '../../src/fields/times.ts';
import { isCovered } from '../../src/officeHours/coverage.ts';
import { parseTemporalRule } from '../../src/officeHours/temporalRule.ts';
import { golden as load } from '../conformance/golden.ts';

type Moment = { rule_id: string; rule: unknown; zone: string; moment_utc: string; moment_local: string };
type Row = Moment & { matches: boolean; kazoo_fails?: string };
type Calendar = { local_second_of_day: number } & Record<'2026' | '2027' | '2028', string>;

const golden = load('temporal_rules') as {
  rules: { rule_id: string; rule: unknown; zone: string }[];
  rows: Row[];
  branch_differences: (Moment & { matches_4_3: boolean })[];
  days_calendar: Record<string, Calendar>;
};

const decide = ({ rule, moment_utc, zone }: Moment): boolean =>
  isCovered(parseTemporalRule(rule), new Date(moment_utc), zone);

const nameOf = ({ rule_id, moment_local }: Moment): string => `${rule_id} at ${moment_local}`;

test.each(golden.rules)('$rule_id applies when KAZOO says so', ({ rule_id }) => {
  const decided = golden.rows.filter((row) => row.rule_id === rule_id && row.kazoo_fails === undefined);
  expect(decided.filter((row) => decide(row) !== row.matches).map(nameOf)).toEqual([]);
});

test('where the two versions of KAZOO differ, the newer one is right', () => {
  expect(golden.branch_differences.filter((row) => decide(row) !== row.matches_4_3).map(nameOf)).toEqual([]);
});

/** What the clock and the calendar say where KAZOO fails; at every other moment of failure the rule does not apply. */
const APPLIES_WHERE_KAZOO_FAILS = [
  // The first of each weekday that the rule names.
  'monthly_ordinal_two_wdays at 2026-12-01T12:00:00',
  'monthly_ordinal_two_wdays at 2026-12-07T12:00:00',
  'monthly_ordinal_two_wdays at 2026-11-02T12:00:00',
  'monthly_ordinal_two_wdays at 2026-11-03T12:00:00',
  'monthly_ordinal_no_wdays at 2026-12-01T12:00:00',
  'monthly_ordinal_no_wdays at 2026-12-07T12:00:00',
  'monthly_ordinal_no_wdays at 2026-11-02T12:00:00',
  'yearly_every_monday_june at 2026-06-01T12:00:00',
  'yearly_every_monday_february at 2027-02-01T12:00:00',
  'yearly_no_days_no_wdays at 2026-12-01T12:00:00',
  // The repeated hour of autumn.
  'dst_daily_1_30_to_2_30 at 2026-11-01T01:30:00',
  'dst_daily_1_30_to_2_30 at 2026-11-01T01:59:59',
  'dst_all_day_enabled_true at 2026-11-01T01:00:00',
  'dst_all_day_enabled_true at 2026-11-01T01:30:00',
  'dst_all_day_enabled_true at 2026-11-01T01:59:59',
  'dst_new_york_daily_all_day at 2026-11-01T01:00:00',
  'dst_new_york_daily_all_day at 2026-11-01T01:30:00',
  'dst_new_york_daily_all_day at 2026-11-01T01:59:59',
  // An interval of 0 is one of 1.
  'interval_0_stored at 2026-11-25T12:00:00',
];

test('where KAZOO fails, the clock and the calendar decide', () => {
  const failed = golden.rows.filter((row) => row.kazoo_fails !== undefined);
  expect(failed.filter(decide).map(nameOf)).toEqual(APPLIES_WHERE_KAZOO_FAILS);
});

/** On these days of a month something may go wrong; the days between them are all alike. */
const EDGES = new Set([1, 2, 3, 7, 8, 28, 29, 30, 31]);

type Edge = { index: number; moment: Date };

/** The days at the edges of the months of a year, at a local time of day. Rules share them, and time zones are slow. */
const edgesOf = (() => {
  const known = new Map<string, Edge[]>();
  return (year: number, zone: string, second: number): Edge[] => {
    const key = [year, zone, second].join();
    const edges =
      known.get(key) ??
      Array.from({ length: year === 2028 ? 366 : 365 }, (_, index) => ({
        index,
        local: Date.UTC(year, 0, 1 + index, 0, 0, second),
      }))
        .filter(({ local }) => EDGES.has(new Date(local).getUTCDate()))
        .map(({ index, local }) => ({ index, moment: fromWallClock(new Date(local), zone) }));
    known.set(key, edges);
    return edges;
  };
})();

/** The days of a year on which a rule decides otherwise than KAZOO; `E` is a day on which KAZOO fails. */
const wrongDays = (
  { rule, zone }: Pick<Moment, 'rule' | 'zone'>,
  year: 2026 | 2027 | 2028,
  calendar: Calendar,
): Edge[] => {
  const parsed = parseTemporalRule(rule);
  const decided = calendar[`${year}`];
  return edgesOf(year, zone, calendar.local_second_of_day).filter(
    ({ index, moment }) => decided[index] !== 'E' && isCovered(parsed, moment, zone) !== (decided[index] === '1'),
  );
};

test.each(golden.rules.filter(({ rule_id }) => rule_id in golden.days_calendar))(
  '$rule_id applies on the days of three years on which KAZOO says so',
  ({ rule_id, ...rule }) => {
    const calendar = golden.days_calendar[rule_id];
    expect(calendar && ([2026, 2027, 2028] as const).flatMap((year) => wrongDays(rule, year, calendar))).toEqual([]);
  },
);

test('every weekday of a month: its first day waits for the last one if the month before is as long', () => {
  const rule = { cycle: 'yearly', month: 8, ordinal: 'every', wdays: ['saturday'], start_date: 63_000_000_000 };
  const applies = (day: string) => isCovered(parseTemporalRule(rule), new Date(`2026-08-${day}T12:00:00Z`), 'UTC');
  expect(['01', '08', '15', '22', '29'].filter(applies)).toEqual(['08', '15', '22', '29']);
});

test.each<[unknown, number[]]>([
  ['15', []],
  [null, []],
  [{ 0: 15 }, []],
  [
    [15, null, 'the last', '3', {}],
    [15, 3],
  ],
])('the days %j are the numbers among them', (days, expected) => {
  expect(parseTemporalRule({ days }).days).toEqual(expected);
});

test('weekdays that nobody knows are left out', () => {
  expect(parseTemporalRule({ wdays: ['monday', 'someday', null, 'Sunday'] }).wdays).toEqual([1, 7]);
});
