import { isObject, number, text, type Parser } from '../dash/schema.ts';
import { DAY_MS } from '../dash/time.ts';
import { inputAddresses } from '../fields/inputLists.ts';
import { nameUnlessNumber } from '../fields/parties.ts';
import { parseNumber } from '../fields/phoneNumbers.ts';
import type { MessageDirection, TextMessage } from './message.record.ts';

/** A message as VirtualText sends it. Without a time of its own, `sentAt` is the time of its arrival. */
export type RelayedMessage = TextMessage & {
  id: string | null;
  conversationId: string | null;
  email: string | null;
};

/** Capitals and punctuation differ between VirtualText versions: `MediaUrl0`, `media_url`, and `Media-URL` are one key. */
const plainKey = (key: string): string => key.toLowerCase().replace(/[^a-z]/g, '');

const MEDIA = /^(message)?(media|mms|attachment|file|image|picture|photo)s?(url|uri|link)?s?$/;

/** The keys for the URL of a file in an object; the empty key is an index in a list that came as a form. */
const ADDRESS = /^((media|file|download|public|content)?(url|uri|link|href|src))?$/;

const isWebAddress = (value: string): boolean => /^https?:\/\//i.test(value);

const parseJson = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

/** The depth of the search for URLs. */
const MAX_DEPTH = 4;

/** The URLs of files in a value: in strings, lists, objects, and strings that contain JSON. */
const addressesIn = (value: unknown, depth = 0): string[] => {
  if (depth > MAX_DEPTH) return [];
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

const direction: Parser<MessageDirection | null> = (value) => {
  const name = text(value)?.toLowerCase() ?? '';
  if (name.startsWith('out')) return 'outbound';
  return name.startsWith('in') ? 'inbound' : null;
};

/** When a message was sent, from milliseconds since 1970 or ISO 8601; a time far from the arrival is ignored. */
const sentTime = (timestamp: unknown, arrival: Date): Date => {
  const sent = new Date(number(timestamp) ?? text(timestamp) ?? NaN);
  return Math.abs(sent.getTime() - arrival.getTime()) < DAY_MS ? sent : arrival;
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

/** The first value that is not empty. */
const valueOf = <T>(fields: Fields, keys: readonly string[], reader: Parser<T | null>): T | null =>
  keys
    .flatMap((wanted) => fields.filter(([key]) => key === wanted).map(([, value]) => reader(value)))
    .find((value) => value !== null) ?? null;

const RECEIPT = /status|deliver|receipt|fail|\bread\b/i;

/** Whether fields without text and files are those of a message, which may be empty, and not those of a delivery receipt. */
const isEmptyMessage = (fields: Fields, eventType: unknown): boolean => {
  const messageKeys: readonly string[] = [...KEYS.body, ...KEYS.direction];
  const states = fields.filter(([key]) => key.endsWith('status')).map(([, value]) => value);
  const isReceipt = [eventType, ...states].some((state) => RECEIPT.test(text(state) ?? ''));
  return !isReceipt && fields.some(([key]) => messageKeys.includes(key) || MEDIA.test(key));
};

/**
 * Parses what VirtualText posts: the message itself, or `{eventType, timestamp, data: {the message}}`. Null for anything
 * else, such as a delivery receipt. Numbers are in the form of `parseNumber`. Nothing else of the delivery is kept, because
 * it may contain an access token.
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
    sentAt: sentTime(delivery.timestamp, arrival),
  };
};
