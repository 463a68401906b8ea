import { readFile } from 'node:fs/promises';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { streamSSE } from 'hono/streaming';
import { isObject, parseJson } from '../shared/json.ts';
import { listen } from '../shared/listen.ts';
import { createDirector, type Director } from './director.ts';
import { guard } from './guards.ts';
import type { Timing } from './gaps.ts';
import { snapshotOf } from './snapshot.ts';
import { isAction, type Visitor } from './visitor.ts';

const files = {
  '/': ['page.html', 'text/html; charset=utf-8'],
  '/page.css': ['page.css', 'text/css; charset=utf-8'],
  '/page.js': ['page.js', 'text/javascript; charset=utf-8'],
  '/icon.svg': ['icon.svg', 'image/svg+xml'],
} as const;

const LOOK_MS = 200;

/** Sends the snapshot whenever it changes, to everyone who looks. */
const createFeed = (director: Director) => {
  let last = '';
  const watchers = new Set<(snapshot: string) => void>();
  const timer = setInterval(() => {
    if (watchers.size === 0) return;
    const snapshot = snapshotOf(director) ?? '';
    if (snapshot === last) return;
    last = snapshot;
    for (const send of watchers) send(snapshot);
  }, LOOK_MS);
  return {
    watch: (send: (snapshot: string) => void) => {
      const snapshot = snapshotOf(director);
      if (snapshot !== undefined) send(snapshot);
      watchers.add(send);
      return () => watchers.delete(send);
    },
    close: () => {
      clearInterval(timer);
    },
  };
};

/** What a visitor typed, without control characters, and not too long. */
const typed = (value: unknown, otherwise: string, length: number): string =>
  (typeof value === 'string' ? value : '')
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, length) || otherwise;

export const visitorFrom = (body: unknown): Visitor => {
  const { name, words } = isObject(body) ? body : {};
  return { name: typed(name, 'Robin Hale', 60), words: typed(words, 'Could you call me back, please?', 300) };
};

const HELD_MS = 24 * 3_600_000;

const routes = (director: Director, feed: ReturnType<typeof createFeed>, port: () => string): Hono => {
  const app = new Hono();
  app.use(guard(port));
  for (const [path, [name, type]] of Object.entries(files))
    app.get(path, async (c) => {
      c.header('Content-Type', type);
      return c.body(await readFile(new URL(name, import.meta.url)));
    });
  app.get('/events', (c) =>
    streamSSE(c, async (stream) => {
      const stop = feed.watch((data) => void stream.writeSSE({ data }));
      await new Promise<void>((resolve) => {
        stream.onAbort(resolve);
      });
      stop();
    }),
  );
  app.post('/pause', (c) => {
    if (director.gaps.isHeld()) director.gaps.letGo();
    else director.gaps.hold(HELD_MS);
    return c.body(null, 204);
  });
  app.post('/actions/:name', bodyLimit({ maxSize: 10_000 }), async (c) => {
    const name = c.req.param('name');
    if (!isAction(name)) return c.text('There is no such button.', 404);
    const isOpen = await director.visit(name, visitorFrom(parseJson(await c.req.text())));
    return isOpen ? c.body(null, 204) : c.text('The office isn’t open yet. Try again in a moment.', 409);
  });
  return app;
};

/** Serves the page with the day on it. `over` rejects if the day can't be played. */
export const startPage = async (app: object, { timing, port = 0 }: { timing: Timing; port?: number }) => {
  const director = createDirector(app, timing);
  const feed = createFeed(director);
  let ownPort = '';
  const server = await listen(routes(director, feed, () => ownPort).fetch, port).catch((error: unknown) => {
    feed.close();
    throw error;
  });
  ownPort = new URL(server.url).port;
  const over = director.play();
  over.catch(() => undefined);
  return {
    url: server.url,
    over,
    close: async () => {
      director.stop();
      await over.catch(() => undefined);
      feed.close();
      await server.close();
    },
  };
};
