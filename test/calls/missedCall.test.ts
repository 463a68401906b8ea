import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow } from './cdrs.ts';
import { stopClock } from './clock.ts';
import { CALLER, OUR_NUMBER } from './legs.ts';
import {
  deliver,
  everyCase,
  played,
  platformWith,
  recordsOf,
  subscriptionBody,
  SUBSCRIPTION,
  theCase,
  usualBody,
  userOf,
  type Platform,
} from './played.ts';

const TRIGGER = 'missed_call';
const hook = 'channel_destroy';

const event = (said: object = {}) => ({
  call_id: 'a',
  call_direction: 'inbound',
  authorizing_type: 'resource',
  caller_id_number: CALLER,
  request: `${OUR_NUMBER}@sip.test`,
  timestamp: 63_962_764_349,
  duration_seconds: 24,
  ringing_seconds: 24,
  billing_seconds: 0,
  hangup_cause: 'ORIGINATOR_CANCEL',
  ...said,
});

const MAILBOX = { billing_seconds: 30, hangup_cause: 'NORMAL_CLEARING' };

/** Dash has no call records at all: only the event is known. */
const noRecords = () =>
  account()
    .persist()
    .get(/\/cdrs\/legs\//)
    .reply(404, refusal(404, 'could not find legs'));

test('the subscription asks for the ends of the legs that come in', async () => {
  expect(await subscriptionBody(TRIGGER)).toEqual({
    ...usualBody,
    name: 'Zapier: New Missed Call',
    hook,
    modifiers: { call_direction: 'inbound' },
  });
});

describe('a call that was played', () => {
  test.each(everyCase)('%s: is given once when it was missed, and never else', async (_name, one) => {
    const { direction, outcome, missed_reason, person } = one.expected;
    const isMissed = direction === 'inbound' && ['missed', 'busy', 'failed'].includes(outcome);
    const call = played(one);
    const records = await recordsOf(TRIGGER, call, { hooks: [hook] });
    expect(records).toHaveLength(isMissed ? 1 : 0);
    const told = { id: call.primaryCallId, outcome, missed_reason, user_id: userOf(person), complete: true };
    expect(records).toMatchObject(isMissed ? [told] : []);
  });
});

describe('calls that the system answered', () => {
  const byMailbox = 'nobody answers, the mailbox picks up';
  const byNobody = 'the caller gives up while it rings';

  test.each<[unknown, string, number]>([
    [undefined, byMailbox, 1],
    ['', byMailbox, 1],
    ['include', byMailbox, 1],
    ['include', byNobody, 1],
    ['exclude', byMailbox, 0],
    ['exclude', byNobody, 1],
    ['only', byMailbox, 1],
    ['only', byNobody, 0],
    ['nonsense', byMailbox, 1],
  ])('with %j, when %s: %d', async (system_answered, one, count) => {
    const inputData = { system_answered };
    expect(await recordsOf(TRIGGER, played(theCase(one)), { hooks: [hook], inputData })).toHaveLength(count);
  });
});

describe('a filter that the event decides', () => {
  test.each<[string, object, object]>([
    ['calls from outside, and it is an outbound one', { authorizing_type: 'device', authorizing_id: 'd1' }, {}],
    ['missed calls, and it was answered', { billing_seconds: 9, other_leg_call_id: 'b1' }, {}],
    ['missed calls, and it is a phone that rang', { call_direction: 'outbound' }, {}],
    ['missed calls, and it is a leg inside the switch', { is_internal_leg: true }, {}],
    ['another number', {}, { numbers: ['+14154886199'] }],
    ['all but the fax line', {}, { exclude_numbers: [OUR_NUMBER] }],
    ['none that the system answered', MAILBOX, { system_answered: 'exclude' }],
    ['only those that the system answered', {}, { system_answered: 'only' }],
  ])('drops an event before any request if the filter asks for %s', async (_what, said, inputData) => {
    expect(await deliver(createPlatform(), TRIGGER, event(said), inputData)).toEqual([]);
  });
});

test('of a leg that the switch lost sight of nobody knows who answered: no missed call without a record', async () => {
  noRecords();
  account().persist().get('/channels/a').reply(503, refusal(503, 'datastore timeout'));
  const lost = event({ hangup_cause: undefined, duration_seconds: undefined, billing_seconds: undefined });
  expect(await deliver(createPlatform(), TRIGGER, lost, { system_answered: 'only' })).toEqual([]);
});

test.each<[string | null, number]>([
  [userOf('1002'), 1],
  [userOf('1003'), 0],
])('who was rung stands in the records: for %s it gives %d', async (user, count) => {
  const call = played(theCase('the caller gives up while it rings'));
  expect(await recordsOf(TRIGGER, call, { hooks: [hook], inputData: { users: [user] } })).toHaveLength(count);
});

describe('at most once per caller', () => {
  const times = async (platform: Platform, call_id: string, said: object, once_per_caller: unknown) =>
    (await deliver(platform, TRIGGER, event({ call_id, ...said }), { once_per_caller })).length;

  const calls = async (once_per_caller: unknown, ...callers: object[]) => {
    noRecords();
    const platform = platformWith(TRIGGER);
    const counts: number[] = [];
    for (const [n, said] of callers.entries()) counts.push(await times(platform, `call ${n}`, said, once_per_caller));
    return counts;
  };

  test.each(['15m', '1h', '4h', '1d'])('in %s gives each caller once, however the number is written', async (span) => {
    const ways = [{}, { caller_id_number: '4155550142' }, { caller_id_number: '+14155550143' }];
    expect(await calls(span, ...ways)).toEqual([1, 0, 1]);
  });

  test.each([undefined, '', 'off', 'nonsense'])('is off with %j', async (span) => {
    expect(await calls(span, {}, {})).toEqual([1, 1]);
  });

  test.each(['anonymous', 'Restricted', ''])('never holds hidden callers back: %j', async (caller_id_number) => {
    expect(await calls('1d', { caller_id_number }, { caller_id_number })).toEqual([1, 1]);
  });

  test.each([
    ['15m', 15 * 60],
    ['1h', 60 * 60],
    ['4h', 4 * 60 * 60],
    ['1d', 24 * 60 * 60],
  ])('%s is remembered for %d seconds, after the call itself', async (once_per_caller, seconds) => {
    noRecords();
    const platform = platformWith(TRIGGER);
    await times(platform, 'a', {}, once_per_caller);
    expect([...platform.lifetimes.values()]).toEqual([24 * 60 * 60, seconds]);
  });

  test('does not count a call whose step failed and is repeated', async () => {
    const platform = platformWith(TRIGGER);
    account()
      .get(/\/cdrs\/legs\//)
      .reply(401, refusal(401, 'invalid_credentials'));
    await expect(times(platform, 'a', {}, '1d')).rejects.toMatchObject({ name: 'RefreshAuthError' });
    noRecords();
    expect(await times(platform, 'a', {}, '1d')).toBe(1);
    expect(await times(platform, 'b', {}, '1d')).toBe(0);
  });

  test('counts for each Zap by itself', async () => {
    noRecords();
    const platform = platformWith(TRIGGER);
    expect(await times(platform, 'a', {}, '1d')).toBe(1);
    const otherZap = await platform.run(`triggers.${TRIGGER}.operation.perform`, {
      subscribeData: { ...SUBSCRIPTION, target_hash: 'another' },
      inputData: { once_per_caller: '1d' },
      rawRequest: { content: JSON.stringify({ ...event(), zapier_token: 'secret' }) },
    });
    expect(otherZap).toHaveLength(1);
  });
});

describe('the editor', () => {
  beforeAll(stopClock);
  afterAll(() => {
    jest.useRealTimers();
  });

  const show = (inputData: object = {}) =>
    createPlatform().run(`triggers.${TRIGGER}.operation.performList`, { inputData });

  test('shows recent missed calls from outside', async () => {
    const busy = inboundRow('b', { ended: 90 }, { hangup_cause: 'USER_BUSY' });
    archiveOf([
      inboundRow('a', { ended: 60 }),
      outboundRow('c', { ended: 70 }),
      ...answeredRows('d', { ended: 80 }),
      busy,
    ]);
    expect(await show()).toMatchObject([
      { id: 'a', outcome: 'missed' },
      { id: 'b', outcome: 'busy' },
    ]);
  });

  test('shows only calls that pass the filters', async () => {
    const byMailbox = inboundRow('b', { ended: 90 }, { billing_seconds: 10, hangup_cause: 'NORMAL_CLEARING' });
    archiveOf([inboundRow('a', { ended: 60 }), byMailbox]);
    expect(await show({ system_answered: 'only' })).toMatchObject([{ id: 'b', system_answered: true }]);
  });

  test('says so if the account has no call history', async () => {
    account().get('/cdrs').query(true).reply(404, '');
    await expect(show()).rejects.toThrow("The call history isn't turned on for this VirtualPBX account.");
  });
});

test('a missed call that the records know is given with them', async () => {
  const legs = [
    {
      ...event(),
      timestamp: 63_962_764_349,
      call_direction: 'inbound',
      custom_channel_vars: { authorizing_type: 'resource' },
    },
  ];
  account()
    .get(/\/cdrs\/legs\//)
    .reply(200, success(legs));
  expect(await deliver(createPlatform(), TRIGGER, event())).toMatchObject([{ id: 'a', complete: true }]);
});
