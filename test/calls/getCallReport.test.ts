import type { CallReportRecord } from '../../src/calls/callReport.record.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from './people.ts';
import { halts } from '../support/told.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, windowOf } from './cdrs.ts';
import { HOUR, MINUTE, stopClock } from './clock.ts';
import { CALLER, OUR_NUMBER } from './legs.ts';

beforeAll(stopClock);

const report = async (inputData: object = {}): Promise<CallReportRecord> => {
  const found = await createPlatform().run('searches.get_call_report.operation.perform', { inputData });
  const [record, ...others] = found as CallReportRecord[];
  if (!record) throw new Error('No report');
  expect(others).toEqual([]);
  return record;
};

const FAX_NUMBER = '+14154886199';

const calls = () => [
  inboundRow('missed', { ended: 10 * MINUTE, lasts: 30 }, { calling_from: '+14155550199' }),
  outboundRow('outbound', { ended: 20 * MINUTE }),
  ...answeredRows('answered', { ended: HOUR, lasts: 65 }),
  inboundRow('fax', { ended: 2 * HOUR, lasts: 3 }, { dialed_number: FAX_NUMBER }),
  outboundRow('yesterday', { ended: 30 * HOUR }),
];

test('of the last 24 hours without any input, with one request', async () => {
  const asked = archiveOf(calls());
  expect(await report()).toMatchObject({
    since_at: '2026-11-23T18:39:45Z',
    until_at: '2026-11-24T18:39:45Z',
    calls: 4,
    inbound: 3,
    outbound: 1,
    internal: 0,
    answered: 1,
    missed: 2,
    // The fax machine's caller got through later.
    not_returned: 1,
    talk_seconds: 60,
    average_talk_seconds: 60,
    longest_wait_seconds: 30,
    answered_percent: 33,
    rows: [{ group: 'All Calls', calls: 4, talk_text: '1:00' }],
  });
  expect(asked).toHaveLength(1);
});

test('of no call is a report all the same', async () => {
  archiveOf([]);
  const empty = { calls: 0, missed: 0, talk_seconds: 0, average_talk_seconds: null, answered_percent: null };
  const { rows, ...total } = await report();
  expect(total).toMatchObject({ ...empty, summary: 'No calls from Mon, Nov 23, 10:39 AM to Tue, Nov 24, 10:39 AM.' });
  expect(rows).toMatchObject([{ group: 'All Calls', ...empty }]);
  expect((await report({ group_by: 'day' })).rows).toEqual([]);
});

test('by user names them, with one request more, and goes without where Dash has no list', async () => {
  archiveOf(calls());
  account()
    .get('/users')
    .query({ paginate: 'false' })
    .reply(200, success([{ id: 'jane', first_name: 'Jane', last_name: 'Doe' }]));
  expect((await report({ group_by: 'User' })).rows).toMatchObject([
    { group: 'No One or Several People', calls: 2 },
    { group: 'Jane Doe', user_id: 'jane', calls: 1, talk_seconds: 60 },
    { group: 'Unknown User', user_id: 'bob', calls: 1 },
  ]);
  account().get('/users').query({ paginate: 'false' }).reply(403, refusal(403, 'forbidden'));
  expect((await report({ group_by: 'user' })).rows).toMatchObject([
    { group: 'No One or Several People' },
    { group: 'Unknown User', user_id: 'bob' },
    { group: 'Unknown User', user_id: 'jane' },
  ]);
});

test('of some users and some numbers alone', async () => {
  archiveOf(calls());
  expect(await report({ users: ['jane'] })).toMatchObject({ calls: 1, answered: 1 });
  expect(await report({ numbers: [FAX_NUMBER] })).toMatchObject({ calls: 1, missed: 1, not_returned: 0 });
  expect((await report({ group_by: 'number', numbers: [OUR_NUMBER] })).rows).toMatchObject([
    { number: OUR_NUMBER, calls: 2 },
  ]);
});

test('a call is in one of two periods that follow each other', async () => {
  archiveOf(calls());
  // The moment at which the answered call ended.
  const end = '2026-11-24T17:40:00Z';
  expect(await report({ until: end })).toMatchObject({ until_at: end, since_at: '2026-11-23T17:40:00Z', calls: 1 });
  expect(await report({ since: end })).toMatchObject({ since_at: end, calls: 3 });
  expect(await report({ since: '2026-11-23T00:00:00Z', until: end })).toMatchObject({ calls: 2 });
});

test('a missed call counts as returned only if that was in the period', async () => {
  archiveOf([
    inboundRow('missed', { ended: 3 * HOUR }),
    outboundRow('back', { ended: HOUR }, { dialed_number: CALLER }),
  ]);
  expect(await report({ until: '2026-11-24T17:00:00Z' })).toMatchObject({ missed: 1, not_returned: 1 });
  expect(await report()).toMatchObject({ missed: 1, not_returned: 0 });
});

test('of 31 days at most', async () => {
  const asked = archiveOf([]);
  expect(await report({ since: '2026-01-01' })).toMatchObject({ since_at: '2026-10-24T18:39:45Z' });
  expect(windowOf(asked[0])).toEqual(['2026-10-24T17:40:00.000Z', '2026-11-24T18:40:00.000Z']);
});

const EMPTY = "Since must be before Until, and Until can't be more than 31 days ago.";

test.each<[object, string]>([
  [{ since: '2026-11-24', until: '2026-11-23' }, EMPTY],
  [{ since: '2026-11-24', until: '2026-11-24' }, EMPTY],
  [{ until: '2026-10-01' }, EMPTY],
  [{ since: 'soon' }, "Since isn't a date and time. Write it like 2026-11-24 10:30."],
  [{ until: 'soon' }, "Until isn't a date and time. Write it like 2026-11-24 10:30."],
])('stops where there is no period: %j', async (inputData, sentence) => {
  await expect(report(inputData)).rejects.toMatchObject(halts(sentence));
});

test.each([{ group_by: 'month' }, { numbers: ['nobody'] }])('stops at %j before any request', async (inputData) => {
  await expect(report(inputData)).rejects.toMatchObject({ name: 'HaltedError' });
});

test('until now at the latest', async () => {
  archiveOf(calls());
  expect(await report({ until: '2027-01-01' })).toMatchObject({ until_at: '2026-11-24T18:39:45Z', calls: 4 });
});
