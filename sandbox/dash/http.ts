import { Hono } from 'hono';
import { badIdentifier, refuse, Refusal } from './answers.ts';
import { replyRefused, reply } from './envelope.ts';
import { letFail } from './faults.ts';
import { isObject } from './json.ts';
import { limitRate } from './rateLimit.ts';
import { readInto } from './requests.ts';
import { accountRoutes, openRoutes } from './routes.ts';
import { refuseIfExpired, sessionOf } from './sessions.ts';
import type { MiddlewareHandler } from 'hono';
import type { Handler } from './answers.ts';
import type { Environment } from './envelope.ts';
import type { PendingFault } from './faults.ts';
import type { SeenRequest } from './requests.ts';
import type { State } from './state.ts';

type Middleware = MiddlewareHandler<Environment>;

/** A body must be JSON with an object as `data`. A request without a body is fine. */
const checkEnvelope: Middleware = async (c, next) => {
  if ((await c.req.text()) !== '') {
    const data = c.get('data');
    if (!(c.req.header('Content-Type') ?? 'application/json').includes('json')) throw new Refusal(415);
    if (data === null) {
      throw refuse(400, 'parse_error', { json: { invalid: { message: 'the body is not JSON', target: 'body' } } });
    }
    if (!isObject(data)) throw refuse(400, 'invalid request envelope');
  }
  await next();
};

/**
 * What Dash does with a token before it looks at the path: one that is no JSON web token must be among those that it
 * stored, where none is; a good one is of no use once its account has expired. A JSON web token that has expired passes
 * here. (`api_resource:allowed_methods`, `cb_token_auth:early_authenticate`)
 */
const checkTokenEarly =
  (state: State): Middleware =>
  async (c, next) => {
    const token = c.get('token');
    if (token !== undefined && token.split('.').length !== 3) throw refuse(401, 'invalid credentials', {});
    if (sessionOf(state, token)) refuseIfExpired(state.company.account);
    await next();
  };

/** A module that is not started offers no method, so that its paths are not even looked at further. */
const refuseNotStarted =
  ({ settings }: State): Middleware =>
  async (c, next) => {
    if (c.req.path.split('/').some((word) => settings.notStarted.includes(word))) throw refuse(404, 'not_found');
    await next();
  };

/** What is open to everybody needs no token, but a stale one that is sent along spoils it. */
const refuseStaleToken =
  (state: State): Middleware =>
  async (c, next) => {
    const token = c.get('token');
    if (token !== undefined && !sessionOf(state, token)) throw refuse(401);
    await next();
  };

/** First the account must exist, then the token must be good, then it must be good for this account. */
const authorize =
  (state: State): Middleware =>
  async (c, next) => {
    const id = c.req.param('account') ?? '';
    const { account, otherAccounts } = state.company;
    if (!/^[0-9a-f]{32}$/.test(id)) {
      throw refuse(404, 'bad identifier', { message: `invalid account_id '${id}'` });
    }
    if (![account.id, ...otherAccounts].includes(id)) throw badIdentifier(id);
    const session = sessionOf(state, c.get('token'));
    if (!session) throw refuse(401);
    if (session.accountId !== id) throw refuse(403);
    await next();
  };

/** The endpoints of a table; only what it offers gets as far as the guards. */
const endpoints = (state: State, routes: Record<string, Handler>, guard: Middleware): Hono<Environment> => {
  const app = new Hono<Environment>();
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, handler };
  });
  for (const { method, path, handler } of table) {
    app.on(method, path, guard, (c) => {
      const data = c.get('data');
      const call = { params: c.req.param(), query: c.req.query(), data: isObject(data) ? data : {} };
      return reply(c, handler({ ...call, accept: c.req.header('Accept') ?? '' }, state));
    });
  }
  for (const { path } of table) {
    app.all(path, () => {
      throw refuse(405);
    });
  }
  return app;
};

/** The API over HTTP: writes every request down, lets the faults happen, and answers from the state. */
export const makeApi = (state: State, requests: SeenRequest[], faults: PendingFault[]): Hono<Environment> => {
  const app = new Hono<Environment>();
  app.use(readInto(requests, state), limitRate(state), letFail(faults), checkEnvelope, checkTokenEarly(state));
  app.route('/v2', endpoints(state, openRoutes, refuseStaleToken(state)));
  app.use('/v2/accounts/:account/*', refuseNotStarted(state));
  app.route('/v2/accounts/:account', endpoints(state, accountRoutes, authorize(state)));
  app.all('/v2/accounts/*', () => {
    throw refuse(404, 'not_found');
  });
  // A first word that nobody knows: Dash looks at the token, and then leaves the answer to its web server.
  app.notFound((c) => {
    if (!sessionOf(state, c.get('token'))) return replyRefused(c, refuse(401));
    return c.body(null, 404);
  });
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : refuse(500, 'unspecified_fault', { message: error.message });
    return replyRefused(c, refusal);
  });
  return app;
};
