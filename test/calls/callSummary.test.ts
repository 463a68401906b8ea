import { assembleCall } from '../../src/calls/assemble.ts';
import type { Call } from '../../src/calls/call.ts';
import { asAnswered, asStarted } from '../../src/calls/callInProgress.ts';
import { callSummary } from '../../src/calls/callSummary.ts';
import { calledValues, callerValues } from '../../src/fields/parties.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { at, CUSTOMER, fromBob, fromOutside, joined, leg, OUR_NUMBER, toCarrier, toPhoneOf } from './legs.ts';

const callOf = (...legs: Leg[]): Call => {
  const call = assembleCall(legs, 'records');
  if (!call) throw new Error('No legs');
  return call;
};

const names: Record<string, string> = { jane: 'Jane Doe', bob: 'Bob Smith', ann: 'Ann Lee' };

const said = (call: Call, timeZone = 'America/Los_Angeles'): string =>
  callSummary(call, {
    ...callerValues(call.from.number, call.from.name),
    ...calledValues(call.to.number, call.to.name),
    user_name: names[call.ownerId ?? ''] ?? null,
    timeZone,
  });

const answer = (billing: number, ringing = 8) => ({ ringing, billing });
const missed = (cause: string, ringing = 24) => ({ ringing, cause });
const callOfBob = { caller: { number: OUR_NUMBER, name: 'Brightwater' } };

describe('a call from outside', () => {
  const jane = (some: Partial<Leg>) => toPhoneOf('jane', 'B1', some);

  test.each<[string, Call]>([
    [
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, answered by Jane Doe, Tue 24 Nov, 10:32, talked 1:02.',
      callOf(...joined(fromOutside(answer(62)), jane(answer(62)))),
    ],
    [
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, answered by Jane Doe, Tue 24 Nov, 10:32, talked 59 s.',
      callOf(...joined(fromOutside(answer(59)), jane(answer(59)))),
    ],
    [
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, answered by Jane Doe, Tue 24 Nov, 10:32, talked 1:00:01.',
      callOf(...joined(fromOutside(answer(3601)), jane(answer(3601)))),
    ],
    [
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, talked 1:02.',
      callOf(...joined(fromOutside(answer(62)), toCarrier('B1', answer(62)))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(fromOutside(missed('ORIGINATOR_CANCEL')), jane(missed('ORIGINATOR_CANCEL'))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, rang 1:05.',
      callOf(fromOutside(missed('NO_ANSWER', 65)), jane(missed('NO_ANSWER', 65))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, rang 20 s, answered by the system.',
      callOf(fromOutside(answer(31, 20)), jane(missed('NO_ANSWER', 20))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, answered by the system.',
      callOf(fromOutside(answer(22, 0))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, busy, rang 1 s.',
      callOf(fromOutside(missed('USER_BUSY', 1)), jane(missed('USER_BUSY', 1))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, declined, rang 3 s.',
      callOf(fromOutside(missed('CALL_REJECTED', 3)), jane(missed('CALL_REJECTED', 3))),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32, no phone online.',
      callOf(fromOutside(missed('USER_NOT_REGISTERED', 2))),
    ],
    [
      'Missed call from a hidden number to +1 415-488-6100, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(
        fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: 'anonymous', name: 'Anonymous' } }),
        jane({}),
      ),
    ],
    [
      'Missed call from Grace Park to +1 415-488-6100, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: null, name: 'Grace Park' } }), jane({})),
    ],
    [
      'Missed call from +1 415-555-0142 to +1 415-488-6100, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(
        fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: '4155550142', name: '+1 415-555-0142' } }),
        jane({}),
      ),
    ],
    [
      'Missed call from Grace Park (+1 415-555-0142), Tue 24 Nov, 10:32, rang 24 s.',
      callOf(fromOutside({ ...missed('ORIGINATOR_CANCEL'), dialed: null }), jane({})),
    ],
    [
      'Missed call from Zoë Núñez 李 (+44 20 7946 0958) to +1 415-488-6100, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(
        fromOutside({ ...missed('NO_ANSWER'), caller: { number: '+442079460958', name: 'Zoë Núñez 李' } }),
        jane({}),
      ),
    ],
  ])('%s', (sentence, call) => {
    expect(said(call)).toBe(sentence);
  });

  test('that has no time leaves it out', () => {
    const timeless = { ...missed('ORIGINATOR_CANCEL'), start: null };
    expect(said(callOf(fromOutside(timeless), jane(timeless)))).toBe(
      'Missed call from Grace Park (+1 415-555-0142) to +1 415-488-6100, rang 24 s.',
    );
  });

  test.each([
    ['UTC', 'Tue 24 Nov, 18:32'],
    ['America/New_York', 'Tue 24 Nov, 13:32'],
    ['Asia/Tokyo', 'Wed 25 Nov, 03:32'],
  ])('in %s is at %s', (timeZone, moment) => {
    expect(said(callOf(fromOutside(missed('NO_ANSWER'))), timeZone)).toContain(`, ${moment}, `);
  });
});

describe('a call of ours', () => {
  const toCustomer = (some: Partial<Leg>) => toCarrier('B1', { ...callOfBob, ...some });

  test.each<[string, Call]>([
    [
      'Bob Smith called +1 415-555-0177, Tue 24 Nov, 10:32, talked 1:28.',
      callOf(...joined(fromBob(CUSTOMER, answer(88)), toCustomer(answer(88)))),
    ],
    [
      'Bob Smith called +1 415-555-0177, Tue 24 Nov, 10:32, hung up before an answer, rang 9 s.',
      callOf(fromBob(CUSTOMER, missed('ORIGINATOR_CANCEL', 9)), toCustomer({})),
    ],
    [
      'Bob Smith called +1 415-555-0177, Tue 24 Nov, 10:32, no answer, rang 40 s.',
      callOf(fromBob(CUSTOMER, missed('NO_ANSWER', 40)), toCustomer({})),
    ],
    [
      'Bob Smith called +1 415-555-0177, Tue 24 Nov, 10:32, busy, rang 2 s.',
      callOf(fromBob(CUSTOMER, missed('USER_BUSY', 2)), toCustomer({})),
    ],
    [
      'Bob Smith called +1 415-555-0177, Tue 24 Nov, 10:32, could not be connected.',
      callOf(fromBob(CUSTOMER, missed('UNALLOCATED_NUMBER', 2)), toCustomer({})),
    ],
    [
      'Bob Smith called 911, Tue 24 Nov, 10:32, talked 1:30.',
      callOf(...joined(fromBob('911', answer(90)), toCustomer(answer(90)))),
    ],
    [
      'Bob Smith called an unknown number, Tue 24 Nov, 10:32, could not be connected.',
      callOf(fromBob(null, missed('UNALLOCATED_NUMBER'))),
    ],
    [
      'Bob Smith called Grace Park (+1 415-555-0177), Tue 24 Nov, 10:32, talked 1:28.',
      callOf(
        ...joined(
          fromBob(CUSTOMER, { ...answer(88), callee: { number: CUSTOMER, name: 'Grace Park' } }),
          toCustomer(answer(88)),
        ),
      ),
    ],
    [
      'Brightwater (+1 415-488-6100) called +1 415-555-0177, Tue 24 Nov, 10:32, talked 1:28.',
      callOf(...joined(fromBob(CUSTOMER, { ...answer(88), ownerId: null }), toCustomer(answer(88)))),
    ],
    [
      'Extension 1003 called +1 415-555-0177, Tue 24 Nov, 10:32, could not be connected.',
      callOf(
        fromBob(CUSTOMER, { ...missed('USER_NOT_REGISTERED'), ownerId: null, caller: { number: '1003', name: null } }),
      ),
    ],
    [
      'An unknown number called +1 415-555-0177, Tue 24 Nov, 10:32, could not be connected.',
      callOf(fromBob(CUSTOMER, { ...missed('WRONG_CALL_STATE'), ownerId: null, caller: { number: null, name: null } })),
    ],
  ])('%s', (sentence, call) => {
    expect(said(call)).toBe(sentence);
  });
});

describe('a call among us', () => {
  const jane = { number: '1002', name: 'Jane Doe' };

  test.each<[string, Call]>([
    [
      'Call from Bob Smith (extension 1003) to Jane Doe (extension 1002), Tue 24 Nov, 10:32, talked 37 s.',
      callOf(...joined(fromBob('1002', { ...answer(37), callee: jane }), toPhoneOf('jane', 'B1', answer(37)))),
    ],
    [
      'Call from Bob Smith (extension 1003) to extension 1002, answered by Jane Doe, Tue 24 Nov, 10:32, talked 37 s.',
      callOf(...joined(fromBob('1002', answer(37)), toPhoneOf('jane', 'B1', answer(37)))),
    ],
    [
      'Call from Bob Smith (extension 1003) to Jane Doe (extension 1002), answered by Ann Lee, Tue 24 Nov, 10:32, talked 37 s.',
      callOf(...joined(fromBob('1002', { ...answer(37), callee: jane }), toPhoneOf('ann', 'B1', answer(37)))),
    ],
    [
      'Missed call from Bob Smith (extension 1003) to extension 1002, Tue 24 Nov, 10:32, rang 24 s.',
      callOf(fromBob('1002', missed('NO_ANSWER')), toPhoneOf('jane', 'B1')),
    ],
    [
      'Call from Bob Smith (extension 1003) to *97, Tue 24 Nov, 10:32, answered by the system.',
      callOf(fromBob('*97', answer(18, 0))),
    ],
    [
      'Call from Bob Smith (extension 1003) to reception, Tue 24 Nov, 10:32, talked 37 s.',
      callOf(...joined(fromBob('reception', answer(37)), toPhoneOf('lobby', 'B1', answer(37)))),
    ],
  ])('%s', (sentence, call) => {
    expect(said(call)).toBe(sentence);
  });

  test('shows a name without a number as the name', () => {
    const call = { ...callOf(fromBob('1002', missed('NO_ANSWER'))), to: { number: null, name: 'Jane Doe' } };
    expect(said(call)).toContain('to Jane Doe, Tue 24 Nov');
  });
});

describe('a call that goes on', () => {
  const toJane = toPhoneOf('jane', 'B1', answer(62));

  test('has begun', () => {
    expect(said(asStarted(callOf(fromOutside())))).toBe(
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, Tue 24 Nov, 10:32.',
    );
    expect(said(asStarted(callOf(fromBob(CUSTOMER))))).toBe('Bob Smith calls +1 415-555-0177, Tue 24 Nov, 10:32.');
  });

  test('is answered', () => {
    expect(said(asAnswered(callOf(...joined(fromOutside(answer(62)), toJane))))).toBe(
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, answered by Jane Doe, Tue 24 Nov, 10:32.',
    );
  });

  test('is answered by somebody unknown', () => {
    const nobodys = { ...toJane, ownerId: null };
    expect(said(asAnswered(callOf(...joined(fromOutside(answer(62)), nobodys))))).toBe(
      'Call from Grace Park (+1 415-555-0142) to +1 415-488-6100, answered, Tue 24 Nov, 10:32.',
    );
  });

  test('is answered by the customer, at the moment of the answer where the beginning is not known', () => {
    const call = callOf(...joined(fromBob(CUSTOMER, answer(88)), toCarrier('B1', answer(88))));
    expect(said(asAnswered({ ...call, started: null, answered: at(120) }))).toBe(
      'Bob Smith called +1 415-555-0177, answered, Tue 24 Nov, 10:34.',
    );
  });
});

test('of a leg of which nothing is known a sentence is made all the same', () => {
  expect(said(callOf(leg({ start: null })))).toBe('Missed call from an unknown number, no phone online.');
});
