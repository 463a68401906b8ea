import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { readDelivery } from './delivery.ts';
import type { Delivery } from './delivery.ts';
import type { Rpc, RpcCall } from './rpc.ts';

/** A file that the app stashed. */
export type StoredFile = { name: string; contentType: string; bytes: Buffer };

/** What became of a delivery at the door. */
export type Reception = 'accepted' | 'off' | 'unknown';

/** What stands behind the server's addresses. */
export type Backend = {
  receive(zapId: string, delivery: Delivery): Reception;
  rpc: Rpc;
  /** By URL; stashed files are put here and served from here. */
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

  // Core streams its log here as well, since it streams to Zapier's own address otherwise; `logs` comes from customLogger.
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
export const startServer = (backend: Backend, port: number): Promise<RunningServer> =>
  new Promise((resolve, reject) => {
    let url = '';
    const app = routes(backend, () => url);
    // The app runs in this process: it must see Node's own Request and Response, not the server's quicker ones.
    const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1', overrideGlobalObjects: false }, (info) => {
      url = addressOf(info);
      resolve({ url, close: () => closed(server as Server) });
    });
    server.once('error', reject);
  });

const addressOf = (info: AddressInfo): string => `http://127.0.0.1:${info.port}`;

const closed = (server: Server): Promise<void> =>
  new Promise((resolve) => {
    server.close(() => {
      resolve();
    });
    server.closeAllConnections();
  });
