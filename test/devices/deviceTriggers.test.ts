import { deviceOffline } from '../../src/devices/deviceOffline.trigger.ts';
import { deviceOnline } from '../../src/devices/deviceOnline.trigger.ts';
import { deviceEventFields } from '../../src/devices/deviceEvent.record.ts';
import { stopClock } from '../support/clock.ts';
import { ACCOUNT, account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { DEVICE, devicesAre, jane, knowOwner, onlineAre, phone } from '../support/devices.ts';
import { createPlatform } from '../support/platform.ts';

const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };

/** When the event arrives: ten minutes after the phone registered. */
const ARRIVAL = new Date('2026-11-24T18:42:05Z');

beforeEach(() => {
  stopClock(ARRIVAL);
});
afterEach(() => jest.useRealTimers());

/** Dash's event for a registration of five minutes, to which KAZOO adds three. */
const event = {
  account_id: ACCOUNT,
  event_category: 'notification',
  authorizing_id: DEVICE,
  username: 'user_zDc455',
  network_ip: '203.0.113.24',
  network_port: '53764',
  user_agent: 'Yealink SIP-T46S 66.86.0.15',
  event_timestamp: 63_962_764_325,
  expires: 480,
  zapier_token: 'secret',
};

type Platform = ReturnType<typeof createPlatform>;
type Shown = Record<string, unknown>[];

const deliver = (key: string, changes: object = {}, devices: unknown = [], platform = createPlatform()) =>
  platform.run(`triggers.${key}.operation.perform`, {
    subscribeData,
    inputData: { devices },
    rawRequest: { content: JSON.stringify({ ...event, ...changes }) },
  }) as Promise<Shown>;

const show = (key: string, devices: unknown = [], platform: Platform = createPlatform()) =>
  platform.run(`triggers.${key}.operation.performList`, { inputData: { devices } }) as Promise<Shown>;

const knowPhone = () => account().get(`/devices/${DEVICE}`).reply(200, success(phone));

const record = {
  device_id: DEVICE,
  device_name: 'Front desk phone',
  weekday: 'Tuesday',
  local_date: '2026-11-24',
  ...jane,
  ip_address: '203.0.113.24',
  user_agent: 'Yealink SIP-T46S 66.86.0.15',
};

test('a phone came online when it registered', async () => {
  knowPhone();
  knowOwner();
  expect(await deliver('device_online')).toEqual([
    {
      ...record,
      id: `${DEVICE}-63962764325`,
      summary: 'Front desk phone (Jane Doe) came online, Tue, Nov 24, 10:32 AM.',
      changed_at: '2026-11-24T18:32:05Z',
      changed_at_local: '2026-11-24T10:32:05-08:00',
      local_time: '10:32',
      local_time_12h: '10:32 AM',
      local_hour: 10,
    },
  ]);
});

test('a phone went offline when its last registration expired', async () => {
  knowPhone();
  knowOwner();
  expect(await deliver('device_offline')).toEqual([
    {
      ...record,
      id: `${DEVICE}-63962764325`,
      summary: 'Front desk phone (Jane Doe) went offline, Tue, Nov 24, 10:40 AM.',
      changed_at: '2026-11-24T18:40:05Z',
      changed_at_local: '2026-11-24T10:40:05-08:00',
      local_time: '10:40',
      local_time_12h: '10:40 AM',
      local_hour: 10,
    },
  ]);
});

test.each([
  ['when the event arrives, at the latest', { expires: 3600 }, '2026-11-24T18:42:05Z'],
  [
    'when the event arrives, if the length of its registration is unknown',
    { expires: undefined },
    '2026-11-24T18:42:05Z',
  ],
  ['when it unregistered', { expires: 0 }, '2026-11-24T18:32:05Z'],
])('a phone went offline %s', async (_when, changes, changed_at) => {
  knowPhone();
  knowOwner();
  expect(await deliver('device_offline', changes)).toMatchObject([{ id: `${DEVICE}-63962764325`, changed_at }]);
});

test('a late event without a time of its own has the same dedupe key when it comes again', async () => {
  const platform = createPlatform();
  knowPhone();
  knowOwner();
  expect(await deliver('device_offline', { expires: 3600 }, [], platform)).toHaveLength(1);
  stopClock(new Date(ARRIVAL.getTime() + 60_000));
  expect(await deliver('device_offline', { expires: 3600, msg_id: 'again' }, [], platform)).toEqual([]);
});

test('Device Went Offline says what is late and what never comes', () => {
  expect(deviceOffline.operation.inputFields).toMatchObject([
    {
      type: 'copy',
      helpText:
        'A phone that loses power or internet counts as offline only a few minutes later, or up to an hour later, depending on the phone.',
    },
    { helpText: 'Leave empty for all. Phones that are set not to report going offline never run this Zap.' },
  ]);
  expect(deviceOnline.operation.inputFields).toMatchObject([{ helpText: 'Leave empty for all.' }]);
});

describe.each(['device_online', 'device_offline'])('%s', (key) => {
  test('runs once, however often Dash sends the event', async () => {
    const platform = createPlatform();
    knowPhone();
    knowOwner();
    expect(await deliver(key, {}, [], platform)).toHaveLength(1);
    expect(await deliver(key, { msg_id: 'another' }, [], platform)).toEqual([]);
    expect(await deliver(key, { event_timestamp: 63_962_769_999 }, [], platform)).toHaveLength(1);
  });

  test.each<[unknown, number]>([
    [[OTHER, DEVICE], 1],
    [[OTHER], 0],
    [['', null], 1],
    [DEVICE, 1],
  ])('with the devices %j runs %i times', async (devices, times) => {
    if (times > 0) {
      knowPhone();
      knowOwner();
    }
    expect(await deliver(key, {}, devices)).toHaveLength(times);
  });

  test.each([undefined, USER])('names the owner from the event (%s) or from the device', async (owner_id) => {
    knowPhone();
    knowOwner();
    expect(await deliver(key, { owner_id })).toMatchObject([{ user_name: 'Jane Doe' }]);
  });

  test('has no name if the device cannot be read', async () => {
    account().get(`/devices/${DEVICE}`).reply(500, refusal(500, 'fault'));
    const [shown] = await deliver(key, { owner_id: undefined });
    expect(shown).toMatchObject({ device_id: DEVICE, device_name: null, user_id: null });
    expect(shown?.summary).toMatch(/^A phone (came|went) o(n|ff)line, /);
  });

  test('with almost nothing in the event returns what is known', async () => {
    const bare = Object.fromEntries(Object.keys(event).map((name) => [name, undefined]));
    const [shown] = await deliver(key, { ...bare, zapier_token: 'secret', network_ip: '203.0.113.24' });
    expect(Object.keys(shown ?? {}).sort()).toEqual(deviceEventFields.map(({ key }) => key).sort());
    expect(shown).toMatchObject({ device_id: null, changed_at: null, ip_address: '203.0.113.24' });
    expect(shown?.id).toMatch(/^[0-9a-f]{64}$/);
  });
});

test('a deleted phone, at an unknown time', async () => {
  account()
    .get(`/devices/${DEVICE}`)
    .reply(404, refusal(404, 'bad identifier', [DEVICE]));
  expect(await deliver('device_offline', { event_timestamp: undefined, owner_id: undefined })).toMatchObject([
    { summary: 'A phone went offline.', changed_at: null },
  ]);
});

describe('the editor', () => {
  const office = [
    { ...phone, id: OTHER, name: 'Surgery', owner_id: undefined },
    { ...phone, id: 'b', name: 'Lobby', owner_id: undefined },
    { ...phone, id: 'd', name: undefined, owner_id: undefined },
    phone,
  ];

  test('shows the phones that are offline, sorted by name', async () => {
    devicesAre(...office);
    onlineAre('b');
    knowOwner();
    const shown = await show('device_offline');
    expect(shown.map(({ summary }) => summary)).toEqual([
      'Front desk phone (Jane Doe) went offline.',
      'A phone went offline.',
      'Surgery went offline.',
    ]);
    expect(shown[0]).toMatchObject({ device_id: DEVICE, changed_at: null, ip_address: null, ...jane });
    expect(Object.keys(shown[0] ?? {}).sort()).toEqual(deviceEventFields.map(({ key }) => key).sort());
  });

  test('shows the chosen phones that are online', async () => {
    devicesAre(...office);
    onlineAre('b', OTHER);
    expect(await show('device_online', [OTHER, DEVICE])).toMatchObject([{ summary: 'Surgery came online.' }]);
  });

  test('shows no phone as online that Dash lists as unregistered', async () => {
    devicesAre(...office.slice(0, 1));
    account()
      .get('/devices/status')
      .query(true)
      .reply(200, success([{ device_id: OTHER, registered: false }]));
    expect(await show('device_online')).toEqual([]);
  });
});

test('each trigger listens to its own notification', async () => {
  for (const [key, type] of [
    ['device_online', 'register'],
    ['device_offline', 'deregister'],
  ]) {
    account().get('/webhooks').query(true).reply(200, success([]));
    account()
      .put('/webhooks', ({ data }: { data: { hook: string; custom_data: object } }) => {
        expect(data).toMatchObject({ hook: 'notifications', custom_data: { type } });
        return true;
      })
      .reply(201, success({ id: 'w1' }));
    await createPlatform().run(`triggers.${String(key)}.operation.performSubscribe`, {
      targetUrl: 'https://hooks.zapier.com/hooks/standard/1/2/',
    });
  }
});
