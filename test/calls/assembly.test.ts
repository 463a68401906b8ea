import { assembleCall } from '../../src/calls/assemble.ts';
import type { Aspect, Call } from '../../src/calls/call.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { at, CALLER, CUSTOMER, fromBob, fromOutside, joined, leg, OUR_NUMBER, toCarrier, toPhoneOf } from './legs.ts';

const full = (...legs: Leg[]) => assembleCall(legs, 'records');
const alone = (first: Leg) => assembleCall([first], 'event');

const BOBS_PHONE = "bob's phone";
const bobAlone = { number: '1003', name: 'Bob Smith' };

/** What a call in these tests must show: its legs, and the part of the call that follows from them. */
type Case = [what: string, legs: Leg[], expected: Partial<Call>];

describe('the caller', () => {
  test.each<Case>([
    [
      'from outside is neither a user nor one of our phones, even if the carrier has an owner',
      [fromOutside({ ownerId: 'jane', authorizingId: 'r1' })],
      { caller: { number: CALLER, name: 'Grace Park' }, callerOwnerId: null, callerDeviceId: null, userIds: [] },
    ],
    [
      'of an internal call is a user with a phone',
      [fromBob('1002')],
      { caller: bobAlone, callerOwnerId: 'bob', callerDeviceId: BOBS_PHONE },
    ],
    [
      'of an outbound call is the user, while the callee sees the number that is shown',
      [fromBob(CUSTOMER), toCarrier('B1', { caller: { number: OUR_NUMBER, name: null } })],
      {
        caller: bobAlone,
        callerOwnerId: 'bob',
        callerDeviceId: BOBS_PHONE,
        from: { number: OUR_NUMBER, name: 'Bob Smith' },
      },
    ],
    [
      'of an internal call is seen with the extension, even if a forwarded leg shows a number',
      [fromBob('1002'), toCarrier('B1', { caller: { number: OUR_NUMBER, name: 'Brightwater' } })],
      { direction: 'internal', from: bobAlone },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });
});

describe('the legs that a call counts', () => {
  const pickUp = (interactionId: string | null) =>
    fromBob('*8', { callId: 'C', start: at(9), recordingIds: ['r2'], interactionId });
  const caller = (interactionId: string | null) => fromOutside({ recordingIds: ['r1'], interactionId });

  test.each([
    ['that share its interaction', 'i1', 'i1', 2, ['r1', 'r2']],
    ['but not a call of another interaction', 'i1', 'i2', 1, ['r1']],
    ['but not a call without an interaction', 'i1', null, 1, ['r1']],
    ['but not a call with an interaction if it has none', null, 'i1', 1, ['r1']],
    ['but not any call because both have no interaction', null, null, 1, ['r1']],
  ] as const)('are those %s', (_what, own, other, legCount, recordingIds) => {
    expect(full(caller(own), pickUp(other))).toMatchObject({ legCount, recordingIds });
  });

  test('may name the queue, which is otherwise unknown', () => {
    const agent = toPhoneOf('jane', 'B1', { queueId: 'q1' });
    expect(full(fromOutside(), toPhoneOf('ann', 'B0'), agent)?.queueId).toBe('q1');
    expect(full(fromOutside(), toPhoneOf('ann', 'B0'))?.queueId).toBeNull();
  });
});

describe('a call is answered', () => {
  const rang = { ringing: 7 };
  const phone = (said: Parameters<typeof leg>[0] = {}) => toPhoneOf('jane', 'B1', { ...rang, ...said });

  test.each<Case>([
    [
      'by two legs with nothing billed only if each names the other: not if the phone does not',
      [fromOutside({ ...rang, otherLegId: 'B1' }), phone()],
      { outcome: 'missed', systemAnswered: false },
    ],
    [
      'by two legs with nothing billed only if each names the other: not if the caller does not',
      [fromOutside(rang), phone({ otherLegId: 'A' })],
      { outcome: 'missed', systemAnswered: false },
    ],
    [
      'by the system if only the caller’s leg was billed',
      joined(fromOutside({ billing: 5 }), phone()),
      { outcome: 'missed', missedReason: 'system_answered' },
    ],
    [
      'by nobody if only the user’s other phone was picked up for a quickcall',
      [
        leg({ callId: 'a-quickcall', direction: 'outbound', dialed: CUSTOMER, otherLegId: 'C', cause: 'NO_ANSWER' }),
        leg({ callId: 'b-quickcall', direction: 'outbound', dialed: CUSTOMER, otherLegId: 'a-quickcall', billing: 1 }),
        toCarrier('C', { cause: 'NO_ANSWER', otherLegId: 'a-quickcall' }),
      ],
      { id: 'a-quickcall', outcome: 'no_answer', talk: 0 },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });

  test('according to an event that names another leg and was billed, whatever ended it', () => {
    expect(alone(fromOutside({ otherLegId: 'B1', billing: 9, cause: 'ORIGINATOR_CANCEL' }))?.outcome).toBe('answered');
  });
});

describe('the outcome of an outbound call', () => {
  const carriers = (...causes: string[]) => causes.map((cause, n) => toCarrier(`B${n}`, { cause, start: at(n) }));

  test.each<Case>([
    [
      'is that of the leg to the carrier if the caller’s leg ended like a talk',
      [fromBob(CUSTOMER), ...carriers('USER_BUSY')],
      { outcome: 'busy' },
    ],
    [
      'is that of the caller’s leg otherwise',
      [fromBob(CUSTOMER, { cause: 'USER_BUSY' }), ...carriers('NO_ANSWER')],
      { outcome: 'busy' },
    ],
    [
      'is that of the last leg to a carrier if there are several',
      [fromBob(CUSTOMER), ...carriers('NO_ANSWER', 'ORIGINATOR_CANCEL', 'USER_BUSY')],
      { outcome: 'busy' },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject({ direction: 'outbound', ...expected });
  });

  test('is not that of a feature code, which only people inside can dial', () => {
    expect(full(fromOutside({ dialed: '*97', billing: 18 }))).toMatchObject({
      direction: 'inbound',
      outcome: 'missed',
      missedReason: 'system_answered',
    });
  });
});

describe('the lengths of a call', () => {
  const answer = { ringing: 8, billing: 62 };

  test.each<Case>([
    [
      'are those of a colleague to whom an outbound call went because the carrier’s leg failed',
      [
        fromBob(CUSTOMER, { billing: 54, otherLegId: 'B2' }),
        toCarrier('B1', { cause: 'USER_BUSY' }),
        toPhoneOf('ann', 'B2', { start: at(20), ringing: 4, billing: 30, otherLegId: 'A' }),
      ],
      { direction: 'outbound', outcome: 'answered', wait: 24, ringing: 4, talk: 30 },
    ],
    [
      'have the wait of the caller’s leg if the phone’s leg has no start',
      joined(fromOutside(answer), toPhoneOf('jane', 'B1', { ...answer, ringing: 3, start: null })),
      { wait: 8, ringing: 3, answered: null, talk: 62 },
    ],
    [
      'have the wait of the caller’s leg if that has no start',
      joined(fromOutside({ ...answer, start: null }), toPhoneOf('jane', 'B1', { ...answer, ringing: 3 })),
      { wait: 8, ringing: 3, answered: at(3), talk: 62 },
    ],
    [
      'may have a talk that is a second longer than the call, since each leg is counted in whole seconds',
      joined(fromOutside(answer), toPhoneOf('jane', 'B1', { ringing: 8, billing: 63 })),
      { wait: 8, talk: 63, total: 70 },
    ],
    [
      'have no talk that is two seconds longer',
      joined(fromOutside(answer), toPhoneOf('jane', 'B1', { ringing: 8, billing: 64 })),
      { wait: 8, talk: 62, total: 70 },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });
});

describe('the users of a call', () => {
  const answer = { ringing: 10, billing: 40 };
  const missed = { ringing: 10, cause: 'LOSE_RACE' };
  const lobby = toPhoneOf('lobby', 'B1', { ...answer, ownerId: null });

  test.each<Case>([
    [
      'do not include a colleague who was asked while a phone of nobody calls outside',
      [...joined(fromBob(CUSTOMER, { ...answer, ownerId: null }), toCarrier('B1', answer)), toPhoneOf('ann', 'B2')],
      { direction: 'outbound', ownerId: null, userIds: [] },
    ],
    [
      'have no phone if the leg that talked shows none, even if another of their phones rang',
      [
        ...joined(fromOutside(answer), toPhoneOf('jane', 'B1', { ...answer, authorizedBy: 'user' })),
        toPhoneOf('jane', 'B2', { ...missed, authorizingId: 'desk' }),
      ],
      { ownerId: 'jane', deviceId: null },
    ],
    [
      'are none if a phone of nobody was picked up, whoever else’s rang',
      [...joined(fromOutside(answer), lobby), toPhoneOf('jane', 'B2', missed)],
      { outcome: 'answered', ownerId: null, userIds: [] },
    ],
    [
      'are those who talked, even if the last to talk is someone outside',
      [
        fromOutside({ ringing: 10, billing: 90, otherLegId: 'M' }),
        toPhoneOf('jane', 'B1', { ...answer, otherLegId: 'A', cause: 'BLIND_TRANSFER' }),
        toPhoneOf('ann', 'B2', missed),
        toCarrier('M', { start: at(52), ringing: 4, billing: 44, otherLegId: 'A' }),
      ],
      { userIds: ['jane'], transferred: true },
    ],
    [
      'do not include the owner of a loopback channel through which nothing went outside',
      [
        fromOutside({ cause: 'NO_ANSWER' }),
        leg({ callId: 'L', isLoopback: true, direction: 'outbound', ownerId: 'jane' }),
      ],
      { ownerId: null, userIds: [], forwarded: false },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });
});

describe('a call is forwarded', () => {
  const answer = { ringing: 10, billing: 40 };
  const mobile = toCarrier('M', { ...answer, otherLegId: 'A' });
  const caller = fromOutside({ ...answer, otherLegId: 'M' });
  const jane = toPhoneOf('jane', 'B1', { ...answer, otherLegId: 'A' });
  const answeredByJane = fromOutside({ ...answer, otherLegId: 'B1' });
  const lost = { billing: 0, duration: 10, cause: 'LOSE_RACE' };

  test.each<Case>([
    [
      'by a phone of nobody, which only the loopback channel names',
      [caller, mobile, leg({ callId: 'L', isLoopback: true, direction: 'outbound', authorizingId: 'lobby' })],
      { forwarded: true, userIds: [] },
    ],
    [
      'if an outside phone rang before a user answered',
      [answeredByJane, jane, { ...mobile, ...lost }],
      { forwarded: true, userIds: ['jane'] },
    ],
    [
      'not if an outside phone rang in the moment of the answer',
      [answeredByJane, jane, { ...mobile, ...lost, start: at(10) }],
      { forwarded: false },
    ],
    [
      'also by the second outside phone, since nobody inside answered before it rang',
      [caller, mobile, toCarrier('N', { start: at(50), authorizingId: 'lobby', cause: 'NO_ANSWER' })],
      { forwarded: true },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });

  test('is known of an outbound call without its other leg: never', () => {
    expect(alone(fromBob(CUSTOMER))?.forwarded).toBe(false);
    expect(alone(fromBob('1002'))?.forwarded).toBeNull();
  });
});

describe('what was dialed', () => {
  const quickcall = (name: string, dialed: string | null, said: Partial<Leg> = {}) =>
    leg({
      callId: `${name}-quickcall`,
      direction: 'outbound',
      authorizedBy: 'device',
      ownerId: 'jane',
      dialed,
      ...said,
    });
  const picked = quickcall('b', null, { billing: 40, otherLegId: 'C' });
  const grace = { number: CUSTOMER, name: 'Grace Park' };
  const reached = toCarrier('C', { billing: 30, otherLegId: 'b-quickcall' });

  test.each<Case>([
    [
      'is the callee of a leg that the switch began some other way',
      [leg({ direction: 'outbound', dialed: 'sip-user', callee: { number: '1002', name: 'Jane Doe' } })],
      { to: { number: '1002', name: 'Jane Doe' } },
    ],
    [
      'is unknown without a number, and has no name then',
      [fromBob(null, { callee: { number: null, name: 'Nobody' } })],
      { to: { number: null, name: null } },
    ],
    ['by a quickcall is what the leg to the callee shows', [picked, { ...reached, callee: grace }], { to: grace }],
    [
      'by a quickcall is shown by the first leg that has a number',
      [
        picked,
        toCarrier('B', { callee: { number: null, name: 'Nobody' }, cause: 'USER_BUSY' }),
        { ...reached, callee: grace },
      ],
      { to: grace },
    ],
    [
      'by a quickcall is shown by any of the user’s other phones',
      [picked, quickcall('a', null, { cause: 'LOSE_RACE' }), quickcall('c', CUSTOMER, { cause: 'LOSE_RACE' }), reached],
      { to: { number: CUSTOMER, name: null } },
    ],
    [
      'by a quickcall has the callee’s name if that is the number of the leg',
      [picked, quickcall('c', CUSTOMER, { cause: 'LOSE_RACE' }), { ...reached, callee: grace }],
      { to: grace },
    ],
    [
      'by a quickcall does not have the name of another number',
      [picked, quickcall('c', OUR_NUMBER, { cause: 'LOSE_RACE' }), { ...reached, callee: grace }],
      { to: { number: OUR_NUMBER, name: null } },
    ],
  ])('%s', (_what, legs, expected) => {
    expect(full(...legs)).toMatchObject(expected);
  });

  test.each<[string, Partial<Leg>, Partial<Leg>, Call['direction']]>([
    ['rings a phone that names the caller’s leg', {}, { otherLegId: 'A' }, 'internal'],
    ['rings a phone that the caller’s leg names', { otherLegId: 'B1' }, { otherLegId: 'C' }, 'internal'],
    ['rings a phone that names no leg', {}, {}, 'internal'],
    ['does not ring a phone that is joined with another leg', {}, { otherLegId: 'C' }, 'outbound'],
  ])('is a company number that %s', (_what, first, phone, direction) => {
    expect(full(fromBob(OUR_NUMBER, first), toPhoneOf('jane', 'B1', phone))?.direction).toBe(direction);
  });
});

describe('what missing legs may change about a call', () => {
  const JOINED = { otherLegId: 'B1', billing: 50 };
  const shown = { caller: { number: OUR_NUMBER, name: null } };

  test.each<[string, Leg[], Aspect[]]>([
    ['to outside', [fromBob(CUSTOMER, JOINED)], ['direction', 'numbers']],
    ['to outside that shows a number', [fromBob(CUSTOMER, { ...JOINED, ...shown })], ['direction']],
    [
      'to outside that shows its callee',
      [fromBob(CUSTOMER, { ...JOINED, callee: { number: CUSTOMER, name: null } })],
      ['numbers'],
    ],
    [
      'to outside with another leg behind it',
      [fromBob(CUSTOMER, JOINED), toPhoneOf('ann', 'B2', { otherLegId: 'B1' })],
      ['numbers'],
    ],
    ['to outside that was busy', [fromBob(CUSTOMER, { cause: 'USER_BUSY' })], ['direction', 'numbers']],
    ['to outside that has no end', [fromBob(CUSTOMER, { cause: '' })], ['direction', 'outcome', 'numbers']],
    [
      'to outside that was answered and not billed',
      [fromBob(CUSTOMER, { otherLegId: 'B1' })],
      ['direction', 'outcome', 'numbers'],
    ],
    ['to a colleague', [fromBob('1002', JOINED)], ['users']],
    ['to a colleague that nobody answered', [fromBob('1002', { cause: 'NO_ANSWER' })], ['outcome', 'users']],
    ['of someone outside', [fromOutside(JOINED)], ['users']],
    ['of someone outside to no known number', [fromOutside({ ...JOINED, dialed: null })], ['users', 'numbers']],
    ['of someone outside that was not billed', [fromOutside({ otherLegId: 'B1' })], ['outcome', 'users']],
    ['of someone outside that nobody answered', [fromOutside({ cause: 'NO_ANSWER' })], ['outcome', 'users']],
    ['of someone outside that the system answered', [fromOutside({ billing: 50 })], ['users']],
  ])('%s', (_what, legs, unknown) => {
    expect(assembleCall(legs, 'event')?.unknown).toEqual(unknown);
  });

  test('is nothing once all are there', () => {
    expect(full(...joined(fromBob(CUSTOMER), toCarrier('B1')))?.unknown).toEqual([]);
  });
});
