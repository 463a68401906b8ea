import { parse, type Options } from 'picoquery';
import type { Bundle } from 'zapier-platform-core';
import { isObject, MAX_DEPTH, text } from '../dash/schema.ts';

export type WebhookPayload = Record<string, unknown>;

/**
 * Dash nests with brackets: `custom_channel_vars[account_id]=…`, and `to[]=…` for lists. A sign before each key keeps the
 * parser from taking it for an index, which would make a list as long as the index says, or for what every object and
 * list inherits, such as `length` and `__proto__`.
 */
const BRACKETS: Partial<Options> = {
  nestingSyntax: 'index',
  arrayRepeat: true,
  arrayRepeatSyntax: 'bracket',
  keyDeserializer: (key) => `=${key}`,
};

type Entries = [string, unknown][];

/** The members of an object that the parser made, by their keys as they were sent. */
const entriesOf = (parsed: object, levels: number): Entries =>
  Object.entries(parsed).map(([key, value]) => [key.slice(1), withKeysAsSent(value, levels)]);

/** A list has its values in the order of their indexes, without gaps. What is nested deeper than `MAX_DEPTH` is left out. */
const withKeysAsSent = (parsed: unknown, levels: number): unknown => {
  if (typeof parsed !== 'object' || parsed === null) return parsed;
  if (levels === 0) return null;
  if (Array.isArray(parsed)) return Object.values(parsed).map((value) => withKeysAsSent(value, levels - 1));
  const entries = entriesOf(parsed, levels - 1);
  const sorted = Object.fromEntries(entries);
  return entries.every(([key]) => /^\d+$/.test(key)) ? Object.values(sorted) : sorted;
};

/** Nests the fields of a form. Here a bracket in a value must be encoded, and one in a key must not. */
const nested = (fields: readonly [string, string][]): WebhookPayload => {
  const encoded = (part: string) => encodeURIComponent(part.toWellFormed());
  const form = fields.map(([key, value]) => `${key.replace(/[^[\]]+/g, encoded)}=${encoded(value)}`).join('&');
  return Object.fromEntries(entriesOf(parse(form, BRACKETS), MAX_DEPTH));
};

const parseForm = (content: string): WebhookPayload => nested([...new URLSearchParams(content)]);

const parseJson = (content: string): unknown => {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
};

const parseContent = (content: string): unknown => {
  const trimmed = content.trimStart();
  return trimmed.startsWith('{') ? parseJson(trimmed) : parseForm(content);
};

/** The request as Zapier parsed it. For a form or a query, the brackets are still in the keys. */
const parseCleaned = (cleaned: unknown): WebhookPayload => {
  const { querystring, ...body } = isObject(cleaned) ? cleaned : {};
  const given = Object.entries({ ...(isObject(querystring) ? querystring : {}), ...body });
  const bracketed = given.filter(
    (field): field is [string, string] => typeof field[1] === 'string' && field[0].includes('['),
  );
  return { ...Object.fromEntries(given), ...nested(bracketed) };
};

/**
 * The event of a webhook delivery, in whichever of its three encodings Dash sent it: JSON, form data or a query
 * string. An empty object when it is none of them.
 */
export const parseWebhookPayload = ({
  rawRequest,
  cleanedRequest,
}: Pick<Bundle, 'rawRequest' | 'cleanedRequest'>): WebhookPayload => {
  const encodings = [
    () => parseContent(text(rawRequest?.content) ?? ''),
    () => parseForm(text(rawRequest?.querystring) ?? ''),
    () => parseCleaned(cleanedRequest),
  ];
  for (const decode of encodings) {
    const event = decode();
    if (isObject(event) && Object.keys(event).length > 0) return event;
  }
  return {};
};
