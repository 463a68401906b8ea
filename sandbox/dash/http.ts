import { Hono } from 'hono';
import { badIdentifier, refuse, Refusal } from './answers.ts';
import { replyRefused, reply } from './envelope.ts';
import { letFail } from './faults.ts';
import { isObject } from './json.ts';
import { limitRate } from './rateLimit.ts';
import { readInto } from './requests.ts';
import { accountRoutes, openRoutes } from './routes.ts';
import { sessionOf } from './sessions.ts';
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
    if (![account.id, ...otherAccounts].includes(id)) throw badIdentifier(id);
    const session = sessionOf(state, c.get('token'));
    if (!session) throw refuse(401);
    if (session.accountId !== id) throw refuse(403);
    await next();
  };

const endpoints = (state: State, routes: Record<string, Handler>): Hono<Environment> => {
  const app = new Hono<Environment>();
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, handler };
  });
  for (const { method, path, handler } of table) {
    app.on(method, path, (c) => {
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
  app.use(readInto(requests, state), limitRate(state), letFail(faults), checkEnvelope);
  app.use('/v2/:open', refuseStaleToken(state));
  app.route('/v2', endpoints(state, openRoutes));
  app.use('/v2/accounts/:account/*', authorize(state));
  app.route('/v2/accounts/:account', endpoints(state, accountRoutes));
  app.notFound((c) => c.body(null, 404));
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : refuse(500, 'unspecified_fault', { message: error.message });
    return replyRefused(c, refusal);
  });
  return app;
};
