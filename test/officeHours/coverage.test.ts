import fc from 'fast-check';
import { toGregorian } from '../../src/dash/time.ts';
import { fromWallClock, toWallClockDate } from '../../src/fields/times.ts';
import { anyOpen, isCovered } from '../../src/officeHours/coverage.ts';
import { parseTemporalRule } from '../../src/officeHours/temporalRule.ts';

const ZONE = 'America/Los_Angeles';

/** Gregorian seconds of a local date at noon in Los Angeles. */
const from = (date: string): number => toGregorian(fromWallClock(new Date(`${date}T12:00:00Z`), ZONE));

/** Whether a rule applies at a time that clocks in a time zone show. */
const applies = (rule: object, local: string, zone = ZONE): boolean =>
  isCovered(parseTemporalRule(rule), fromWallClock(new Date(`${local}Z`), zone), zone);

const hours = (start: number, stop: number) => ({
  time_window_start: start * 3600,
  time_window_stop: stop * 3600,
});

const office = {
  cycle: 'weekly',
  wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
  start_date: from('2024-01-01'),
  ...hours(9, 17),
};
const inMonths = (more: object) => ({ cycle: 'monthly', start_date: from('2026-01-01'), ...more });
const inYears = (more: object) => ({ cycle: 'yearly', start_date: from('2026-01-01'), ...more });

describe('a schedule', () => {
  type Case = [what: string, rule: object, local: string, expected: boolean];
  test.each<Case>([
    // 24 November 2026 is a Tuesday.
    ['on a weekday', office, '2026-11-24T10:00:00', true],
    ['at the first second of its window', office, '2026-11-24T09:00:00', true],
    ['a second before', office, '2026-11-24T08:59:59', false],
    ['at the last second of its window', office, '2026-11-24T17:00:00', true],
    ['within that second', office, '2026-11-24T17:00:00.999', true],
    ['a second after', office, '2026-11-24T17:00:01', false],
    ['on another weekday', office, '2026-11-28T10:00:00', false],
    ['without a window, at midnight', { ...office, ...hours(0, 24) }, '2026-11-24T00:00:00', true],
    ['over midnight, before it', { ...office, ...hours(22, 6) }, '2026-11-24T23:00:00', false],
    ['over midnight, after it', { ...office, ...hours(22, 6) }, '2026-11-24T05:00:00', false],
    ['until the end of the day', { ...office, ...hours(18, 24) }, '2026-11-24T23:59:59', true],
    ['until the end of a day, on the next one', { ...office, ...hours(18, 24) }, '2026-11-25T00:00:00', false],
    [
      'every second week, in the first',
      { ...office, start_date: from('2026-11-18'), interval: 2 },
      '2026-11-16T10:00:00',
      false,
    ],
    [
      'every second week, in the second',
      { ...office, start_date: from('2026-11-18'), interval: 2 },
      '2026-11-24T10:00:00',
      false,
    ],
    [
      'every second week, in the third',
      { ...office, start_date: from('2026-11-18'), interval: 2 },
      '2026-11-30T10:00:00',
      true,
    ],
    // 28 December 2026 begins the ISO week 53.
    [
      'over a year of 53 weeks',
      { ...office, start_date: from('2026-12-21'), interval: 2 },
      '2027-01-04T10:00:00',
      true,
    ],
    [
      'over a year of 53 weeks, between',
      { ...office, start_date: from('2026-12-21'), interval: 2 },
      '2026-12-30T10:00:00',
      false,
    ],
    ['each day', { cycle: 'daily', start_date: from('2026-11-24') }, '2026-11-24T00:00:00', true],
    [
      'every third day, on the first',
      { cycle: 'daily', interval: 3, start_date: from('2026-11-24') },
      '2026-11-24T10:00:00',
      false,
    ],
    [
      'every third day, on the next',
      { cycle: 'daily', interval: 3, start_date: from('2026-11-24') },
      '2026-11-27T10:00:00',
      true,
    ],
    ['on a date', { cycle: 'date', start_date: from('2028-02-29') }, '2028-02-29T10:00:00', true],
    ['on a date, a day before', { cycle: 'date', start_date: from('2028-02-29') }, '2028-02-28T10:00:00', false],
    ['on a date, a day later', { cycle: 'date', start_date: from('2028-02-29') }, '2028-03-01T10:00:00', false],
    ['on days of the month', inMonths({ days: [5, 20] }), '2026-04-20T10:00:00', true],
    ['on days of the month that are out of order', inMonths({ days: [20, 5] }), '2026-04-05T10:00:00', false],
    ['on the first of the month', inMonths({ days: [1, 15] }), '2026-04-01T10:00:00', true],
    ['on the first of a list that is out of order', inMonths({ days: [15, 1] }), '2026-04-01T10:00:00', false],
    ['on the 31st of a shorter month', inMonths({ days: [31] }), '2026-05-01T10:00:00', true],
    ['on the 30th of a February', inMonths({ days: [1, 30] }), '2026-03-01T10:00:00', false],
    ['every second month, in the second', inMonths({ days: [10], interval: 2 }), '2026-02-10T10:00:00', false],
    ['every second month, in the third', inMonths({ days: [10], interval: 2 }), '2026-03-10T10:00:00', true],
    ['every second month, on the first day of all', inMonths({ days: [1], interval: 2 }), '2026-01-01T10:00:00', false],
    ['on the first Monday', inMonths({ wdays: ['monday'] }), '2026-11-02T10:00:00', true],
    ['on the first Monday, a week later', inMonths({ wdays: ['monday'] }), '2026-11-09T10:00:00', false],
    ['on the second Tuesday', inMonths({ wdays: ['tuesday'], ordinal: 'second' }), '2026-11-10T10:00:00', true],
    ['on the third Friday', inMonths({ wdays: ['friday'], ordinal: 'third' }), '2026-11-20T10:00:00', true],
    ['on the last Thursday', inMonths({ wdays: ['thursday'], ordinal: 'last' }), '2026-11-26T10:00:00', true],
    [
      'on the last Thursday, a week before',
      inMonths({ wdays: ['thursday'], ordinal: 'last' }),
      '2026-11-19T10:00:00',
      false,
    ],
    ['on every Thursday', inMonths({ wdays: ['thursday'], ordinal: 'every' }), '2026-11-19T10:00:00', true],
    ['on the fifth Monday', inMonths({ wdays: ['monday'], ordinal: 'fifth' }), '2026-11-30T10:00:00', true],
    // May 2026 has four Mondays, and December four Fridays.
    [
      'on a fifth Monday that rolls over',
      inMonths({ wdays: ['monday'], ordinal: 'fifth' }),
      '2026-06-01T10:00:00',
      true,
    ],
    [
      'on a fifth Friday over the end of the year',
      inMonths({ wdays: ['friday'], ordinal: 'fifth' }),
      '2027-01-01T10:00:00',
      false,
    ],
    [
      'on a fifth Monday, every second month',
      inMonths({ wdays: ['monday'], ordinal: 'fifth', interval: 2 }),
      '2026-06-01T10:00:00',
      false,
    ],
    [
      'on an ordinal that there is not',
      inMonths({ wdays: ['monday'], ordinal: 'sixth' }),
      '2026-11-02T10:00:00',
      false,
    ],
    ['at Christmas', inYears({ month: 12, days: [25] }), '2026-12-25T10:00:00', true],
    ['at Christmas, a month before', inYears({ month: 12, days: [25] }), '2026-11-25T10:00:00', false],
    ['on a leap day', inYears({ month: 2, days: [29] }), '2028-02-29T10:00:00', true],
    ['on a leap day of another year', inYears({ month: 2, days: [29] }), '2027-03-01T10:00:00', true],
    ['on the day after a leap day', inYears({ month: 2, days: [29] }), '2028-03-01T10:00:00', false],
    ['on a 30 February', inYears({ month: 2, days: [30] }), '2027-03-02T10:00:00', false],
    ['on New Year’s Day', inYears({ month: 1, days: [1] }), '2027-01-01T10:00:00', true],
    ['every second year, in the second', inYears({ month: 7, days: [4], interval: 2 }), '2027-07-04T10:00:00', false],
    ['every second year, in the third', inYears({ month: 7, days: [4], interval: 2 }), '2028-07-04T10:00:00', true],
    ['at Thanksgiving', inYears({ month: 11, wdays: ['thursday'], ordinal: 'fourth' }), '2026-11-26T10:00:00', true],
    [
      'at Thanksgiving, a week before',
      inYears({ month: 11, wdays: ['thursday'], ordinal: 'fourth' }),
      '2026-11-19T10:00:00',
      false,
    ],
    [
      'on a fifth Friday that rolls over in its year',
      inYears({ month: 4, wdays: ['friday'], ordinal: 'fifth' }),
      '2026-05-01T10:00:00',
      false,
    ],
    [
      'on every Friday of May, the first',
      inYears({ month: 5, wdays: ['friday'], ordinal: 'every' }),
      '2026-05-01T10:00:00',
      false,
    ],
    [
      'on every Friday of May, the second',
      inYears({ month: 5, wdays: ['friday'], ordinal: 'every' }),
      '2026-05-08T10:00:00',
      true,
    ],
    [
      'on every Friday of January, the first',
      inYears({ month: 1, wdays: ['friday'], ordinal: 'every' }),
      '2027-01-01T10:00:00',
      true,
    ],
    [
      'on every Monday of June, the first',
      inYears({ month: 6, wdays: ['monday'], ordinal: 'every' }),
      '2026-06-01T10:00:00',
      true,
    ],
    ['without a cycle', { ...office, cycle: undefined }, '2026-11-24T10:00:00', false],
    ['of a cycle that there is not', { ...office, cycle: 'hourly' }, '2026-11-24T10:00:00', false],
    ['without weekdays, each day', { ...office, wdays: [] }, '2026-11-28T10:00:00', true],
    ['with a weekday as people write it', { ...office, wdays: ['Saturday'] }, '2026-11-28T10:00:00', true],
    ['with the weekday that Dash misspells', { ...office, wdays: ['wensday'] }, '2026-11-25T10:00:00', true],
    ['with weekdays that there are not', { ...office, wdays: ['someday', null] }, '2026-11-24T10:00:00', false],
    ['with numbers as text', { ...office, interval: '1', time_window_start: '32400' }, '2026-11-24T10:00:00', true],
    ['with days as text', inMonths({ days: ['20', 'x', {}] }), '2026-04-20T10:00:00', true],
    ['forced on', { ...office, enabled: true }, '2026-11-28T03:00:00', true],
    ['forced on, without a cycle', { enabled: true }, '2026-11-28T10:00:00', true],
    [
      'forced on before it begins',
      { ...office, enabled: true, start_date: from('2026-12-01') },
      '2026-11-28T10:00:00',
      false,
    ],
    ['forced off', { ...office, enabled: false }, '2026-11-24T10:00:00', false],
    ['that follows its times', { ...office, enabled: null }, '2026-11-24T10:00:00', true],
    ['on its first day', { ...office, start_date: from('2026-11-24') }, '2026-11-24T10:00:00', true],
    ['before its first day', { ...office, start_date: from('2026-11-25') }, '2026-11-24T10:00:00', false],
    ['from the year 0 on', { ...office, start_date: 0 }, '2026-11-24T10:00:00', true],
    ['from the end of time on', { ...office, start_date: 1e300 }, '2026-11-24T10:00:00', false],
    // The night when the clocks go back, and the one when they go forward.
    [
      'in an hour that comes twice',
      { cycle: 'daily', start_date: from('2026-01-01'), ...hours(1, 2) },
      '2026-11-01T01:30:00',
      true,
    ],
    [
      'after an hour that never comes',
      { cycle: 'daily', start_date: from('2026-01-01'), ...hours(2, 4) },
      '2026-03-08T03:30:00',
      true,
    ],
  ])('%s', (_what, rule, local, expected) => {
    expect(applies(rule, local)).toBe(expected);
  });

  test('in the second of two hours that show the same', () => {
    const night = parseTemporalRule({ cycle: 'daily', start_date: from('2026-01-01'), ...hours(1, 2) });
    const at = (utc: string) => isCovered(night, new Date(utc), ZONE);
    expect([at('2026-11-01T08:30:00Z'), at('2026-11-01T09:30:00Z'), at('2026-11-01T10:30:00Z')]).toEqual([
      true,
      true,
      false,
    ]);
  });

  test.each([
    ['America/New_York', true],
    ['America/Los_Angeles', false],
    ['America/Nuuk', true],
    // What is no time zone counts as UTC.
    ['Atlantis/Capital', true],
  ])('applies by the clocks of %s', (zone, expected) => {
    expect(isCovered(parseTemporalRule(office), new Date('2026-11-24T14:30:00Z'), zone)).toBe(expected);
  });

  test('begins on a date of the time zone', () => {
    // Midnight in UTC is the afternoon before on the Pacific coast.
    const christmas = parseTemporalRule({ cycle: 'date', start_date: toGregorian(new Date('2026-12-25T00:00:00Z')) });
    expect(isCovered(christmas, new Date('2026-12-24T20:00:00Z'), ZONE)).toBe(true);
    expect(isCovered(christmas, new Date('2026-12-25T20:00:00Z'), ZONE)).toBe(false);
    expect(isCovered(christmas, new Date('2026-12-25T20:00:00Z'), 'UTC')).toBe(true);
  });

  test('without a beginning begins when KAZOO reads the local time as UTC', () => {
    const undated = { ...office, start_date: undefined, ...hours(0, 24) };
    expect(applies(undated, '2026-11-24T23:30:00')).toBe(true);
    // East of Greenwich that is tomorrow already.
    expect(applies(undated, '2026-11-24T23:30:00', 'Europe/Berlin')).toBe(false);
  });
});

const anyRule = fc.record(
  {
    cycle: fc.constantFrom('date', 'daily', 'weekly', 'monthly', 'yearly', 'hourly'),
    start_date: fc.oneof(fc.integer({ min: 63_000_000_000, max: 64_500_000_000 }), fc.integer(), fc.double()),
    interval: fc.oneof(fc.integer({ min: -1, max: 12 }), fc.string()),
    month: fc.integer({ min: 0, max: 13 }),
    days: fc.array(fc.oneof(fc.integer({ min: -1, max: 40 }), fc.string())),
    wdays: fc.array(fc.constantFrom('monday', 'wensday', 'Sunday', 'someday', 7)),
    ordinal: fc.constantFrom('every', 'first', 'fifth', 'last', 'sixth'),
    time_window_start: fc.integer({ min: -1, max: 86_401 }),
    time_window_stop: fc.integer({ min: -1, max: 86_401 }),
    enabled: fc.constantFrom(true, false, null, 'true', 'perhaps'),
  },
  { requiredKeys: [] },
);
const anyMoment = fc.date({ min: new Date('2020-01-01'), max: new Date('2040-01-01'), noInvalidDate: true });
const anyZone = fc.constantFrom('UTC', ZONE, 'Asia/Kathmandu', 'Pacific/Auckland', 'America/St_Johns');
const LONG_AGO = toGregorian(new Date('2010-06-01T12:00:00Z'));

describe('whatever the schedule', () => {
  test('no input throws, and each has an answer', () => {
    const document = fc.oneof(anyRule, fc.jsonValue(), fc.anything());
    fc.assert(
      fc.property(document, fc.date(), fc.oneof(anyZone, fc.string()), (rule, at, zone) => {
        expect(typeof isCovered(parseTemporalRule(rule), at, zone)).toBe('boolean');
      }),
    );
  });

  test('once it has begun, forcing decides alone', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, anyZone, fc.boolean(), (rule, at, zone, enabled) => {
        const forced = parseTemporalRule({ ...rule, start_date: LONG_AGO, enabled });
        expect(isCovered(forced, at, zone)).toBe(enabled);
      }),
    );
  });

  test('its window only takes away', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, anyZone, (rule, at, zone) => {
        const narrow = parseTemporalRule({ ...rule, enabled: null });
        const wide = { ...narrow, time_window_start: 0, time_window_stop: 86_400 };
        const isWithin = narrow.time_window_start >= 0 && narrow.time_window_stop <= 86_400;
        expect(isWithin && isCovered(narrow, at, zone) && !isCovered(wide, at, zone)).toBe(false);
      }),
    );
  });

  test('each day from nine to five is nine to five on the clock', () => {
    const daily = parseTemporalRule({ cycle: 'daily', start_date: LONG_AGO, ...hours(9, 17) });
    fc.assert(
      fc.property(anyMoment, anyZone, (at, zone) => {
        const clock = toWallClockDate(at, zone).toISOString().slice(11, 19);
        expect(isCovered(daily, at, zone)).toBe(clock >= '09:00:00' && clock <= '17:00:00');
      }),
    );
  });

  test('time zones differ by what their clocks show alone', () => {
    fc.assert(
      fc.property(anyRule, anyMoment, anyZone, (rule, at, zone) => {
        // Noon in Greenwich is the same date in each of these zones, but in New Zealand.
        fc.pre(zone !== 'Pacific/Auckland');
        const dated = parseTemporalRule({ ...rule, start_date: LONG_AGO });
        expect(isCovered(dated, at, zone)).toBe(isCovered(dated, toWallClockDate(at, zone), 'UTC'));
      }),
    );
  });
});

describe('several schedules', () => {
  test.each([
    [[], false],
    [[false, false], false],
    [[false, true], true],
    [[null, false], null],
    [[null, true], true],
  ])('%j are %s', (states, expected) => {
    expect(anyOpen(states)).toBe(expected);
  });

  test('one more never closes', () => {
    const state = fc.constantFrom(true, false, null);
    fc.assert(
      fc.property(fc.array(state), state, (states, one) => {
        const before = anyOpen(states);
        const after = anyOpen([...states, one]);
        expect(before === true ? after : true).toBe(true);
        expect(after === false && before !== false).toBe(false);
      }),
    );
  });
});
