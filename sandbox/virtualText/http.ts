import { Hono } from 'hono';
import { letFail } from '../dash/faults.ts';
import { refuse, Refusal } from './answers.ts';
import { serveMedia } from './media.ts';
import { readInto } from './requests.ts';
import { textable } from './textable.ts';
import { v1 } from './v1.ts';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { PendingFault } from '../dash/faults.ts';
import type { Environment, SeenRequest } from './requests.ts';
import type { State } from './state.ts';

/** Both APIs over HTTP: writes every request down, lets the faults happen, and answers from the state. */
export const makeApi = (state: State, requests: SeenRequest[], faults: PendingFault[]): Hono<Environment> => {
  const app = new Hono<Environment>();
  app.use(readInto(requests), letFail(faults));
  app.route('/api', textable(state));
  app.route('/v1', v1(state));
  app.get('/media/:name', serveMedia(state));
  app.notFound((c) => c.text('Not found', 404));
  app.onError((error, c) => {
    const { status, body } = error instanceof Refusal ? error : refuse(500, [error.message]);
    return c.json(body, status as ContentfulStatusCode);
  });
  return app;
};
