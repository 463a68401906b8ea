import { archiveOf, inboundRow, windowOf } from '../calls/cdrs.ts';
import { DAY, NOW } from '../calls/clock.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { toGregorian } from '../../src/dash/time.ts';

beforeAll(() => {
  stopClock(NOW);
});
afterAll(() => jest.useRealTimers());

/** What Zapier takes of a step at most, in characters of JSON. */
const LARGEST_RESULT = 6_000_000;

const USERS = 10_000;
const MAILBOXES = 5_000;

/** How Dash gives a long list: at once, not at once because that takes too much memory, or larger than a run can read. */
type Whole = 'at once' | 'too long';

/** A list of Dash, page by page where it is asked for pages. Each request is noted with its query. */
const listOf = (path: string, rows: readonly object[], whole: Whole = 'too long') => {
  const asked: Record<string, string>[] = [];
  account()
    .persist()
    .get(path)
    .query(true)
    .reply((uri) => {
      const query = Object.fromEntries(new URL(uri, 'https://dash.test').searchParams);
      asked.push(query);
      if (Object.keys(query).some((key) => key.startsWith('filter_'))) return [200, success([])];
      if (query.paginate === 'false')
        return whole === 'at once' ? [200, success(rows)] : [416, refusal(416, 'range not satisfiable')];
      const start = Number(query.start_key ?? 0);
      const end = start + Number(query.page_size);
      const next = end < rows.length ? { next_start_key: String(end) } : {};
      return [200, success(rows.slice(start, end), next)];
    });
  return asked;
};

const idOf = (nth: number): string => nth.toString(16).padStart(32, '0');

const many = <T>(count: number, make: (nth: number) => T): T[] =>
  Array.from({ length: count }, (_none, nth) => make(nth));

const users = many(USERS, (nth) => ({
  id: idOf(nth),
  first_name: `First${nth}`,
  last_name: `Last${nth}`,
  email: `user${nth}@example.com`,
  presence_id: `${10_000 + nth}`,
}));

const run = (method: string, inputData: object = {}, meta: object = {}) =>
  createPlatform().run(`${method}.operation.perform`, { inputData, meta });

describe('dropdowns of large accounts', () => {
  test.each([
    ['list_users', '/users', users],
    [
      'list_mailboxes',
      '/vmboxes',
      many(MAILBOXES, (nth) => ({ id: idOf(nth), name: `Box ${nth}`, mailbox: `${nth}` })),
    ],
    ['list_devices', '/devices', many(USERS, (nth) => ({ id: idOf(nth), name: `Phone ${nth}` }))],
    ['list_callflows', '/callflows', many(USERS, (nth) => ({ id: idOf(nth), numbers: [`+1415555${nth}`] }))],
    ['list_faxboxes', '/faxboxes', many(MAILBOXES, (nth) => ({ id: idOf(nth), name: `Fax ${nth}` }))],
  ])('%s is one request, and fits into what Zapier takes', async (key, path, rows) => {
    const asked = listOf(path, rows, 'at once');
    const choices = await run(`triggers.${key}`);
    expect(asked).toHaveLength(1);
    expect(choices).toHaveLength(rows.length);
    expect(JSON.stringify(choices).length).toBeLessThan(LARGEST_RESULT);
  });

  test('a list that is too long for one response is a page at a time', async () => {
    const asked = listOf('/users', users);
    expect(await run('triggers.list_users')).toHaveLength(100);
    expect(asked).toHaveLength(2);
  });
});

describe('names and searches in large accounts', () => {
  test('a user is found by name in 10,000 users with 11 requests, and one for the user', async () => {
    const asked = listOf('/users', users);
    account()
      .get(`/users/${idOf(9_000)}`)
      .reply(200, success(users[9_000]));
    expect(await run('searches.find_user', { name: 'First9000 Last9000' })).toMatchObject([{ id: idOf(9_000) }]);
    expect(asked).toHaveLength(11);
  });

  test('300 extensions that nobody has are 50 requests more, and the list is read once', async () => {
    const asked = listOf('/users', users.slice(0, 2_000), 'at once');
    const extensions = many(300, (nth) => `${500 + nth}`);
    const turnOn = run('triggers.new_call_record', { users: extensions }, { isLoadingSample: true });
    await expect(turnOn).rejects.toThrow('295 more');
    const filtered = asked.filter((query) => 'filter_caller_id.internal.number' in query);
    expect([asked.length, filtered.length]).toEqual([51, 50]);
  });

  test('a thousand voicemail boxes are looked through in the list of the account', async () => {
    const rows = [{ [idOf(5_000)]: { media_id: 'other' } }, { [idOf(3)]: { media_id: 'wanted' } }];
    const asked = listOf('/vmboxes/messages', rows);
    account()
      .get(`/vmboxes/${idOf(3)}`)
      .reply(404, refusal(404, 'bad identifier'));
    const found = await run('searches.find_voicemail', { mailbox: many(1_000, idOf) });
    expect(found).toMatchObject([{ id: 'wanted' }]);
    expect(asked).toHaveLength(1);
  });

  test('a thousand fax boxes are not all in the query', async () => {
    const faxes = [6_000, 3].map((nth) => ({ id: `fax ${nth}`, faxbox_id: idOf(nth), from: '+14155550134' }));
    const asked = listOf('/faxes/inbox', faxes);
    const found = await run('triggers.new_fax', { faxboxes: many(1_000, idOf) }, { isPopulatingDedupe: true });
    expect(found).toEqual([{ id: 'fax 3' }]);
    expect(asked.map(({ filter_faxbox_id }) => filter_faxbox_id)).toEqual([undefined]);
  });
});

describe('an account with 20,000 call records a day', () => {
  const CALLS = 20_000;
  const rows = many(1.1 * CALLS, (nth) => inboundRow(`call ${nth}`, { ended: 60 + (nth * DAY) / CALLS }));
  /** Nobody dials this number, so that no call ends the reading. */
  const nothing = { numbers: ['+14155550199'] };

  test('switching on reads the hours that the first poll reads again, and the first poll no more', async () => {
    const asked = archiveOf(rows);
    const platform = createPlatform();
    const poll = (meta: object) =>
      platform.run('triggers.new_call_record.operation.perform', { inputData: nothing, meta });
    expect(await poll({ isPopulatingDedupe: true })).toEqual([]);
    expect(asked).toHaveLength(3);
    expect(await poll({})).toEqual([]);
    expect(asked).toHaveLength(6);
  });

  test('switching on reads a day where the platform does not keep what the first poll begins with', async () => {
    const asked = archiveOf([]);
    const platform = createPlatform();
    platform.state.cacheDown = true;
    const meta = { isPopulatingDedupe: true };
    await platform.run('triggers.new_call_record.operation.perform', { inputData: nothing, meta });
    // Two hours more, for legs that were written early.
    expect(asked.map(windowOf)).toEqual([['2026-11-23T16:40:00.000Z', '2026-11-24T18:40:00.000Z']]);
  });

  test.each(['new_call_record', 'call_not_returned'])("the editor's test of %s reads five pages", async (key) => {
    const asked = archiveOf(rows);
    expect(await run(`triggers.${key}`, nothing, { isLoadingSample: true })).toEqual([]);
    expect(asked).toHaveLength(5);
  });

  test.each(['call_ended', 'missed_call', 'call_answered', 'call_started'])(
    "the editor's test of %s reads five pages",
    async (key) => {
      const asked = archiveOf(rows);
      const method = `triggers.${key}.operation.performList`;
      expect(await createPlatform().run(method, { inputData: nothing })).toEqual([]);
      expect(asked).toHaveLength(5);
    },
  );

  test("the editor's test of recordings reads five pages of them, and as many of the calls", async () => {
    const moment = toGregorian(NOW) - 7_200;
    const short = many(2_000, (nth) => ({ id: `r${nth}`, call_id: `none ${nth}`, start: moment, duration: 20 }));
    const asked = listOf('/recordings', short);
    const meta = { isLoadingSample: true };
    expect(await run('triggers.new_recording', { minimum_seconds: 60 }, meta)).toEqual([]);
    expect(asked).toHaveLength(5);
    const calls = archiveOf(rows);
    expect(await run('triggers.new_recording', nothing, meta)).toHaveLength(3);
    expect(calls).toHaveLength(5);
  });

  test("the editor's test of voicemails reads five pages", async () => {
    const voicemails = many(USERS, (nth) => ({ [idOf(nth)]: { media_id: `m${nth}`, folder: 'deleted' } }));
    const asked = listOf('/vmboxes/messages', voicemails);
    expect(await createPlatform().run('triggers.new_voicemail.operation.performList')).toEqual([]);
    expect(asked).toHaveLength(5);
  });
});
