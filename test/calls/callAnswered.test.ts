import type { CallCase } from '../../sandbox/dash/cases/cases.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from './people.ts';
import { answeredCallFields } from '../../src/calls/callSoFar.record.ts';
import { wait } from '../../src/zapier/wait.ts';
import { answeredRows, archiveOf, inboundRow } from './cdrs.ts';
import { stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import { deliver, everyCase, played, recordsOf, looksAgain, subscriptionBodies, usualBody, userOf } from './played.ts';

const TRIGGER = 'call_answered';
const hooks = ['channel_bridge', 'channel_answer'];
const NAME = 'Zapier: Call Answered';

/** The bridge event of an inbound call's leg. It has no request. */
const event = (said: object = {}) => ({
  call_id: 'a',
  call_direction: 'inbound',
  authorizing_type: 'resource',
  caller_id_number: CALLER,
  caller_id_name: 'Grace Park',
  callee_id_number: '+14154886199',
  custom_channel_vars: { Inception: `${OUR_NUMBER}@198.51.100.20` },
  other_leg_call_id: 'b1',
  other_leg_destination_number: 'user_jane',
  timestamp: 63_962_764_333,
  ...said,
});

/** The bridge of Bob's leg with a customer's. */
const ofBob = (said: object = {}) =>
  event({
    authorizing_type: 'device',
    authorizing_id: 'd3',
    owner_id: 'bob',
    caller_id_number: '1003',
    caller_id_name: 'Bob Smith',
    callee_id_number: CUSTOMER,
    custom_channel_vars: {},
    other_leg_destination_number: CUSTOMER,
    ...said,
  });

/** The bridge of the leg to an agent of a queue, or of a phone that picks up. */
const ofAgent = (said: object = {}) =>
  event({
    call_id: 'b1',
    call_direction: 'outbound',
    authorizing_type: 'device',
    authorizing_id: 'd1',
    owner_id: 'jane',
    custom_channel_vars: { 'Member-Call-ID': 'a' },
    other_leg_call_id: 'a',
    other_leg_destination_number: OUR_NUMBER,
    ...said,
  });

const leg = (call_id: string, call_direction: string, said: object = {}) => ({ call_id, call_direction, ...said });
const fromOutside = leg('a', 'inbound', { authorizing_type: 'resource', destination: OUR_NUMBER });
const janesPhone = (said: object = {}) =>
  leg('b1', 'outbound', {
    authorizing_type: 'device',
    authorizing_id: 'd1',
    owner_id: 'jane',
    destination: 'user_jane',
    ...said,
  });
const bobsLeg = (destination: string, said: object = {}) =>
  leg('a', 'inbound', { authorizing_type: 'device', authorizing_id: 'd3', owner_id: 'bob', destination, ...said });
const carriersLeg = (said: object = {}) => leg('b1', 'outbound', { resource_id: 'r', destination: CUSTOMER, ...said });

type Live = Record<string, unknown> & { call_id: string };

/** Everyone is known by id, and these legs are in progress. Records which legs were requested. */
const know = (...legs: Live[]): string[] => {
  const asked: string[] = [];
  account()
    .persist()
    .get(/\/users\//)
    .optionally()
    .reply(200, (uri) => success({ id: uri.split('/').at(-1) }))
    .get(/\/devices\//)
    .optionally()
    .reply(200, (uri) => success({ id: uri.split('/').at(-1), owner_id: uri.endsWith('d7') ? 'jane' : undefined }))
    .get(/\/channels\//)
    .optionally()
    .reply((uri) => {
      const id = uri.split('/').at(-1) ?? '';
      asked.push(id);
      const found = legs.find(({ call_id }) => call_id === id);
      return found ? [200, success(found)] : [503, refusal(503, 'datastore timeout')];
    });
  return asked;
};

const record = async (said: object, inputData: object, ...legs: Live[]) => {
  know(...legs);
  return (await deliver(createPlatform(), TRIGGER, said, inputData))[0];
};

beforeEach(() => {
  jest.mocked(wait).mockClear();
});

test.each([{}, { direction: 'inbound' }, { direction: 'outbound' }])(
  'the subscription asks for the bridges and answers of all legs, whatever is filled in: %j',
  async (inputData) => {
    expect(await subscriptionBodies(TRIGGER, inputData)).toEqual(
      hooks.map((one) => ({ ...usualBody, name: NAME, hook: one })),
    );
  },
);

describe('a call that was played', () => {
  /** Who answers first, if someone else talks last or the records do not say. */
  const first: Record<string, string> = {
    'a blind transfer to a colleague, who answers': '1002',
    'an attended transfer: the colleague is asked in a call of its own, then takes over': '1002',
    'an attended transfer in which all is one interaction': '1002',
    'the call is parked, and a colleague retrieves it': '1002',
    'one extension calls another whose calls are forwarded to a mobile, which answers': '1002',
    'a colleague picks the call up with a code, in a call of its own': '1004',
    'a colleague picks the call up with a code that intercepts it': '1004',
  };
  /** Colleagues who are called on the way, and answer. */
  const asked = ({ others, meanwhile, script }: CallCase) =>
    Object.entries({ ...others, ...meanwhile }).flatMap(([name, { person }]) => {
      const dials = script().legs.find(({ leg: one }) => one === name)?.dials;
      return person === undefined || dials?.startsWith('*') ? [] : [name];
    });

  test.each(everyCase)('%s: is given once, with whoever answered, or not at all', async (name, one) => {
    const { expected } = one;
    const call = played(one);
    const isAnswered = expected.outcome === 'answered' && expected.system_answered !== true;
    const records = await recordsOf(TRIGGER, call, { hooks });
    expect(records.map(({ id }) => id)).toEqual([
      ...(isAnswered ? [call.primaryCallId] : []),
      ...asked(one).map((leg) => call.legs[leg]),
    ]);
    const { direction, person } = expected;
    const told = { direction, user_id: userOf(first[name] ?? person) };
    expect(records.slice(0, 1)).toMatchObject(isAnswered ? [told] : []);
  });
});

describe('whose call it is', () => {
  test.each<[string, object, Live[], object, string[]]>([
    [
      'a call from outside, by the other leg',
      event(),
      [janesPhone()],
      { id: 'a', direction: 'inbound', from_number: CALLER, to_number: OUR_NUMBER, user_id: 'jane' },
      ['b1'],
    ],
    [
      'a call from outside without an inception',
      event({ custom_channel_vars: {} }),
      [janesPhone(), fromOutside],
      { id: 'a', to_number: OUR_NUMBER, user_id: 'jane' },
      ['b1', 'a'],
    ],
    [
      'a call of a hidden caller',
      event({ caller_id_number: 'anonymous', caller_id_name: 'Anonymous' }),
      [janesPhone()],
      { id: 'a', direction: 'inbound', from_number: 'anonymous', from_name: null },
      ['b1'],
    ],
    [
      'a call that is forwarded, by the loopback channel on the way',
      event({ other_leg_destination_number: CUSTOMER }),
      [janesPhone({ is_loopback: true, destination: CUSTOMER })],
      { id: 'a', direction: 'inbound', user_id: 'jane' },
      ['b1'],
    ],
    [
      'a call that is forwarded, by the phone which forwards',
      event({ other_leg_destination_number: CUSTOMER }),
      [carriersLeg({ authorizing_type: 'device', authorizing_id: 'd7' })],
      { id: 'a', direction: 'inbound', user_id: 'jane' },
      ['b1'],
    ],
    [
      'a call that a queue gives to an agent',
      ofAgent(),
      [fromOutside],
      { id: 'a', direction: 'inbound', from_number: CALLER, to_number: OUR_NUMBER, user_id: 'jane' },
      ['a'],
    ],
    [
      'a call that a queue gives to an agent, whose caller cannot be looked up',
      ofAgent(),
      [],
      { id: 'a', direction: 'inbound', from_number: CALLER, to_number: OUR_NUMBER, user_id: 'jane' },
      ['a', 'a'],
    ],
    [
      'a call of a colleague to a queue, who cannot be looked up',
      ofAgent({ caller_id_number: '1003', other_leg_destination_number: '2000' }),
      [],
      { id: 'a', direction: 'internal', from_number: '1003', to_number: '2000', user_id: 'jane' },
      ['a', 'a'],
    ],
    [
      'a call of a colleague',
      ofBob({ callee_id_number: '1002', callee_id_name: 'Jane Doe', other_leg_destination_number: 'user_jane' }),
      [janesPhone()],
      { id: 'a', direction: 'internal', from_number: '1003', to_number: '1002', to_name: 'Jane Doe', user_id: 'jane' },
      ['b1'],
    ],
    [
      'a call of a colleague to a company number',
      ofBob({ callee_id_number: OUR_NUMBER, other_leg_destination_number: 'user_jane' }),
      [janesPhone(), bobsLeg(OUR_NUMBER)],
      { id: 'a', direction: 'internal', to_number: OUR_NUMBER, user_id: 'jane' },
      ['b1', 'a'],
    ],
    [
      'a call of a colleague to someone whose calls are forwarded to a cell phone',
      ofBob(),
      [bobsLeg('1002'), janesPhone({ is_loopback: true, destination: CUSTOMER })],
      { id: 'a', direction: 'internal', to_number: '1002', user_id: 'jane' },
      ['b1', 'a'],
    ],
    [
      'a call of a colleague to someone whose calls are forwarded to a mobile, when the bridge to the mobile comes first',
      ofBob(),
      [bobsLeg('1002'), carriersLeg()],
      { id: 'a', direction: 'internal', to_number: '1002' },
      ['b1', 'a'],
    ],
    [
      'an outbound call to the outside',
      ofBob(),
      [bobsLeg(CUSTOMER), carriersLeg()],
      { id: 'a', direction: 'outbound', from_number: '1003', to_number: CUSTOMER, user_id: 'bob' },
      ['b1', 'a'],
    ],
    [
      'an outbound call to the outside that cannot be looked up',
      ofBob(),
      [],
      { id: 'a', direction: 'outbound', to_number: CUSTOMER, user_id: 'bob' },
      ['b1', 'b1', 'a', 'a'],
    ],
    [
      'an emergency call',
      ofBob({ other_leg_destination_number: '911', callee_id_number: '911' }),
      [bobsLeg('911'), carriersLeg({ destination: '911' })],
      { id: 'a', direction: 'outbound', to_number: '911' },
      ['b1', 'a'],
    ],
    [
      'a quickcall',
      ofBob({
        call_id: 'q-quickcall',
        call_direction: 'outbound',
        caller_id_number: OUR_NUMBER,
        caller_id_name: 'Brightwater:',
      }),
      [carriersLeg()],
      { id: 'q-quickcall', direction: 'outbound', from_number: OUR_NUMBER, to_number: CUSTOMER, user_id: 'bob' },
      ['b1'],
    ],
    [
      'a quickcall to a colleague, whose number appears nowhere',
      ofBob({ call_id: 'q-quickcall', call_direction: 'outbound', other_leg_destination_number: 'user_jane' }),
      [janesPhone()],
      { id: 'q-quickcall', direction: 'internal', user_id: 'jane' },
      ['b1'],
    ],
    [
      'a call from outside that a colleague picks up, reported for the caller',
      event({ other_leg_call_id: 'c' }),
      [leg('c', 'inbound', { authorizing_id: 'd3', owner_id: 'bob', destination: '*81002' })],
      { id: 'a', direction: 'inbound', user_id: 'bob' },
      ['c'],
    ],
    [
      'a call from outside that a colleague picks up, reported for the colleague',
      ofBob({ call_id: 'c', other_leg_call_id: 'a', other_leg_destination_number: OUR_NUMBER }),
      [leg('c', 'inbound', { authorizing_id: 'd3', owner_id: 'bob', destination: '*81002' }), fromOutside],
      // KAZOO 4.2 reports no numbers for calls in progress: they are unknown, not hidden.
      { id: 'a', direction: 'inbound', from_number: null, to_number: OUR_NUMBER, user_id: 'bob' },
      ['a', 'c'],
    ],
    [
      'a call from outside that a colleague picks up, whose own leg cannot be looked up',
      ofBob({ call_id: 'c', other_leg_call_id: 'a', other_leg_destination_number: OUR_NUMBER }),
      [fromOutside],
      { id: 'a', direction: 'inbound', user_id: 'bob' },
      ['a', 'c', 'c'],
    ],
    [
      'a call of a colleague that another picks up, reported for the caller',
      ofBob({ callee_id_number: '1002', other_leg_call_id: 'c', other_leg_destination_number: 'user_x' }),
      [bobsLeg('1002'), leg('c', 'inbound', { authorizing_id: 'd4', owner_id: 'ann', destination: '*81002' })],
      { id: 'a', direction: 'internal', user_id: 'ann' },
      ['c', 'a'],
    ],
    [
      'a parked call that the younger of two legs takes',
      ofBob({ callee_id_number: '1002', other_leg_call_id: 'c', other_leg_destination_number: 'user_x' }),
      [
        bobsLeg('101', { timestamp: 63_962_764_300 }),
        leg('c', 'inbound', { authorizing_id: 'd4', owner_id: 'ann', destination: '1003', timestamp: 63_962_764_200 }),
      ],
      { id: 'c', direction: 'internal', user_id: 'bob' },
      ['c', 'a'],
    ],
  ])('%s', async (_what, said, legs, expected, asked) => {
    const requests = know(...legs);
    expect(await deliver(createPlatform(), TRIGGER, said)).toMatchObject([expected]);
    expect(requests).toEqual(asked);
  });

  test.each<[string, object, Live[]]>([
    ['a leg inside the switch', event({ is_internal_leg: true }), []],
    ['a leg that was joined with nobody', event({ other_leg_call_id: '' }), []],
    ['no leg at all', event({ call_direction: 'both' }), []],
    [
      'the customer of an outbound call that is transferred to a colleague',
      ofAgent({ authorizing_id: undefined, owner_id: undefined, other_leg_call_id: 'b2' }),
      [leg('b2', 'outbound', { owner_id: 'ann' })],
    ],
    [
      'the customer of an outbound call that is transferred, if nothing can be looked up',
      ofAgent({ authorizing_id: undefined, authorizing_type: undefined, owner_id: undefined, other_leg_call_id: 'b2' }),
      [],
    ],
  ])('is not reported by %s', async (_what, said, legs) => {
    know(...legs);
    expect(await deliver(createPlatform(), TRIGGER, said)).toEqual([]);
  });

  describe('that is bridged while it only rings, as carriers send it', () => {
    const ringing = carriersLeg({ answered: false, other_leg_call_id: 'a' });
    const answer = (said: object = {}) =>
      event({
        hook_event: 'channel_answer',
        call_id: 'b1',
        call_direction: 'outbound',
        authorizing_type: undefined,
        caller_id_number: OUR_NUMBER,
        caller_id_name: 'Brightwater',
        callee_id_number: CUSTOMER,
        request: `${CUSTOMER}@sip.test`,
        custom_channel_vars: { 'Global-Resource': 'true' },
        other_leg_call_id: 'a',
        other_leg_destination_number: undefined,
        timestamp: 63_962_764_345,
        ...said,
      });

    test('is not answered yet, and is reported when it is', async () => {
      know(ringing, bobsLeg(CUSTOMER, { other_leg_call_id: 'b1' }));
      const platform = createPlatform();
      expect(await deliver(platform, TRIGGER, ofBob())).toEqual([]);
      expect(await deliver(platform, TRIGGER, answer())).toMatchObject([
        {
          id: 'a',
          direction: 'outbound',
          user_id: 'bob',
          from_number: OUR_NUMBER,
          to_number: CUSTOMER,
          answered_at: '2026-11-24T18:32:25Z',
        },
      ]);
    });

    test.each<[string, object, Live[]]>([
      ['a phone that was picked up a moment too late', {}, [bobsLeg(CUSTOMER, { other_leg_call_id: 'b2' })]],
      ['a phone whose bridge follows', {}, [bobsLeg(CUSTOMER)]],
      ['a leg of which nobody knows the other', {}, []],
      ['the leg to someone a call is transferred to', {}, [leg('a', 'outbound', { other_leg_call_id: 'b1' })]],
      ['the leg of the caller', { call_direction: 'inbound' }, [bobsLeg(CUSTOMER, { other_leg_call_id: 'b1' })]],
    ])('is not reported by the answer of %s', async (_what, said, legs) => {
      know(...legs);
      expect(await deliver(createPlatform(), TRIGGER, answer(said))).toEqual([]);
    });
  });

  test('that is forwarded to a colleague is reported by the bridge to the colleague', async () => {
    know(janesPhone({ is_loopback: true, destination: '1004' }), { ...janesPhone({ owner_id: 'ann' }), call_id: 'b2' });
    const platform = createPlatform();
    expect(await deliver(platform, TRIGGER, event({ other_leg_destination_number: '1004' }))).toEqual([]);
    expect(await deliver(platform, TRIGGER, event({ other_leg_call_id: 'b2' }))).toMatchObject([
      { id: 'a', user_id: 'ann' },
    ]);
  });

  test('from another account of the same phone system is reported, even though it comes through a loopback', async () => {
    know(janesPhone());
    const custom_channel_vars = { 'Resource-Type': 'onnet-origination', Inception: `${OUR_NUMBER}@sip.test` };
    const said = event({ is_internal_leg: true, authorizing_type: undefined, custom_channel_vars });
    expect(await deliver(createPlatform(), TRIGGER, said)).toMatchObject([
      { id: 'a', direction: 'inbound', to_number: OUR_NUMBER, user_id: 'jane' },
    ]);
  });

  test('is looked up again a second later where the phone system has no answer at first', async () => {
    account().get('/channels/b1').reply(503, refusal(503, 'datastore timeout'));
    account().get('/channels/b1').reply(200, success(janesPhone()));
    account()
      .get('/users/jane')
      .reply(200, success({ id: 'jane' }));
    account()
      .get('/devices/d1')
      .reply(200, success({ id: 'd1', name: 'Desk phone' }));
    expect(await deliver(createPlatform(), TRIGGER, event())).toMatchObject([
      { user_id: 'jane', device_name: 'Desk phone' },
    ]);
    expect(wait).toHaveBeenCalledTimes(1);
  });
});

test('a call that is answered has what is known so far, and when it was answered', async () => {
  const given = await record(event(), {}, janesPhone());
  expect(given).toMatchObject({
    direction: 'inbound',
    customer_number: CALLER,
    our_number: OUR_NUMBER,
    answered_at: '2026-11-24T18:32:13Z',
    local_date: '2026-11-24',
    local_time: '10:32',
    local_hour: 10,
    weekday: 'Tuesday',
  });
  expect(Object.keys(given ?? {}).sort()).toEqual(answeredCallFields.map(({ key }) => key).sort());
});

test('a second answer of the same call, after a transfer, is not given again', async () => {
  know(janesPhone(), { ...janesPhone({ owner_id: 'ann' }), call_id: 'b2' });
  const platform = createPlatform();
  expect(await deliver(platform, TRIGGER, event())).toHaveLength(1);
  expect(await deliver(platform, TRIGGER, event({ other_leg_call_id: 'b2' }))).toEqual([]);
});

test('an outbound call that is transferred is not returned again as answered', async () => {
  know(bobsLeg(CUSTOMER), carriersLeg());
  const platform = createPlatform();
  expect(await deliver(platform, TRIGGER, ofBob())).toMatchObject([{ direction: 'outbound' }]);
  expect(await deliver(platform, TRIGGER, ofBob({ call_id: 'a2' }))).toEqual([]);
});

describe('a filter', () => {
  test('drops a call from outside before any request if another direction is chosen', async () => {
    expect(await deliver(createPlatform(), TRIGGER, event(), { direction: 'outbound' })).toEqual([]);
  });

  test.each<[string, object, object, Live]>([
    ['another direction', ofBob(), { direction: 'inbound' }, bobsLeg(CUSTOMER)],
    ['another number', event(), { numbers: ['+14154886199'] }, janesPhone()],
    ['another user', event(), { users: ['bob'] }, janesPhone()],
    ['another user for an outbound call', ofBob(), { users: ['jane'] }, bobsLeg(CUSTOMER)],
    ['a user where a phone of nobody answers', event(), { users: ['jane'] }, janesPhone({ owner_id: undefined })],
  ])('drops a call if the filter asks for %s', async (_what, said, inputData, live) => {
    expect(await record(said, inputData, live)).toBeUndefined();
  });

  test.each<[object, object, Live]>([
    [event(), { direction: 'inbound', users: ['jane'], numbers: [OUR_NUMBER] }, janesPhone()],
    [ofBob(), { direction: 'outbound', users: ['bob'] }, bobsLeg(CUSTOMER)],
  ])('lets %j pass with %j', async (said, inputData, live) => {
    expect(await record(said, inputData, live)).toMatchObject({ id: 'a' });
  });

  test('for a user, where nobody knows yet who answered, lets Zapier look again, and then lets the call pass', async () => {
    know();
    const platform = createPlatform();
    await expect(deliver(platform, TRIGGER, event(), { users: ['jane'] })).rejects.toMatchObject(looksAgain);
    expect(await deliver(platform, TRIGGER, event(), { users: ['jane'] })).toMatchObject([{ id: 'a', user_id: null }]);
  });
});

describe('the editor', () => {
  beforeAll(stopClock);
  afterAll(() => {
    jest.useRealTimers();
  });

  const show = (inputData: object = {}) =>
    createPlatform().run(`triggers.${TRIGGER}.operation.performList`, { inputData });

  test('shows recent calls that a person answered, as they were then', async () => {
    archiveOf([inboundRow('missed', { ended: 60 }), ...answeredRows('a', { ended: 70 })]);
    know();
    expect(await show()).toMatchObject([{ id: 'a', answered_at: '2026-11-24T18:38:25Z' }]);
  });

  test('shows only calls that pass the filters', async () => {
    archiveOf(answeredRows('a', { ended: 70 }));
    expect(await show({ users: ['bob'] })).toEqual([]);
  });
});
