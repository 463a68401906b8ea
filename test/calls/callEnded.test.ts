import { toGregorian } from '../../src/dash/time.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { answeredRows, archiveOf, inboundRow } from './cdrs.ts';
import { ago, HOUR, stopClock } from './clock.ts';
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

const TRIGGER = 'call_ended';
const hook = 'channel_destroy';
const name = 'Zapier: Call Ended';

describe('the subscription', () => {
  test.each([
    ['every direction', {}],
    ['outbound calls', { direction: 'outbound' }],
    ['calls among us', { direction: 'internal' }],
  ])('for %s asks for the end of all legs', async (_what, inputData) => {
    expect(await subscriptionBody(TRIGGER, inputData)).toEqual({ ...usualBody, name, hook });
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
  const told = everyCase.filter(([, { meanwhile }]) => !meanwhile);
  const passing = everyCase.filter(([, { meanwhile }]) => meanwhile);

  test.each(told)('%s: is given once, and so are the calls that belong to it', async (_name, one) => {
    const call = played(one);
    const records = await recordsOf(TRIGGER, call, { hooks: [hook] });
    const others = Object.keys(one.others ?? {}).map((leg) => call.legs[leg]);
    expect(records.map(({ id }) => id).sort()).toEqual([call.primaryCallId, ...others].sort());

    const { direction, outcome, missed_reason, system_answered, person, talk } = one.expected;
    const main = records.find(({ id }) => id === call.primaryCallId);
    expect(main).toMatchObject({
      direction,
      outcome,
      // If a call is transferred, the other leg continues after the caller's.
      complete: one.expected.direction !== 'outbound' || !one.name.includes('transferred to a colleague'),
      ...(missed_reason !== undefined && { missed_reason }),
      ...(system_answered !== undefined && { system_answered }),
      ...(person !== undefined && { user_id: userOf(person), user_extension: person }),
      ...(talk !== undefined && { talk_seconds: talk }),
    });
    for (const [leg, expected] of Object.entries(one.others ?? {}))
      expect(records.find(({ id }) => id === call.legs[leg])).toMatchObject({ outcome: expected.outcome });
  });

  // While such a call is in progress, nobody can know that it belongs to another.
  test.each(passing)('%s: what looks like a call is given when it ends, and then the whole', async (_name, one) => {
    const call = played(one);
    const looks = Object.keys(one.meanwhile ?? {}).map((leg) => call.legs[leg]);
    const records = await recordsOf(TRIGGER, call, { hooks: [hook] });
    const ids = records.map(({ id }) => id);
    expect(ids.at(-1)).toBe(call.primaryCallId);
    expect(looks).toEqual(expect.arrayContaining(ids.slice(0, -1)));
    expect(records.at(-1)).toMatchObject({ outcome: one.expected.outcome, complete: true });
  });

  test.each(everyCase)('%s: loses nothing where Dash sends only the legs that come in', async (_name, one) => {
    const call = played(one);
    const inputData = { direction: 'inbound' };
    const isSent = ({ call_direction }: Record<string, unknown>) => call_direction === 'inbound';
    const all = await recordsOf(TRIGGER, call, { hooks: [hook], inputData });
    expect(await recordsOf(TRIGGER, call, { hooks: [hook], inputData, isSent })).toEqual(all);
    expect(all.map(({ id }) => id)).toEqual(one.expected.direction === 'inbound' ? [call.primaryCallId] : []);
  });
});

describe('a filter that the event decides', () => {
  const event = (said: object = {}) => ({
    call_id: 'a',
    call_direction: 'inbound',
    authorizing_type: 'resource',
    caller_id_number: CALLER,
    request: `${OUR_NUMBER}@sip.test`,
    duration_seconds: 20,
    hangup_cause: 'ORIGINATOR_CANCEL',
    ...said,
  });
  const ofBob = { authorizing_type: 'device', authorizing_id: 'd1', owner_id: 'bob', request: `${CUSTOMER}@sip.test` };

  test.each<[string, object, object]>([
    ['another direction', {}, { direction: 'outbound' }],
    ['calls from outside, and it is an outbound one', ofBob, { direction: 'inbound' }],
    ['another number', {}, { numbers: ['+14154886199'] }],
    ['all but this number', {}, { exclude_numbers: ['(415) 488-6100'] }],
    ['longer talks, and the whole call was shorter', {}, { minimum_talk_seconds: 21 }],
    ['outbound talks, and nobody answered', ofBob, { minimum_talk_seconds: '1' }],
    ['real calls, and it is a phone that rang', { call_direction: 'outbound', owner_id: 'jane' }, {}],
    ['real calls, and it is a leg inside the switch', { is_internal_leg: true }, {}],
    [
      'real calls, and it is a phone that lost',
      { call_id: 'b-quickcall', call_direction: 'outbound', hangup_cause: 'LOSE_RACE' },
      {},
    ],
    ['calls, and it is none', { call_id: '' }, {}],
  ])('drops an event before any request if the filter asks for %s', async (_what, said, inputData) => {
    expect(await deliver(createPlatform(), TRIGGER, event(said), inputData)).toEqual([]);
  });
});

describe('a filter that only the records decide', () => {
  test('returns a call if the event has no duration', async () => {
    const call = { call_id: 'y', call_direction: 'inbound', authorizing_type: 'resource', hangup_cause: 'NO_ANSWER' };
    const told = {
      ...call,
      caller_id_number: CALLER,
      request: `${OUR_NUMBER}@sip.test`,
      timestamp: toGregorian(ago(60)),
    };
    const lengths = { duration_seconds: 90, billing_seconds: 80, hangup_cause: 'NORMAL_CLEARING' };
    const phone = { ...told, ...lengths, call_id: 'p', call_direction: 'outbound', other_leg_call_id: 'y' };
    account()
      .persist()
      .get(/\/cdrs\/legs\//)
      .reply(200, success([{ ...told, ...lengths, other_leg_call_id: 'p' }, phone]));
    expect(await deliver(createPlatform(), TRIGGER, told, { minimum_talk_seconds: 30 })).toMatchObject([{ id: 'y' }]);
  });

  const record = async (one: string, inputData: object) =>
    (await recordsOf(TRIGGER, played(theCase(one)), { hooks: [hook], inputData })).map(({ direction, outcome }) => ({
      direction,
      outcome,
    }));
  const gaveUp = 'the caller gives up while it rings';

  test.each<[string, object, number]>([
    [gaveUp, { outcomes: ['missed'] }, 1],
    [gaveUp, { outcomes: ['busy', 'failed'] }, 0],
    [gaveUp, { users: [userOf('1002')] }, 1],
    [gaveUp, { users: [userOf('1003')] }, 0],
    [gaveUp, { minimum_talk_seconds: 1 }, 0],
    ['a customer is called and answers', { minimum_talk_seconds: 1 }, 1],
    ['a customer is called and answers', { minimum_talk_seconds: 10_000 }, 0],
    ['nobody answers, the mailbox picks up', { system_answered: 'include' }, 1],
    ['nobody answers, the mailbox picks up', { system_answered: 'exclude' }, 0],
    [gaveUp, { system_answered: 'only' }, 0],
    ['a customer is called and answers', { direction: 'outbound', users: [userOf('1003')] }, 1],
    ['a customer is called and answers', { numbers: [OUR_NUMBER] }, 1],
    ['a customer is called and answers', { exclude_numbers: [OUR_NUMBER] }, 0],
    ['one extension calls another, who answers', { direction: 'internal' }, 1],
    ['one extension calls another, who answers', { direction: 'outbound' }, 0],
  ])('%s: with %j it gives %d', async (one, inputData, count) => {
    expect(await record(one, inputData)).toHaveLength(count);
  });
});

test('an event that Dash sends again gives the call once', async () => {
  const call = played(theCase('the caller gives up while it rings'));
  const twice = { ...call, timeline: call.timeline.flatMap((event) => [event, event]) };
  expect(await recordsOf(TRIGGER, twice, { hooks: [hook] })).toHaveLength(1);
});

test('a call whose legs answer 401 is given when Zapier repeats the step', async () => {
  const call = played(theCase('the phone is unplugged'));
  const platform = createPlatform();
  const [event] = call.timeline.filter((one) => one.hook === hook);
  const answers = (code: number, body: object) =>
    account()
      .get(/\/cdrs\/legs\//)
      .reply(code, body);
  answers(401, refusal(401, 'not now'));
  await expect(deliver(platform, TRIGGER, event?.payload ?? {})).rejects.toMatchObject({ name: 'RefreshAuthError' });
  answers(200, success(Object.values(call.documents)));
  expect(await deliver(platform, TRIGGER, event?.payload ?? {})).toMatchObject([{ id: call.primaryCallId }]);
});

describe('the editor', () => {
  beforeAll(stopClock);
  afterAll(() => {
    jest.useRealTimers();
  });

  const show = (inputData: object = {}) =>
    createPlatform().run(`triggers.${TRIGGER}.operation.performList`, { inputData }) as Promise<CallRecord[]>;

  const knowJane = () => {
    account()
      .get('/users/jane')
      .reply(200, success({ id: 'jane', first_name: 'Jane', last_name: 'Doe' }));
    account()
      .get('/devices/phone-of-jane')
      .reply(200, success({ name: 'Desk phone' }));
  };

  test('shows the newest three calls of the last day, of whatever kind', async () => {
    const asked = archiveOf([
      inboundRow('d', { ended: HOUR }),
      ...answeredRows('b', { ended: 70 }),
      inboundRow('a', { ended: 60 }),
      inboundRow('c', { ended: 80 }),
    ]);
    knowJane();
    const shown = await show();
    expect(shown.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['a', 'missed'],
      ['b', 'answered'],
      ['c', 'missed'],
    ]);
    expect(shown[1]).toMatchObject({ user_name: 'Jane Doe', device_name: 'Desk phone' });
    expect(asked).toHaveLength(1);
  });

  test('shows only calls that pass the filters', async () => {
    archiveOf([inboundRow('a', { ended: 60, lasts: 40 }), ...answeredRows('b', { ended: 70, lasts: 40 })]);
    expect(await show({ minimum_talk_seconds: 20 })).toMatchObject([{ id: 'b', outcome: 'answered' }]);
  });

  test('shows nothing of an account without calls', async () => {
    archiveOf([]);
    expect(await show()).toEqual([]);
  });
});
