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

/** A moment of a record, in UTC and in the account's time zone. */
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

/** The main moment of a record, with its date, time and weekday as people say them. */
export const eventTimeFields = <const X extends string>(key: X, label: string) =>
  [...timeFields(key, label), ...calendarFields] as const;

/** A format for each time zone, made once: to make one takes longer than to use it a hundred times. */
const formats = (locale: string, options: Intl.DateTimeFormatOptions) => {
  const made = new Map<string, Intl.DateTimeFormat>();
  return (timeZone: string): Intl.DateTimeFormat => {
    const format = made.get(timeZone) ?? new Intl.DateTimeFormat(locale, { ...options, timeZone });
    made.set(timeZone, format);
    return format;
  };
};

const clockFormat = formats('en-US', {
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

const dayFormat = formats('en-GB', { day: 'numeric', month: 'short' });

type Clock = { date: string; time: string; second: string; offset: string; weekday: string };

/** What calendar and clock show in a time zone; the offset as `-08:00`. */
const clockIn = (timeZone: string, date: Date): Clock => {
  const shown = clockFormat(timeZone).formatToParts(date);
  const part = Object.fromEntries(shown.map(({ type, value }) => [type, value]));
  return {
    date: `${String(part.year)}-${String(part.month)}-${String(part.day)}`,
    time: `${String(part.hour)}:${String(part.minute)}`,
    second: String(part.second),
    // Some versions of ICU write no zeros.
    offset: String(part.timeZoneName).replace(/^GMT$/, 'GMT+00:00').replace('GMT', ''),
    weekday: String(part.weekday),
  };
};

/** How far the clocks of a time zone are ahead of UTC, in whole minutes. */
const offsetMs = (date: Date, timeZone: string): number =>
  -Date.parse(`1970-01-01T00:00${clockIn(timeZone, date).offset.slice(0, '-08:00'.length)}`);

/** The moment at which the clocks of a time zone show what they show in UTC at the given one. */
export const fromWallClock = (shown: Date, timeZone: string): Date => {
  const near = new Date(shown.getTime() - offsetMs(shown, timeZone));
  return new Date(shown.getTime() - offsetMs(near, timeZone));
};

const localIso = ({ date, time, second, offset }: Clock): string => `${date}T${time}:${second}${offset}`;

type TimeValues<X extends string> = RecordOf<ReturnType<typeof timeFields<X>>>;

/** A moment as ISO 8601, once in UTC and once with the offset that the account's time zone had then. */
export const timeValues = <const X extends string>(key: X, date: Date | null, timeZone: string): TimeValues<X> => {
  const clock = date && clockIn(timeZone, date);
  return {
    [`${key}_at`]: date?.toISOString().replace('.000', '') ?? null,
    [`${key}_at_local`]: clock && localIso(clock),
  } as TimeValues<X>;
};

/** Date, time and weekday of a moment in the account's time zone. */
export const calendarValues = (date: Date | null, timeZone: string): RecordOf<typeof calendarFields> => {
  const clock = date && clockIn(timeZone, date);
  return { local_date: clock?.date ?? null, local_time: clock?.time ?? null, weekday: clock?.weekday ?? null };
};

/** The main moment of a record, in the account's time zone also as date, time and weekday. */
export const eventTimeValues = <const X extends string>(key: X, date: Date | null, timeZone: string) => ({
  ...timeValues(key, date, timeZone),
  ...calendarValues(date, timeZone),
});

/** A moment in a sentence: `Tue 24 Nov, 10:32`. */
export const formatTime = (date: Date, timeZone: string): string => {
  const { weekday, time } = clockIn(timeZone, date);
  return `${weekday.slice(0, 3)} ${dayFormat(timeZone).format(date)}, ${time}`;
};

/** A length of time as a number of seconds and as text. */
export const durationFields = <const X extends string>(key: X, label: string) =>
  [
    field(`${key}_seconds`, 'number', `${label} (in Seconds)`),
    field(`${key}_text`, 'string', `${label} (as Text)`),
  ] as const;

type Duration<X extends string> = RecordOf<ReturnType<typeof durationFields<X>>>;

/** `1:05` of 65 seconds, `1:00:00` of an hour. */
export const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const padded = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${hours}:${padded(minutes)}` : minutes}:${padded(whole % 60)}`;
};

/** A length in whole seconds; null when unknown. */
export const durationValues = <const X extends string>(key: X, seconds: number | null): Duration<X> =>
  ({
    [`${key}_seconds`]: seconds && Math.round(seconds),
    [`${key}_text`]: seconds === null ? null : formatDuration(seconds),
  }) as Duration<X>;
