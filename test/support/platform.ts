import zapier from 'zapier-platform-core';
import nock from 'nock';
import app from '../../src/index.ts';
import { authData } from './dash.ts';

export const RPC = 'https://rpc.platform.test';

// With this key core calls the RPC without an `event.token`, which would also start its log stream.
process.env.ZAPIER_DEPLOY_KEY = 'platform-of-the-tests';

// Core ends a process that has grown after many runs, which here is the process of the tests.
jest.spyOn(process, 'memoryUsage').mockReturnValue({ ...process.memoryUsage(), rss: 0 });

type Event = Record<string, unknown>;
type Handler = (event: Event) => Promise<{ results: unknown }>;
const createAppHandler = (zapier as unknown as { createAppHandler: (app: object) => Handler }).createAppHandler;

export type LogRecord = { message: string; data: unknown };
type RpcCall = { id: string; method: string; params: unknown[] };
type StashedFile = { name: string; contentType: string; body: string; content: Buffer };

/** A file as core uploads it. nock gives a body that is no text as hexadecimal digits. */
const readUpload = (body: string): StashedFile => {
  const form = Buffer.from(body, body.startsWith('--') ? 'utf8' : 'hex');
  const text = form.toString('latin1');
  const start = text.indexOf('\r\n\r\n', text.indexOf('name="file"')) + 4;
  return {
    name: Buffer.from(/filename="([^"]*)"/.exec(text)?.[1] ?? '', 'latin1').toString(),
    contentType: /name="Content-Type"\r\n\r\n([^\r]*)/.exec(text)?.[1] ?? '',
    body: form.toString(),
    content: form.subarray(start, text.lastIndexOf('\r\n--')),
  };
};

/**
 * Core's real handler with a stand-in for the platform's RPC: a cache that knows `nx`, a cursor, and a place for
 * stashed files. `logs` holds what the platform would get.
 */
export const createPlatform = (definition: object = app) => {
  const handler = createAppHandler(definition);
  const cache = new Map<string, string>();
  /** How long each key is kept, in seconds. */
  const lifetimes = new Map<string, number>();
  const files: StashedFile[] = [];
  const logs: LogRecord[] = [];
  const state = { cacheIsDown: false, cursor: null as string | null, cacheCalls: 0 };

  const methods: Record<string, (...params: unknown[]) => unknown> = {
    zcache_get: (key) => cache.get(String(key)) ?? null,
    zcache_set: (key, value, lifetime, _scope, nx) => {
      if (nx === true && cache.has(String(key))) return false;
      lifetimes.set(String(key), Number(lifetime));
      cache.set(String(key), String(value));
      return true;
    },
    zcache_delete: (key) => cache.delete(String(key)),
    get_cursor: () => state.cursor,
    set_cursor: (cursor) => {
      state.cursor = String(cursor);
      return null;
    },
    get_presigned_upload_post_data: () => ({ url: `${RPC}/files`, fields: { key: 'stash' } }),
  };

  const answer = (call: RpcCall) => {
    const isCache = call.method.startsWith('zcache');
    if (isCache) state.cacheCalls += 1;
    if (isCache && state.cacheIsDown) return { id: call.id, error: 'cache is down' };
    return { id: call.id, result: methods[call.method]?.(...call.params) };
  };

  const listen = () => {
    nock(RPC)
      .persist()
      .post('/')
      .optionally()
      .reply(200, (_uri, body) => answer(JSON.parse(body as string) as RpcCall), { 'content-type': 'application/json' })
      .post('/files')
      .optionally()
      .reply(204, (_uri, body) => {
        files.push(readUpload(body as unknown as string));
        return '';
      });
  };

  /** Runs `triggers.x.operation.perform` or any other method of the app, as the platform does. */
  const run = async (method: string, bundle: object = {}): Promise<unknown> => {
    listen();
    const { results } = await handler({
      command: 'execute',
      method,
      bundle: structuredClone({ authData, inputData: {}, meta: {}, ...bundle }),
      customLogger: (message: string, data: unknown) => logs.push({ message, data }),
      rpc_base: RPC,
      storeKey: 'zap',
    });
    return results;
  };

  return { run, cache, lifetimes, files, logs, state };
};
