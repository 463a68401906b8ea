import type { Leg } from '../../src/calls/legs/leg.ts';
import { isCallerOutside, isE164, isFromOutside, isToOutside } from '../../src/calls/legs/outside.ts';
import { CUSTOMER, leg } from './legs.ts';

test.each<[string, boolean, Partial<Leg>]>([
  ['from a carrier', true, { authorizedBy: 'resource', authorizingId: 'trunk' }],
  ['of nobody’s phone', true, {}],
  ['from a phone', false, { authorizedBy: 'device', authorizingId: 'd1' }],
  ['to a carrier', false, { direction: 'outbound', authorizedBy: 'resource' }],
])('a leg %s comes from outside: %s', (_what, expected, more) => {
  expect(isFromOutside(leg(more))).toBe(expected);
});

const sentTo = (dialed: string, number: string) => ({
  authorizedBy: 'device',
  authorizingId: 'd1',
  dialed,
  callee: { number, name: null },
});

test.each<[string, boolean, Partial<Leg>]>([
  ['that says so', true, { isCarrier: true, ownerId: 'bob' }],
  ['that says it does not', false, { isCarrier: false }],
  ['on its way in', false, { direction: 'inbound', isCarrier: true }],
  ['of a quickcall', false, { callId: '1-quickcall' }],
  ['of a user', false, { ownerId: 'bob' }],
  ['of nobody', true, {}],
  ['of a carrier', true, { authorizedBy: 'resource', authorizingId: 'trunk' }],
  ['of a phone, in a row', false, { authorizingId: 'd1', dialed: '1002' }],
  ['of no phone', false, { authorizedBy: 'device' }],
  ['of a phone, to the number it shows', true, sentTo(CUSTOMER, CUSTOMER)],
  ['of a phone, to another number than it shows', false, sentTo(CUSTOMER, '+14155550100')],
  ['of a phone, to an extension', false, sentTo('1002', '1002')],
])('a leg %s leads outside: %s', (_what, expected, more) => {
  expect(isToOutside(leg({ direction: 'outbound', ...more }))).toBe(expected);
});

test.each([
  ['+14155550142', true],
  ['Anonymous', true],
  ['1002', false],
])('the caller %s is someone outside: %s', (number, expected) => {
  expect(isCallerOutside({ caller: { number, name: null } })).toBe(expected);
});

test.each([
  ['+14155550100', true],
  ['x+14155550100', false],
  ['+14155550100x', false],
  ['14155550100', false],
  ['+123456', false],
  [null, false],
])('%s is in E.164 form: %s', (number, expected) => {
  expect(isE164(number)).toBe(expected);
});
