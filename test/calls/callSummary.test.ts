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
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 10:32 AM, talked 1 min 2 sec.',
      callOf(...joined(fromOutside(answer(62)), jane(answer(62)))),
    ],
    [
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 10:32 AM, talked 59 sec.',
      callOf(...joined(fromOutside(answer(59)), jane(answer(59)))),
    ],
    [
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 10:32 AM, talked 1 hr 1 sec.',
      callOf(...joined(fromOutside(answer(3601)), jane(answer(3601)))),
    ],
    [
      'Call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, talked 1 min 2 sec.',
      callOf(...joined(fromOutside(answer(62)), toCarrier('B1', answer(62)))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(fromOutside(missed('ORIGINATOR_CANCEL')), jane(missed('ORIGINATOR_CANCEL'))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 1 min 5 sec.',
      callOf(fromOutside(missed('NO_ANSWER', 65)), jane(missed('NO_ANSWER', 65))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 20 sec, went to voicemail or a menu.',
      callOf(fromOutside(answer(31, 20)), jane(missed('NO_ANSWER', 20))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, went to voicemail or a menu.',
      callOf(fromOutside(answer(22, 0))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, busy, rang 1 sec.',
      callOf(fromOutside(missed('USER_BUSY', 1)), jane(missed('USER_BUSY', 1))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, declined, rang 3 sec.',
      callOf(fromOutside(missed('CALL_REJECTED', 3)), jane(missed('CALL_REJECTED', 3))),
    ],
    [
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM, no phone online.',
      callOf(fromOutside(missed('USER_NOT_REGISTERED', 2))),
    ],
    [
      'Missed call from a hidden number to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(
        fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: 'anonymous', name: 'Anonymous' } }),
        jane({}),
      ),
    ],
    [
      'Missed call from Grace Park to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: null, name: 'Grace Park' } }), jane({})),
    ],
    [
      'Missed call from 415-555-0142 to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(
        fromOutside({ ...missed('ORIGINATOR_CANCEL'), caller: { number: '4155550142', name: '415-555-0142' } }),
        jane({}),
      ),
    ],
    [
      'Missed call from Grace Park (415-555-0142), Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(fromOutside({ ...missed('ORIGINATOR_CANCEL'), dialed: null }), jane({})),
    ],
    [
      'Missed call from Zoë Núñez 李 (+44 20 7946 0958) to 415-488-6100, Tue, Nov 24, 10:32 AM, rang 24 sec.',
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
      'Missed call from Grace Park (415-555-0142) to 415-488-6100, rang 24 sec.',
    );
  });

  test.each([
    ['UTC', 'Tue, Nov 24, 6:32 PM'],
    ['America/New_York', 'Tue, Nov 24, 1:32 PM'],
    ['Asia/Tokyo', 'Wed, Nov 25, 3:32 AM'],
  ])('in %s is at %s', (timeZone, moment) => {
    expect(said(callOf(fromOutside(missed('NO_ANSWER'))), timeZone)).toContain(`, ${moment}, `);
  });
});

describe('an outbound call', () => {
  const toCustomer = (some: Partial<Leg>) => toCarrier('B1', { ...callOfBob, ...some });

  test.each<[string, Call]>([
    [
      'Bob Smith called 415-555-0177, Tue, Nov 24, 10:32 AM, talked 1 min 28 sec.',
      callOf(...joined(fromBob(CUSTOMER, answer(88)), toCustomer(answer(88)))),
    ],
    [
      'Bob Smith called 415-555-0177, Tue, Nov 24, 10:32 AM, hung up before anyone answered, rang 9 sec.',
      callOf(fromBob(CUSTOMER, missed('ORIGINATOR_CANCEL', 9)), toCustomer({})),
    ],
    [
      'Bob Smith called 415-555-0177, Tue, Nov 24, 10:32 AM, no answer, rang 40 sec.',
      callOf(fromBob(CUSTOMER, missed('NO_ANSWER', 40)), toCustomer({})),
    ],
    [
      'Bob Smith called 415-555-0177, Tue, Nov 24, 10:32 AM, busy, rang 2 sec.',
      callOf(fromBob(CUSTOMER, missed('USER_BUSY', 2)), toCustomer({})),
    ],
    [
      "Bob Smith called 415-555-0177, Tue, Nov 24, 10:32 AM, couldn't be connected.",
      callOf(fromBob(CUSTOMER, missed('UNALLOCATED_NUMBER', 2)), toCustomer({})),
    ],
    [
      'Bob Smith called 911, Tue, Nov 24, 10:32 AM, talked 1 min 30 sec.',
      callOf(...joined(fromBob('911', answer(90)), toCustomer(answer(90)))),
    ],
    [
      "Bob Smith called an unknown number, Tue, Nov 24, 10:32 AM, couldn't be connected.",
      callOf(fromBob(null, missed('UNALLOCATED_NUMBER'))),
    ],
    [
      'Bob Smith called Grace Park (415-555-0177), Tue, Nov 24, 10:32 AM, talked 1 min 28 sec.',
      callOf(
        ...joined(
          fromBob(CUSTOMER, { ...answer(88), callee: { number: CUSTOMER, name: 'Grace Park' } }),
          toCustomer(answer(88)),
        ),
      ),
    ],
    [
      'Brightwater (415-488-6100) called 415-555-0177, Tue, Nov 24, 10:32 AM, talked 1 min 28 sec.',
      callOf(...joined(fromBob(CUSTOMER, { ...answer(88), ownerId: null }), toCustomer(answer(88)))),
    ],
    [
      "Extension 1003 called 415-555-0177, Tue, Nov 24, 10:32 AM, couldn't be connected.",
      callOf(
        fromBob(CUSTOMER, { ...missed('USER_NOT_REGISTERED'), ownerId: null, caller: { number: '1003', name: null } }),
      ),
    ],
    [
      "An unknown number called 415-555-0177, Tue, Nov 24, 10:32 AM, couldn't be connected.",
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
      'Call from Bob Smith (extension 1003) to Jane Doe (extension 1002), Tue, Nov 24, 10:32 AM, talked 37 sec.',
      callOf(...joined(fromBob('1002', { ...answer(37), callee: jane }), toPhoneOf('jane', 'B1', answer(37)))),
    ],
    [
      'Call from Bob Smith (extension 1003) to extension 1002, answered by Jane Doe, Tue, Nov 24, 10:32 AM, talked 37 sec.',
      callOf(...joined(fromBob('1002', answer(37)), toPhoneOf('jane', 'B1', answer(37)))),
    ],
    [
      'Call from Bob Smith (extension 1003) to Jane Doe (extension 1002), answered by Ann Lee, Tue, Nov 24, 10:32 AM, talked 37 sec.',
      callOf(...joined(fromBob('1002', { ...answer(37), callee: jane }), toPhoneOf('ann', 'B1', answer(37)))),
    ],
    [
      'Missed call from Bob Smith (extension 1003) to extension 1002, Tue, Nov 24, 10:32 AM, rang 24 sec.',
      callOf(fromBob('1002', missed('NO_ANSWER')), toPhoneOf('jane', 'B1')),
    ],
    [
      'Call from Bob Smith (extension 1003) to *97, Tue, Nov 24, 10:32 AM, answered automatically.',
      callOf(fromBob('*97', answer(18, 0))),
    ],
    [
      'Call from Bob Smith (extension 1003) to reception, Tue, Nov 24, 10:32 AM, talked 37 sec.',
      callOf(...joined(fromBob('reception', answer(37)), toPhoneOf('lobby', 'B1', answer(37)))),
    ],
  ])('%s', (sentence, call) => {
    expect(said(call)).toBe(sentence);
  });

  test('shows a name without a number as the name', () => {
    const call = { ...callOf(fromBob('1002', missed('NO_ANSWER'))), to: { number: null, name: 'Jane Doe' } };
    expect(said(call)).toContain('to Jane Doe, Tue, Nov 24');
  });
});

describe('a call in progress', () => {
  const toJane = toPhoneOf('jane', 'B1', answer(62));

  test('has begun', () => {
    expect(said(asStarted(callOf(fromOutside())))).toBe(
      'Call from Grace Park (415-555-0142) to 415-488-6100, Tue, Nov 24, 10:32 AM.',
    );
    expect(said(asStarted(callOf(fromBob(CUSTOMER))))).toBe(
      'Bob Smith is calling 415-555-0177, Tue, Nov 24, 10:32 AM.',
    );
  });

  test('is answered', () => {
    expect(said(asAnswered(callOf(...joined(fromOutside(answer(62)), toJane))))).toBe(
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 10:32 AM.',
    );
  });

  test('is answered by someone unknown', () => {
    const nobodys = { ...toJane, ownerId: null };
    expect(said(asAnswered(callOf(...joined(fromOutside(answer(62)), nobodys))))).toBe(
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered, Tue, Nov 24, 10:32 AM.',
    );
  });

  test('is answered by the customer, at the moment of the answer where the beginning is not known', () => {
    const call = callOf(...joined(fromBob(CUSTOMER, answer(88)), toCarrier('B1', answer(88))));
    expect(said(asAnswered({ ...call, started: null, answered: at(120) }))).toBe(
      'Bob Smith called 415-555-0177, answered, Tue, Nov 24, 10:34 AM.',
    );
  });
});

test('of a leg of which nothing is known a sentence is made all the same', () => {
  expect(said(callOf(leg({ start: null })))).toBe('Missed call from an unknown number, no phone online.');
});
