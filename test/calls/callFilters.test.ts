import { assembleCall, DIRECTIONS, OUTCOMES, type Call } from '../../src/calls/assemble.ts';
import { callFilterFields, isWantedCall, verdictOn } from '../../src/calls/callFilters.ts';
import { CALLER, CUSTOMER, fromBob, fromOutside, joined, OUR_NUMBER, toCarrier, toPhoneOf } from './legs.ts';
import type { Leg } from '../../src/calls/leg.ts';

const callOf = (...legs: Leg[]): Call => {
  const call = assembleCall(legs, 'records');
  if (!call) throw new Error('No legs');
  return call;
};

const answer = { ringing: 5, billing: 20 };

const missed = callOf(fromOutside(), toPhoneOf('jane', 'B1'), toPhoneOf('ann', 'B2'));
const answered = callOf(
  ...joined(fromOutside(answer), toPhoneOf('jane', 'B1', answer)),
  toPhoneOf('ann', 'B2', { cause: 'LOSE_RACE' }),
);
const outbound = callOf(
  ...joined(fromBob(CUSTOMER, answer), toCarrier('B1', { ...answer, caller: { number: OUR_NUMBER, name: null } })),
);
const internal = callOf(...joined(fromBob('1002', answer), toPhoneOf('jane', 'B1', answer)));

const isWanted = (call: Call) => (input: Record<string, unknown>) => isWantedCall(call, input);

test.each([
  ['nothing', {}],
  ['empty texts', { direction: '', outcomes: '', users: '', numbers: '', exclude_numbers: '' }],
  ['empty lists', { outcomes: [], users: [], numbers: [], exclude_numbers: [] }],
  ['lists of empty lines', { outcomes: ['', ' '], users: [''], numbers: [null], exclude_numbers: [undefined] }],
])('with %s filled in every call passes', (_what, input) => {
  expect([missed, answered, outbound, internal].every((call) => isWantedCall(call, input))).toBe(true);
});

describe('a direction', () => {
  test.each([
    [{ direction: 'inbound' }, [missed, answered]],
    [{ direction: 'outbound' }, [outbound]],
    [{ direction: 'internal' }, [internal]],
    [{ direction: 'sideways' }, []],
  ])('%j', (input, passing) => {
    expect([missed, answered, outbound, internal].filter((call) => isWantedCall(call, input))).toEqual(passing);
  });
});

describe('outcomes', () => {
  test.each([
    [{ outcomes: ['missed', 'busy'] }, true],
    [{ outcomes: 'missed' }, true],
    [{ outcomes: [' missed ', ''] }, true],
    [{ outcomes: ['answered'] }, false],
  ])('%j let a missed call pass: %s', (input, expected) => {
    expect(isWantedCall(missed, input)).toBe(expected);
  });

  test('let no call pass whose outcome is not known yet', () => {
    expect(isWantedCall({ ...missed, outcome: null }, { outcomes: ['missed'] })).toBe(false);
    expect(isWantedCall({ ...missed, outcome: null }, {})).toBe(true);
  });
});

describe('users', () => {
  test.each<[string, Call, string[], boolean]>([
    ['everybody whose phone rang in vain', missed, ['ann'], true],
    ['one of several', missed, ['bob', 'jane'], true],
    ['nobody else', missed, ['bob'], false],
    ['whoever answered', answered, ['jane'], true],
    ['not whose phone rang while another answered', answered, ['ann'], false],
    ['whoever called somebody outside', outbound, ['bob'], true],
    ['whoever called a colleague', internal, ['bob'], true],
    ['the colleague who was called', internal, ['jane'], true],
    ['no third colleague', internal, ['ann'], false],
  ])('stand for %s', (_who, call, users, expected) => {
    expect(isWantedCall(call, { users })).toBe(expected);
  });
});

describe('our numbers', () => {
  test.each<[string, Call, string, boolean]>([
    ['what was dialled, from outside', missed, OUR_NUMBER, true],
    ['not the caller, from outside', missed, CALLER, false],
    ['what was shown to somebody outside', outbound, OUR_NUMBER, true],
    ['not whom we called', outbound, CUSTOMER, false],
    ['the extension that called a colleague', internal, '1003', true],
    ['the extension of the colleague', internal, '1002', true],
    ['no other extension', internal, '1001', false],
  ])('are %s', (_what, call, number, isOurs) => {
    expect(isWantedCall(call, { numbers: [number] })).toBe(isOurs);
    expect(isWantedCall(call, { exclude_numbers: [number] })).toBe(!isOurs);
  });

  test.each([
    '+14154886100',
    '14154886100',
    '4154886100',
    '(415) 488-6100',
    '415.488.6100',
    'sip:+14154886100@sip.test',
  ])('may be written as %s', (written) => {
    expect(isWantedCall(missed, { numbers: [written] })).toBe(true);
    expect(isWantedCall(missed, { exclude_numbers: [written] })).toBe(false);
  });

  test('may be several', () => {
    expect(isWantedCall(missed, { numbers: ['+14154886199', OUR_NUMBER] })).toBe(true);
    expect(isWantedCall(missed, { exclude_numbers: ['+14154886199', OUR_NUMBER] })).toBe(false);
    expect(isWantedCall(missed, { exclude_numbers: ['+14154886199'] })).toBe(true);
  });

  test('that are left out win over those that are chosen', () => {
    expect(isWantedCall(missed, { numbers: [OUR_NUMBER], exclude_numbers: [OUR_NUMBER] })).toBe(false);
  });
});

test('all filters have to let a call pass', () => {
  const passes = isWanted(answered);
  const input = { direction: 'inbound', outcomes: ['answered'], users: ['jane'], numbers: [OUR_NUMBER] };
  expect(passes(input)).toBe(true);
  expect(passes({ ...input, direction: 'outbound' })).toBe(false);
  expect(passes({ ...input, outcomes: ['missed'] })).toBe(false);
  expect(passes({ ...input, users: ['bob'] })).toBe(false);
  expect(passes({ ...input, numbers: ['1002'] })).toBe(false);
});

test('every direction and every outcome can be chosen', () => {
  expect(Object.keys(callFilterFields.direction.choices).sort()).toEqual([...DIRECTIONS].sort());
  expect(Object.keys(callFilterFields.outcome.choices)).toEqual([...OUTCOMES]);
  expect(callFilterFields.outcomes.choices).toEqual(callFilterFields.outcome.choices);
});

test('one of the users who are known to have been rung is enough, whoever else was', () => {
  const halfKnown: Call = { ...missed, unknown: ['users'] };
  expect(verdictOn(halfKnown, { users: ['ann'] })).toBe(true);
  expect(verdictOn(halfKnown, { users: ['bob'] })).toBeNull();
});
