import fc from 'fast-check';
import type { Call } from '../../src/calls/call.ts';
import { findNotReturned, type NotReturned } from '../../src/calls/notReturned.ts';
import { RUNS } from '../support/runs.ts';
import { NOW } from './clock.ts';
import { answered, internal, missed, outbound } from './finished.ts';
import { CALLER, CUSTOMER } from './legs.ts';

const MINUTE_MS = 60_000;
const OTHER = '+14155550199';

const find = (calls: readonly Call[], options: Partial<Parameters<typeof findNotReturned>[1]> = {}): NotReturned[] =>
  findNotReturned(calls, { withinMs: 60 * MINUTE_MS, isCounted: () => true, given: () => undefined, ...options });

const idsOf = (found: NotReturned[]) => found.map(({ call, attempts, first }) => [call.id, attempts, first.id]);

/** Of so many minutes, when a missed call of these tests ends: each rings for a minute. */
const attempt = (id: string, ago: number, from = CALLER) => missed(id, { ago: ago + 1, rings: 60 }, from);

test.each<[string, Call[], [string, number, string][]]>([
  ['nothing', [], []],
  ['a missed call', [attempt('a', 100)], [['a', 1, 'a']]],
  ['none of a hidden caller, whom nobody can call back', [attempt('a', 100, 'anonymous')], []],
  ['none that was answered', [answered('a', { ago: 100 })], []],
  ['none among us', [internal('a', { ago: 100 })], []],
  ['none that was called back in time', [attempt('a', 100), outbound('b', { ago: 50, talks: 5 }, CALLER)], []],
  ['none that was called back in vain', [attempt('a', 100), outbound('b', { ago: 50 }, CALLER)], []],
  ['none that was called back with the last second', [attempt('a', 100), outbound('b', { ago: 40 }, CALLER)], []],
  [
    'one that was called back a second too late',
    [attempt('a', 100), outbound('b', { ago: 40 - 1 / 60 }, CALLER)],
    [['a', 1, 'a']],
  ],
  [
    'none that was called back in time in a call that lasts longer',
    [attempt('a', 100), outbound('b', { ago: 41, talks: 5000 }, CALLER)],
    [],
  ],
  [
    'none during which one of us talked with that caller',
    [attempt('a', 100), outbound('b', { ago: 105, talks: 600 }, CALLER)],
    [],
  ],
  ['one that was called only before', [attempt('a', 100), outbound('b', { ago: 105 }, CALLER)], [['a', 1, 'a']]],
  ['one where another number was called', [attempt('a', 100), outbound('b', { ago: 90 }, CUSTOMER)], [['a', 1, 'a']]],
  [
    'none that was called back with the number written otherwise',
    [attempt('a', 100, '4155550142'), outbound('b', { ago: 90 }, '14155550142')],
    [],
  ],
  ['none whose caller got through in time', [attempt('a', 100), answered('b', { ago: 50 })], []],
  ['one whose caller got through too late', [attempt('a', 100), answered('b', { ago: 30 })], [['a', 1, 'a']]],
  [
    'several attempts once, by the last of them',
    [attempt('a', 100), attempt('b', 90), attempt('c', 40)],
    [['c', 3, 'a']],
  ],
  [
    'an attempt after that time as one more, the later one first',
    [attempt('a', 100), attempt('b', 90), attempt('c', 39)],
    [
      ['c', 1, 'c'],
      ['b', 2, 'a'],
    ],
  ],
  [
    'attempts after a call back by themselves',
    [attempt('a', 100), attempt('b', 95), outbound('c', { ago: 90 }, CALLER), attempt('d', 80), attempt('e', 70)],
    [['e', 2, 'd']],
  ],
  [
    'each caller by itself',
    [attempt('a', 100), attempt('b', 99, OTHER), attempt('c', 98), outbound('d', { ago: 50 }, OTHER)],
    [['c', 2, 'a']],
  ],
])('finds %s', (_what, calls, expected) => {
  expect(idsOf(find(calls))).toEqual(expected);
});

test('takes a call whose end is not known for one that ended when it began', () => {
  const endless = (call: Call): Call => ({ ...call, ended: null });
  expect(idsOf(find([endless(attempt('a', 100))]))).toEqual([['a', 1, 'a']]);
  expect(find([attempt('a', 100), endless(outbound('b', { ago: 50 }, CALLER))])).toEqual([]);
});

test('returns when the time began and ends', () => {
  const began = NOW.getTime() - 100 * MINUTE_MS;
  expect(find([attempt('a', 100)])).toMatchObject([{ number: CALLER, began, due: began + 60 * MINUTE_MS }]);
});

test('counts attempts that are asked for only, while every call settles the matter', () => {
  const isCounted = ({ id }: Call) => id !== 'a';
  expect(idsOf(find([attempt('a', 100), attempt('b', 90)], { isCounted }))).toEqual([['b', 1, 'b']]);
  const back = outbound('back', { ago: 50 }, CALLER);
  expect(find([attempt('b', 90), back], { isCounted: (call) => call !== back })).toEqual([]);
});

describe('of a caller who tries again and again', () => {
  const calls = [100, 90, 80, 70, 60, 50, 40, 30, 20, 10].map((ago) => attempt(`at ${ago}`, ago));
  const withinMs = 25 * MINUTE_MS;
  const beganAt = (ago: number) => NOW.getTime() - ago * MINUTE_MS;

  test('the times follow each other', () => {
    expect(idsOf(find(calls, { withinMs })).toReversed()).toEqual([
      ['at 80', 3, 'at 100'],
      ['at 50', 3, 'at 70'],
      ['at 20', 3, 'at 40'],
      ['at 10', 1, 'at 10'],
    ]);
  });

  test('they stay where they are, when fewer attempts are seen', () => {
    const given = () => beganAt(70);
    expect(idsOf(find(calls.slice(2), { withinMs, given })).toReversed()).toEqual([
      ['at 50', 3, 'at 70'],
      ['at 20', 3, 'at 40'],
      ['at 10', 1, 'at 10'],
    ]);
    expect(idsOf(find(calls.slice(5), { withinMs, given })).toReversed()).toEqual([
      ['at 20', 3, 'at 40'],
      ['at 10', 1, 'at 10'],
    ]);
  });
});

describe('of any calls', () => {
  const times = fc.record({ ago: fc.nat(400), rings: fc.constant(30), talks: fc.nat(100) });
  const number = fc.constantFrom(CALLER, OTHER);
  const someCalls = fc.uniqueArray(
    fc
      .tuple(fc.constantFrom(missed, missed, answered, outbound), times, number)
      .map(([make, when, who]) => make(`${make.name} ${who} ${when.ago}`, when, who)),
    { maxLength: 14, selector: ({ id }) => id },
  );
  const someTime = fc.integer({ min: 1, max: 240 }).map((minutes) => minutes * MINUTE_MS);

  test('their order changes nothing but equal times', () => {
    const shuffled = someCalls.chain((calls) =>
      fc.tuple(fc.constant(calls), fc.shuffledSubarray(calls, { minLength: calls.length })),
    );
    fc.assert(
      fc.property(shuffled, someTime, ([calls, others], withinMs) => {
        const sorted = (found: NotReturned[]) => idsOf(found).map(String).sort();
        expect(sorted(find(others, { withinMs }))).toEqual(sorted(find(calls, { withinMs })));
      }),
      { numRuns: RUNS.pure },
    );
  });

  test('a caller is found once in a time, and each attempt without a call back is in one', () => {
    fc.assert(
      fc.property(someCalls, someTime, (calls, withinMs) => {
        const found = find(calls, { withinMs });
        for (const number of [CALLER, OTHER]) {
          const own = found.filter((one) => one.number === number).toReversed();
          own.forEach(({ began }, nth) => {
            expect(began).toBeGreaterThan(own[nth - 1]?.due ?? -1);
          });
          const isContact = ({ direction, outcome, from, to }: Call) =>
            (direction === 'outbound' ? to : from).number === number &&
            (direction === 'outbound' || outcome === 'answered');
          const contacts = calls.filter(isContact);
          const attempts = calls.filter((call) => call.from.number === number && call.outcome === 'missed');
          const isOpen = ({ ended }: Call) =>
            !contacts.some(
              (one) => Number(one.ended) > Number(ended) && Number(one.started) <= Number(ended) + withinMs,
            );
          const isIn = ({ ended }: Call) =>
            own.some(({ began, due }) => Number(ended) >= began && Number(ended) <= due);
          expect(attempts.filter(isOpen).every(isIn)).toBe(true);
          expect(own.every(({ first }) => isOpen(first))).toBe(true);
        }
      }),
      { numRuns: RUNS.pure },
    );
  });
});
