import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import type { KazooVersion } from '../settings.ts';
import type { ApiResponse } from './endpoint.ts';
import type { Refusal } from './refusal.ts';

/** What the middleware knows about a request; `data` comes from its envelope. */
export type Environment = {
  Bindings: HttpBindings;
  Variables: { token: string | undefined; data: unknown; requestId: string; kazoo: KazooVersion };
};

/** Dash's envelope. It repeats the token in every body, those of failed requests included. */
const envelopeOf = (c: Context<Environment>, body: Record<string, unknown>): Record<string, unknown> => ({
  auth_token: c.get('token') ?? 'undefined',
  status: 'success',
  request_id: c.get('requestId'),
  node: 'sandbox',
  version: `${c.get('kazoo')}.0`,
  timestamp: `${new Date().toISOString().slice(0, 19)}${c.get('kazoo') === '4.3' ? 'Z' : ''}`,
  ...('error' in body ? {} : { revision: createHash('md5').update(JSON.stringify(body)).digest('hex') }),
  ...body,
});

const sendJson = (c: Context<Environment>, status: number, envelope: Record<string, unknown>): Response =>
  c.json(envelope, status as ContentfulStatusCode, { 'X-Request-ID': c.get('requestId') });

/** Sends a body with Dash's envelope around it. */
export const sendData = (c: Context<Environment>, status: number, body: Record<string, unknown>): Response =>
  sendJson(c, status, envelopeOf(c, body));

/** A chunked list begins with its rows, and all keys after them are text. */
const sendChunked = (c: Context<Environment>, data: unknown[], envelope: Record<string, unknown> = {}): Response => {
  const trailer = Object.entries(envelopeOf(c, envelope)).map(([key, value]) => [key, String(value)] as const);
  return sendJson(c, 200, { data, ...Object.fromEntries(trailer) });
};

export const sendResponse = (c: Context<Environment>, response: ApiResponse): Response => {
  if ('file' in response) return c.body(response.file, response.status as ContentfulStatusCode, response.headers);
  // Dash begins a chunked response with the first row; without rows it sends the usual one.
  if (response.chunked && Array.isArray(response.data) && response.data.length > 0) {
    return sendChunked(c, response.data, response.envelope);
  }
  return sendData(c, response.status, { ...response.envelope, data: response.data });
};

export const sendRefusal = (c: Context<Environment>, { status, envelope }: Refusal): Response =>
  envelope ? sendData(c, status, envelope) : c.body(null, status as StatusCode);
