import fc from 'fast-check';
import { createdBetween, fromGregorian, toGregorian } from '../../src/dash/time.ts';

const day = (count: number) => count * 24 * 60 * 60;
const before = (date: Date, seconds: number) => new Date(date.getTime() - seconds * 1000);

test.each([
  ['1970-01-01T00:00:00Z', 62_167_219_200],
  ['2000-02-29T12:00:00Z', 63_119_044_800],
  ['2026-11-24T18:32:05Z', 63_962_764_325],
  ['9999-12-31T23:59:59Z', 315_569_519_999],
])('%s is %i seconds after the year 0', (iso, seconds) => {
  expect(toGregorian(new Date(iso))).toBe(seconds);
  expect(fromGregorian(seconds)).toEqual(new Date(iso));
});

test('a fraction of a second is kept when reading, and dropped when writing', () => {
  expect(fromGregorian(62_167_219_200.5)).toEqual(new Date(500));
  expect(toGregorian(new Date(999))).toBe(62_167_219_200);
});

test.each([
  ['unknown', null],
  ['zero', 0],
  ['negative', -1],
  ['a Unix time', 1_795_545_125],
  ['the last second before 1970', 62_167_219_199],
  ['the year 10000', 315_569_520_000],
  ['milliseconds', 63_962_764_325_000],
  ['not a number', NaN],
  ['infinite', Infinity],
])('what is %s is no moment', (_what, seconds) => {
  expect(fromGregorian(seconds)).toBeNull();
});

test('each whole second between 1970 and the year 10000 survives the way there and back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 62_167_219_200, max: 315_569_519_999 }), (seconds) => {
      expect(toGregorian(fromGregorian(seconds) ?? new Date(NaN))).toBe(seconds);
    }),
  );
});

test('no number makes anything but a valid date or null', () => {
  fc.assert(
    fc.property(fc.oneof(fc.double(), fc.integer(), fc.bigInt().map(Number)), (seconds) => {
      expect(fromGregorian(seconds)?.getTime()).not.toBeNaN();
    }),
  );
});

const UNTIL = new Date('2026-11-24T18:32:05Z');

test('a range is sent with both its ends', () => {
  expect(createdBetween(before(UNTIL, day(1)), UNTIL)).toEqual({
    created_from: 63_962_764_325 - day(1),
    created_to: 63_962_764_325,
  });
});

test.each([
  ['as wide as Dash takes', 2_682_000, 2_682_000],
  ['wider by a second', 2_682_001, 2_682_000],
  ['of a year', day(365), 2_682_000],
])('a range %s keeps its later part', (_what, seconds, kept) => {
  expect(createdBetween(before(UNTIL, seconds), UNTIL)).toEqual({
    created_from: 63_962_764_325 - kept,
    created_to: 63_962_764_325,
  });
});
