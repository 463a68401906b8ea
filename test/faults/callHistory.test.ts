import type nock from 'nock';
import { toGregorian } from '../../src/dash/time.ts';
import { answeredRows, archiveOf, type Row } from '../calls/cdrs.ts';
import { ago, DAY, HOUR, MINUTE, NOW, stopClock } from '../calls/clock.ts';
import { CALLER, OUR_NUMBER } from '../calls/legs.ts';
import { deliver, platformWith, type CallRecord, type Platform } from '../calls/played.ts';
import { account, authData, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails } from '../support/told.ts';

beforeAll(stopClock);
beforeEach(() => {
  jest.setSystemTime(NOW);
});

const at = (seconds: number) => {
  jest.setSystemTime(NOW.getTime() + 1000 * seconds);
};

/** Everyone and every phone is known. */
const knowAll = () => {
  account()
    .persist()
    .get(/\/(users|devices)\//)
    .optionally()
    .reply(200, (uri) => success({ id: uri.split('/').at(-1), first_name: 'Jane', name: 'Desk phone' }) as nock.Body);
};

const poll = (zap: Platform) =>
  zap.run('triggers.new_call_record.operation.perform', { meta: { zap: { id: 1 } } }) as Promise<CallRecord[]>;

describe('call records', () => {
  const event = {
    hook_event: 'channel_destroy',
    call_id: 'a',
    call_direction: 'inbound',
    authorizing_type: 'resource',
    caller_id_number: CALLER,
    request: `${OUR_NUMBER}@sip.test`,
    other_leg_call_id: 'a-phone',
    timestamp: toGregorian(ago(MINUTE)),
    hangup_cause: 'NORMAL_CLEARING',
    duration_seconds: 30,
    billing_seconds: 25,
  };
  const PATH = '/cdrs/legs/202611-a';
  const notYet = (times: number) => account().get(PATH).times(times).reply(404, refusal(404, 'could not find legs'));
  const legs = () => answeredRows('a', { ended: MINUTE });

  test('that come late are waited for, and the call is given once', async () => {
    knowAll();
    notYet(2);
    account().get(PATH).reply(200, success(legs()));
    const zap = platformWith('call_ended');
    expect(await deliver(zap, 'call_ended', event)).toMatchObject([{ id: 'a', complete: true, user_id: 'jane' }]);
    account().get(PATH).reply(200, success(legs()));
    expect(await deliver(zap, 'call_ended', event)).toEqual([]);
  });

  test('that never come cost the names and not the call, which the call history gives under the same ID', async () => {
    knowAll();
    notYet(3);
    expect(await deliver(platformWith('call_ended'), 'call_ended', event)).toMatchObject([
      { id: 'a', complete: false, outcome: 'answered', user_id: null },
    ]);
    archiveOf(legs());
    expect(await poll(platformWith('new_call_record'))).toMatchObject([{ id: 'a', complete: true, user_id: 'jane' }]);
  });

  test('that are listed an hour late are given by the next poll', async () => {
    knowAll();
    const zap = platformWith('new_call_record');
    let rows: Row[] = [];
    archiveOf(() => rows);
    expect(await poll(zap)).toEqual([]);
    rows = [...answeredRows('a', { ended: 55 * MINUTE })];
    at(2 * MINUTE);
    expect(await poll(zap)).toMatchObject([{ id: 'a' }]);
  });
});

describe('a clock that is wrong between polls', () => {
  const TEN_MINUTES = 10 * MINUTE;
  /** Calls of a day, one every 20 minutes, each listed once it has ended. */
  const calls = Array.from({ length: 72 }, (_, n) =>
    answeredRows(`call ${String(n)}`, { ended: n * 20 * MINUTE - HOUR }),
  );
  const ids = (count: number) => calls.slice(0, count).map(([row]) => row.call_id);

  test.each([
    ['ten minutes fast', TEN_MINUTES],
    ['ten minutes slow', -TEN_MINUTES],
    ['a day fast', DAY],
    ['a day slow', -DAY],
  ])('by which it is %s loses no call', async (_how, off) => {
    knowAll();
    let now = 0;
    // Dash lists what has ended by its own clock.
    archiveOf(() =>
      calls.flat().filter((row) => Number(row.timestamp) + row.duration_seconds <= toGregorian(NOW) + now),
    );
    const zap = platformWith('new_call_record');
    const given = new Set<string>();
    for (const wrong of [0, off, off, 0, 0, 0, 0]) {
      now += TEN_MINUTES;
      at(now + wrong);
      for (const { id } of await poll(zap)) given.add(id);
    }
    // Those that ended while it was polled.
    for (const id of ids(3)) expect(given).toContain(id);
  });

  test('by which a memory is from the future is forgotten after one poll', async () => {
    knowAll();
    let rows: Row[] = [];
    archiveOf(() => rows);
    const zap = platformWith('new_call_record');
    at(DAY);
    await poll(zap);
    at(0);
    await poll(zap);
    rows = answeredRows('during an outage', { ended: -HOUR });
    at(6 * HOUR);
    expect(await poll(zap)).toMatchObject([{ id: 'during an outage' }]);
  });
});

describe('a list that never ends', () => {
  const endless = (path: RegExp, data: (page: number) => unknown, key: (page: number) => string = String) => {
    const pages = { read: 0 };
    account()
      .persist()
      .get(path)
      .reply(200, () => {
        pages.read += 1;
        return success(data(pages.read), { next_start_key: key(pages.read) }) as nock.Body;
      });
    return pages;
  };
  const notData = (purpose: string) =>
    fails(`Could not ${purpose}: VirtualPBX sent an unexpected answer. Try again in a few minutes.`, 200);
  const MAX_PAGES = 350;

  test('of calls is an error', async () => {
    const pages = endless(/\/cdrs/, () => []);
    await expect(poll(platformWith('new_call_record'))).rejects.toMatchObject(notData('read the call records'));
    // On a slow machine, the window of the poll is shortened and begun again.
    expect(pages.read).toBeGreaterThanOrEqual(MAX_PAGES);
    expect(pages.read).toBeLessThan(4 * MAX_PAGES);
  });

  test('of calls whose pages lead around in a circle ends where it began', async () => {
    const pages = endless(
      /\/cdrs/,
      () => [],
      (page) => 'abc'.charAt(page % 3),
    );
    expect(await poll(platformWith('new_call_record'))).toEqual([]);
    expect(pages.read).toBe(4);
  });

  test('of Pivot requests is an error', async () => {
    const pages = endless(/\/pivot\/debug/, () => []);
    await expect(createPlatform().run('triggers.new_pivot_request.operation.perform')).rejects.toMatchObject(
      notData('list the Pivot requests'),
    );
    expect(pages.read).toBe(MAX_PAGES);
  });

  test('of Pivot requests whose pages lead around in a circle ends where it began', async () => {
    const pages = endless(
      /\/pivot\/debug/,
      () => [],
      (page) => 'abc'.charAt(page % 3),
    );
    expect(await createPlatform().run('triggers.new_pivot_request.operation.perform')).toEqual([]);
    expect(pages.read).toBe(4);
  });

  test('of phone numbers is an error', async () => {
    account().get('/phone_numbers').query({ paginate: 'false' }).reply(416, refusal(416, 'range not satisfiable'));
    const pages = endless(/\/phone_numbers\?page_size/, (page) => ({
      numbers: Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`+1415555${String(page)}${String(n)}`, {}])),
    }));
    await expect(createPlatform().run('triggers.list_phone_numbers.operation.perform')).rejects.toMatchObject(
      notData('list the phone numbers'),
    );
    expect(pages.read).toBe(MAX_PAGES);
  });
});

describe('a call over the turn of a month or year', () => {
  test.each([
    ['November to December', '2026-12-01T00:00:20Z', '202611'],
    ['the old year to the new', '2027-01-01T00:00:20Z', '202612'],
    ['February to March in a leap year', '2028-03-01T00:00:20Z', '202802'],
    ['February 28 to 29, which is no turn', '2028-02-29T00:00:20Z', '202802'],
  ])('%s is read from the month in which it began', async (_turn, end, month) => {
    jest.setSystemTime(new Date(end));
    knowAll();
    const timestamp = toGregorian(new Date(end));
    const document = {
      call_id: 'a',
      call_direction: 'inbound',
      timestamp,
      duration_seconds: 40,
      billing_seconds: 35,
      hangup_cause: 'NORMAL_CLEARING',
      custom_channel_vars: { authorizing_type: 'resource', bridge_id: 'a' },
    };
    account()
      .get(`/cdrs/legs/${month}-a`)
      .reply(200, success([document]));
    const records = await createPlatform().run('triggers.call_ended.operation.perform', {
      authData,
      subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
      rawRequest: { content: JSON.stringify({ ...document, authorizing_type: 'resource', zapier_token: 'secret' }) },
    });
    expect(records).toMatchObject([{ id: 'a', complete: true, total_seconds: 40 }]);
  });
});
