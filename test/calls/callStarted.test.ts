import { success, account } from '../support/dash.ts';
import { createPlatform } from './people.ts';
import { startedCallFields } from '../../src/calls/callSoFar.record.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow } from './cdrs.ts';
import { stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import {
  deliver,
  everyCase,
  played,
  platformWith,
  recordsOf,
  subscriptionBody,
  theCase,
  usualBody,
  userOf,
  type CallRecord,
  type Platform,
} from './played.ts';

const TRIGGER = 'call_started';
const hook = 'channel_create';
const name = 'Zapier: Call Started';

const bob = { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'bob', caller_id_number: '1003' };
const event = (said: object = {}) => ({
  call_id: 'a',
  call_direction: 'inbound',
  authorizing_type: 'resource',
  caller_id_number: CALLER,
  caller_id_name: 'Grace Park',
  request: `${OUR_NUMBER}@sip.test`,
  timestamp: 63_962_764_325,
  ...said,
});

describe('the subscription', () => {
  test('asks for the beginning of all legs', async () => {
    expect(await subscriptionBody(TRIGGER, { direction: 'outbound' })).toEqual({ ...usualBody, name, hook });
  });

  test('for calls from outside asks for the legs that come in', async () => {
    expect(await subscriptionBody(TRIGGER, { direction: 'inbound' })).toEqual({
      ...usualBody,
      name,
      hook,
      modifiers: { call_direction: 'inbound' },
    });
  });
});

describe('a call that was played', () => {
  test.each(everyCase)('%s: begins once', async (_name, one) => {
    const call = played(one);
    const { legs } = call.script;
    const incoming = legs.filter(({ direction, loopback }) => direction === 'inbound' && !loopback);
    // Of a call that the switch begins, the first phone that rings stands for all.
    const begun = (incoming.length > 0 ? incoming : legs.slice(0, 1)).map(({ leg }) => call.legs[leg]);
    const records = await recordsOf(TRIGGER, call, { hooks: [hook] });
    expect(records.map(({ id }) => id)).toEqual(begun);
    expect(records[0]).toMatchObject({ direction: one.expected.direction });
    expect(records[0]?.started_at).toBe(call.startedAt.toISOString().replace('.000', ''));
  });

  test.each(everyCase)('%s: loses nothing where Dash sends only the legs that come in', async (_name, one) => {
    const inputData = { direction: 'inbound' };
    const isSent = ({ call_direction }: Record<string, unknown>) => call_direction === 'inbound';
    const call = played(one);
    const ids = (await recordsOf(TRIGGER, call, { hooks: [hook], inputData, isSent })).map(({ id }) => id);
    expect(ids).toEqual(one.expected.direction === 'inbound' ? [call.primaryCallId] : []);
  });
});

test('a call from outside has numbers and time, and nothing yet of what becomes of it', async () => {
  const [record = { id: '' }] = await deliver(createPlatform(), TRIGGER, event());
  expect(record).toMatchObject({
    from_name: 'Grace Park',
    to_number: OUR_NUMBER,
    started_at: '2026-11-24T18:32:05Z',
    summary: 'Call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM.',
    user_id: null,
    device_name: null,
  });
  expect(Object.keys(record).sort()).toEqual(startedCallFields.map(({ key }) => key).sort());
});

test('an outbound call names who calls', async () => {
  const call = played(theCase('a customer is called and answers'));
  expect(await recordsOf(TRIGGER, call, { hooks: [hook] })).toMatchObject([
    {
      direction: 'outbound',
      to_number: '+14155550177',
      user_id: userOf('1003'),
      user_name: 'Tomás O’Brien',
      device_name: 'Tomás’s desk phone',
      summary: expect.stringMatching(/^Tomás O’Brien is calling 415-555-0177, /) as string,
    },
  ]);
});

describe('a call that the switch begins', () => {
  const ring = (platform: Platform, call_id: string, said: object = {}) =>
    deliver(platform, TRIGGER, {
      ...event(),
      call_id: `${call_id}-quickcall`,
      call_direction: 'outbound',
      authorizing_type: 'device',
      authorizing_id: 'd1',
      owner_id: 'jane',
      caller_id_number: CUSTOMER,
      caller_id_name: 'Device QuickCall',
      callee_id_number: OUR_NUMBER,
      to: 'sip_user@sip.test',
      ...said,
    });

  const knowAll = () =>
    account()
      .persist()
      .get(/\/(users|devices)\//)
      .reply(200, success({}));

  test('is given once, however many phones of its user ring', async () => {
    knowAll();
    const platform = platformWith(TRIGGER);
    expect(await ring(platform, 'a')).toMatchObject([
      { id: 'a-quickcall', direction: 'outbound', to_number: CUSTOMER },
    ]);
    expect(await ring(platform, 'b')).toEqual([]);
    expect(await ring(platform, 'c')).toEqual([]);
    // Whoever tries again after a busy signal places another call.
    expect(await ring(platform, 'd', { timestamp: event().timestamp + 20 })).toHaveLength(1);
  });

  test.each([0, 1, 2, 3, 4, 5, 6, 7])(
    'is given once when its phones ring in different seconds, from %i on',
    async (second) => {
      knowAll();
      const platform = platformWith(TRIGGER);
      const timestamp = event().timestamp + second;
      const given = await Promise.all([
        ring(platform, 'a', { timestamp }),
        ring(platform, 'b', { timestamp: timestamp + 1 }),
        ring(platform, 'c', { timestamp: timestamp + 2 }),
      ]);
      expect(given.flat()).toHaveLength(1);
    },
  );

  test('is another call for another user or another number, among us too', async () => {
    knowAll();
    const platform = platformWith(TRIGGER);
    const given = [
      await ring(platform, 'a'),
      await ring(platform, 'b', { owner_id: 'ann' }),
      await ring(platform, 'c', { caller_id_number: '+14155550178' }),
      await ring(platform, 'd', { caller_id_number: '1004' }),
      await ring(platform, 'e', { caller_id_number: '1004', owner_id: 'ann' }),
    ];
    expect(given.map(([record]) => record?.id)).toEqual(['a', 'b', 'c', 'd', 'e'].map((id) => `${id}-quickcall`));
  });
});

describe('a filter', () => {
  test.each<[string, object, object]>([
    ['another direction', {}, { direction: 'internal' }],
    ['another number', {}, { numbers: ['+14154886199'] }],
    ['another user', bob, { users: ['jane'] }],
    ['real calls, and it is a phone that rings', { call_direction: 'outbound', owner_id: 'jane' }, {}],
    ['real calls, and it is a leg inside the switch', { is_internal_leg: 'true' }, {}],
  ])('drops an event before any request if the filter asks for %s', async (_what, said, inputData) => {
    expect(await deliver(createPlatform(), TRIGGER, event(said), inputData)).toEqual([]);
  });

  test.each<[object, object]>([
    [{}, { direction: 'inbound' }],
    [{}, { numbers: ['415-488-6100'] }],
    [
      { ...bob, request: '*97@sip.test' },
      { direction: 'internal', users: ['bob'] },
    ],
    [
      { ...bob, request: `${CUSTOMER}@sip.test` },
      { direction: 'outbound', users: ['bob'] },
    ],
  ])('lets %j pass with %j', async (said, inputData) => {
    account()
      .persist()
      .get(/\/(users|devices)\//)
      .optionally()
      .reply(200, success({}));
    expect(await deliver(createPlatform(), TRIGGER, event(said), inputData)).toHaveLength(1);
  });
});

describe('the editor', () => {
  beforeAll(stopClock);
  afterAll(() => {
    jest.useRealTimers();
  });

  const show = (inputData: object = {}) =>
    createPlatform().run(`triggers.${TRIGGER}.operation.performList`, { inputData }) as Promise<CallRecord[]>;

  test('shows recent calls as they were when they began', async () => {
    archiveOf([...answeredRows('a', { ended: 60 }), outboundRow('b', { ended: 90 })]);
    account()
      .get('/users/bob')
      .reply(200, success({ first_name: 'Bob', last_name: 'Smith' }));
    account()
      .get('/devices/phone-of-bob')
      .reply(200, success({ name: 'Desk phone' }));
    const shown = await show();
    expect(shown).toMatchObject([
      { id: 'a', direction: 'inbound', user_id: null },
      { id: 'b', direction: 'outbound', user_name: 'Bob Smith' },
    ]);
    for (const record of shown)
      expect(Object.keys(record).sort()).toEqual(startedCallFields.map(({ key }) => key).sort());
  });

  test('shows only calls that pass the filters', async () => {
    archiveOf([inboundRow('a', { ended: 60 }), outboundRow('b', { ended: 90 })]);
    expect(await show({ direction: 'inbound' })).toMatchObject([{ id: 'a' }]);
  });
});
