import { randomUUID } from 'node:crypto';
import { createExpiringStore, type ExpiringStore } from './expiringStore.ts';

/** What core posts to its RPC endpoint (zapier-platform-core, create-rpc-client.js). */
export type RpcCall = { id: string; storeKey: string; method: string; params: unknown[] };

/** The response that core expects: its own id, and a result or an error sentence. */
export type RpcAnswer = { id: string; result?: unknown; error?: string };

/** Handles one call. The caller is the token that came with it, which is the connection's id. */
export type Rpc = (call: RpcCall, caller: string) => RpcAnswer;

type Scope = ('user' | 'auth')[] | null;

/** Cursors live for about an hour. */
const cursorSeconds = 3600;

/** A key without a scope is shared by the whole app; `auth` makes it the connection's own. The sandbox has one user. */
const scopedKey = (key: unknown, scope: Scope, caller: string): string =>
  JSON.stringify([key, scope?.includes('user') ?? false, scope?.includes('auth') ? caller : null]);

/** The key that the app gave to what the platform's cache keeps under a scoped one. */
export const keyWithoutScope = (scoped: string): string => String((JSON.parse(scoped) as unknown[])[0]);

const cacheMethods = (cache: ExpiringStore<string>) => ({
  zcache_get: ({ params: [key, scope] }: RpcCall, caller: string) =>
    cache.get(scopedKey(key, scope as Scope, caller)) ?? null,
  zcache_set: ({ params: [key, value, ttl, scope, nx] }: RpcCall, caller: string) => {
    const scoped = scopedKey(key, scope as Scope, caller);
    if (nx === true && cache.get(scoped) !== undefined) return false;
    cache.set(scoped, value as string, ttl as number | null);
    return true;
  },
  zcache_delete: ({ params: [key, scope] }: RpcCall, caller: string) =>
    cache.delete(scopedKey(key, scope as Scope, caller)),
});

const cursorMethods = () => {
  const cursors = createExpiringStore<string>();
  return {
    get_cursor: ({ storeKey }: RpcCall) => cursors.get(storeKey) ?? null,
    set_cursor: ({ storeKey, params: [cursor] }: RpcCall) => {
      cursors.set(storeKey, cursor as string, cursorSeconds);
      return null;
    },
  };
};

/** Core posts the file to `url`, and takes `key`, resolved against that URL, for the address of the file. */
const uploadMethods = (uploadUrl: () => string) => ({
  get_presigned_upload_post_data: () => ({ url: uploadUrl(), fields: { key: `files/${randomUUID()}` } }),
});

/** The platform's RPC: cache, cursors and upload addresses. */
export const createRpc = (
  platform: { uploadUrl: () => string; faults: { cacheDown: boolean }; counts: { cacheCalls: number } },
  cache = createExpiringStore<string>(),
): Rpc => {
  const methods = new Map<string, (call: RpcCall, caller: string) => unknown>(
    Object.entries({ ...cacheMethods(cache), ...cursorMethods(), ...uploadMethods(platform.uploadUrl) }),
  );
  return (call, caller) => {
    const isCacheCall = call.method.startsWith('zcache_');
    if (isCacheCall) platform.counts.cacheCalls += 1;
    if (isCacheCall && platform.faults.cacheDown) return { id: call.id, error: 'The cache is not available' };
    const method = methods.get(call.method);
    return method
      ? { id: call.id, result: method(call, caller) }
      : { id: call.id, error: `The sandbox does not know the method ${call.method}` };
  };
};
