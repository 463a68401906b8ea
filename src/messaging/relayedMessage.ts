import { isObject, number, read, text, type Reader } from '../dash/shape.ts';
import type { Direction, Message } from './message.ts';

/** A message as VirtualText tells of it. Where it tells no moment, `sentAt` is that of the arrival. */
export type RelayedMessage = Message & {
  id: string | null;
  conversationId: string | null;
  email: string | null;
};

const isAddress = (value: unknown): value is string => typeof value === 'string' && /^https?:\/\//i.test(value);

const addresses: Reader<string[]> = (value) => (Array.isArray(value) ? value : [value]).filter(isAddress);

const direction: Reader<Direction | null> = (value) => {
  const told = text(value)?.toLowerCase() ?? '';
  if (told.startsWith('out')) return 'outbound';
  return told.startsWith('in') ? 'inbound' : null;
};

const DAY_MS = 24 * 60 * 60 * 1000;

/** When a message was sent, told in milliseconds since 1970 or as ISO 8601; what is far from its arrival is not believed. */
const momentOf = (timestamp: unknown, arrival: Date): Date => {
  const told = new Date(number(timestamp) ?? text(timestamp) ?? NaN);
  return Math.abs(told.getTime() - arrival.getTime()) < DAY_MS ? told : arrival;
};

/** The fields by their names in small letters: not every VirtualText writes the same capitals. */
const shape = {
  messageid: text,
  conversationid: text,
  fromnumber: text,
  tonumber: text,
  messagebody: text,
  messagedirection: direction,
  contactname: text,
  contactemail: text,
  media: addresses,
};

const inSmallLetters = (fields: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([key, value]) => [key.toLowerCase(), value]));

/**
 * Reads what VirtualText posts: the message itself, or `{eventType, timestamp, data: {the message}}`. Null for what is no
 * message, as the receipt of one is, which has no more than its id. Nothing else of the delivery is kept, since it may
 * hold an access token.
 */
export const readRelayed = (delivery: Record<string, unknown>, arrival: Date): RelayedMessage | null => {
  const wrapped = isObject(delivery.data) ? delivery.data : null;
  const told = read(shape, inSmallLetters(wrapped ?? delivery));
  if (told.messagebody === null && told.media.length === 0) return null;
  if (told.fromnumber === null && told.tonumber === null) return null;
  return {
    id: told.messageid,
    conversationId: told.conversationid,
    from: told.fromnumber,
    to: told.tonumber,
    direction: told.messagedirection,
    body: told.messagebody,
    media: told.media,
    name: told.contactname,
    email: told.contactemail,
    sentAt: momentOf(delivery.timestamp, arrival),
  };
};
