import { field, type RecordOf } from './output.ts';

/** A duration as a number of seconds and as text. */
export const durationFields = <const X extends string>(key: X, label: string) =>
  [
    field(`${key}_seconds`, 'number', `${label} (in Seconds)`),
    field(`${key}_text`, 'string', `${label} (as Text)`),
  ] as const;

type DurationValues<X extends string> = RecordOf<ReturnType<typeof durationFields<X>>>;

/** `1:05` for 65 seconds, `1:00:00` for an hour. */
const formatDuration = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const padded = (count: number) => String(count).padStart(2, '0');
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
  return `${hours > 0 ? `${hours}:${padded(minutes)}` : minutes}:${padded(whole % 60)}`;
};

/** A duration in a sentence: `24 sec`, `2 min 5 sec`, `1 hr 5 min`, and `0 sec` for none. */
export const durationInWords = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds));
  const parts: [number, string][] = [
    [Math.floor(whole / 3600), 'hr'],
    [Math.floor(whole / 60) % 60, 'min'],
    [whole % 60, 'sec'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count} ${unit}`);
  return words.join(' ') || '0 sec';
};

/** The values of `durationFields`, rounded to whole seconds; null when unknown. */
export const durationValues = <const X extends string>(key: X, seconds: number | null): DurationValues<X> =>
  ({
    [`${key}_seconds`]: seconds && Math.round(seconds),
    [`${key}_text`]: seconds === null ? null : formatDuration(seconds),
  }) as DurationValues<X>;
