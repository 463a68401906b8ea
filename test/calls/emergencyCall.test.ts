import { startedCallSample } from '../../src/calls/callSoFar.record.ts';
import { emergencyCallOfLeg } from '../../src/calls/emergencyCall.ts';
import { channelSchema } from '../../src/calls/legs/legOfEvent.ts';
import { parse } from '../../src/dash/schema.ts';
import type { Context } from '../../src/zapier/context.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from './people.ts';
import { archiveOf, outboundRow } from './cdrs.ts';
import { stopClock } from './clock.ts';
import { CUSTOMER, OUR_NUMBER } from './legs.ts';
import { deliver, platformWith, subscriptionBodies, usualBody, type CallRecord, type Platform } from './played.ts';

const TRIGGER = 'emergency_call';

const FIRST = 'call-a';
const STARTED = 63_962_764_325;

/** The leg of Bob's phone as it starts. */
const bobCalls = (dialed: string, said: object = {}) => ({
  hook_event: 'channel_create',
  call_id: FIRST,
  call_direction: 'inbound',
  authorizing_type: 'device',
  authorizing_id: 'd1',
  owner_id: 'bob',
  caller_id_number: 'user_bob',
  caller_id_name: 'user_bob',
  request: `${dialed}@sip.test`,
  to: `${dialed}@sip.test`,
  emergency_resource_used: false,
  timestamp: STARTED,
  custom_channel_vars: {},
  ...said,
});

/** The leg to the carrier as it starts. */
const carrierLeg = (number: string, said: object = {}) => ({
  hook_event: 'channel_create',
  call_id: '40c08c8a-59b4-acef',
  call_direction: 'outbound',
  callee_id_number: number,
  callee_id_name: number,
  caller_id_number: OUR_NUMBER,
  caller_id_name: 'Brightwater Dental',
  request: `${number}@sip.test`,
  to: 'nouser@sip.test',
  other_leg_call_id: FIRST,
  emergency_resource_used: true,
  timestamp: STARTED,
  custom_channel_vars: {
    'Bridge-ID': FIRST,
    'Global-Resource': 'true',
    'Resource-ID': 'r1',
    'Resource-Type': 'offnet-termination',
    'Emergency-Resource': 'true',
  },
  ...said,
});

/** Bob's leg in progress, which shows no numbers in KAZOO 4.2. */
const bobsLeg = (destination: string, said: object = {}) => ({
  call_id: FIRST,
  call_direction: 'inbound',
  authorizing_type: 'device',
  authorizing_id: 'd1',
  owner_id: 'bob',
  destination,
  timestamp: STARTED,
  answered: false,
  custom_channel_vars: {},
  custom_application_vars: '',
  ...said,
});

const knowLeg = (leg: object, id = FIRST) => {
  account().persist().get(`/channels/${id}`).optionally().reply(200, success(leg));
};

/** No leg is in progress, as of a call that has ended by now. */
const knowNoLeg = () => {
  account()
    .persist()
    .get(/\/channels\//)
    .optionally()
    .reply(503, refusal(503, 'datastore timeout'));
};

const knowBob = () => {
  account()
    .persist()
    .get('/users/bob')
    .optionally()
    .reply(200, success({ id: 'bob', first_name: 'Bob', last_name: 'Smith', presence_id: '1003' }));
  account()
    .persist()
    .get('/devices/d1')
    .optionally()
    .reply(200, success({ id: 'd1', name: 'Desk phone' }));
};

const ids = (records: CallRecord[]) => records.map(({ id }) => id);

test('the subscription asks for the beginning of every leg', async () => {
  expect(await subscriptionBodies(TRIGGER, { users: [USER] })).toEqual([
    { ...usualBody, name: 'Zapier: Emergency Call', hook: 'channel_create' },
  ]);
});

test('a call is given when it starts, with who calls from which phone', async () => {
  knowBob();
  const [record = { id: '' }] = await deliver(createPlatform(), TRIGGER, bobCalls('911'));
  expect(record).toMatchObject({
    id: FIRST,
    summary: 'Bob Smith is calling 911, Tue, Nov 24, 10:32 AM.',
    direction: 'outbound',
    from_number: '1003',
    from_name: 'Bob Smith',
    to_number: '911',
    started_at: '2026-11-24T18:32:05Z',
    user_id: 'bob',
    user_name: 'Bob Smith',
    device_name: 'Desk phone',
    emergency_number: '911',
  });
  expect(Object.keys(record).sort()).toEqual([...Object.keys(startedCallSample), 'emergency_number'].sort());
});

describe('what was dialed', () => {
  test.each([
    ['911', '911'],
    ['933', '933'],
    ['112', '112'],
    // With a code that hides or shows one's own number.
    ['*67911', '911'],
    ['*82911', '911'],
  ])('%s is a call for help', async (dialed, emergency_number) => {
    knowBob();
    expect(await deliver(createPlatform(), TRIGGER, bobCalls(dialed))).toMatchObject([{ id: FIRST, emergency_number }]);
  });

  test.each([
    '988',
    '*67988',
    '+1988',
    '411',
    '711',
    '811',
    '999',
    '922',
    '9911',
    '1911',
    '+911',
    '+1911',
    '91',
    '9110',
    CUSTOMER,
    '1002',
    '*97',
    '0911',
    '',
  ])('"%s" is none, and asks nothing', async (dialed) => {
    expect(await deliver(createPlatform(), TRIGGER, bobCalls(dialed))).toEqual([]);
  });

  test('is none by someone outside', async () => {
    const stranger = { authorizing_type: 'resource', authorizing_id: undefined, owner_id: undefined };
    expect(await deliver(createPlatform(), TRIGGER, bobCalls('911', stranger))).toEqual([]);
  });

  test('counts on the first leg only', async () => {
    const half = bobCalls('911', { is_internal_leg: true });
    expect(await deliver(createPlatform(), TRIGGER, half)).toEqual([]);
    const phone = bobCalls('911', { call_direction: 'outbound', authorizing_type: 'device', call_forwarded: true });
    expect(await deliver(createPlatform(), TRIGGER, phone)).toEqual([]);
  });
});

describe('a leg to the carrier', () => {
  test('with an emergency resource belongs to the call of the phone that dialed', async () => {
    knowBob();
    knowLeg(bobsLeg('9911'));
    expect(await deliver(createPlatform(), TRIGGER, carrierLeg('911'))).toMatchObject([
      {
        id: FIRST,
        direction: 'outbound',
        from_number: '1003',
        to_number: '9911',
        user_name: 'Bob Smith',
        device_name: 'Desk phone',
        emergency_number: '911',
        started_at: '2026-11-24T18:32:05Z',
      },
    ]);
  });

  test('comes with the events of the caller, and is given once with them', async () => {
    knowBob();
    knowLeg(bobsLeg('911'));
    const platform = platformWith(TRIGGER);
    expect(ids(await deliver(platform, TRIGGER, bobCalls('911')))).toEqual([FIRST]);
    expect(await deliver(platform, TRIGGER, carrierLeg('911'))).toEqual([]);
    // The next carrier, when the first one has no line.
    expect(await deliver(platform, TRIGGER, carrierLeg('911', { call_id: 'another' }))).toEqual([]);
    expect(await deliver(platform, TRIGGER, bobCalls('911'))).toEqual([]);
  });

  test.each([
    ['an emergency number of another country', carrierLeg('999'), '999'],
    ['a number with a prefix for the carrier', carrierLeg('911', { request: '1911@carrier.test' }), '911'],
    ['a number that only the request has', carrierLeg('911', { callee_id_number: undefined }), '911'],
    ['911 without such a resource', carrierLeg('911', { emergency_resource_used: false }), '911'],
    ['a flag that is a text', carrierLeg('811', { emergency_resource_used: 'true' }), '811'],
    ['no number at all', carrierLeg('', { callee_id_number: undefined, request: undefined, to: undefined }), null],
  ])('is looked at for %s', async (_what, event, emergency_number) => {
    knowBob();
    knowLeg(bobsLeg('911'));
    expect(await deliver(createPlatform(), TRIGGER, event)).toMatchObject([{ id: FIRST, emergency_number }]);
  });

  test.each([
    ['the crisis line', carrierLeg('988')],
    ['the crisis line with a prefix for the carrier', carrierLeg('988', { request: '+1988@carrier.test' })],
    ['the crisis line by its request alone', carrierLeg('988', { callee_id_number: 'Crisis' })],
    ['no emergency', carrierLeg(CUSTOMER, { emergency_resource_used: false })],
    ['half of a forward', carrierLeg('911', { is_internal_leg: true, custom_channel_vars: {} })],
  ])('to %s asks nothing', async (_what, event) => {
    expect(await deliver(createPlatform(), TRIGGER, event)).toEqual([]);
  });

  test('to someone else is no emergency call', async () => {
    const event = parse(channelSchema, carrierLeg(CUSTOMER, { emergency_resource_used: false }));
    expect(await emergencyCallOfLeg(event, {} as Context)).toBeNull();
  });

  test('is none where the phone dialed the crisis line', async () => {
    knowLeg(bobsLeg('988'));
    const event = carrierLeg('', { callee_id_number: 'Crisis', request: '18005550188@carrier.test' });
    expect(await deliver(createPlatform(), TRIGGER, event)).toEqual([]);
  });

  test.each([
    [
      'cannot be found',
      () => {
        knowNoLeg();
      },
      {},
    ],
    [
      'is half of a forward',
      () => {
        knowLeg(bobsLeg('911', { is_loopback: true }));
      },
      {},
    ],
  ])('is enough where the caller’s leg %s', async (_what, know) => {
    know();
    expect(await deliver(createPlatform(), TRIGGER, carrierLeg('999'))).toMatchObject([
      {
        id: FIRST,
        direction: 'outbound',
        from_number: OUR_NUMBER,
        to_number: '999',
        user_id: null,
        emergency_number: '999',
      },
    ]);
  });

  test('is enough where it names no other leg', async () => {
    const event = carrierLeg('911', { other_leg_call_id: undefined });
    expect(ids(await deliver(createPlatform(), TRIGGER, event))).toEqual(['40c08c8a-59b4-acef']);
  });

  test('of a call from outside that is sent on is given with its caller', async () => {
    knowLeg(
      bobsLeg(OUR_NUMBER, {
        authorizing_type: 'resource',
        authorizing_id: undefined,
        owner_id: undefined,
        caller_id_number: CUSTOMER,
      }),
    );
    expect(await deliver(createPlatform(), TRIGGER, carrierLeg('911'))).toMatchObject([
      { id: FIRST, direction: 'inbound', from_number: CUSTOMER, to_number: OUR_NUMBER, emergency_number: '911' },
    ]);
  });
});

describe('a filter for users', () => {
  const inputData = { users: ['bob'] };

  test('decides by the phone that dialed', async () => {
    knowBob();
    expect(await deliver(createPlatform(), TRIGGER, bobCalls('911'), inputData)).toHaveLength(1);
    expect(await deliver(createPlatform(), TRIGGER, bobCalls('911', { owner_id: 'jane' }), inputData)).toEqual([]);
    knowLeg(bobsLeg('9911', { owner_id: 'jane' }));
    expect(await deliver(createPlatform(), TRIGGER, carrierLeg('911'), inputData)).toEqual([]);
  });

  test('lets a call pass whose user is not known', async () => {
    knowNoLeg();
    expect(await deliver(createPlatform(), TRIGGER, carrierLeg('911'), inputData)).toHaveLength(1);
  });
});

test('a call that the switch begins is given once, however many phones of its user ring', async () => {
  knowBob();
  const ring = (platform: Platform, call_id: string) =>
    deliver(
      platform,
      TRIGGER,
      bobCalls('user_bob', {
        call_id,
        call_direction: 'outbound',
        caller_id_number: '911',
        caller_id_name: 'Device QuickCall',
        callee_id_number: OUR_NUMBER,
      }),
    );
  const platform = platformWith(TRIGGER);
  expect(await ring(platform, 'a-quickcall')).toMatchObject([{ id: 'a-quickcall', emergency_number: '911' }]);
  expect(await ring(platform, 'b-quickcall')).toEqual([]);
  // Bob picks up the second phone.
  const picked = { call_id: 'b-quickcall', call_direction: 'outbound', answered: true };
  knowLeg(bobsLeg('user_bob', picked), 'b-quickcall');
  expect(await deliver(platform, TRIGGER, carrierLeg('911', { other_leg_call_id: 'b-quickcall' }))).toEqual([]);
});

describe('the editor', () => {
  beforeAll(stopClock);
  afterAll(() => {
    jest.useRealTimers();
  });

  const show = (inputData: object = {}) =>
    createPlatform().run(`triggers.${TRIGGER}.operation.performList`, { inputData }) as Promise<CallRecord[]>;

  test('shows recent emergency calls as they were when they started', async () => {
    archiveOf([
      outboundRow('a', { ended: 60 }, { dialed_number: '911' }),
      outboundRow('b', { ended: 70 }, { dialed_number: '988' }),
      outboundRow('c', { ended: 80 }),
      outboundRow('d', { ended: 90 }, { dialed_number: '933', owner_id: 'jane' }),
    ]);
    knowBob();
    account()
      .persist()
      .get(/\/(users|devices)\/(jane|phone-of-bob)/)
      .optionally()
      .reply(200, success({}));
    expect(await show()).toMatchObject([
      { id: 'a', emergency_number: '911' },
      { id: 'd', emergency_number: '933' },
    ]);
    expect(ids(await show({ users: ['jane'] }))).toEqual(['d']);
  });
});
