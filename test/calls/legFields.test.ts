import { dialedNumber, isCarrierBy, isHalfOfForward, withQuickcallParties } from '../../src/calls/legs/legFields.ts';
import { toPhoneOf } from './legs.ts';

test.each([
  ['*6714155550100', '14155550100'],
  ['*82+14155550100', '+14155550100'],
  ['1*675', '1*675'],
  ['*67', '*67'],
  ['*98', '*98'],
  [null, null],
])('of what was dialed, %s, the number is %s', (raw, expected) => {
  expect(dialedNumber(raw)).toBe(expected);
});

test.each([
  ['r1', null, true],
  ['r1', false, true],
  [null, true, true],
  [null, false, false],
  [null, null, null],
])('a leg with the resource %s, global %s, leads to a carrier: %s', (id, isGlobal, expected) => {
  expect(isCarrierBy(id, isGlobal)).toBe(expected);
});

test.each([
  [true, null, true],
  [true, 'offnet-termination', true],
  [true, 'onnet-termination', false],
  [false, null, false],
  [null, null, false],
])('a loopback leg (%s) of the type %s is half of a forward: %s', (isLoopback, type, expected) => {
  expect(isHalfOfForward(isLoopback, type)).toBe(expected);
});

test.each([
  ['Bob Smith:', 'Bob Smith'],
  ['Bob Smith: ', 'Bob Smith'],
  ['Sales: Bob', 'Sales: Bob'],
  [null, null],
])('who a quickcall with the name %j is of', (name, expected) => {
  const quickcall = toPhoneOf('bob', '1-quickcall', { caller: { number: '1003', name } });
  expect(withQuickcallParties(quickcall).caller).toEqual({ number: '1003', name: expected });
});

test.each([
  ['1002', '1002'],
  ['*98', '*98'],
  ['1002abc', null],
  ['sip-user', null],
  [null, null],
])('a quickcall whose other leg went to %s was to %s', (destination, expected) => {
  const { dialed, callee } = withQuickcallParties(toPhoneOf('bob', '1-quickcall'), destination);
  expect([dialed, callee]).toEqual([expected, { number: expected, name: null }]);
});
