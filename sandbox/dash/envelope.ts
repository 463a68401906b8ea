import { createHash } from 'node:crypto';
import type { HttpBindings } from '@hono/node-server';
import type { Context } from 'hono';
import type { ContentfulStatusCode, StatusCode } from 'hono/utils/http-status';
import type { Answer, Refusal } from './answers.ts';

/** What is known of a request while it is being answered; `data` is what its envelope held. */
export type Environment = {
  Bindings: HttpBindings;
  Variables: { token: string | undefined; data: unknown; requestId: string };
};

/** Dash's envelope around an answer. The token is echoed in every body, those of failures included. */
export const enveloped = (c: Context<Environment>, status: number, body: Record<string, unknown>): Response => {
  const requestId = c.get('requestId');
  const envelope = {
    auth_token: c.get('token') ?? 'undefined',
    status: 'success',
    request_id: requestId,
    node: 'sandbox',
    version: '4.3.142',
    timestamp: new Date().toISOString().slice(0, 19),
    revision: createHash('md5').update(JSON.stringify(body)).digest('hex'),
    ...body,
  };
  return c.json(envelope, status as ContentfulStatusCode, { 'X-Request-ID': requestId });
};

export const reply = (c: Context<Environment>, answer: Answer): Response =>
  'file' in answer
    ? c.body(answer.file, answer.status as ContentfulStatusCode, answer.headers)
    : enveloped(c, answer.status, { ...answer.envelope, data: answer.data });

export const replyRefused = (c: Context<Environment>, { status, envelope }: Refusal): Response =>
  envelope ? enveloped(c, status, envelope) : c.body(null, status as StatusCode);
