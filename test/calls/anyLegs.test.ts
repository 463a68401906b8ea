import fc from 'fast-check';
import { assembleCall, type LegSource } from '../../src/calls/assemble.ts';
import { DIRECTIONS, MISSED_REASONS, OUTCOMES, type Call } from '../../src/calls/call.ts';
import type { Party } from '../../src/fields/parties.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { RUNS } from '../support/runs.ts';
import { at, CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';

const CAUSES = [
  'NORMAL_CLEARING',
  'ORIGINATOR_CANCEL',
  'NO_ANSWER',
  'USER_BUSY',
  'CALL_REJECTED',
  'LOSE_RACE',
  'USER_NOT_REGISTERED',
  'UNALLOCATED_NUMBER',
];
const IDS = ['a', 'b', 'c', 'd', 'e-quickcall', 'f-quickcall', 'g-quickcall'];

const anyOf = <T>(...values: T[]) => fc.constantFrom(...values);
const orNothing = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const someNumber = orNothing(anyOf(CALLER, OUR_NUMBER, CUSTOMER, '1002', '*97', '911', 'anonymous'));
const someParty: fc.Arbitrary<Party> = fc.record({ number: someNumber, name: orNothing(anyOf('Ann Lee', CALLER)) });
const someSeconds = fc.oneof(fc.constant(0), fc.nat(7200));

const someLeg: fc.Arbitrary<Leg> = fc.record({
  callId: anyOf(...IDS),
  direction: anyOf('inbound', 'outbound'),
  isLoopback: anyOf(false, null),
  authorizedBy: orNothing(anyOf('resource', 'device', 'user', 'mobile', 'account')),
  authorizingId: orNothing(anyOf('phone 1', 'phone 2')),
  ownerId: orNothing(anyOf('jane', 'bob', 'ann')),
  isCarrier: orNothing(fc.boolean()),
  start: orNothing(fc.nat(600).map(at)),
  duration: someSeconds,
  billing: someSeconds,
  cause: anyOf(...CAUSES),
  otherLegId: orNothing(anyOf(...IDS)),
  bridgeId: orNothing(anyOf(...IDS)),
  queueId: anyOf(null, 'q1'),
  memberCallId: orNothing(anyOf(...IDS)),
  interactionId: orNothing(anyOf('i1', 'i2')),
  caller: someParty,
  callee: someParty,
  dialed: someNumber,
  isConference: fc.boolean(),
  recordingIds: fc.array(anyOf('r1', 'r2'), { maxLength: 2 }),
  reference: orNothing(anyOf('crm-4711')),
});

/** A caller's leg belongs to a bridge of its own. */
const callersLeg = someLeg.map((leg) =>
  leg.direction === 'inbound' && leg.bridgeId ? { ...leg, bridgeId: leg.callId } : leg,
);

const someLegs = fc.uniqueArray(callersLeg, { selector: ({ callId }) => callId, minLength: 1, maxLength: 6 });
const someKnowledge = anyOf('records' as const, 'event' as const);

/** What holds for the call of any legs. */
const expectAlways = (property: (call: Call, legs: Leg[], knowledge: LegSource) => boolean) => {
  fc.assert(
    fc.property(someLegs, someKnowledge, (legs, knowledge) => {
      const call = assembleCall(legs, knowledge);
      return call !== null && property(call, legs, knowledge);
    }),
    { numRuns: RUNS.pure },
  );
};

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const isLength = (length: number | null) => length !== null && Number.isFinite(length) && length >= 0;
const isAnsweredUnseen = ({ complete, outcome }: Call) => !complete && outcome === 'answered';

test('any legs make a call with one of the declared values in each place', () => {
  expectAlways(({ direction, outcome, missedReason, systemAnswered }) => {
    const isKnown = missedReason === null || MISSED_REASONS.includes(missedReason);
    const isOutcome = outcome !== null && OUTCOMES.includes(outcome);
    return DIRECTIONS.includes(direction) && isOutcome && isKnown && systemAnswered !== null;
  });
});

test('there is a missed reason exactly if an incoming or internal call was not answered', () => {
  expectAlways(({ direction, outcome, missedReason }) => {
    return (missedReason === null) === (direction === 'outbound' || outcome === 'answered');
  });
});

test('`cancelled` and `no_answer` occur only for outbound calls, `missed` only for calls to us', () => {
  expectAlways(({ direction, outcome }) => {
    if (direction === 'outbound') return outcome !== 'missed';
    return outcome !== 'cancelled' && outcome !== 'no_answer';
  });
});

test('every length is known, but for those of an answer that is not there, and none is below zero', () => {
  expectAlways((call) => {
    const { wait, ringing, talk, total } = call;
    const isUnknown = [wait, ringing, talk].every((length) => length === null);
    return isLength(total) && ((isUnknown && isAnsweredUnseen(call)) || [wait, ringing, talk].every(isLength));
  });
});

test('nobody talks longer than the legs were paid for, and nobody talks without an answer', () => {
  expectAlways(({ talk, answered, outcome, systemAnswered }, legs) => {
    const paid = legs.reduce((sum, { billing }) => sum + billing, 0);
    const isAnswered = outcome === 'answered' && systemAnswered === false;
    return Number(talk) <= paid && (isAnswered || (talk === 0 && answered === null));
  });
});

test('the call is known by the id of its first leg that came in', () => {
  expectAlways(({ id }, legs) => {
    const startOf = ({ start }: Leg) => start?.getTime() ?? 0;
    const incoming = legs.filter(({ direction }) => direction === 'inbound');
    const earliest = Math.min(...incoming.map(startOf));
    const first = legs.find(({ callId }) => callId === id);
    if (incoming.length > 0) return first?.direction === 'inbound' && startOf(first) === earliest;
    return (
      first !== undefined && (id.endsWith('-quickcall') || !legs.some(({ callId }) => callId.endsWith('-quickcall')))
    );
  });
});

test('the users of a call are known users, once each, and its person is among them', () => {
  expectAlways(({ userIds, ownerId }, legs) => {
    const owners = legs.map((leg) => leg.ownerId);
    const isKnown = userIds.every((id) => owners.includes(id)) && new Set(userIds).size === userIds.length;
    return isKnown && (ownerId === null || userIds.includes(ownerId));
  });
});

test('a call is transferred only where legs of two people or phones talked', () => {
  expectAlways(({ transferred }, legs) => !transferred || legs.filter(({ billing }) => billing > 0).length > 1);
});

test('only the records of all legs make it complete', () => {
  expectAlways(
    ({ complete, unknown }, _legs, knowledge) => !complete || (knowledge === 'records' && unknown.length === 0),
  );
});

test('the order of the legs changes nothing', () => {
  const shuffled = someLegs.chain((legs) =>
    fc.tuple(fc.constant(legs), fc.shuffledSubarray(legs, { minLength: legs.length })),
  );
  fc.assert(
    fc.property(shuffled, someKnowledge, ([legs, others], knowledge) =>
      isSame(assembleCall(legs, knowledge), assembleCall(others, knowledge)),
    ),
    { numRuns: RUNS.pure },
  );
});

test('the order changes nothing either where two legs claim the same id', () => {
  fc.assert(
    fc.property(fc.array(someLeg, { maxLength: 5 }), (legs) =>
      isSame(assembleCall(legs, 'records'), assembleCall(legs.toReversed(), 'records')),
    ),
  );
});

test('a leg inside the switch changes nothing, except that it shows for whom a call was forwarded', () => {
  const loopback = someLeg.map((leg) => ({
    ...leg,
    isLoopback: true,
    callId: 'loopback',
    authorizingId: null,
    ownerId: null,
    recordingIds: [],
  }));
  fc.assert(
    fc.property(someLegs, loopback, someKnowledge, (legs, extra, knowledge) =>
      isSame(assembleCall(legs, knowledge), assembleCall([extra, ...legs], knowledge)),
    ),
    { numRuns: RUNS.pure },
  );
});

test('a leg that is reported twice changes nothing', () => {
  fc.assert(
    fc.property(someLegs, fc.nat(), someKnowledge, (legs, n, knowledge) => {
      const again = legs[n % legs.length];
      return isSame(assembleCall(legs, knowledge), assembleCall(again ? [again, ...legs] : legs, knowledge));
    }),
    { numRuns: RUNS.pure },
  );
});
