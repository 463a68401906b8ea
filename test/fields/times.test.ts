import fc from 'fast-check';
import {
  fromWallClock,
  toWallClockDate,
  calendarValues,
  validTimeZone,
  eventTimeValues,
  eventTimeFields,
  eventTimeSample,
  timeValues,
  timeFields,
  formatTime,
} from '../../src/fields/times.ts';

const keysOf = (fields: readonly { key: string }[]) => fields.map(({ key }) => key);

describe('a time zone', () => {
  test.each([
    ['America/Los_Angeles', 'America/Los_Angeles'],
    ['US/Pacific', 'America/Los_Angeles'],
    ['UTC', 'UTC'],
    ['Atlantis/Capital', 'UTC'],
    ['', 'UTC'],
    [null, 'UTC'],
  ])('%s is known as %s', (name, expected) => {
    expect(validTimeZone(name)).toBe(expected);
  });
});

describe('what a clock shows', () => {
  test.each([
    ['UTC', '2026-11-24T10:30:00Z', '2026-11-24T10:30:00Z'],
    ['America/Los_Angeles', '2026-11-24T10:30:00Z', '2026-11-24T18:30:00Z'],
    ['America/Los_Angeles', '2026-07-04T10:30:00Z', '2026-07-04T17:30:00Z'],
    ['Asia/Kathmandu', '2026-11-24T10:30:00Z', '2026-11-24T04:45:00Z'],
    // Hours after and before the clocks are put back.
    ['America/Los_Angeles', '2026-11-01T03:00:00Z', '2026-11-01T11:00:00Z'],
    ['America/Los_Angeles', '2026-11-01T00:30:00Z', '2026-11-01T07:30:00Z'],
  ])('in %s, %s, is the moment %s', (zone, shown, moment) => {
    expect(fromWallClock(new Date(shown), zone)).toEqual(new Date(moment));
    expect(toWallClockDate(new Date(moment), zone)).toEqual(new Date(shown));
  });

  test('in what is no time zone is UTC', () => {
    const noon = new Date('2026-11-24T12:00:00Z');
    expect(toWallClockDate(noon, 'Atlantis/Capital')).toEqual(noon);
    expect(formatTime(noon, 'Atlantis/Capital')).toBe('Tue, Nov 24, 12:00 PM');
  });
});

describe('a moment', () => {
  type Row = [zone: string, utc: string, local: string, date: string, time: string, weekday: string, time12h: string];
  const rows: Row[] = [
    ['UTC', '2026-11-24T18:32:05Z', '2026-11-24T18:32:05+00:00', '2026-11-24', '18:32', 'Tuesday', '6:32 PM'],
    // Winter and summer.
    [
      'America/Los_Angeles',
      '2026-11-24T18:32:05Z',
      '2026-11-24T10:32:05-08:00',
      '2026-11-24',
      '10:32',
      'Tuesday',
      '10:32 AM',
    ],
    [
      'America/Los_Angeles',
      '2026-07-04T18:32:05Z',
      '2026-07-04T11:32:05-07:00',
      '2026-07-04',
      '11:32',
      'Saturday',
      '11:32 AM',
    ],
    [
      'Europe/London',
      '2026-07-04T18:32:05Z',
      '2026-07-04T19:32:05+01:00',
      '2026-07-04',
      '19:32',
      'Saturday',
      '7:32 PM',
    ],
    // Half and quarter hours.
    [
      'Asia/Kolkata',
      '2026-11-24T18:32:05Z',
      '2026-11-25T00:02:05+05:30',
      '2026-11-25',
      '00:02',
      'Wednesday',
      '12:02 AM',
    ],
    [
      'Asia/Kathmandu',
      '2026-11-24T18:32:05Z',
      '2026-11-25T00:17:05+05:45',
      '2026-11-25',
      '00:17',
      'Wednesday',
      '12:17 AM',
    ],
    // Midnight belongs to the day that begins.
    [
      'America/Los_Angeles',
      '2026-11-24T08:00:00Z',
      '2026-11-24T00:00:00-08:00',
      '2026-11-24',
      '00:00',
      'Tuesday',
      '12:00 AM',
    ],
    [
      'America/Los_Angeles',
      '2026-11-24T07:59:59Z',
      '2026-11-23T23:59:59-08:00',
      '2026-11-23',
      '23:59',
      'Monday',
      '11:59 PM',
    ],
    ['UTC', '2027-01-01T00:00:00Z', '2027-01-01T00:00:00+00:00', '2027-01-01', '00:00', 'Friday', '12:00 AM'],
    ['UTC', '2028-02-29T12:00:00Z', '2028-02-29T12:00:00+00:00', '2028-02-29', '12:00', 'Tuesday', '12:00 PM'],
    // The night when the clock goes forward: 02:00 to 03:00 does not exist.
    [
      'America/Los_Angeles',
      '2026-03-08T09:59:59Z',
      '2026-03-08T01:59:59-08:00',
      '2026-03-08',
      '01:59',
      'Sunday',
      '1:59 AM',
    ],
    [
      'America/Los_Angeles',
      '2026-03-08T10:00:00Z',
      '2026-03-08T03:00:00-07:00',
      '2026-03-08',
      '03:00',
      'Sunday',
      '3:00 AM',
    ],
    // The night when it goes back: 01:00 to 02:00 exists twice.
    [
      'America/Los_Angeles',
      '2026-11-01T08:30:00Z',
      '2026-11-01T01:30:00-07:00',
      '2026-11-01',
      '01:30',
      'Sunday',
      '1:30 AM',
    ],
    [
      'America/Los_Angeles',
      '2026-11-01T09:30:00Z',
      '2026-11-01T01:30:00-08:00',
      '2026-11-01',
      '01:30',
      'Sunday',
      '1:30 AM',
    ],
  ];

  test.each(rows)('in %s, %s is %s', (zone, utc, local, local_date, local_time, weekday, local_time_12h) => {
    expect(eventTimeValues('started', new Date(utc), zone)).toEqual({
      started_at: utc,
      started_at_local: local,
      local_date,
      local_time,
      local_time_12h,
      local_hour: Number(local_time.slice(0, 2)),
      weekday,
    });
  });

  test('in UTC has an offset also where the time zone data writes none', () => {
    const shown = { year: '2026', month: '11', day: '24', hour: '18', minute: '32', second: '05', timeZoneName: 'GMT' };
    const parts = Object.entries(shown).map(([type, value]) => ({ type, value })) as Intl.DateTimeFormatPart[];
    const spy = jest.spyOn(Intl.DateTimeFormat.prototype, 'formatToParts').mockReturnValue(parts);
    expect(timeValues('ended', new Date('2026-11-24T18:32:05Z'), 'UTC')).toMatchObject({
      ended_at_local: '2026-11-24T18:32:05+00:00',
    });
    spy.mockRestore();
  });

  test('keeps a fraction of a second in UTC', () => {
    expect(timeValues('ended', new Date('2026-11-24T18:32:05.250Z'), 'UTC')).toEqual({
      ended_at: '2026-11-24T18:32:05.250Z',
      ended_at_local: '2026-11-24T18:32:05+00:00',
    });
  });

  test('that is unknown has every declared field, as unknown', () => {
    expect(timeValues('ended', null, 'UTC')).toEqual({ ended_at: null, ended_at_local: null });
    expect(eventTimeValues('started', null, 'UTC')).toEqual({
      started_at: null,
      started_at_local: null,
      local_date: null,
      local_time: null,
      local_time_12h: null,
      local_hour: null,
      weekday: null,
    });
  });

  test('on a calendar has the day, the time and the weekday there, and nothing else', () => {
    const date = new Date('2026-11-24T18:32:05Z');
    expect(calendarValues(date, 'Asia/Tokyo')).toEqual({
      local_date: '2026-11-25',
      local_time: '03:32',
      local_time_12h: '3:32 AM',
      local_hour: 3,
      weekday: 'Wednesday',
    });
  });

  test('has exactly the declared fields', () => {
    const date = new Date('2026-11-24T18:32:05Z');
    expect(Object.keys(timeValues('ended', date, 'UTC'))).toEqual(keysOf(timeFields('ended', 'Ended')));
    expect(Object.keys(eventTimeValues('started', date, 'UTC'))).toEqual(keysOf(eventTimeFields('started', 'Started')));
  });

  test('is declared with labels for people', () => {
    expect(timeFields('ended', 'Ended').map(({ label }) => label)).toEqual(['Ended (UTC)', 'Ended (Local Time)']);
  });

  test('in any zone is the same instant, on any day, and never at 24 hours', () => {
    const seconds = fc.integer({ min: Date.UTC(2000, 0) / 1000, max: Date.UTC(2100, 0) / 1000 });
    fc.assert(
      fc.property(seconds, fc.constantFrom(...Intl.supportedValuesOf('timeZone')), (second, zone) => {
        const date = new Date(second * 1000);
        const { started_at, started_at_local, local_date, local_time, local_time_12h, local_hour } = eventTimeValues(
          'started',
          date,
          zone,
        );
        expect(new Date(String(started_at))).toEqual(date);
        expect(new Date(String(started_at_local))).toEqual(date);
        expect(started_at_local).toMatch(/^\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d:[0-5]\d[+-]\d\d:\d\d$/);
        expect(String(started_at_local).slice(0, 16)).toBe(`${String(local_date)}T${String(local_time)}`);
        expect(local_hour).toBe(Number(local_time?.slice(0, 2)));
        expect(local_time_12h).toMatch(/^([1-9]|1[0-2]):[0-5]\d [AP]M$/);
        expect(new Date(`${String(local_date)} ${String(local_time_12h)}`).getHours()).toBe(local_hour);
      }),
    );
  });
});

test.each([
  ['2026-11-24T18:32:05Z', 'America/Los_Angeles', 'Tue, Nov 24, 10:32 AM'],
  ['2026-03-01T08:00:00Z', 'America/Los_Angeles', 'Sun, Mar 1, 12:00 AM'],
  ['2026-07-04T20:00:00Z', 'Asia/Kolkata', 'Sun, Jul 5, 1:30 AM'],
])('in a sentence, %s in %s is %s', (utc, zone, expected) => {
  expect(formatTime(new Date(utc), zone)).toBe(expected);
});

test.each(['10:32:05', '00:05:00', '15:59:59'])(
  'the sample of %s has the values of an office in Los Angeles',
  (clock) => {
    const moment = new Date(`2026-11-24T${clock}-08:00`);
    expect(eventTimeSample('received', clock)).toEqual(eventTimeValues('received', moment, 'America/Los_Angeles'));
  },
);
