import { randomBytes } from 'node:crypto';
import { isObject } from './json.ts';
import { sessionOf } from './sessions.ts';
import type { MiddlewareHandler } from 'hono';
import type { Environment } from './envelope.ts';
import type { State } from './state.ts';

/** A request that the sandbox got. */
export type SeenRequest = {
  method: string;
  /** Starts with `/v2`. */
  path: string;
  query: Record<string, string>;
  /** 0 until it is answered; it stays 0 where the connection was broken instead. */
  status: number;
  /** Whether it carried the token of an open session. */
  authenticated: boolean;
  /** The JSON body with credentials, API key and token blotted out; null where the body is not JSON. */
  body: unknown;
};

const secretKeys = new Set(['credentials', 'api_key', 'auth_token', 'token']);

const withoutSecrets = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, one]) => [key, secretKeys.has(key) ? '[secret]' : withoutSecrets(one)]));
};

const parsed = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** Takes a request apart (token, envelope, request id) and writes it down. */
export const readInto =
  (requests: SeenRequest[], state: State): MiddlewareHandler<Environment> =>
  async (c, next) => {
    const query = c.req.query();
    const shownQuery = withoutSecrets(query) as Record<string, string>;
    const { method, path } = c.req;
    const seen: SeenRequest = { method, path, query: shownQuery, status: 0, authenticated: false, body: undefined };
    requests.push(seen);
    const body = parsed(await c.req.text());
    const tokenInBody = isObject(body) && typeof body.auth_token === 'string' ? body.auth_token : undefined;
    const token = c.req.header('X-Auth-Token') ?? query.auth_token ?? tokenInBody;
    seen.body = withoutSecrets(body);
    seen.authenticated = sessionOf(state, token) !== undefined;
    c.set('kazoo', state.settings.kazoo);
    c.set('token', token);
    c.set('data', isObject(body) ? body.data : body);
    c.set('requestId', c.req.header('X-Request-ID') ?? randomBytes(16).toString('hex'));
    await next();
    if (!c.env.incoming.socket.destroyed) seen.status = c.res.status;
  };
