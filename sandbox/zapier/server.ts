import { Hono } from 'hono';
import { listen } from '../shared/listen.ts';
import { readDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import type { Rpc, RpcCall } from './rpc.ts';

/** A file that the app stashed. */
export type StoredFile = { name: string; contentType: string; bytes: Buffer };

/** Whether a Zap accepted a delivery. */
export type Reception = 'accepted' | 'off' | 'unknown';

/** The handlers of the server's addresses. */
export type Backend = {
  receive(zapId: string, delivery: Delivery): Reception;
  rpc: Rpc;
  /** Stashed files by URL. */
  files: Map<string, StoredFile>;
};

/** A running server. */
export type RunningServer = { url: string; close(): Promise<void> };

const hookStatus = { accepted: 200, off: 410, unknown: 404 } as const;

const routes = (backend: Backend, url: () => string): Hono => {
  const app = new Hono();

  app.all('/hooks/:zapId', async (c) => {
    const delivery = readDelivery({
      method: c.req.method,
      querystring: new URL(c.req.url).search.slice(1),
      headers: Object.entries(c.req.header()),
      content: await c.req.text(),
    });
    const reception = backend.receive(c.req.param('zapId'), delivery);
    return c.json({ status: reception === 'accepted' ? 'success' : 'error' }, hookStatus[reception]);
  });

  app.post('/rpc', async (c) => c.json(backend.rpc(await c.req.json<RpcCall>(), c.req.header('x-token') ?? '')));

  // Core streams its log here, since it would send it to Zapier otherwise. The log of the sandbox comes from
  // customLogger.
  app.post('/logs', async (c) => {
    await c.req.arrayBuffer();
    return c.body(null, 204);
  });

  app.post('/uploads', async (c) => {
    const { key, file } = await c.req.parseBody();
    if (typeof key !== 'string' || !(file instanceof File)) return c.text('A key and a file are needed', 400);
    const bytes = Buffer.from(await file.arrayBuffer());
    backend.files.set(`${url()}/${key}`, { name: file.name, contentType: file.type, bytes });
    return c.body(null, 204);
  });

  app.get('/files/:id', (c) => {
    const file = backend.files.get(`${url()}${c.req.path}`);
    if (!file) return c.text('No such file', 404);
    c.header('Content-Type', file.contentType);
    c.header('Content-Disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
    return c.body(new Uint8Array(file.bytes));
  });

  return app;
};

/** Serves hook URLs, RPC, uploads and files on the loopback address; port 0 takes a free one. */
export const startServer = async (backend: Backend, port: number): Promise<RunningServer> => {
  let url = '';
  const server = await listen(routes(backend, () => url).fetch, port);
  url = server.url;
  return server;
};
