import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import type { Answer, Refusal } from './answers.ts';
import type { KazooVersion } from './state.ts';

/** What is known of a request while it is being answered; `data` is what its envelope held. */
export type Environment = {
  Bindings: HttpBindings;
  Variables: { token: string | undefined; data: unknown; requestId: string; kazoo: KazooVersion };
};

/** Dash's envelope around an answer. The token is echoed in every body, those of failures included. */
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

const sent = (c: Context<Environment>, status: number, envelope: Record<string, unknown>): Response =>
  c.json(envelope, status as ContentfulStatusCode, { 'X-Request-ID': c.get('requestId') });

export const enveloped = (c: Context<Environment>, status: number, body: Record<string, unknown>): Response =>
  sent(c, status, envelopeOf(c, body));

/** In a list that comes in pieces the rows are first, and all that follows them is text. */
const chunked = (c: Context<Environment>, data: unknown[], envelope: Record<string, unknown> = {}): Response => {
  const trailer = Object.entries(envelopeOf(c, envelope)).map(([key, value]) => [key, String(value)] as const);
  return sent(c, 200, { data, ...Object.fromEntries(trailer) });
};

export const reply = (c: Context<Environment>, answer: Answer): Response => {
  if ('file' in answer) return c.body(answer.file, answer.status as ContentfulStatusCode, answer.headers);
  // Dash begins to write when it has a row.
  if (answer.chunked && Array.isArray(answer.data) && answer.data.length > 0) {
    return chunked(c, answer.data, answer.envelope);
  }
  return enveloped(c, answer.status, { ...answer.envelope, data: answer.data });
};

export const replyRefused = (c: Context<Environment>, { status, envelope }: Refusal): Response =>
  envelope ? enveloped(c, status, envelope) : c.body(null, status as StatusCode);
