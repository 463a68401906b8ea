import { field, type RecordOf } from './output.ts';

const UTC = 'UTC';

/** The time zone by its IANA name, or UTC where there is no such zone. */
export const validTimeZone = (name: string | null): string => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: name ?? UTC }).resolvedOptions().timeZone;
  } catch {
    return UTC;
  }
};

/** A time in UTC and in the account's time zone. */
export const timeFields = <const X extends string>(key: X, label: string) =>
  [
    field(`${key}_at`, 'datetime', `${label} (UTC)`),
    field(`${key}_at_local`, 'datetime', `${label} (Local Time)`),
  ] as const;

const calendarFields = [
  field('local_date', 'string', 'Local Date'),
  field('local_time', 'string', 'Local Time'),
  field('weekday', 'string', 'Weekday'),
] as const;

/** The main time of a record, also as date, time and weekday in the account's time zone. */
export const eventTimeFields = <const X extends string>(key: X, label: string) =>
  [...timeFields(key, label), ...calendarFields] as const;

/** One format per time zone, created once: creating one takes longer than using it a hundred times. */
const createFormats = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const formats = new Map<string, Intl.DateTimeFormat>();
  return (timeZone: string): Intl.DateTimeFormat => {
    const format =
      formats.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone: validTimeZone(timeZone) });
    formats.set(timeZone, format);
    return format;
  };
};

const clockFormat = createFormats('en-US', {
  calendar: 'gregory',
  numberingSystem: 'latn',
  hourCycle: 'h23',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  weekday: 'long',
  timeZoneName: 'longOffset',
});

const dayFormat = createFormats('en-GB', { day: 'numeric', month: 'short' });

type WallClock = { date: string; time: string; second: string; offset: string; weekday: string };

/** The local date and time in a time zone, with the offset from UTC, such as `-08:00`. */
const toWallClock = (date: Date, timeZone: string): WallClock => {
  const parts = clockFormat(timeZone).formatToParts(date);
  const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
  return {
    date: `${String(part.year)}-${String(part.month)}-${String(part.day)}`,
    time: `${String(part.hour)}:${String(part.minute)}`,
    second: String(part.second),
    // UTC itself is `GMT` in some versions of ICU.
    offset: String(part.timeZoneName).replace(/^GMT$/, 'GMT+00:00').replace('GMT', ''),
    weekday: String(part.weekday),
  };
};

/** How far a time zone is ahead of UTC, in milliseconds of whole minutes. */
const offsetMs = (date: Date, timeZone: string): number =>
  -Date.parse(`1970-01-01T00:00${toWallClock(date, timeZone).offset.slice(0, '-08:00'.length)}`);

/** The time at which the clocks of a time zone show what `wallClock` shows in UTC. */
export const fromWallClock = (wallClock: Date, timeZone: string): Date => {
  const near = new Date(wallClock.getTime() - offsetMs(wallClock, timeZone));
  return new Date(wallClock.getTime() - offsetMs(near, timeZone));
};

/** What the clocks of a time zone show at a time, as the UTC fields of a date: the reverse of `fromWallClock`. */
export const toWallClockDate = (date: Date, timeZone: string): Date =>
  new Date(date.getTime() + offsetMs(date, timeZone));

const localIso = ({ date, time, second, offset }: WallClock): string => `${date}T${time}:${second}${offset}`;

type TimeValues<X extends string> = RecordOf<ReturnType<typeof timeFields<X>>>;

/** The values of `timeFields`: ISO 8601 in UTC, and with the offset of the account's time zone at that time. */
export const timeValues = <const X extends string>(key: X, date: Date | null, timeZone: string): TimeValues<X> => {
  const clock = date && toWallClock(date, timeZone);
  return {
    [`${key}_at`]: date?.toISOString().replace('.000', '') ?? null,
    [`${key}_at_local`]: clock && localIso(clock),
  } as TimeValues<X>;
};

/** Date, time and weekday in the account's time zone. */
export const calendarValues = (date: Date | null, timeZone: string): RecordOf<typeof calendarFields> => {
  const clock = date && toWallClock(date, timeZone);
  return { local_date: clock?.date ?? null, local_time: clock?.time ?? null, weekday: clock?.weekday ?? null };
};

/** The values of `eventTimeFields`. */
export const eventTimeValues = <const X extends string>(key: X, date: Date | null, timeZone: string) => ({
  ...timeValues(key, date, timeZone),
  ...calendarValues(date, timeZone),
});

/** The moment of the samples. The values are written out because `Intl` takes milliseconds of the load time. */
const SAMPLE_TIME = {
  utc: '2026-11-24T18:32:05Z',
  local: '2026-11-24T10:32:05-08:00',
  calendar: { local_date: '2026-11-24', local_time: '10:32', weekday: 'Tuesday' },
};

/** What `eventTimeValues` returns for the moment of the samples, at an office in Los Angeles. */
export const eventTimeSample = <const X extends string>(key: X): ReturnType<typeof eventTimeValues<X>> => ({
  ...({ [`${key}_at`]: SAMPLE_TIME.utc, [`${key}_at_local`]: SAMPLE_TIME.local } as TimeValues<X>),
  ...SAMPLE_TIME.calendar,
});

/** A time in a sentence: `Tue 24 Nov, 10:32`. */
export const formatTime = (date: Date, timeZone: string): string => {
  const { weekday, time } = toWallClock(date, timeZone);
  return `${weekday.slice(0, 3)} ${dayFormat(timeZone).format(date)}, ${time}`;
};
