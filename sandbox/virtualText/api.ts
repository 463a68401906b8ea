import { STATUS_CODES } from 'node:http';
import { Hono } from 'hono';
import { createFaults } from '../shared/faults.ts';
import { serveMedia } from './media.ts';
import { refuseTextable, TextRefusal } from './refusal.ts';
import { logTextRequests } from './requestLog.ts';
import { textableApi } from './textableApi.ts';
import { v1Api } from './v1Api.ts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { TextEnvironment, TextRequest } from './requestLog.ts';
import type { TextState } from './state.ts';

/** Both APIs over HTTP, with a log of all requests and a way to make the next ones fail. */
export const createTextApi = (state: TextState) => {
  const requests: TextRequest[] = [];
  const faults = createFaults<TextEnvironment>((c, status) =>
    c.json({ errors: [STATUS_CODES[status] ?? 'Unknown error'] }, status as ContentfulStatusCode),
  );
  const app = new Hono<TextEnvironment>();
  app.use(logTextRequests(requests), faults.inject);
  app.route('/api', textableApi(state));
  app.route('/v1', v1Api(state));
  app.get('/media/:name', serveMedia(state));
  app.notFound((c) => c.text('Not found', 404));
  app.onError((error, c) => {
    const { status, body } = error instanceof TextRefusal ? error : refuseTextable(500, [error.message]);
    return c.json(body, status as ContentfulStatusCode);
  });
  return { fetch: app.fetch, requests, addFault: faults.add };
};
