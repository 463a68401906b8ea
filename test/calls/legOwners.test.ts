import { lacksOwner, withOwner } from '../../src/calls/legs/legOwners.lookUp.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { fromBob, toCarrier, toPhoneOf } from './legs.ts';

const nobodys = { ownerId: null, authorizedBy: 'device', authorizingId: 'd1' };

test.each<[string, Leg, boolean]>([
  ['to a phone', { ...toPhoneOf('jane', 'B1'), ...nobodys }, true],
  [
    'to a phone, in a row, which does not say what authorized it',
    { ...toPhoneOf('jane', 'B1'), ...nobodys, authorizedBy: null },
    true,
  ],
  ['to a cell phone', { ...toPhoneOf('jane', 'B1'), ...nobodys, authorizedBy: 'mobile' }, true],
  ['to a phone whose owner is known', { ...toPhoneOf('jane', 'B1'), ...nobodys, ownerId: 'jane' }, false],
  ['to no phone', { ...toPhoneOf('jane', 'B1'), ...nobodys, authorizingId: null }, false],
  ['of the account', { ...toPhoneOf('jane', 'B1'), ...nobodys, authorizedBy: 'account' }, false],
  ['inside a forward', { ...fromBob('1002'), ...nobodys, bridgeId: 'another' }, true],
  ['of a caller', { ...fromBob('1002'), ...nobodys, callId: 'A', bridgeId: 'A' }, false],
  ['of a caller whose bridge is not reported', { ...fromBob('1002'), ...nobodys, bridgeId: null }, false],
])('a leg %s: whether it lacks the owner of its phone', (_what, leg, expected) => {
  expect(lacksOwner(leg)).toBe(expected);
});

test.each([
  [toCarrier('B', { isCarrier: null }), true],
  [toPhoneOf('bob', 'B', { isCarrier: false, ownerId: null }), false],
  [toPhoneOf('bob', 'B', { isCarrier: null, ownerId: null }), null],
])('an owner who is found later doesn’t change where a leg leads', (given, isCarrier) => {
  expect(withOwner(given, 'bob')).toEqual({ ...given, ownerId: 'bob', isCarrier });
});
