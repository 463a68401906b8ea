import { parse, type Options } from 'picoquery';
import type { Bundle } from 'zapier-platform-core';
import { isObject, text } from '../dash/schema.ts';

export type WebhookPayload = Record<string, unknown>;

/** Dash nests with brackets: `custom_channel_vars[account_id]=…`, and `to[]=…` for lists. */
const BRACKETS: Partial<Options> = { nestingSyntax: 'index', arrayRepeat: true, arrayRepeatSyntax: 'bracket' };

const parseForm = (content: string): WebhookPayload => ({ ...parse(content, BRACKETS) });

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
  const encoded = (part: string) => encodeURIComponent(part.toWellFormed());
  const texts = given.flatMap(([key, value]) =>
    typeof value === 'string' ? [`${key.replace(/[^[\]]+/g, (part) => encoded(part))}=${encoded(value)}`] : [],
  );
  return { ...Object.fromEntries(given), ...parseForm(texts.join('&')) };
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
