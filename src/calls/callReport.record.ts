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

/** What the calls of a row have in common; `group` is its name, and null for a user, whose name is looked up. */
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

/** The group that a call belongs to, by what calls are grouped by; each call is in one. */
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
  return `${count(calls, 'call')} ${period}: ${kinds}. Total talk: ${durationInWords(talk)}.`;
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

/** Days in their order; users and numbers with the most calls first. */
const inOrder = (rows: readonly Row[]): Row[] =>
  rows.toSorted(
    (a, b) =>
      String(a.local_date).localeCompare(String(b.local_date)) ||
      Number(b.calls) - Number(a.calls) ||
      String(a.group).localeCompare(String(b.group)),
  );

/** The record of a report on the calls of a period; `users` has the people whom the rows name. */
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

const figureSample: FigureValues = {
  calls: 3,
  inbound: 2,
  outbound: 1,
  internal: 0,
  answered: 2,
  missed: 1,
  not_returned: 1,
  talk_seconds: 150,
  talk_text: '2:30',
  average_talk_seconds: 75,
  average_talk_text: '1:15',
  longest_wait_seconds: 24,
  longest_wait_text: '0:24',
  answered_percent: 50,
};

export const callReportSample: CallReportRecord = {
  id: 'report_2026-11-24T08:00:00.000Z_2026-11-25T08:00:00.000Z',
  summary:
    '3 calls from Tue 24 Nov, 00:00 to Wed 25 Nov, 00:00: 2 inbound (50% answered, 1 missed, 1 not returned), 1 outbound, and 0 internal. Total talk: 2 min 30 sec.',
  since_at: '2026-11-24T08:00:00Z',
  since_at_local: '2026-11-24T00:00:00-08:00',
  until_at: '2026-11-25T08:00:00Z',
  until_at_local: '2026-11-25T00:00:00-08:00',
  ...figureSample,
  rows: [
    {
      group: 'Jane Doe',
      user_id: personSample.user_id,
      user_name: personSample.user_name,
      user_email: personSample.user_email,
      number: null,
      local_date: null,
      weekday: null,
      ...figureSample,
    },
  ],
};
