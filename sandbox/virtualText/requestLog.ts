import { isObject, parseJson } from '../shared/json.ts';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

/** A request that the sandbox received. */
export type TextRequest = {
  method: string;
  path: string;
  /** 0 before the response, and forever if the connection was closed instead. */
  status: number;
  /** The JSON body without the access token; undefined without a body, null if it is not JSON. */
  body: unknown;
};

/** What the middleware knows about a request: `fields` is its body, empty if that is no JSON object. */
export type TextEnvironment = { Bindings: HttpBindings; Variables: { fields: Record<string, unknown> } };

const withoutToken = (fields: Record<string, unknown>): Record<string, unknown> =>
  'accessToken' in fields ? { ...fields, accessToken: '[secret]' } : fields;

/** Parses each request and logs it. */
export const logTextRequests =
  (requests: TextRequest[]): MiddlewareHandler<TextEnvironment> =>
  async (c, next) => {
    const { method, path } = c.req;
    const seen: TextRequest = { method, path, status: 0, body: undefined };
    requests.push(seen);
    const body = parseJson(await c.req.text());
    seen.body = isObject(body) ? withoutToken(body) : body;
    c.set('fields', isObject(body) ? body : {});
    await next();
    if (!c.env.incoming.socket.destroyed) seen.status = c.res.status;
  };
