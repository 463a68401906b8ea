import { isObject, parseJson } from '../../shared/json.ts';
import { newId } from '../company/ids.ts';
import { sessionOf } from './sessions.ts';
import type { State } from '../state.ts';
import type { Query } from './endpoint.ts';
import type { Middleware } from './guards.ts';

/** A request that the sandbox received. */
export type SeenRequest = {
  method: string;
  /** Starts with `/v2`. */
  path: string;
  query: Query;
  /** 0 before the response, and forever if the connection was closed instead. */
  status: number;
  /** Whether it had the token of an open session. */
  authenticated: boolean;
  /** The JSON body without credentials, API key and token; undefined without a body, null if it is not JSON. */
  body: unknown;
};

const secretKeys = new Set(['credentials', 'api_key', 'auth_token', 'token']);

const redact = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(redact);
  if (!isObject(value)) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(entries.map(([key, one]) => [key, secretKeys.has(key) ? '[secret]' : redact(one)]));
};

/** Parses each request (token, envelope, request id) and logs it. */
export const logRequests =
  (requests: SeenRequest[], state: State): Middleware =>
  async (c, next) => {
    const query = c.req.query();
    const { method, path } = c.req;
    const seen: SeenRequest = {
      ...{ method, path, query: redact(query) as Query, status: 0, authenticated: false, body: undefined },
    };
    requests.push(seen);
    const body = parseJson(await c.req.text());
    const tokenInBody = isObject(body) && typeof body.auth_token === 'string' ? body.auth_token : undefined;
    const token = c.req.header('X-Auth-Token') ?? query.auth_token ?? tokenInBody;
    seen.body = redact(body);
    seen.authenticated = sessionOf(state, token) !== undefined;
    c.set('kazoo', state.settings.kazoo);
    c.set('token', token);
    c.set('data', isObject(body) ? body.data : body);
    c.set('requestId', c.req.header('X-Request-ID') ?? newId());
    await next();
    if (!c.env.incoming.socket.destroyed) seen.status = c.res.status;
  };
