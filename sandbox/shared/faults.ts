import { setTimeout } from 'node:timers/promises';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import type { HttpBindings } from '@hono/node-server';
import type { Context, MiddlewareHandler } from 'hono';
import type { ContentfulStatusCode, RedirectStatusCode } from 'hono/utils/http-status';

/** How the next matching requests fail. A fault with nothing but a delay makes them slow. */
export type Fault = {
  method?: string;
  /** Tested against the whole path of the request. */
  path: RegExp;
  /** How many requests it applies to, 1 by default. */
  times?: number;
  /** 500 by default. */
  status?: number;
  /** Text is sent as it is, anything else as JSON; without it, the API's own error body is sent. */
  body?: unknown;
  delayMs?: number;
  /** The connection is closed without a response. */
  reset?: boolean;
  /** The usual response, but the connection is closed in the middle of it. */
  truncated?: boolean;
  /** A web page instead of JSON, with status 200 by default. */
  notJson?: boolean;
  /** The target of a redirect, with status 302 by default. */
  redirect?: string;
};

type Server = { Bindings: HttpBindings };

/** Writes the API's own error response with this status. */
type ErrorWriter<Environment extends Server> = (c: Context<Environment>, status: number) => Response;

const WEB_PAGE = '<html><body><h1>Service temporarily unavailable</h1></body></html>';

const respond = <Environment extends Server>(
  c: Context<Environment>,
  { redirect, status, body, reset, notJson }: Fault,
  writeError: ErrorWriter<Environment>,
): Response => {
  if (reset) {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  if (notJson) return c.html(WEB_PAGE, (status ?? 200) as ContentfulStatusCode);
  if (redirect !== undefined) return c.redirect(redirect, (status ?? 302) as RedirectStatusCode);
  if (body === undefined) return writeError(c, status ?? 500);
  const code = (status ?? 500) as ContentfulStatusCode;
  return typeof body === 'string' ? c.body(body, code) : c.json(body, code);
};

/** Whether the response is the usual one, only late or cut off. */
const isUsualResponse = ({ delayMs, truncated, status, body, reset, notJson, redirect }: Fault): boolean =>
  (delayMs ?? truncated) !== undefined && [status, body, reset, notJson, redirect].every((one) => one === undefined);

/** Sends the first half of the response, with the length of the whole. */
const truncate = async <Environment extends Server>(c: Context<Environment>): Promise<void> => {
  const { status, headers } = c.res;
  const body = Buffer.from(await c.res.arrayBuffer());
  const { outgoing } = c.env;
  outgoing.writeHead(status, { ...Object.fromEntries(headers), 'Content-Length': body.length });
  outgoing.write(body.subarray(0, body.length / 2), () => outgoing.destroy());
  // Set twice, since a new response would take over the headers of the old one.
  c.res = undefined;
  c.res = RESPONSE_ALREADY_SENT;
};

/** The faults to inject, and the middleware that does so before anything else handles a request. */
export const createFaults = <Environment extends Server>(writeError: ErrorWriter<Environment>) => {
  const pending: { fault: Fault; left: number }[] = [];

  const take = (method: string, path: string): Fault | undefined => {
    const matches = ({ fault }: (typeof pending)[number]) =>
      (fault.method?.toUpperCase() ?? method) === method && path.search(fault.path) >= 0;
    const next = pending.find((one) => one.left > 0 && matches(one));
    if (next) next.left -= 1;
    return next?.fault;
  };

  const inject: MiddlewareHandler<Environment> = async (c, next) => {
    const fault = take(c.req.method, c.req.path);
    if (fault?.delayMs !== undefined) await setTimeout(fault.delayMs);
    if (fault && !isUsualResponse(fault)) return respond(c, fault, writeError);
    await next();
    if (fault?.truncated) await truncate(c);
    return undefined;
  };

  return {
    inject,
    add: (fault: Fault): void => {
      pending.push({ fault, left: fault.times ?? 1 });
    },
  };
};
