import { asOneCall, groupLegs, rungLegs, type CallLegs } from '../../src/calls/legs/grouping.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { at, CUSTOMER, fromBob, fromOutside, leg, toCarrier, toPhoneOf } from './legs.ts';

type Ids = { primary: string; others: string[]; loopbacks: string[] };

const idsOf = ({ primary, others, loopbacks }: CallLegs): Ids => ({
  primary: primary.callId,
  others: others.map(({ callId }) => callId),
  loopbacks: loopbacks.map(({ callId }) => callId),
});

const grouped = (...legs: Leg[]): Ids[] => groupLegs(legs).map(idsOf);
const first = (...legs: Leg[]): string[] => grouped(...legs).map(({ primary }) => primary);
const asOne = (...legs: Leg[]): Ids | null => {
  const call = asOneCall(legs);
  return call && idsOf(call);
};

const own = { interactionId: 'own' };
const other = { interactionId: 'other' };

describe('the leg that started the call', () => {
  const half = { ...own, start: at(0.5) };

  test('is the caller’s that came first', () => {
    expect(first(fromOutside({ ...half, callId: 'B' }), fromOutside({ ...own, callId: 'A' }))).toEqual(['A']);
    expect(first(fromBob('1002', { ...half, callId: 'A' }), fromBob('1002', { ...own, callId: 'B' }))).toEqual(['B']);
  });

  test('is the one from outside if another came less than a second before it', () => {
    const forwarded = fromBob('1002', { ...own, callId: 'A' });
    expect(first(forwarded, fromOutside({ ...half, callId: 'B' }))).toEqual(['B']);
    expect(first(forwarded, fromOutside({ ...own, callId: 'B', start: at(1) }))).toEqual(['A']);
    const fromOutsideFirst = fromOutside({ ...own, callId: 'B' });
    expect(first(fromOutsideFirst, fromBob('1002', { ...half, callId: 'A' }))).toEqual(['B']);
  });

  test('is the first by ID if nobody knows when any started', () => {
    const unknown = { ...own, start: null };
    expect(first(fromOutside({ ...unknown, callId: 'B' }), fromOutside(unknown))).toEqual(['A']);
  });

  test('is the first of the pair if the switch started both', () => {
    const [one, two] = [toCarrier('A', { otherLegId: 'B' }), toCarrier('B', { ...own, otherLegId: 'A' })];
    expect(first({ ...one, ...own }, two)).toEqual(['A']);
    expect(first({ ...one, ...own, memberCallId: 'M' }, two)).toEqual(['B']);
    expect(first({ ...one, ...own }, { ...two, otherLegId: null })).toEqual([]);
    expect(first({ ...one, ...own, otherLegId: null }, two)).toEqual([]);
    expect(first({ ...one, ...own, otherLegId: 'A' })).toEqual([]);
  });

  describe('of a quickcall', () => {
    const quick = (id: string, more: Partial<Leg> = {}): Leg =>
      toPhoneOf('bob', `${id}-quickcall`, { ...own, dialed: CUSTOMER, ...more });

    test('is the phone that was picked up, or else the first', () => {
      expect(first(quick('1'), quick('2', { otherLegId: 'B' }))).toEqual(['2-quickcall']);
      expect(first(quick('1'), quick('2', { bridgeId: '2-quickcall' }))).toEqual(['2-quickcall']);
      expect(first(quick('2'), quick('1'))).toEqual(['1-quickcall']);
      expect(first(quick('2'), quick('1', { start: at(1) }))).toEqual(['1-quickcall']);
    });

    test('is shared by phones that rang in the same second, even an unknown one', () => {
      const rang = (id: string, start: Date | null) => quick(id, { interactionId: null, start });
      expect(first(rang('1', at(0)), rang('2', at(0)))).toEqual(['1-quickcall']);
      expect(first(rang('1', null), rang('2', null))).toEqual(['1-quickcall']);
      expect(first(rang('1', at(0)), rang('2', at(1)))).toEqual(['1-quickcall', '2-quickcall']);
    });

    test('is not shared by phones that rang for unknown numbers', () => {
      const rang = (id: string) => quick(id, { interactionId: null, dialed: null });
      expect(first(rang('1'), rang('2'))).toEqual(['1-quickcall', '2-quickcall']);
    });
  });
});

describe('a leg that was read twice', () => {
  test.each([false, true])('counts once, the same way in any order', (isReversed) => {
    const twice = [fromOutside({ ...own, billing: 5 }), fromOutside({ ...own, billing: 7 })];
    const [call] = groupLegs(isReversed ? twice.toReversed() : twice);
    expect(call).toMatchObject({ primary: { billing: 7 }, others: [] });
  });

  test('is no half of a forward if one of the two is none', () => {
    const marked = toPhoneOf('jane', 'B', { ...own, isLoopback: true });
    expect(grouped(fromOutside(own), marked, { ...marked, isLoopback: false })).toEqual([
      { primary: 'A', others: ['B'], loopbacks: [] },
    ]);
  });
});

describe('the halves of a forward', () => {
  const row = { ...own, isLoopback: null };
  const caller = fromOutside({ ...row, bridgeId: 'A' });
  const phone = { ...row, dialed: CUSTOMER, ownerId: 'bob', authorizingId: 'd1' };
  const inner = leg({ ...phone, callId: 'I', bridgeId: 'A' });
  const outer = leg({ ...phone, callId: 'O', bridgeId: 'A', direction: 'outbound' });

  test('are apart from the other legs', () => {
    expect(grouped(caller, inner, outer)).toEqual([{ primary: 'A', others: [], loopbacks: ['I', 'O'] }]);
  });

  test('start no call, even if they came first', () => {
    expect(grouped({ ...caller, start: at(2) }, inner, outer)).toEqual([
      { primary: 'A', others: [], loopbacks: ['I', 'O'] },
    ]);
  });

  test('are no legs without a bridge', () => {
    expect(grouped({ ...caller, bridgeId: null })).toEqual([{ primary: 'A', others: [], loopbacks: [] }]);
  });

  test.each<[string, Partial<Leg>]>([
    ['leads outside', { isCarrier: true }],
    ['was sent to another number', { dialed: 'sip-user' }],
    ['is another user’s', { ownerId: 'jane' }],
    ['is another phone’s', { authorizingId: 'd2' }],
  ])('leave a leg that %s', (_what, more) => {
    expect(grouped(caller, inner, { ...outer, ...more })).toEqual([{ primary: 'A', others: ['O'], loopbacks: ['I'] }]);
  });

  test('leave a leg that came in', () => {
    const second = { ...outer, direction: 'inbound', bridgeId: 'O' } as const;
    expect(grouped(caller, inner, second)).toEqual([{ primary: 'A', others: ['O'], loopbacks: ['I'] }]);
  });

  test('leave a leg to nobody knows which number', () => {
    expect(grouped(caller, { ...inner, dialed: null }, { ...outer, dialed: null })).toEqual([
      { primary: 'A', others: ['O'], loopbacks: ['I'] },
    ]);
  });

  test('are what documents say they are', () => {
    expect(grouped(caller, { ...inner, isLoopback: false })).toEqual([{ primary: 'A', others: ['I'], loopbacks: [] }]);
  });
});

describe('legs of another interaction', () => {
  const caller = fromOutside({ ...own, otherLegId: 'P' });
  const elsewhere = (callId: string, more: Partial<Leg> = {}) => toPhoneOf('jane', callId, { ...other, ...more });

  test.each<[string, Partial<Leg>]>([
    ['was bridged to', { otherLegId: 'A' }],
    ['rang for', { bridgeId: 'A' }],
    ['rang an agent for', { memberCallId: 'A' }],
  ])('are part of a call if one %s its leg', (_what, more) => {
    expect(grouped(caller, elsewhere('X', more))[0]).toEqual({ primary: 'A', others: ['X'], loopbacks: [] });
  });

  test('are part of a call that was bridged to one, but not what else was bridged to that one', () => {
    expect(grouped(caller, elsewhere('P'), elsewhere('X', { otherLegId: 'P' }), elsewhere('Y'))[0]).toEqual({
      primary: 'A',
      others: ['P'],
      loopbacks: [],
    });
  });
});

describe('a call whose first leg is missing', () => {
  const forward = fromBob('1002', { ...own, callId: 'F' });
  const ringing = (callId: string, more: Partial<Leg>) => toPhoneOf('jane', callId, { ...own, ...more });

  test('is in progress while phones rang for it', () => {
    expect(first(forward, ringing('R', { bridgeId: 'missing' }))).toEqual([]);
    expect(first(forward, ringing('R', { bridgeId: 'F' }), ringing('S', { bridgeId: 'missing' }))).toEqual([]);
  });

  test.each<[string, Partial<Leg>]>([
    ['its own leg', { bridgeId: 'F' }],
    ['nobody knows which', { bridgeId: null }],
    ['another, on its way in', { bridgeId: 'missing', direction: 'inbound', ownerId: 'bob' }],
  ])('is not if they rang for %s', (_what, more) => {
    expect(first(forward, ringing('R', { start: at(1), ...more }))).toEqual(['F']);
  });
});

describe('picking up another call', () => {
  const picked = fromOutside({ ...own, otherLegId: 'P' });
  const pickUp = fromBob('*85000', { callId: 'P', otherLegId: 'A' });

  test('is part of that call', () => {
    expect(grouped(picked, pickUp)).toEqual([{ primary: 'A', others: ['P'], loopbacks: [] }]);
  });

  test.each<[string, Leg, Leg]>([
    ['has an interaction', picked, { ...pickUp, interactionId: 'p' }],
    ['dialed no feature code', picked, { ...pickUp, dialed: '85000*' }],
    ['dialed nobody knows what', picked, { ...pickUp, dialed: null }],
    ['talks to someone else', picked, { ...pickUp, otherLegId: 'X' }],
    ['was talked to by nobody', { ...picked, otherLegId: 'X' }, pickUp],
  ])('is not what a phone does that %s', (_what, call, phone) => {
    expect(first(call, phone)).toEqual(['A', 'P']);
  });
});

describe('legs of which it is known that they are one call', () => {
  test('begin with the caller’s, whatever their interactions are', () => {
    expect(asOne(toPhoneOf('jane', 'B', other), fromOutside(own))).toEqual({
      primary: 'A',
      others: ['B'],
      loopbacks: [],
    });
    expect(asOne()).toBeNull();
  });

  test('begin with no half of a forward while there is another leg', () => {
    const half = toPhoneOf('jane', 'A', { isLoopback: true });
    expect(asOne(half, toPhoneOf('jane', 'B'))).toEqual({ primary: 'B', others: [], loopbacks: ['A'] });
    expect(asOne(half)).toBeNull();
    const inner = leg({ callId: 'I', isLoopback: null, bridgeId: 'missing' });
    expect(asOne(inner, toPhoneOf('jane', 'B'))).toEqual({ primary: 'B', others: [], loopbacks: ['I'] });
  });

  test('begin with what looks like an inner half if that is all there is', () => {
    const inner = leg({ callId: 'I', isLoopback: null, bridgeId: 'missing' });
    expect(asOne(toPhoneOf('jane', 'A', { isLoopback: true }), inner)?.primary).toBe('I');
  });

  test('begin with a quickcall, or one that was joined to another, or the first', () => {
    const phone = toPhoneOf('jane', 'A');
    const lost = toPhoneOf('bob', 'Z-quickcall', { cause: 'LOSE_RACE' });
    const bridged = toPhoneOf('jane', 'B', { otherLegId: 'missing' });
    expect(asOne(phone, bridged, lost)?.primary).toBe('Z-quickcall');
    expect(asOne(phone, bridged)?.primary).toBe('B');
    expect(asOne(toPhoneOf('jane', 'C'), phone)?.primary).toBe('A');
    expect(asOne(toPhoneOf('jane', 'C'), { ...phone, start: at(1) })?.primary).toBe('A');
  });
});

test('a leg that came in and a phone that rings for its owner’s quickcall ring nobody', () => {
  const phone = toPhoneOf('jane', 'B');
  expect(rungLegs([fromOutside(), phone, toPhoneOf('bob', '1-quickcall')])).toEqual([phone]);
});
