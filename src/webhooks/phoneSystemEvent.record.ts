import { isObject, number, parse, text } from '../dash/schema.ts';
import { fromGregorian, HOUR_SECONDS, MINUTE_SECONDS } from '../dash/time.ts';
import { hash } from '../zapier/hash.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, timeValues } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { scrubEvent } from '../fields/scrub.ts';

type Details = Record<string, unknown>;

/** An event of any kind without its secrets, and when it arrived. */
export type PhoneSystemEvent = { details: Details; arrived: Date };

/** An event that has just arrived from Dash, without its secrets. */
export const scrubbedEvent = (payload: Readonly<Details>): PhoneSystemEvent => ({
  details: scrubEvent(payload),
  arrived: new Date(),
});

/** Every event of Dash that has a time has it under one of these names, in Gregorian seconds. */
const isTimestamp = (key: string): boolean => /(^|_)timestamp$/.test(key);

const parseMoment = (key: string, value: unknown): Date | null =>
  isTimestamp(key) ? fromGregorian(number(value)) : null;

/** When it happened, from the event's own fields; null if they have no time. */
const eventMoment = ({ timestamp, ...others }: Details): Date | null => {
  const all = [['timestamp', timestamp] as const, ...Object.entries(others)];
  return all.map(([key, value]) => parseMoment(key, value)).find((date) => date !== null) ?? null;
};

/** The same text for equal events, whatever the order of their keys. */
const canonical = (details: Details): string =>
  JSON.stringify(details, (_key, value: unknown) =>
    isObject(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value,
  );

/**
 * The dedupe key of an event: its content, without what differs each time that Dash publishes it. Many events have no
 * time and look the same each time they happen; the key of those has their arrival, too.
 */
export const phoneSystemEventKey = ({ details, arrived }: PhoneSystemEvent): string =>
  hash(`${canonical(details)}${eventMoment(details) ? '' : arrived.toISOString()}`);

/**
 * For how long the same content counts as the same event, if it has no time; null for an event with a time. Dash may
 * resend a notification ten minutes later (`kz_notify_resend.erl`), and any other event immediately.
 */
export const throttleWithoutTime = ({ details }: PhoneSystemEvent): { key: string; seconds: number } | null => {
  if (eventMoment(details)) return null;
  const seconds = details.event_category === 'notification' ? HOUR_SECONDS : MINUTE_SECONDS;
  return { key: hash(canonical(details)), seconds };
};

const withReadableTime = (key: string, value: unknown): [string, unknown][] => {
  const date = parseMoment(key, value);
  const readable = date && timeValues('timestamp', date, 'UTC').timestamp_at;
  return [
    [key, withReadableTimes(value)],
    ...(readable === null ? [] : [[`${key}_at`, readable] as [string, unknown]]),
  ];
};

/** Adds each time of an event as ISO 8601 beside the original: `voicemail_timestamp_at`. */
const withReadableTimes = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withReadableTimes);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => withReadableTime(key, one)));
};

const namesSchema = { event_name: text, hook_event: text, action: text, type: text, account_id: text, id: text };

export const phoneSystemEventFields = [
  field('id', 'string', 'Event ID'),
  field('event_name', 'string', 'Event Name'),
  ...eventTimeFields('occurred', 'Occurred'),
  field('account_id', 'string', 'Account ID'),
] as const;

/** The fields that every record has. The event itself comes in addition, with Dash's own names. */
export type PhoneSystemEventRecord = RecordOf<typeof phoneSystemEventFields>;

/** The record of an event, without any request. The ID of its document or message becomes `document_id`. */
export const phoneSystemEventRecord = (
  { details, arrived }: PhoneSystemEvent,
  id: string,
  timeZone: string,
): PhoneSystemEventRecord => {
  const names = parse(namesSchema, details);
  return {
    ...(withReadableTimes(details) as Details),
    ...(names.id !== null && { document_id: names.id }),
    id,
    event_name: names.event_name ?? names.hook_event ?? names.action ?? names.type,
    ...eventTimeValues('occurred', eventMoment(details) ?? arrived, timeZone),
    account_id: names.account_id,
  };
};

export const phoneSystemEventSample: PhoneSystemEventRecord = {
  id: '5feceb66ffc86f38d952786c6d696c79c2dbc239dd4e91b46729d73a27fb57e9',
  event_name: 'register',
  ...eventTimeSample('occurred', '12:14:30'),
  account_id: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
};
