import { setTimeout } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { failure } from './answers.ts';
import { enveloped } from './envelope.ts';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode, RedirectStatusCode } from 'hono/utils/http-status';
import type { Environment } from './envelope.ts';

/** How the next matching requests go wrong. A rule with a delay alone makes them slow, and nothing else. */
export type Fault = {
  method?: string;
  /** Tested against the path of the request, `/v2` included. */
  path: RegExp;
  /** How many requests it happens to; 1 unless told. */
  times?: number;
  /** 500 unless told. */
  status?: number;
  /** Text goes out as it is, anything else as JSON; without it, Dash's own error envelope. */
  body?: unknown;
  delayMs?: number;
  /** The connection breaks instead of an answer. */
  reset?: boolean;
  /** The right answer, but the connection breaks in the middle of it. */
  truncated?: boolean;
  /** A web page instead of JSON, with status 200 unless told. */
  notJson?: boolean;
  /** Where the answer, a 302 unless told, sends the client. */
  redirect?: string;
};

/** A fault that was set, and how many requests it is still to happen to. */
export type PendingFault = { fault: Fault; left: number };

/** The first fault for such a request, which counts as one of its times. */
const take = (faults: PendingFault[], method: string, path: string): Fault | undefined => {
  const pending = faults.find(({ fault, left }) => {
    return left > 0 && (fault.method?.toUpperCase() ?? method) === method && path.search(fault.path) >= 0;
  });
  if (pending) pending.left -= 1;
  return pending?.fault;
};

const notJsonPage = '<html><body><h1>Service temporarily unavailable</h1></body></html>';

type Answering = (c: Context<Environment>, fault: Fault) => Response;

const breakConnection: Answering = (c) => {
  c.env.incoming.socket.destroy();
  return RESPONSE_ALREADY_SENT;
};

const answerAsTold: Answering = (c, { status = 500, body }) => {
  if (body === undefined) return enveloped(c, status, failure(status));
  const code = status as ContentfulStatusCode;
  return typeof body === 'string' ? c.body(body, code) : c.json(body, code);
};

const answer: Answering = (c, fault) => {
  const { redirect, status } = fault;
  if (fault.reset) return breakConnection(c, fault);
  if (fault.notJson) return c.html(notJsonPage, (status ?? 200) as ContentfulStatusCode);
  if (redirect !== undefined) return c.redirect(redirect, (status ?? 302) as RedirectStatusCode);
  return answerAsTold(c, fault);
};

/** Whether the answer is the right one, however it gets to the client. */
const isAnswered = ({ delayMs, truncated, status, body, reset, notJson, redirect }: Fault): boolean =>
  (delayMs ?? truncated) !== undefined && [status, body, reset, notJson, redirect].every((told) => told === undefined);

/** Sends the first half of the answer, which was announced whole. */
const truncate = async (c: Context<Environment>): Promise<void> => {
  const { status, headers } = c.res;
  const body = Buffer.from(await c.res.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(status, { ...Object.fromEntries(headers), 'Content-Length': body.length });
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  // Set twice, since a new answer would take over headers of the old one.
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
};

/** Lets faults happen before anything else looks at the request. */
export const letFail =
  (faults: PendingFault[]): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const fault = take(faults, c.req.method, c.req.path);
    if (fault?.delayMs !== undefined) await setTimeout(fault.delayMs);
    if (fault && !isAnswered(fault)) return answer(c, fault);
    await next();
    if (fault?.truncated) await truncate(c);
    return undefined;
  };
