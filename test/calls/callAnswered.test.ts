import type { CallCase } from '../../sandbox/dash/calls/cases.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { callSample } from '../../src/calls/call.ts';
import { answeredRows, archiveOf, inboundRow } from './cdrs.ts';
import { stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import {
  deliver,
  everyCase,
  played,
  recordsOf,
  subscriptionBody,
  theCase,
  usualBody,
  userOf,
  type CallRecord,
} from './played.ts';

const TRIGGER = 'call_answered';
const hook = 'channel_bridge';
const NAME = 'Zapier: Call Answered';

/** The bridge of Jane's phone with the leg of somebody who calls from outside. */
const event = (said: object = {}) => ({
  call_id: 'b1',
  call_direction: 'outbound',
  authorizing_type: 'device',
  authorizing_id: 'd1',
  owner_id: 'jane',
  caller_id_number: CALLER,
  caller_id_name: 'Grace Park',
  callee_id_number: '1002',
  to: 'sip_user@sip.test',
  other_leg_call_id: 'a',
  other_leg_destination_number: OUR_NUMBER,
  timestamp: 63_962_764_333,
  ...said,
});

/** The bridge of Bob's leg with a customer's. */
const ofBob = (said: object = {}) => ({
  call_id: 'a',
  call_direction: 'inbound',
  authorizing_type: 'device',
  authorizing_id: 'd3',
  owner_id: 'bob',
  caller_id_number: '1003',
  request: `${CUSTOMER}@sip.test`,
  other_leg_call_id: 'b1',
  other_leg_destination_number: CUSTOMER,
  timestamp: 63_962_764_333,
  ...said,
});

/** Of everybody Dash knows the id. */
const knowAll = () =>
  account()
    .persist()
    .get(/\/(users|devices)\//)
    .optionally()
    .reply(200, (uri) => success({ id: uri.split('/').at(-1) }));

const record = async (said: object, inputData: object = {}) => {
  knowAll();
  return (await deliver(createPlatform(), TRIGGER, said, inputData))[0];
};

describe('the subscription', () => {
  test('asks for the bridges of all legs', async () => {
    expect(await subscriptionBody(TRIGGER, {})).toEqual({ ...usualBody, name: NAME, hook });
  });

  test('for calls from outside asks for those of our phones', async () => {
    expect(await subscriptionBody(TRIGGER, { direction: 'inbound' })).toEqual({
      ...usualBody,
      name: NAME,
      hook,
      modifiers: { call_direction: 'outbound' },
    });
  });
});

describe('a call that was played', () => {
  /** Who answers first, where somebody else talks last. */
  const first: Record<string, string> = {
    'a blind transfer to a colleague, who answers': '1002',
    'an attended transfer in which all is one interaction': '1002',
  };
  /** Colleagues who are called on the way, and answer. */
  const asked = ({ others, meanwhile }: CallCase) =>
    Object.entries({ ...others, ...meanwhile }).flatMap(([leg, { person }]) => (person === undefined ? [] : [leg]));
  /** Its answer shows in no leg of a phone that was rung. */
  const silent = 'a colleague picks the call up with a code, in a call of its own';

  test.each(everyCase.filter(([one]) => one !== silent))('%s: is answered once, or not at all', async (name, one) => {
    const { expected } = one;
    const call = played(one);
    const isAnswered = expected.outcome === 'answered' && expected.system_answered !== true;
    const records = await recordsOf(TRIGGER, call, { hook });
    expect(records.map(({ id }) => id)).toEqual([
      ...(isAnswered ? [call.primaryCallId] : []),
      ...asked(one).map((leg) => call.legs[leg]),
    ]);
    const { direction, person } = expected;
    const told = { direction, outcome: 'answered', user_id: userOf(first[name] ?? person), ended_at: null };
    expect(records.slice(0, 1)).toMatchObject(isAnswered ? [told] : []);
  });

  test(`${silent}: cannot be told`, async () => {
    expect(await recordsOf(TRIGGER, played(theCase(silent)), { hook })).toEqual([]);
  });

  test.each(everyCase)('%s: loses nothing where Dash sends only the bridges of phones', async (_name, one) => {
    const inputData = { direction: 'inbound' };
    const isSent = ({ call_direction }: Record<string, unknown>) => call_direction === 'outbound';
    const idsOf = (records: CallRecord[]) => records.map(({ id }) => id);
    const call = played(one);
    const all = idsOf(await recordsOf(TRIGGER, call, { hook, inputData }));
    expect(idsOf(await recordsOf(TRIGGER, call, { hook, inputData, isSent }))).toEqual(all);
  });
});

describe('whose call it is', () => {
  test.each<[string, object, object]>([
    [
      'a call from outside, by the phone that answers',
      event(),
      { id: 'a', direction: 'inbound', from_number: CALLER, to_number: OUR_NUMBER, user_id: 'jane' },
    ],
    [
      'a call from outside to a mobile of a colleague',
      event({ authorizing_type: 'resource', authorizing_id: undefined }),
      { id: 'a', direction: 'inbound', user_id: 'jane' },
    ],
    [
      'a call of a hidden caller',
      event({ caller_id_number: 'anonymous', caller_id_name: 'Anonymous' }),
      { id: 'a', direction: 'inbound', from_number: 'anonymous', from_name: null },
    ],
    [
      'a call from outside that shows an extension, told by where it began',
      event({ caller_id_number: '2001', inception: '2001@carrier.test' }),
      { id: 'a', direction: 'inbound' },
    ],
    [
      'a call of a colleague',
      event({ caller_id_number: '1003', other_leg_destination_number: '1002' }),
      { id: 'a', direction: 'internal', from_number: '1003', to_number: '1002', user_id: 'jane' },
    ],
    [
      'a call of which nothing was dialled',
      event({ other_leg_destination_number: undefined }),
      { id: 'a', to_number: null },
    ],
    [
      'a call of ours, by its own leg',
      ofBob(),
      { id: 'a', direction: 'outbound', to_number: CUSTOMER, user_id: 'bob' },
    ],
    ['an emergency call', ofBob({ request: '911@sip.test' }), { id: 'a', direction: 'outbound', to_number: '911' }],
    [
      'a call of ours to a short number outside, by the leg of whoever answers',
      event({
        authorizing_type: 'resource',
        authorizing_id: undefined,
        owner_id: undefined,
        caller_id_number: OUR_NUMBER,
        other_leg_destination_number: '741741',
      }),
      { id: 'a', direction: 'outbound', from_number: OUR_NUMBER, to_number: '741741', user_id: null },
    ],
  ])('%s', async (_what, said, expected) => {
    expect(await record(said)).toMatchObject(expected);
  });

  test.each<[string, object]>([
    ['the caller of a call to us', { ...ofBob({ authorizing_type: 'resource', request: `${OUR_NUMBER}@sip.test` }) }],
    ['the caller of a call among us', ofBob({ request: '1002@sip.test' })],
    [
      'the customer whom we called',
      event({
        authorizing_type: 'resource',
        authorizing_id: undefined,
        owner_id: undefined,
        other_leg_destination_number: CUSTOMER,
      }),
    ],
    [
      'somebody outside whom we called by an unknown number',
      event({
        authorizing_type: 'resource',
        authorizing_id: undefined,
        owner_id: undefined,
        other_leg_destination_number: undefined,
      }),
    ],
    ['a leg inside the switch', event({ is_internal_leg: true })],
    ['a leg that was joined with nobody', event({ other_leg_call_id: '' })],
    ['no leg at all', event({ call_direction: 'both' })],
  ])('is not told by %s', async (_what, said) => {
    expect(await deliver(createPlatform(), TRIGGER, said)).toEqual([]);
  });
});

test('a call that is answered has what is known so far, and when it was answered', async () => {
  const given = await record(event());
  expect(given).toMatchObject({
    outcome: 'answered',
    system_answered: false,
    missed_reason: null,
    started_at: null,
    answered_at: '2026-11-24T18:32:13Z',
    local_date: '2026-11-24',
    local_time: '10:32',
    weekday: 'Tuesday',
    wait_seconds: null,
    talk_seconds: null,
    total_text: null,
    hangup_cause: null,
    complete: false,
  });
  expect(Object.keys(given ?? {}).sort()).toEqual(Object.keys(callSample).sort());
});

test('a second answer of the same call, after a transfer, is not given again', async () => {
  knowAll();
  const platform = createPlatform();
  expect(await deliver(platform, TRIGGER, event())).toHaveLength(1);
  expect(await deliver(platform, TRIGGER, event({ call_id: 'b2', owner_id: 'ann' }))).toEqual([]);
});

test('a call of ours that is handed on is not given again as one that somebody answers', async () => {
  knowAll();
  const platform = createPlatform();
  expect(await deliver(platform, TRIGGER, ofBob({ other_leg_call_id: 'b1' }))).toMatchObject([
    { direction: 'outbound' },
  ]);
  const byJane = event({ call_id: 'b2', other_leg_call_id: 'b1', caller_id_number: CUSTOMER });
  expect(await deliver(platform, TRIGGER, byJane)).toEqual([]);
});

describe('a filter', () => {
  test.each<[string, object, object]>([
    ['another direction', event(), { direction: 'outbound' }],
    ['another number', event(), { numbers: ['+14154886199'] }],
    ['another user', event(), { users: ['bob'] }],
    ['another user of a call of ours', ofBob(), { users: ['jane'] }],
  ])('drops an event before any request where somebody wants %s', async (_what, said, inputData) => {
    expect(await deliver(createPlatform(), TRIGGER, said, inputData)).toEqual([]);
  });

  test.each<[object, object]>([
    [event(), { direction: 'inbound', users: ['jane'], numbers: [OUR_NUMBER] }],
    [ofBob(), { direction: 'outbound', users: ['bob'] }],
  ])('lets %j pass with %j', async (said, inputData) => {
    expect(await record(said, inputData)).toMatchObject({ id: 'a' });
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
    knowAll();
    expect(await show()).toMatchObject([
      { id: 'a', outcome: 'answered', answered_at: '2026-11-24T18:38:25Z', ended_at: null, talk_seconds: null },
    ]);
  });

  test('shows only calls that pass the filters', async () => {
    archiveOf(answeredRows('a', { ended: 70 }));
    expect(await show({ users: ['bob'] })).toEqual([]);
  });
});
