import { Hono } from 'hono';
import { createFaults } from '../shared/faults.ts';
import { isObject } from '../shared/json.ts';
import { sendData, sendRefusal, sendResponse } from './http/envelope.ts';
import { authorize, checkEnvelope, checkTokenEarly, refuseNotStarted, refuseStaleToken } from './http/guards.ts';
import { rateLimit } from './http/rateLimit.ts';
import { errorEnvelope, Refusal, refuse } from './http/refusal.ts';
import { logRequests } from './http/requestLog.ts';
import { sessionOf } from './http/sessions.ts';
import { accountRoutes, openRoutes } from './sections/index.ts';
import type { Routes } from './http/endpoint.ts';
import type { Environment } from './http/envelope.ts';
import type { Middleware } from './http/guards.ts';
import type { SeenRequest } from './http/requestLog.ts';
import type { State } from './state.ts';

/** The endpoints of a table behind a guard. */
const endpoints = (state: State, routes: Routes, guard: Middleware): Hono<Environment> => {
  const app = new Hono<Environment>();
  const table = Object.entries(routes).map(([route, handler]) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path, handler };
  });
  for (const { method, path, handler } of table) {
    app.on(method, path, guard, (c) => {
      const data = c.get('data');
      const request = { params: c.req.param(), query: c.req.query(), data: isObject(data) ? data : {} };
      const ownerId = sessionOf(state, c.get('token'))?.ownerId;
      return sendResponse(c, handler({ ...request, accept: c.req.header('Accept') ?? '', ownerId }, state));
    });
  }
  for (const { path } of table) {
    app.all(path, () => {
      throw refuse(405);
    });
  }
  return app;
};

/** The API over HTTP, with a log of all requests and a way to make the next ones fail. */
export const createApi = (state: State) => {
  const requests: SeenRequest[] = [];
  const faults = createFaults<Environment>((c, status) => sendData(c, status, errorEnvelope(status)));
  const app = new Hono<Environment>();
  app.use(logRequests(requests, state), rateLimit(state), faults.inject, checkEnvelope, checkTokenEarly(state));
  app.route('/v2', endpoints(state, openRoutes, refuseStaleToken(state)));
  app.use('/v2/accounts/:account/*', refuseNotStarted(state));
  app.route('/v2/accounts/:account', endpoints(state, accountRoutes, authorize(state)));
  app.all('/v2/accounts/*', () => {
    throw refuse(404, 'not_found');
  });
  // For an unknown first segment Dash checks the token, and then its web server responds.
  app.notFound((c) => {
    if (!sessionOf(state, c.get('token'))) return sendRefusal(c, refuse(401));
    return c.body(null, 404);
  });
  app.onError((error, c) => {
    const refusal = error instanceof Refusal ? error : refuse(500, 'unspecified_fault', { message: error.message });
    return sendRefusal(c, refusal);
  });
  return { fetch: app.fetch, requests, addFault: faults.add };
};
