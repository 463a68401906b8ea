import { assembleCall, partiesOfLeg } from '../../src/calls/assemble.ts';
import {
  isFromHidden,
  isMissedFromOutside,
  type CallDirection,
  type MissedReason,
  type Outcome,
} from '../../src/calls/call.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import {
  at,
  CALLER,
  callsOf,
  CUSTOMER,
  fromBob,
  fromOutside,
  joined,
  leg,
  OUR_NUMBER,
  toCarrier,
  toPhoneOf,
  type Said,
} from './legs.ts';

const full = (...legs: Leg[]) => assembleCall(legs, 'records');
const alone = (first: Leg) => assembleCall([first], 'event');

test('without a leg there is no call', () => {
  expect(full()).toBeNull();
  expect(full(fromOutside({ isLoopback: true }))).toBeNull();
});

describe('a hangup cause', () => {
  type Row = {
    causes: string[];
    /** Of a call to us: when both legs end with it, and when only the phone does, before the caller gives up. */
    missed: [Outcome, MissedReason];
    phoneOnly: [Outcome, MissedReason];
    outbound: Outcome;
  };
  const nobody: [Outcome, MissedReason] = ['missed', 'nobody_answered'];
  const rows: Row[] = [
    {
      causes: [
        'NORMAL_CLEARING',
        'NORMAL_UNSPECIFIED',
        'LOSE_RACE',
        'PICKED_OFF',
        'ATTENDED_TRANSFER',
        'BLIND_TRANSFER',
      ],
      missed: nobody,
      phoneOnly: nobody,
      outbound: 'failed',
    },
    { causes: ['ORIGINATOR_CANCEL'], missed: ['missed', 'caller_hung_up'], phoneOnly: nobody, outbound: 'cancelled' },
    {
      causes: ['NO_ANSWER', 'NO_USER_RESPONSE', 'ALLOTTED_TIMEOUT', 'PROGRESS_TIMEOUT'],
      missed: nobody,
      phoneOnly: nobody,
      outbound: 'no_answer',
    },
    { causes: ['USER_BUSY'], missed: ['busy', 'busy'], phoneOnly: ['busy', 'busy'], outbound: 'busy' },
    { causes: ['CALL_REJECTED'], missed: ['busy', 'rejected'], phoneOnly: ['busy', 'rejected'], outbound: 'busy' },
    {
      causes: ['USER_NOT_REGISTERED', 'SUBSCRIBER_ABSENT'],
      missed: ['failed', 'no_phone_online'],
      phoneOnly: ['missed', 'no_phone_online'],
      outbound: 'failed',
    },
    {
      causes: [
        'UNALLOCATED_NUMBER',
        'NO_ROUTE_DESTINATION',
        'DESTINATION_OUT_OF_ORDER',
        'NORMAL_TEMPORARY_FAILURE',
        'RECOVERY_ON_TIMER_EXPIRE',
        'INCOMPATIBLE_DESTINATION',
        'MANDATORY_IE_MISSING',
        'WRONG_CALL_STATE',
        'A_CAUSE_OF_TOMORROW',
        'constructor',
        '',
      ],
      missed: ['failed', 'nobody_answered'],
      phoneOnly: nobody,
      outbound: 'failed',
    },
  ];
  const causes = rows.flatMap(({ causes: group, ...expected }) => group.map((cause) => ({ cause, ...expected })));

  test.each(causes)('$cause ends an unanswered call from outside', ({ cause, missed: [outcome, missedReason] }) => {
    expect(full(fromOutside({ cause }), toPhoneOf('jane', 'B1', { cause }))).toMatchObject({ outcome, missedReason });
  });

  test.each(causes)('$cause ends an unanswered call of a colleague', ({ cause, missed: [outcome, missedReason] }) => {
    const call = full(fromBob('1002', { cause }), toPhoneOf('jane', 'B1', { cause }));
    expect(call).toMatchObject({ direction: 'internal', outcome, missedReason });
  });

  test.each(causes)('$cause of the phone alone', ({ cause, phoneOnly: [outcome, missedReason] }) => {
    const call = full(fromOutside({ cause: 'NO_ANSWER' }), toPhoneOf('jane', 'B1', { cause }));
    expect(call).toMatchObject({ outcome, missedReason });
  });

  test.each(causes)('$cause of the caller alone leaves nothing that rang', ({ cause, missed: [outcome, reason] }) => {
    const missedReason = reason === 'nobody_answered' ? 'no_phone_online' : reason;
    expect(full(fromOutside({ cause }))).toMatchObject({ outcome, missedReason });
  });

  test.each(causes)('$cause of the caller, according to the event', ({ cause, missed: [outcome, missedReason] }) => {
    const told = cause === '' ? { outcome: null, missedReason: null, total: null } : { outcome, missedReason };
    expect(alone(fromOutside({ cause }))).toMatchObject({ ...told, complete: false });
  });

  test.each(causes)('$cause ends an unanswered outbound call', ({ cause, outbound }) => {
    const call = full(fromBob(CUSTOMER, { cause }), toCarrier('B1', { cause }));
    expect(call).toMatchObject({ direction: 'outbound', outcome: outbound, missedReason: null });
  });

  test.each(causes)('$cause does not matter after an answer', ({ cause }) => {
    const answer = { cause, ringing: 3, billing: 40 };
    const call = full(...joined(fromOutside(answer), toPhoneOf('jane', 'B1', answer)));
    expect(call).toMatchObject({ outcome: 'answered', missedReason: null, hangupCause: cause, talk: 40 });
  });

  test.each(causes)('$cause of a phone does not matter when the mailbox picks up', ({ cause }) => {
    const call = full(fromOutside({ ringing: 20, billing: 31 }), toPhoneOf('jane', 'B1', { cause }));
    expect(call).toMatchObject({ outcome: 'missed', missedReason: 'system_answered', systemAnswered: true });
  });
});

test.each<[string, Outcome, MissedReason]>([
  ['CALL_REJECTED', 'missed', 'rejected'],
  ['SUBSCRIBER_ABSENT', 'missed', 'no_phone_online'],
  ['ORIGINATOR_CANCEL', 'missed', 'caller_hung_up'],
])('%s on the caller’s leg is the reason also where a phone rang in vain', (cause, outcome, missedReason) => {
  const rang = toPhoneOf('jane', 'B1', { cause: 'NO_ANSWER' });
  expect(full(fromOutside({ cause }), rang)).toMatchObject({ outcome, missedReason });
});

test('a phone that picks up with a code has not rung, whether or not it got the caller', () => {
  const pickUp = fromBob('*8', { callId: 'C', start: at(9) });
  const rang = toPhoneOf('jane', 'B1', { cause: 'USER_BUSY' });
  expect(full(fromOutside({ cause: 'NO_ANSWER' }), rang, pickUp)).toMatchObject({
    outcome: 'busy',
    missedReason: 'busy',
    ownerId: 'jane',
    userIds: ['jane'],
  });
  expect(full(fromOutside({ cause: 'NO_ANSWER' }), pickUp)).toMatchObject({
    missedReason: 'no_phone_online',
    userIds: [],
  });
});

describe('several phones', () => {
  const ring = (...ends: string[]) =>
    full(
      fromOutside({ cause: 'NO_ANSWER' }),
      ...ends.map((cause, n) => toPhoneOf(`user ${n}`, `B${n}`, { cause, ringing: 25 })),
    );

  test.each<[string[], Outcome, MissedReason]>([
    [['USER_BUSY', 'USER_BUSY'], 'busy', 'busy'],
    [['USER_BUSY', 'CALL_REJECTED'], 'busy', 'busy'],
    [['CALL_REJECTED', 'CALL_REJECTED'], 'busy', 'rejected'],
    [['USER_BUSY', 'NO_ANSWER'], 'missed', 'nobody_answered'],
    [['CALL_REJECTED', 'NO_ANSWER'], 'missed', 'nobody_answered'],
    [['USER_NOT_REGISTERED', 'SUBSCRIBER_ABSENT'], 'missed', 'no_phone_online'],
    [['USER_NOT_REGISTERED', 'NO_ANSWER'], 'missed', 'nobody_answered'],
  ])('that end with %j make the call %s: %s', (ends, outcome, missedReason) => {
    expect(ring(...ends)).toMatchObject({ outcome, missedReason });
  });

  test('of several people leave the person open, but it is the call of each', () => {
    expect(ring('NO_ANSWER', 'NO_ANSWER')).toMatchObject({
      ownerId: null,
      deviceId: null,
      userIds: ['user 0', 'user 1'],
    });
  });

  test('of one person name the person, and no phone', () => {
    const jane = [
      toPhoneOf('jane', 'B1', { authorizingId: 'desk' }),
      toPhoneOf('jane', 'B2', { authorizingId: 'app' }),
    ];
    expect(full(fromOutside(), ...jane)).toMatchObject({ ownerId: 'jane', deviceId: null, userIds: ['jane'] });
  });

  test('one of which is nobody’s name the person and the phone', () => {
    const lobby = toPhoneOf('lobby', 'B2', { ownerId: null });
    expect(full(fromOutside(), toPhoneOf('jane', 'B1'), lobby)).toMatchObject({
      ownerId: 'jane',
      deviceId: "jane's phone",
      userIds: ['jane'],
    });
  });
});

describe('the direction of a call', () => {
  test.each<[string | null, CallDirection]>([
    ['+14155550177', 'outbound'],
    ['4155550177', 'outbound'],
    ['1234567', 'outbound'],
    ['123456', 'internal'],
    ['741741', 'internal'],
    ['1002', 'internal'],
    ['0', 'internal'],
    ['*97', 'internal'],
    ['*724155550177', 'internal'],
    // Emergencies, the N11 services, and the crisis line.
    ['911', 'outbound'],
    ['112', 'outbound'],
    ['933', 'outbound'],
    ['988', 'outbound'],
    ['211', 'outbound'],
    ['411', 'outbound'],
    ['811', 'outbound'],
    ['111', 'internal'],
    ['9911', 'internal'],
    ['9110', 'internal'],
    ['1911', 'internal'],
    ['9112', 'internal'],
    ['2110', 'internal'],
    ['98811', 'internal'],
    [null, 'outbound'],
  ])('follows from what one of our users dialed, %s: %s', (dialed, direction) => {
    expect(alone(fromBob(dialed))?.direction).toBe(direction);
  });

  test('is corrected by the other legs if a colleague is called at a company number', () => {
    expect(full(fromBob(OUR_NUMBER), toPhoneOf('jane', 'B1'))?.direction).toBe('internal');
  });

  test('stays outbound if the call is transferred to a colleague while the leg to the outside is not there yet', () => {
    const colleague = toPhoneOf('ann', 'B2', { start: at(60), billing: 30, otherLegId: 'B1' });
    expect(full(fromBob(CUSTOMER, { billing: 50, otherLegId: 'B1' }), colleague)).toMatchObject({
      direction: 'outbound',
      outcome: 'answered',
      complete: false,
    });
  });

  test('stays internal where a colleague’s calls are forwarded to a cell phone', () => {
    expect(full(fromBob('1002'), toCarrier('B1'))?.direction).toBe('internal');
    expect(full(fromBob('1002'), toCarrier('B1', { ownerId: 'jane' }))?.direction).toBe('internal');
  });

  test.each<[string, Partial<Leg>]>([
    ['a carrier', { authorizedBy: 'resource' }],
    ['a carrier with an id', { authorizedBy: 'resource', authorizingId: 'r1' }],
    ['nobody, because a row does not say', { authorizedBy: null, authorizingId: null }],
  ])('is inbound from %s', (_who, said) => {
    expect(full(fromOutside(said), toPhoneOf('jane', 'B1'))?.direction).toBe('inbound');
  });

  test('stays inbound if the call continues to an outside number', () => {
    expect(full(fromOutside(), toCarrier('B1'))?.direction).toBe('inbound');
  });

  test('is outbound in rows, where a leg to a carrier has no id', () => {
    const rows = [fromBob(null, { authorizedBy: null }), toCarrier('B1', { isCarrier: null })];
    expect(full(...rows)?.direction).toBe('outbound');
  });

  test('is internal in rows, where a leg to a phone has an id', () => {
    const lobby = toPhoneOf('lobby', 'B1', { authorizedBy: null, ownerId: null });
    expect(full(fromBob(OUR_NUMBER, { authorizedBy: null }), lobby)?.direction).toBe('internal');
  });
});

describe('the numbers of a call', () => {
  const ext = { number: '1003', name: 'Bob Smith' };

  test('are those of the caller and what was dialed', () => {
    expect(full(fromOutside(), toPhoneOf('jane', 'B1'))).toMatchObject({
      from: { number: CALLER, name: 'Grace Park' },
      to: { number: OUR_NUMBER, name: null },
    });
  });

  test('carry the name of what was dialed only where the phone shows that number', () => {
    const callee = { number: '1002', name: 'Jane Doe' };
    expect(full(fromBob('1002', { callee }))?.to).toEqual(callee);
    expect(full(fromBob('2000', { callee }))?.to).toEqual({ number: '2000', name: null });
  });

  test.each([
    ['the number that was shown', OUR_NUMBER, 'Brightwater', { number: OUR_NUMBER, name: 'Brightwater' }],
    ['with the name of the caller where none was shown', OUR_NUMBER, null, { number: OUR_NUMBER, name: 'Bob Smith' }],
    ['the extension where what was shown is no number', '1003', 'Brightwater', ext],
    ['the extension where the number was hidden', 'anonymous', null, ext],
    ['the extension where nothing was shown', null, null, ext],
  ])('of an outbound call are %s', (_what, number, name, from) => {
    expect(full(fromBob(CUSTOMER), toCarrier('B1', { caller: { number, name } }))).toMatchObject({ from });
  });

  test.each([null, 'anonymous', 'Restricted', 'unavailable', '0000000000', ' '])('are hidden as %j', (number) => {
    const call = alone(fromOutside({ caller: { number, name: null } }));
    expect(call && isFromHidden(call)).toBe(true);
  });

  test('are not hidden otherwise', () => {
    expect(isFromHidden({ from: { number: CALLER, name: null } })).toBe(false);
  });
});

describe('a call that is answered', () => {
  const answer = { ringing: 8, billing: 62 };

  test('has its person, its phone and its lengths', () => {
    const [a, b1] = joined(fromOutside(answer), toPhoneOf('jane', 'B1', answer));
    const b2 = toPhoneOf('ann', 'B2', { ringing: 8, cause: 'LOSE_RACE' });
    expect(full(a, b1, b2)).toMatchObject({
      ownerId: 'jane',
      deviceId: "jane's phone",
      userIds: ['jane'],
      started: at(0),
      answered: at(8),
      ended: at(70),
      wait: 8,
      ringing: 8,
      talk: 62,
      total: 70,
      legCount: 3,
      transferred: false,
      complete: true,
    });
  });

  test('may name its answering leg in the caller’s leg only', () => {
    const call = full(fromOutside({ ...answer, otherLegId: 'B1' }), toPhoneOf('jane', 'B1', answer));
    expect(call).toMatchObject({ outcome: 'answered', ownerId: 'jane' });
  });

  test('has the order of its answers, not that of its legs or of their beginnings', () => {
    const last = toPhoneOf('ann', 'B1', { start: at(0), ringing: 30, billing: 40, otherLegId: 'A' });
    const first = toPhoneOf('jane', 'B2', { start: at(5), ringing: 5, billing: 15, otherLegId: 'A' });
    expect(full(fromOutside({ ringing: 10, billing: 60 }), last, first)).toMatchObject({
      ownerId: 'ann',
      userIds: ['jane', 'ann'],
      answered: at(10),
      wait: 10,
      ringing: 5,
      talk: 55,
      transferred: true,
    });
  });

  test('is not distinguished from one with a phone that picked up and was not bridged to anyone', () => {
    const call = full(fromOutside({ cause: 'ORIGINATOR_CANCEL' }), toPhoneOf('jane', 'B1', answer));
    expect(call).toMatchObject({ outcome: 'missed', talk: 0 });
  });

  test('is known by the event, without the person, and without what a menu or a queue may have taken of it', () => {
    expect(alone(fromOutside({ ...answer, otherLegId: 'B1' }))).toMatchObject({
      outcome: 'answered',
      systemAnswered: false,
      answered: null,
      ended: at(70),
      ownerId: null,
      userIds: [],
      wait: null,
      ringing: null,
      talk: null,
      total: 70,
      transferred: null,
      forwarded: null,
      complete: false,
      unknown: ['users'],
    });
  });

  test('for less than a second, with nothing billed, is answered where both legs name each other', () => {
    const brief = { ringing: 7, billing: 0 };
    expect(full(...joined(fromOutside(brief), toPhoneOf('jane', 'B1', brief)))).toMatchObject({
      outcome: 'answered',
      ownerId: 'jane',
      wait: 7,
      ringing: 7,
      talk: 0,
    });
    expect(alone(fromOutside({ ...brief, otherLegId: 'B1' }))?.outcome).toBe('answered');
    const [a, b1] = joined(fromOutside(brief), toPhoneOf('jane', 'B1', { ...brief, cause: 'ORIGINATOR_CANCEL' }));
    expect(full(a, b1)?.outcome).toBe('missed');
  });

  test('on one phone of a ring group is not answered on another that was picked up a moment too late', () => {
    const [a, b1] = joined(fromOutside(answer), toPhoneOf('jane', 'B1', answer));
    const late = toPhoneOf('ann', 'B2', { ringing: 8, billing: 1, cause: 'LOSE_RACE', otherLegId: 'A' });
    expect(full(a, b1, late)).toMatchObject({ ownerId: 'jane', userIds: ['jane'], talk: 62, transferred: false });
  });

  test('needs a sign of a talk in the event: a mere name of another leg is none', () => {
    expect(alone(fromOutside({ otherLegId: 'B1', cause: 'NO_ANSWER' }))).toMatchObject({ outcome: 'missed' });
  });

  test('is `event` while the leg that it was joined with is not there', () => {
    const waiting = toPhoneOf('ann', 'B2', { cause: 'LOSE_RACE' });
    expect(full(fromOutside({ ...answer, otherLegId: 'B1' }), waiting)).toMatchObject({
      outcome: 'answered',
      complete: false,
    });
  });

  test('waits until the first answer, and rings as long as the phone that answered', () => {
    const [a, b1] = joined(
      fromOutside({ ringing: 1, billing: 119 }),
      toPhoneOf('ann', 'B2', { start: at(60), ringing: 5, billing: 55 }),
    );
    expect(full(a, b1)).toMatchObject({ wait: 65, ringing: 5, talk: 55, total: 120, answered: at(65) });
  });

  test('is of no known time where its legs have none', () => {
    const timeless = { ...answer, start: null };
    expect(full(...joined(fromOutside(timeless), toPhoneOf('jane', 'B1', timeless)))).toMatchObject({
      outcome: 'answered',
      started: null,
      answered: null,
      ended: null,
      wait: 8,
      talk: 62,
    });
  });

  test('by someone outside who gets an outbound call counts only that talk', () => {
    const consulted = toPhoneOf('ann', 'B2', { billing: 10, otherLegId: 'A' });
    const [a, b1] = joined(
      fromBob(CUSTOMER, { ringing: 4, billing: 50 }),
      toCarrier('B1', { ringing: 4, billing: 50 }),
    );
    expect(full(a, b1, consulted)).toMatchObject({
      direction: 'outbound',
      talk: 50,
      ownerId: 'bob',
      deviceId: "bob's phone",
      userIds: ['bob'],
    });
  });

  test('by somebody inside and then outside, where the call came in, counts both talks', () => {
    const jane = toPhoneOf('jane', 'B1', { ringing: 5, billing: 30, otherLegId: 'A', cause: 'BLIND_TRANSFER' });
    const mobile = toCarrier('B2', { start: at(36), ringing: 4, billing: 40, otherLegId: 'A' });
    const call = full(fromOutside({ ringing: 5, billing: 75, otherLegId: 'B2' }), jane, mobile);
    expect(call).toMatchObject({ direction: 'inbound', talk: 70, wait: 5, ringing: 5, answered: at(5) });
  });

  test('has no device of another user who was asked meanwhile', () => {
    const answers = { ringing: 4, billing: 50 };
    const bob = fromBob(CUSTOMER, { ...answers, authorizedBy: 'user' });
    const [a, b1] = joined(bob, toCarrier('B1', answers));
    const asked = toPhoneOf('ann', 'B2', { start: at(20), otherLegId: 'A' });
    expect(full(a, b1, asked)).toMatchObject({ direction: 'outbound', ownerId: 'bob', deviceId: null });
    const own = toPhoneOf('bob', 'B3', { start: at(30) });
    expect(full(a, b1, asked, own)).toMatchObject({ ownerId: 'bob', deviceId: "bob's phone" });
  });

  test('by nobody has no device of nobody', () => {
    expect(full(fromOutside(), toPhoneOf('lobby', 'B1', { ownerId: null }))).toMatchObject({
      ownerId: null,
      deviceId: null,
      userIds: [],
    });
  });

  test('by a colleague belongs to both', () => {
    const [a, b1] = joined(fromBob('1002', answer), toPhoneOf('jane', 'B1', answer));
    expect(full(a, b1)).toMatchObject({ ownerId: 'jane', userIds: ['bob', 'jane'] });
  });
});

describe('a call that is forwarded to a phone outside', () => {
  const DEVICE = "jane's phone";
  const callee = { number: CUSTOMER, name: null };
  const half = (callId: string, said: Partial<Leg> = {}) =>
    leg({
      callId,
      isLoopback: null,
      ownerId: 'jane',
      authorizingId: DEVICE,
      start: at(0),
      duration: 9,
      dialed: CUSTOMER,
      bridgeId: 'A',
      ...said,
    });
  const outer = half('La', { direction: 'outbound', otherLegId: 'A', billing: 1 });
  const inner = half('Lb', { otherLegId: 'M', billing: 1 });
  const answer = { ringing: 9, billing: 40 };
  const mobile = toCarrier('M', { ...answer, isCarrier: null, callee, otherLegId: 'A' });
  const caller = fromOutside({ ...answer, bridgeId: 'A', otherLegId: 'M' });
  const forwarded = {
    direction: 'inbound',
    outcome: 'answered',
    forwarded: true,
    transferred: false,
    talk: 40,
    id: 'A',
  };

  test('is that of the owner of the loopback channel, whose halves rows do not mark', () => {
    expect(full(inner, outer, mobile, caller)).toMatchObject({ ...forwarded, ownerId: 'jane', userIds: ['jane'] });
  });

  test('is that of the owner of the phone that forwards, where the leg has it', () => {
    const known = { ...mobile, authorizingId: DEVICE, ownerId: 'jane', isCarrier: true };
    expect(full(caller, known)).toMatchObject({ ...forwarded, ownerId: 'jane', deviceId: DEVICE });
  });

  test('is that of the only one whose own phones rang as well', () => {
    const own = toPhoneOf('jane', 'B0', { ringing: 9, cause: 'LOSE_RACE', otherLegId: 'A' });
    expect(full(caller, own, mobile)).toMatchObject({ ...forwarded, ownerId: 'jane', userIds: ['jane'] });
  });

  test('belongs to all whose phones rang, if it could be anyone’s', () => {
    const own = ['jane', 'ann'].map((who) => toPhoneOf(who, who, { cause: 'LOSE_RACE', otherLegId: 'A' }));
    expect(full(caller, ...own, mobile)).toMatchObject({ ...forwarded, ownerId: null, userIds: ['ann', 'jane'] });
  });

  test('belongs to nobody where the call flow itself sends it outside', () => {
    const nobodys = { ownerId: null, userIds: [], unknown: [], forwarded: false };
    expect(full(caller, mobile)).toMatchObject({ ...forwarded, ...nobodys });
  });

  test('stays a call from outside when nobody answers, also where the inner half of the loopback sorts first', () => {
    const inVain = { ringing: 25, cause: 'NO_ANSWER', billing: 0 };
    const first = fromOutside({ ...inVain, bridgeId: 'A' });
    const early = half('0', { ...inVain, otherLegId: 'M', duration: 25 });
    expect(full(early, first, { ...mobile, ...inVain })).toMatchObject({
      id: 'A',
      direction: 'inbound',
      outcome: 'missed',
      missedReason: 'nobody_answered',
      ownerId: 'jane',
      forwarded: true,
    });
  });

  test('that has to be confirmed is not answered by the voicemail of the mobile', () => {
    const picked = { ...mobile, ringing: 12, billing: 18, otherLegId: 'Lb' };
    const mailbox = fromOutside({ ringing: 30, billing: 20, bridgeId: 'A' });
    const lost = [inner, outer].map((one) => ({ ...one, billing: 0 }));
    expect(full(mailbox, picked, ...lost)).toMatchObject({
      outcome: 'missed',
      missedReason: 'system_answered',
      ownerId: 'jane',
      forwarded: true,
      talk: 0,
    });
  });

  test('is answered by the mobile also where the loopback channel stays', () => {
    const kept = [
      { ...outer, billing: 40, duration: 49 },
      { ...inner, billing: 40, duration: 49, otherLegId: 'M' },
    ];
    const first = { ...caller, otherLegId: 'La' };
    expect(full(first, ...kept, { ...mobile, otherLegId: 'Lb' })).toMatchObject({ ...forwarded, ownerId: 'jane' });
  });

  test('does not include a transfer to an outside phone by the person who answered', () => {
    const jane = toPhoneOf('jane', 'B1', { ringing: 5, billing: 30, otherLegId: 'A', cause: 'BLIND_TRANSFER' });
    const later = { ...mobile, start: at(36) };
    expect(full(caller, jane, later)).toMatchObject({ forwarded: false, transferred: true, ownerId: 'jane' });
  });

  test('keeps a colleague’s call inside', () => {
    const bob = { ...fromBob('1002', answer), bridgeId: 'A', otherLegId: 'M' };
    expect(full(bob, mobile)).toMatchObject({ direction: 'internal', outcome: 'answered', forwarded: true });
    expect(full(bob, mobile, outer, inner)).toMatchObject({ direction: 'internal', ownerId: 'jane', talk: 40 });
  });
});

describe('a call that is transferred', () => {
  const first = toPhoneOf('jane', 'B1', { ringing: 6, billing: 30, otherLegId: 'A', cause: 'BLIND_TRANSFER' });
  const second = (ownerId: string | null) =>
    toPhoneOf('ann', 'B2', { ownerId, start: at(36), ringing: 4, billing: 50, otherLegId: 'A' });
  const caller = fromOutside({ ringing: 6, billing: 84, otherLegId: 'B2' });

  test('is that of whoever talked last, and its talk is the sum', () => {
    expect(full(caller, first, second('ann'))).toMatchObject({
      ownerId: 'ann',
      userIds: ['jane', 'ann'],
      transferred: true,
      ringing: 6,
      wait: 6,
      talk: 80,
    });
  });

  test('to another phone of the same person is no transfer', () => {
    expect(full(caller, first, second('jane'))).toMatchObject({ transferred: false, talk: 80, userIds: ['jane'] });
  });

  test('to a phone of nobody is a transfer', () => {
    expect(full(caller, first, second(null))).toMatchObject({ transferred: true, ownerId: null, userIds: ['jane'] });
  });

  test('does not count what the next one was asked before: nobody talks longer than since the first answer', () => {
    const asked = { ...second('ann'), start: at(20), billing: 66 };
    expect(full(caller, first, asked)).toMatchObject({ talk: 84, total: 90, wait: 6 });
  });

  test('is answered where someone picked it up from another phone, whose leg came in', () => {
    const pickUp = leg({ ...fromBob('*8'), callId: 'C', start: at(12), billing: 45, otherLegId: 'A' });
    const call = full(fromOutside({ ringing: 12, billing: 45, otherLegId: 'C' }), pickUp);
    expect(call).toMatchObject({ outcome: 'answered', ownerId: 'bob', wait: 12, talk: 45 });
  });

  test('names the leg that picked it up in the caller’s leg only', () => {
    const pickUp = leg({ ...fromBob('*8'), callId: 'C', start: at(12), billing: 45 });
    expect(full(fromOutside({ ringing: 12, billing: 45, otherLegId: 'C' }), pickUp)).toMatchObject({ ownerId: 'bob' });
  });
});

describe('what the system answers', () => {
  test('a feature code is answered, by the system', () => {
    expect(full(fromBob('*97', { billing: 18 }))).toMatchObject({
      direction: 'internal',
      outcome: 'answered',
      missedReason: null,
      systemAnswered: true,
      answered: null,
      talk: 0,
      wait: 18,
      ringing: 0,
      userIds: ['bob'],
    });
  });

  test.each([
    ['from outside', fromOutside({ billing: 300, isConference: true })],
    ['of a colleague', fromBob('2000', { billing: 300, isConference: true })],
    ['of a colleague who is not charged', fromBob('2000', { isConference: true })],
  ])('a conference %s is answered, by the system', (_who, first) => {
    expect(full(first)).toMatchObject({ outcome: 'answered', systemAnswered: true, missedReason: null, talk: 0 });
  });

  test('a colleague’s mailbox is a missed call', () => {
    expect(full(fromBob('1002', { ringing: 20, billing: 9 }), toPhoneOf('jane', 'B1'))).toMatchObject({
      outcome: 'missed',
      missedReason: 'system_answered',
      ownerId: 'jane',
      ringing: 20,
      wait: 29,
    });
  });

  test('an announcement of the phone company leaves the outcome of an outbound call to its cause', () => {
    const call = full(fromBob(CUSTOMER, { billing: 6, cause: 'NO_ANSWER' }), toCarrier('B1', { cause: 'NO_ANSWER' }));
    expect(call).toMatchObject({ direction: 'outbound', outcome: 'no_answer', systemAnswered: true, talk: 0 });
  });
});

describe('a call that the switch began', () => {
  const phone = (name: string, said: Said) =>
    leg({
      callId: `${name}-quickcall`,
      direction: 'outbound',
      authorizedBy: 'user',
      authorizingId: `phone ${name}`,
      ownerId: 'jane',
      dialed: null,
      ...said,
    });
  const lost = (name: string) => phone(name, { ringing: 5, cause: 'LOSE_RACE', dialed: CUSTOMER });
  const callee = { number: CUSTOMER, name: null };
  const customer = toCarrier('C', { callee, start: at(5), ringing: 8, billing: 35 });

  test('is that of the phone which picked up, to the number that was dialed', () => {
    const [winner, reached] = joined(phone('b', { ringing: 5, billing: 43 }), customer);
    expect(full(lost('a'), winner, reached)).toMatchObject({
      id: 'b-quickcall',
      direction: 'outbound',
      outcome: 'answered',
      to: { number: CUSTOMER, name: null },
      ownerId: 'jane',
      deviceId: null,
      userIds: ['jane'],
      wait: 13,
      ringing: 8,
      talk: 35,
      legCount: 3,
    });
  });

  test('is that of the phone which picked up also where nobody answered the call', () => {
    const winner = phone('b', { ringing: 5, billing: 9, cause: 'ORIGINATOR_CANCEL' });
    const call = full(lost('a'), winner, toCarrier('C', { cause: 'ORIGINATOR_CANCEL' }));
    expect(call).toMatchObject({ id: 'b-quickcall', outcome: 'cancelled' });
  });

  test('is that of the first phone by its id where all rang in vain', () => {
    const inVain = { ringing: 30, cause: 'NO_ANSWER', dialed: CUSTOMER };
    expect(full(phone('b', inVain), phone('a', { ...inVain, start: at(1) }))).toMatchObject({
      id: 'a-quickcall',
      outcome: 'no_answer',
      direction: 'outbound',
    });
  });

  test('does not count the twin that lost as rung: a colleague’s mailbox took it', () => {
    const winner = phone('b', { ringing: 5, billing: 30, dialed: '1004' });
    const twin = phone('a', { ringing: 5, cause: 'LOSE_RACE', dialed: '1004' });
    expect(full(winner, twin)).toMatchObject({
      id: 'b-quickcall',
      direction: 'internal',
      outcome: 'missed',
      missedReason: 'system_answered',
      systemAnswered: true,
      userIds: ['jane'],
    });
  });

  test('has the number that its twin dialed, where the phone that picked up shows none', () => {
    const winner = phone('b', { ringing: 5, billing: 9 });
    expect(full(winner, lost('a'))?.to).toEqual({ number: CUSTOMER, name: null });
    expect(full(winner, toPhoneOf('ann', 'C', { callee: { number: null, name: null } }))?.to).toEqual({
      number: null,
      name: null,
    });
  });

  const inVain = { ringing: 30, cause: 'NO_ANSWER', dialed: CUSTOMER };
  test.each<[string, Said, number]>([
    ['of the same owner, number, and second', {}, 1],
    ['of another owner', { ownerId: 'ann' }, 2],
    ['to another number', { dialed: CALLER }, 2],
    ['a second later', { start: at(1) }, 2],
    ['whose number is unknown', { dialed: null }, 2],
    ['that has a call of its own', { bridgeId: 'b-quickcall' }, 2],
    ['that has an interaction of its own', { interactionId: 'i2' }, 2],
    ['that lost the race', { cause: 'LOSE_RACE' }, 1],
  ])('is one with a twin %s', (_which, said, count) => {
    expect(callsOf([phone('a', inVain), phone('b', { ...inVain, ...said })])).toHaveLength(count);
  });

  test.each<[string, Said, number]>([
    ['was busy', {}, 1],
    ['rang for another number', { dialed: CALLER }, 2],
    ['rang for another user', { ownerId: 'ann' }, 2],
    ['rang a second later', { start: at(1) }, 2],
    ['shows no number', { dialed: null }, 2],
  ])('is that of the phone which picked up, and a phone that %s belongs to it or not', (_which, said, count) => {
    const busy = phone('a', { ringing: 1, cause: 'USER_BUSY', dialed: CUSTOMER, ...said });
    const bridgeId = 'b-quickcall';
    const [winner, reached] = joined(
      phone('b', { bridgeId, ringing: 5, billing: 43 }),
      toCarrier('C', { bridgeId, dialed: CUSTOMER, start: at(5), ringing: 8, billing: 35 }),
    );
    const alone = fromOutside({ callId: 'D', bridgeId: 'D' });
    const calls = callsOf([busy, winner, reached, alone]);
    expect(calls.filter(({ id }) => id !== 'D')).toHaveLength(count);
    expect(calls.find(({ id }) => id === bridgeId)).toMatchObject({ outcome: 'answered', legCount: 4 - count });
    expect(calls.find(({ id }) => id === 'D')).toMatchObject({ legCount: 1 });
  });

  test('has no twin where no number is known, and none that lost the race', () => {
    const unknown = { ...inVain, dialed: null };
    expect(callsOf([phone('a', unknown), phone('b', unknown)])).toHaveLength(2);
    expect(callsOf([phone('a', inVain), phone('b', { ...inVain, cause: 'LOSE_RACE' })])).toMatchObject([
      { id: 'a-quickcall', legCount: 1 },
    ]);
  });

  test('is not answered by the system while the colleague’s phone rings', () => {
    const winner = phone('b', { ringing: 5, billing: 30, dialed: '1004' });
    const rang = toPhoneOf('ann', 'C', { start: at(5), ringing: 25, cause: 'NO_ANSWER' });
    expect(full(winner, rang)).toMatchObject({
      direction: 'internal',
      outcome: 'missed',
      missedReason: 'nobody_answered',
      systemAnswered: false,
    });
  });

  test('is a call even where only a phone that lost is known', () => {
    expect(full(lost('a'))).toMatchObject({ id: 'a-quickcall', outcome: 'failed' });
  });

  test('is internal when it rings a colleague', () => {
    const callee = { number: '1004', name: 'Ann Lee' };
    const [winner, reached] = joined(
      phone('b', { ringing: 3, billing: 27 }),
      toPhoneOf('ann', 'C', { start: at(3), ringing: 4, billing: 23, callee }),
    );
    expect(full(winner, reached)).toMatchObject({
      direction: 'internal',
      ownerId: 'ann',
      userIds: ['jane', 'ann'],
      to: callee,
    });
  });

  test('without such an id is that of the leg which was joined with another', () => {
    const [a, b] = joined(toCarrier('z', { billing: 10 }), toCarrier('y', { billing: 10 }));
    expect(full(toCarrier('x'), a, b)?.id).toBe('y');
  });
});

describe('what the legs know beside', () => {
  test('recordings are given once each, in the order of the legs', () => {
    const b1 = toPhoneOf('jane', 'B1', { start: at(1), recordingIds: ['r2', 'r1'] });
    expect(full(b1, fromOutside({ recordingIds: ['r1'] }))?.recordingIds).toEqual(['r1', 'r2']);
  });

  test('the reference is that of the leg which has one', () => {
    expect(full(fromBob(CUSTOMER), toCarrier('B1', { reference: 'crm-4711' }))?.reference).toBe('crm-4711');
    expect(full(fromBob(CUSTOMER))?.reference).toBeNull();
  });

  test('the hangup cause is that of the first leg', () => {
    const b1 = toPhoneOf('jane', 'B1', { cause: 'NO_ANSWER', interactionId: 'another' });
    expect(full(fromOutside({ cause: 'ORIGINATOR_CANCEL', interactionId: 'i1' }), b1)).toMatchObject({
      hangupCause: 'ORIGINATOR_CANCEL',
    });
  });
});

test.each<[CallDirection, Outcome | null, boolean | null]>([
  ['inbound', 'missed', true],
  ['inbound', 'busy', true],
  ['inbound', 'failed', true],
  ['inbound', 'answered', false],
  ['inbound', null, null],
  ['internal', 'missed', false],
  ['outbound', 'no_answer', false],
])('an %s call with the outcome %s is a missed call from outside: %s', (direction, outcome, expected) => {
  expect(isMissedFromOutside({ direction, outcome, unknown: [] })).toBe(expected);
});

test('an inbound call answered according to the event alone may have been missed', () => {
  expect(isMissedFromOutside({ direction: 'inbound', outcome: 'answered', unknown: ['outcome'] })).toBeNull();
});

describe('the parties of a call, from any of its legs', () => {
  const callee = { number: '1002', name: 'Jane Doe' };
  const to = { number: CUSTOMER, name: null };

  test.each<[string, Leg, object]>([
    ['the leg of a caller outside', fromOutside(), { direction: 'inbound', to: { number: OUR_NUMBER, name: null } }],
    ['the leg of a user who calls', fromBob(CUSTOMER), { direction: 'outbound', to }],
    [
      'the leg to a customer',
      toCarrier('B1', { caller: { number: OUR_NUMBER, name: null } }),
      {
        direction: 'outbound',
        from: { number: OUR_NUMBER, name: null },
        to,
      },
    ],
    [
      'a phone that rings for someone outside',
      toPhoneOf('jane', 'B1', { callee, caller: { number: CALLER, name: null } }),
      {
        direction: 'inbound',
        to: callee,
      },
    ],
    [
      'a phone that rings for a hidden caller',
      toPhoneOf('jane', 'B1', { callee }),
      { direction: 'inbound', to: callee },
    ],
    [
      'a phone that rings for a colleague',
      toPhoneOf('jane', 'B1', { callee, caller: { number: '1003', name: null } }),
      {
        direction: 'internal',
        to: callee,
      },
    ],
    [
      'a phone that the switch rings first',
      toPhoneOf('jane', 'a-quickcall', { dialed: CUSTOMER }),
      {
        direction: 'outbound',
        to,
      },
    ],
  ])('%s', (_what, one, expected) => {
    expect(partiesOfLeg(one)).toMatchObject(expected);
  });
});
