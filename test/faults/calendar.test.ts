import { toGregorian } from '../../src/dash/time.ts';
import { searchPeriod, searchStart } from '../../src/fields/searchWindow.ts';
import { account, authData, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { BOX, mailbox, owner, voicemailEvent } from '../support/voicemail.ts';

/** The first moment after each change of the clocks in 2026, and what the clocks show a second before it and at it. */
const changes: [zone: string, change: string, before: string, after: string][] = [
  ['America/Los_Angeles', '2026-03-08T10:00:00Z', '2026-03-08T01:59:59-08:00', '2026-03-08T03:00:00-07:00'],
  ['America/Los_Angeles', '2026-11-01T09:00:00Z', '2026-11-01T01:59:59-07:00', '2026-11-01T01:00:00-08:00'],
  ['America/St_Johns', '2026-03-08T05:30:00Z', '2026-03-08T01:59:59-03:30', '2026-03-08T03:00:00-02:30'],
  ['America/St_Johns', '2026-11-01T04:30:00Z', '2026-11-01T01:59:59-02:30', '2026-11-01T01:00:00-03:30'],
  ['Europe/London', '2026-03-29T01:00:00Z', '2026-03-29T00:59:59+00:00', '2026-03-29T02:00:00+01:00'],
  ['Europe/London', '2026-10-25T01:00:00Z', '2026-10-25T01:59:59+01:00', '2026-10-25T01:00:00+00:00'],
  ['Australia/Lord_Howe', '2026-10-03T15:30:00Z', '2026-10-04T01:59:59+10:30', '2026-10-04T02:30:00+11:00'],
  ['Australia/Lord_Howe', '2026-04-04T15:00:00Z', '2026-04-05T01:59:59+11:00', '2026-04-05T01:30:00+10:30'],
];

/** The local time that a record has of a voicemail of that moment. */
const localTimeOf = async (zone: string, moment: Date) => {
  account().get(`/vmboxes/${BOX}`).reply(200, success(mailbox));
  account().get(`/users/${USER}`).reply(200, success(owner));
  const event = { ...voicemailEvent, voicemail_timestamp: toGregorian(moment), zapier_token: 'secret' };
  const records = await createPlatform().run('triggers.new_voicemail.operation.perform', {
    authData: { ...authData, account_timezone: zone },
    subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
    rawRequest: { content: JSON.stringify(event) },
  });
  return records;
};

const calendarOf = (local: string) => ({
  received_at_local: local,
  local_date: local.slice(0, 10),
  local_time: local.slice(11, 16),
  local_hour: Number(local.slice(11, 13)),
});

test.each(changes)(
  'in %s, an event at the change %s has the local time of then',
  async (zone, change, before, after) => {
    const moment = new Date(change);
    const justBefore = new Date(moment.getTime() - 1000);
    expect(await localTimeOf(zone, justBefore)).toMatchObject([{ ...calendarOf(before), weekday: 'Sunday' }]);
    expect(await localTimeOf(zone, moment)).toMatchObject([{ ...calendarOf(after), weekday: 'Sunday' }]);
  },
);

test.each([
  ['a leap day', '2028-02-29T20:00:00Z', '2028-02-29T12:00:00-08:00', 'Tuesday'],
  ['the second after it', '2028-03-01T08:00:00Z', '2028-03-01T00:00:00-08:00', 'Wednesday'],
  ['the last second of a year', '2027-01-01T07:59:59Z', '2026-12-31T23:59:59-08:00', 'Thursday'],
  ['the first second of a year', '2027-01-01T08:00:00Z', '2027-01-01T00:00:00-08:00', 'Friday'],
])('an event of %s has the date there', async (_what, utc, local, weekday) => {
  expect(await localTimeOf('America/Los_Angeles', new Date(utc))).toMatchObject([{ ...calendarOf(local), weekday }]);
});

const searchFrom = (typed: string, now: string, zone: string) => searchStart(typed, new Date(now), zone).toISOString();

test.each([
  ['America/Los_Angeles', '2026-11-01 01:30', '2026-11-01T08:30:00.000Z'],
  ['America/St_Johns', '2026-11-01 01:30', '2026-11-01T04:00:00.000Z'],
  ['Europe/London', '2026-10-25 01:30', '2026-10-25T00:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-04-05 01:45', '2026-04-04T14:45:00.000Z'],
])('in %s, a search since %s, which the clocks show twice, begins with the first', (zone, typed, moment) => {
  expect(searchFrom(typed, new Date(Date.parse(moment) + 172_800_000).toISOString(), zone)).toBe(moment);
});

test.each([
  ['America/Los_Angeles', '2026-03-08 02:30', '2026-03-08T09:30:00.000Z'],
  ['America/St_Johns', '2026-03-08 02:30', '2026-03-08T05:00:00.000Z'],
  ['Europe/London', '2026-03-29 01:30', '2026-03-29T00:30:00.000Z'],
  ['Australia/Lord_Howe', '2026-10-04 02:15', '2026-10-03T15:15:00.000Z'],
])('in %s, a search since %s, which the clocks skip, begins before the change', (zone, typed, moment) => {
  expect(searchFrom(typed, new Date(Date.parse(moment) + 172_800_000).toISOString(), zone)).toBe(moment);
});

test.each([
  ['America/Los_Angeles', '2026-03-08', 23],
  ['America/Los_Angeles', '2026-11-01', 25],
  ['America/St_Johns', '2026-03-08', 23],
  ['America/St_Johns', '2026-11-01', 25],
  ['Europe/London', '2026-03-29', 23],
  ['Europe/London', '2026-10-25', 25],
  ['Australia/Lord_Howe', '2026-10-04', 23.5],
  ['Australia/Lord_Howe', '2026-04-05', 24.5],
])('in %s, %s has %d hours', (zone, day, hours) => {
  const [year = '', month = '', date = ''] = day.split('-');
  const next = `${year}-${month}-${String(Number(date) + 1).padStart(2, '0')}`;
  const now = new Date(Date.parse(day) + 5 * 86_400_000);
  const { since, until } = searchPeriod({ since: day, until: next }, now, zone);
  expect((until.getTime() - since.getTime()) / 3_600_000).toBe(hours);
});

test.each([
  ['a leap day', '2028-02-29', '2028-03-01', '2028-02-29T08:00:00.000Z', '2028-03-01T08:00:00.000Z'],
  ['the last day of a month', '2026-11-30', '2026-12-01', '2026-11-30T08:00:00.000Z', '2026-12-01T08:00:00.000Z'],
  ['the last day of a year', '2026-12-31', '2027-01-01', '2026-12-31T08:00:00.000Z', '2027-01-01T08:00:00.000Z'],
])('a search through %s is a day long', (_what, since, until, begin, end) => {
  const now = new Date(Date.parse(until) + 86_400_000);
  const period = searchPeriod({ since, until }, now, 'America/Los_Angeles');
  expect([period.since.toISOString(), period.until.toISOString()]).toEqual([begin, end]);
});
