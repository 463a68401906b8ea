import { DAY_MS } from '../dash/time.ts';
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
  field('local_time', 'string', 'Local Time (24-Hour)'),
  field('local_time_12h', 'string', 'Local Time (12-Hour)'),
  field('local_hour', 'number', 'Local Hour (0 to 23)'),
  field('weekday', 'string', 'Weekday'),
] as const;

/** The main time of a record, also as date, time (`14:05`, `2:05 PM`), hour (0 to 23) and weekday in the account's time zone. */
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

const dayFormat = createFormats('en-US', {
  calendar: 'gregory',
  numberingSystem: 'latn',
  day: 'numeric',
  month: 'short',
});

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

/**
 * The time at which the clocks of a time zone show what `wallClock` shows in UTC. When clocks are put back, they show some
 * times twice: the first counts. When they are put forward, they skip some times: one before the change stands for each.
 */
export const fromWallClock = (wallClock: Date, timeZone: string): Date => {
  const minus = (ms: number) => new Date(wallClock.getTime() - ms);
  const offsets = [DAY_MS, -DAY_MS].map((ms) => offsetMs(minus(ms), timeZone));
  const shown = offsets.filter((offset) => offsetMs(minus(offset), timeZone) === offset);
  return minus(Math.max(...(shown.length > 0 ? shown : offsets)));
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

type CalendarValues = RecordOf<typeof calendarFields>;

const UNKNOWN_CALENDAR: CalendarValues = {
  local_date: null,
  local_time: null,
  local_time_12h: null,
  local_hour: null,
  weekday: null,
};

/** `14:05` as `2:05 PM`. */
const toTwelveHours = (time: string): string => {
  const hour = Number(time.slice(0, 2));
  return `${hour % 12 === 0 ? 12 : hour % 12}${time.slice(2)} ${hour < 12 ? 'AM' : 'PM'}`;
};

const calendarOf = ({ date, time, weekday }: Pick<WallClock, 'date' | 'time' | 'weekday'>): CalendarValues => ({
  local_date: date,
  local_time: time,
  local_time_12h: toTwelveHours(time),
  local_hour: Number(time.slice(0, 2)),
  weekday,
});

/** Date, time, hour and weekday in the account's time zone. */
export const calendarValues = (date: Date | null, timeZone: string): CalendarValues =>
  date === null ? UNKNOWN_CALENDAR : calendarOf(toWallClock(date, timeZone));

/** The values of `eventTimeFields`. */
export const eventTimeValues = <const X extends string>(key: X, date: Date | null, timeZone: string) => ({
  ...timeValues(key, date, timeZone),
  ...calendarValues(date, timeZone),
});

/** The day of the samples, at an office in Los Angeles. Written out, because `Intl` takes milliseconds of the load time. */
const SAMPLE_DAY = { date: '2026-11-24', weekday: 'Tuesday', hoursBehindUtc: 8, offset: '-08:00' };

/** What `timeValues` returns for a local time of the samples' day, before 16:00. */
export const timeSample = <const X extends string>(key: X, clock: string): TimeValues<X> => {
  const { date, hoursBehindUtc, offset } = SAMPLE_DAY;
  const utcHour = String(Number(clock.slice(0, 2)) + hoursBehindUtc).padStart(2, '0');
  return {
    [`${key}_at`]: `${date}T${utcHour}${clock.slice(2)}Z`,
    [`${key}_at_local`]: `${date}T${clock}${offset}`,
  } as TimeValues<X>;
};

/** What `eventTimeValues` returns for it. */
export const eventTimeSample = <const X extends string>(
  key: X,
  clock: string,
): ReturnType<typeof eventTimeValues<X>> => ({
  ...timeSample(key, clock),
  ...calendarOf({ ...SAMPLE_DAY, time: clock.slice(0, 5) }),
});

/** A time in a sentence: `Tue, Nov 24, 10:32 AM`. */
export const formatTime = (date: Date, timeZone: string): string => {
  const { weekday, time } = toWallClock(date, timeZone);
  return `${weekday.slice(0, 3)}, ${dayFormat(timeZone).format(date)}, ${toTwelveHours(time)}`;
};
