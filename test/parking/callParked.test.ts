import { callParked } from '../../src/parking/callParked.trigger.ts';
import { stopClock } from '../support/clock.ts';
import { ACCOUNT, account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';
import { letExpire } from '../zapier/expiry.ts';

beforeEach(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterEach(() => jest.useRealTimers());

/** Seconds since the year 0 of that moment. */
const AT = 63_962_764_325;

type Shown = Record<string, unknown>[];

/** The event as Dash sends it. */
const event = {
  account_id: ACCOUNT,
  call_id: 'c1@10.1.1.1',
  caller_id_name: 'Ann Lee',
  caller_id_number: '+14154886134',
  callee_id_name: 'Front Desk',
  callee_id_number: '+14154886100',
  event_name: 'PARK_PARKED',
  parking_slot: 1,
  zapier_token: 'secret',
};

const deliver = (changes: object = {}, parking_events: unknown = [], platform = createPlatform()) =>
  platform.run('triggers.call_parked.operation.perform', {
    subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' },
    inputData: { parking_events },
    rawRequest: { content: JSON.stringify({ ...event, ...changes }) },
  }) as Promise<Shown>;

const show = (parking_events: unknown = []) =>
  createPlatform().run('triggers.call_parked.operation.performList', {
    inputData: { parking_events },
  }) as Promise<Shown>;

const record = {
  id: `c1@10.1.1.1-PARK_PARKED-1-${AT}`,
  summary: 'Ann Lee (+1 415-488-6134) is parked in slot 1, Tue 24 Nov, 10:32.',
  parking_event: 'parked',
  parking_slot: '1',
  from_number: '+14154886134',
  from_number_national: '(415) 488-6134',
  from_country: 'US',
  from_name: 'Ann Lee',
  from_tel_link: 'tel:+14154886134',
  to_number: '+14154886100',
  to_number_national: '(415) 488-6100',
  to_country: 'US',
  to_name: 'Front Desk',
  occurred_at: '2026-11-24T18:32:05Z',
  occurred_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  call_id: 'c1@10.1.1.1',
};

test('a parked call comes without a request', async () => {
  expect(await deliver()).toEqual([record]);
});

test.each([
  ['PARK_RETRIEVED', 'retrieved', 'was picked up from slot 1'],
  ['PARK_ABANDONED', 'abandoned', 'hung up while parked in slot 1'],
  ['PARK_MOVED', null, 'was in slot 1'],
])('%s is told as %j', async (event_name, parking_event, words) => {
  expect(await deliver({ event_name })).toMatchObject([
    {
      id: `c1@10.1.1.1-${event_name}-1-${AT}`,
      parking_event,
      summary: `Ann Lee (+1 415-488-6134) ${words}, Tue 24 Nov, 10:32.`,
    },
  ]);
});

test('the number counts in the other spelling, too', async () => {
  expect(await deliver({ caller_id_number: undefined, caller_id_Number: '+14154886134' })).toEqual([record]);
});

test('a hidden caller in a slot that nobody names', async () => {
  const changes = { caller_id_number: 'anonymous', caller_id_name: undefined, parking_slot: undefined };
  expect(await deliver(changes)).toMatchObject([
    {
      id: `c1@10.1.1.1-PARK_PARKED-${AT}`,
      summary: 'A hidden number is parked in a parking slot, Tue 24 Nov, 10:32.',
      parking_slot: null,
    },
  ]);
});

test('each happening comes once, however often Dash says it', async () => {
  const platform = createPlatform();
  expect(await deliver({}, [], platform)).toHaveLength(1);
  expect(await deliver({}, [], platform)).toEqual([]);
  expect(await deliver({ event_name: 'PARK_RETRIEVED' }, [], platform)).toHaveLength(1);
  expect(await deliver({ parking_slot: '2' }, [], platform)).toHaveLength(1);
});

/** The same call in the same slot some time later, in seconds; gives both records. */
const parkedTwice = async (seconds: number, first: object = {}, second: object = first) => {
  const platform = createPlatform();
  const before = await deliver(first, [], platform);
  stopClock(new Date(Date.parse('2026-11-24T18:32:05Z') + seconds * 1000));
  letExpire(platform, seconds);
  return [...before, ...(await deliver(second, [], platform))].map(({ id }) => id);
};

describe('a call that is parked in the same slot once more', () => {
  test('is told again, by another id', async () => {
    expect(await parkedTwice(240)).toEqual([
      `c1@10.1.1.1-PARK_PARKED-1-${AT}`,
      `c1@10.1.1.1-PARK_PARKED-1-${AT + 240}`,
    ]);
  });

  test.each([2, 58])('is the same event where Dash sends it again %i seconds later', async (seconds) => {
    expect(await parkedTwice(seconds)).toHaveLength(1);
  });

  test('is known by the time of the event where it has one, however soon it comes', async () => {
    const [first, second] = [{ timestamp: AT - 30 }, { timestamp: AT - 20 }];
    expect(await parkedTwice(2, first, second)).toEqual([
      `c1@10.1.1.1-PARK_PARKED-1-${AT - 30}`,
      `c1@10.1.1.1-PARK_PARKED-1-${AT - 20}`,
    ]);
  });

  test('is the same event hours later where it has the same time', async () => {
    expect(await parkedTwice(7200, { timestamp: AT - 30 })).toHaveLength(1);
  });
});

test('the time of the event is that of the record where it has one', async () => {
  expect(await deliver({ timestamp: AT - 60 })).toMatchObject([{ occurred_at: '2026-11-24T18:31:05Z' }]);
});

test('an event without a call is told by its content, once however often Dash says it', async () => {
  const platform = createPlatform();
  const [shown] = await deliver({ call_id: undefined }, [], platform);
  expect(shown?.id).toMatch(/^[0-9a-f]{64}$/);
  stopClock(new Date('2026-11-24T18:32:06Z'));
  expect(await deliver({ call_id: undefined }, [], platform)).toEqual([]);
});

test.each<[unknown, number]>([
  [['parked'], 1],
  [['abandoned', 'retrieved'], 0],
  [['', null], 1],
])('with the events %j comes %i times', async (parking_events, times) => {
  expect(await deliver({}, parking_events)).toHaveLength(times);
});

describe('the editor', () => {
  const slots = { 1: { 'Call-ID': 'c1@10.1.1.1', 'CID-Number': '+14154886134', 'CID-Name': 'Ann Lee' }, 2: 'nothing' };

  test('shows the calls that are parked now', async () => {
    account().get('/parked_calls').reply(200, success({ slots }));
    expect(await show()).toMatchObject([
      { ...record, to_number: null, to_number_national: null, to_country: null, to_name: null },
      { parking_slot: '2', call_id: null, from_number: 'anonymous' },
    ]);
  });

  test('shows nothing while no call is parked, and asks nothing where only others are wanted', async () => {
    account().get('/parked_calls').reply(200, success({}));
    expect(await show(['parked'])).toEqual([]);
    expect(await show(['abandoned'])).toEqual([]);
  });

  test('says it where the account has no parking, and where Dash fails', async () => {
    account().get('/parked_calls').reply(404, '');
    await expect(show()).rejects.toMatchObject(
      halts('Call Parking is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.'),
    );
    account().get('/parked_calls').reply(500, refusal(500, 'fault'));
    await expect(show()).rejects.toThrow('Could not list the parked calls: VirtualPBX has a problem of its own.');
  });
});

test('it listens to the hook for parking', async () => {
  account().get('/webhooks').query(true).reply(200, success([]));
  account()
    .put('/webhooks', ({ data }: { data: { hook: string; custom_data: object } }) => {
      expect(data.hook).toBe('parking');
      expect(Object.keys(data.custom_data)).toEqual(['zapier_token']);
      return true;
    })
    .reply(201, success({ id: 'w1' }));
  await createPlatform().run('triggers.call_parked.operation.performSubscribe', {
    targetUrl: 'https://hooks.zapier.com/hooks/standard/1/2/',
  });
});

test('the sample has exactly the declared fields', () => {
  const { sample, outputFields } = callParked.operation;
  expect(Object.keys(sample).sort()).toEqual(outputFields.map(({ key }) => key).sort());
});
