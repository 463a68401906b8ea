import nock from 'nock';
import type { ExpiringStore } from '../../sandbox/zapier/expiringStore.ts';
import { createRpc, keyWithoutScope, type RpcCall } from '../../sandbox/zapier/rpc.ts';

export type StashedFile = { url: string; name: string; contentType: string; body: string; content: Buffer };

const UPLOADS = 'https://files.platform.test';

/** A file as core uploads it. nock passes a body that is not text as hexadecimal digits. */
const parseUpload = (body: string): StashedFile => {
  const form = Buffer.from(body, body.startsWith('--') ? 'utf8' : 'hex');
  const text = form.toString('latin1');
  const start = text.indexOf('\r\n\r\n', text.indexOf('name="file"')) + 4;
  const field = (name: string) => new RegExp(`name="${name}"\r\n\r\n([^\r]*)`).exec(text)?.[1] ?? '';
  return {
    url: `${UPLOADS}/${field('key')}`,
    name: Buffer.from(/filename="([^"]*)"/.exec(text)?.[1] ?? '', 'latin1').toString(),
    contentType: field('Content-Type'),
    body: form.toString(),
    content: form.subarray(start, text.lastIndexOf('\r\n--')),
  };
};

/**
 * The sandbox's RPC for one platform of the tests. The cache keeps its keys, each with its lifetime in seconds, until a
 * test deletes them, and stashed files are collected. `state` makes calls fail.
 */
export const createTestRpc = () => {
  const cache = new Map<string, string>();
  const lifetimes = new Map<string, number>();
  const files: StashedFile[] = [];
  const state = {
    cacheDown: false,
    /** Every call fails, not only those to the cache. */
    down: false,
    /** The next response is lost, so core repeats the call. */
    losesAnswer: false,
    cacheCalls: 0,
  };

  const store: ExpiringStore<string> = {
    get: (scoped) => cache.get(keyWithoutScope(scoped)),
    set: (scoped, value, seconds) => {
      lifetimes.set(keyWithoutScope(scoped), Number(seconds));
      cache.set(keyWithoutScope(scoped), value);
    },
    delete: (scoped) => cache.delete(keyWithoutScope(scoped)),
  };
  const rpc = createRpc({ uploadUrl: () => `${UPLOADS}/`, faults: state, counts: state }, store);

  const expectUpload = () =>
    nock(UPLOADS)
      .post('/')
      .optionally()
      .reply(204, (_uri, body) => {
        files.push(parseUpload(body as unknown as string));
        return '';
      });

  const answer = (call: RpcCall) => {
    if (state.down) return { id: call.id, error: 'The platform is down' };
    if (call.method === 'get_presigned_upload_post_data') expectUpload();
    if (state.losesAnswer) rpc(call, 'the connection');
    state.losesAnswer = false;
    return rpc(call, 'the connection');
  };

  return { answer, cache, lifetimes, files, state };
};
