import { isObject, number, text, type Parser } from '../dash/schema.ts';
import { inputAddresses } from '../fields/inputValues.ts';
import { nameUnlessNumber } from '../fields/parties.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import type { Direction, Message } from './message.ts';

/** A message as VirtualText tells of it. Where it tells no moment, `sentAt` is that of the arrival. */
export type RelayedMessage = Message & {
  id: string | null;
  conversationId: string | null;
  email: string | null;
};

/** Not every VirtualText writes the same capitals and signs: `MediaUrl0`, `media_url` and `Media-URL` are one key. */
const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

const MEDIA = /^(message)?(media|mms|attachment|file|image|picture|photo)s?(url|uri|link)?s?$/;

/** Where an object has the address of a file; the empty one is the place in a list that came as a form. */
const ADDRESS = /^((media|file|download|public|content)?(url|uri|link|href|src))?$/;

const isWebAddress = (value: string): boolean => /^https?:\/\//i.test(value);

const parseJson = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

/** How deep addresses are looked for. */
const DEEPEST = 4;

/** The addresses of files in a value: texts, lists, objects, and a text that holds JSON. */
const addressesIn = (value: unknown, depth = 0): string[] => {
  if (depth > DEEPEST) return [];
  if (typeof value === 'string')
    return /^\s*[[{]/.test(value)
      ? addressesIn(parseJson(value), depth + 1)
      : inputAddresses(value.toWellFormed()).filter(isWebAddress);
  if (Array.isArray(value)) return value.flatMap((one) => addressesIn(one, depth + 1));
  const entries = Object.entries(isObject(value) ? value : {});
  return entries
    .filter(([key]) => ADDRESS.test(plainKey(key)) || MEDIA.test(plainKey(key)))
    .flatMap(([, one]) => addressesIn(one, depth + 1));
};

const direction: Parser<Direction | null> = (value) => {
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

/** The plain keys under which a message has its fields: those that VirtualPBX documents, and shorter ones. */
const KEYS = {
  id: ['messageid'],
  conversationId: ['conversationid'],
  from: ['fromnumber', 'from'],
  to: ['tonumber', 'to'],
  body: ['messagebody', 'body', 'text'],
  direction: ['messagedirection', 'direction'],
  name: ['contactname'],
  email: ['contactemail'],
} as const;

type Fields = readonly (readonly [key: string, value: unknown])[];

/** The first value that tells something. */
const valueOf = <T>(fields: Fields, keys: readonly string[], reader: Parser<T | null>): T | null =>
  keys
    .flatMap((wanted) => fields.filter(([key]) => key === wanted).map(([, value]) => reader(value)))
    .find((value) => value !== null) ?? null;

const RECEIPT = /status|deliver|receipt|fail|\bread\b/i;

/** A message may be empty. So is the receipt of one, which says what became of it, or has no word of a message at all. */
const isEmptyMessage = (fields: Fields, eventType: unknown): boolean => {
  const words: readonly string[] = [...KEYS.body, ...KEYS.direction];
  const states = fields.filter(([key]) => key.endsWith('status')).map(([, value]) => value);
  const isReceipt = [eventType, ...states].some((told) => RECEIPT.test(text(told) ?? ''));
  return !isReceipt && fields.some(([key]) => words.includes(key) || MEDIA.test(key));
};

/**
 * Reads what VirtualText posts: the message itself, or `{eventType, timestamp, data: {the message}}`. Null for what is no
 * message, as the receipt of one is. Numbers are in the form of `readNumber`. Nothing else of the delivery is kept, since
 * it may hold an access token.
 */
export const parseRelayed = (delivery: Record<string, unknown>, arrival: Date): RelayedMessage | null => {
  const message = isObject(delivery.data) ? delivery.data : delivery;
  const fields = Object.entries(message).map(([key, value]) => [plainKey(key), value] as const);
  const textOf = (keys: readonly string[]) => valueOf(fields, keys, text);
  const media = [...new Set(fields.filter(([key]) => MEDIA.test(key)).flatMap(([, value]) => addressesIn(value)))];
  const body = textOf(KEYS.body);
  const [from, to] = [parseNumber(textOf(KEYS.from)).number, parseNumber(textOf(KEYS.to)).number];
  if (from === null && to === null) return null;
  if (body === null && media.length === 0 && !isEmptyMessage(fields, delivery.eventType)) return null;
  return {
    id: textOf(KEYS.id),
    conversationId: textOf(KEYS.conversationId),
    from,
    to,
    direction: valueOf(fields, KEYS.direction, direction),
    body,
    media,
    name: nameUnlessNumber(from, nameUnlessNumber(to, textOf(KEYS.name))),
    email: textOf(KEYS.email),
    sentAt: momentOf(delivery.timestamp, arrival),
  };
};
