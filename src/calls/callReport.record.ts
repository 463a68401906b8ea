import { durationFields, durationInWords, durationValues } from '../fields/durations.ts';
import { field, lineItemsField, type RecordOf } from '../fields/output.ts';
import { formatNumber, parseNumber } from '../fields/phoneNumbers.ts';
import { personSample } from '../fields/person.ts';
import type { Period } from '../fields/searchWindow.ts';
import { calendarValues, formatTime, timeFields, timeValues } from '../fields/times.ts';
import { fullName, type User } from '../users/user.record.ts';
import type { Call } from './call.ts';
import type { CallReport, Figures } from './callReport.ts';

const figureFields = [
  field('calls', 'number', 'Calls'),
  field('inbound', 'number', 'Inbound Calls'),
  field('outbound', 'number', 'Outbound Calls'),
  field('internal', 'number', 'Internal Calls'),
  field('answered', 'number', 'Answered Calls'),
  field('missed', 'number', 'Missed Inbound Calls'),
  field('not_returned', 'number', 'Missed Calls Not Returned'),
  ...durationFields('talk', 'Total Talk'),
  ...durationFields('average_talk', 'Average Talk'),
  ...durationFields('longest_wait', 'Longest Wait'),
  field('answered_percent', 'number', 'Inbound Calls Answered (Percent)'),
] as const;

const rowFields = [
  field('group', 'string', 'Group'),
  field('user_id', 'string', 'User ID'),
  field('user_name', 'string', 'User Name'),
  field('user_email', 'string', 'User Email'),
  field('number', 'string', 'Company Number'),
  field('local_date', 'string', 'Local Date'),
  field('weekday', 'string', 'Weekday'),
  ...figureFields,
] as const;

export const callReportFields = [
  field('id', 'string', 'Report ID'),
  field('summary', 'string', 'Summary'),
  ...timeFields('since', 'Since'),
  ...timeFields('until', 'Until'),
  ...figureFields,
  lineItemsField('rows', 'Rows', rowFields),
] as const;

type FigureValues = RecordOf<typeof figureFields>;
type Row = RecordOf<typeof rowFields>;
export type CallReportRecord = RecordOf<typeof callReportFields>;

/** What the calls of a row have in common. `group` is its name; null for a user, whose name is looked up. */
export type Group = Pick<Row, 'group' | 'user_id' | 'number' | 'local_date' | 'weekday'>;

const NOTHING: Group = { group: null, user_id: null, number: null, local_date: null, weekday: null };

const groupOfUser = ({ ownerId }: Call): Group =>
  ownerId === null ? { ...NOTHING, group: 'No One or Several People' } : { ...NOTHING, user_id: ownerId };

const groupOfNumber = ({ direction, from, to }: Call): Group => {
  if (direction === 'internal') return { ...NOTHING, group: 'Internal Calls' };
  const { number } = parseNumber((direction === 'inbound' ? to : from).number);
  return { ...NOTHING, number, group: number === null ? 'Unknown Number' : formatNumber(number) };
};

const groupOfDay = ({ started }: Call, timeZone: string): Group => {
  const { local_date, weekday } = calendarValues(started, timeZone);
  return { ...NOTHING, local_date, weekday, group: local_date ?? 'Unknown Day' };
};

/** The group that a call belongs to, for each way to group calls. Each call is in exactly one group. */
export const groupings = {
  none: () => ({ ...NOTHING, group: 'All Calls' }),
  user: groupOfUser,
  number: groupOfNumber,
  day: groupOfDay,
} as const satisfies Record<string, (call: Call, timeZone: string) => Group>;

export type Grouping = keyof typeof groupings;

const figureValues = (figures: Figures): FigureValues => ({
  calls: figures.calls,
  inbound: figures.inbound,
  outbound: figures.outbound,
  internal: figures.internal,
  answered: figures.answered,
  missed: figures.missed,
  not_returned: figures.notReturned,
  ...durationValues('talk', figures.talk),
  ...durationValues('average_talk', figures.averageTalk),
  ...durationValues('longest_wait', figures.longestWait),
  answered_percent: figures.answeredPercent,
});

const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;

/** `8 inbound (75% answered, 2 missed, 1 not returned)` */
const inboundInWords = ({ inbound, missed, notReturned, answeredPercent }: Figures): string => {
  if (answeredPercent === null) return `${inbound} inbound`;
  const open = notReturned > 0 ? [`${notReturned} not returned`] : [];
  return `${inbound} inbound (${[`${answeredPercent}% answered`, `${missed} missed`, ...open].join(', ')})`;
};

const summaryOf = (figures: Figures, { since, until }: Period, timeZone: string): string => {
  const period = `from ${formatTime(since, timeZone)} to ${formatTime(until, timeZone)}`;
  if (figures.calls === 0) return `No calls ${period}.`;
  const { calls, outbound, internal, talk } = figures;
  const kinds = `${inboundInWords(figures)}, ${outbound} outbound, and ${internal} internal`;
  return `${count(calls, 'call')} ${period}: ${kinds}. Total talk time: ${durationInWords(talk)}.`;
};

type Users = ReadonlyMap<string | null, User>;

const rowOf = ({ group, figures }: CallReport<Group>['rows'][number], users: Users): Row => {
  const user = users.get(group.user_id);
  const user_name = user ? fullName(user) : null;
  return {
    ...group,
    group: group.group ?? user_name ?? 'Unknown User',
    user_name,
    user_email: user?.email ?? null,
    ...figureValues(figures),
  };
};

/** Sorts days by date, and users and numbers by the number of calls, most first. */
const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted(
    (a, b) =>
      String(a.local_date).localeCompare(String(b.local_date)) ||
      Number(b.calls) - Number(a.calls) ||
      String(a.group).localeCompare(String(b.group)),
  );

/** The record of a report on the calls of a period. `users` has the people in the rows. */
export const callReportRecord = (
  { total, rows }: CallReport<Group>,
  { period, users, timeZone }: { period: Period; users: Users; timeZone: string },
): CallReportRecord => ({
  id: `report_${period.since.toISOString()}_${period.until.toISOString()}`,
  summary: summaryOf(total, period, timeZone),
  ...timeValues('since', period.since, timeZone),
  ...timeValues('until', period.until, timeZone),
  ...figureValues(total),
  rows: inOrder(rows.map((row) => rowOf(row, users))),
});

/** The total adds up the rows below it. Jane's figures include the calls of the other samples. */
const sampleFigures = {
  total: {
    calls: 12,
    inbound: 8,
    outbound: 3,
    internal: 1,
    answered: 9,
    missed: 2,
    notReturned: 1,
    talk: 2100,
    averageTalk: 2100 / 9,
    longestWait: 48,
    answeredPercent: 75,
  },
  jane: {
    calls: 8,
    inbound: 5,
    outbound: 2,
    internal: 1,
    answered: 6,
    missed: 1,
    notReturned: 0,
    talk: 1500,
    averageTalk: 250,
    longestWait: 48,
    answeredPercent: 80,
  },
  tom: {
    calls: 4,
    inbound: 3,
    outbound: 1,
    internal: 0,
    answered: 3,
    missed: 1,
    notReturned: 1,
    talk: 600,
    averageTalk: 200,
    longestWait: 35,
    answeredPercent: 67,
  },
} as const satisfies Record<string, Figures>;

const { user_id, user_name, user_email } = personSample;

const sampleRow = (person: Pick<Row, 'user_id' | 'user_name' | 'user_email'>, figures: Figures): Row => ({
  ...NOTHING,
  group: person.user_name,
  ...person,
  ...figureValues(figures),
});

export const callReportSample: CallReportRecord = {
  id: 'report_2026-11-24T08:00:00.000Z_2026-11-25T08:00:00.000Z',
  summary:
    '12 calls from Tue, Nov 24, 12:00 AM to Wed, Nov 25, 12:00 AM: 8 inbound (75% answered, 2 missed, 1 not returned), 3 outbound, and 1 internal. Total talk time: 35 min.',
  since_at: '2026-11-24T08:00:00Z',
  since_at_local: '2026-11-24T00:00:00-08:00',
  until_at: '2026-11-25T08:00:00Z',
  until_at_local: '2026-11-25T00:00:00-08:00',
  ...figureValues(sampleFigures.total),
  rows: [
    sampleRow({ user_id, user_name, user_email }, sampleFigures.jane),
    sampleRow(
      { user_id: 'a1f0c2d3e44f6f8a9b0c1d2e3f4a5bb5', user_name: 'Tom Ray', user_email: 'tom.ray@example.com' },
      sampleFigures.tom,
    ),
  ],
};
