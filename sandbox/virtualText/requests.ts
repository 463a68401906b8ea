import { isObject } from '../dash/json.ts';
import type { HttpBindings } from '@hono/node-server';
import type { MiddlewareHandler } from 'hono';

/** A request that the sandbox got. */
export type SeenRequest = {
  method: string;
  path: string;
  /** 0 until it is answered; it stays 0 where the connection was broken instead. */
  status: number;
  /** The JSON body with an access token blotted out; undefined without a body, null where it is not JSON. */
  body: unknown;
};

/** What is known of a request while it is being answered: `fields` is its body, empty where that is no JSON object. */
export type Environment = { Bindings: HttpBindings; Variables: { fields: Record<string, unknown> } };

const parsed = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

const withoutToken = (fields: Record<string, unknown>): Record<string, unknown> =>
  'accessToken' in fields ? { ...fields, accessToken: '[secret]' } : fields;

/** Takes a request apart and writes it down. */
export const readInto =
  (requests: SeenRequest[]): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const { method, path } = c.req;
    const seen: SeenRequest = { method, path, status: 0, body: undefined };
    requests.push(seen);
    const body = parsed(await c.req.text());
    seen.body = isObject(body) ? withoutToken(body) : body;
    c.set('fields', isObject(body) ? body : {});
    await next();
    if (!c.env.incoming.socket.destroyed) seen.status = c.res.status;
  };
