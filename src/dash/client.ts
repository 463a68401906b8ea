import { isUnknown, type Answer } from './answer.ts';
import { createFiles, type Files } from './files.ts';
import { createRequestAt, dataOf, type Ask, type Path, type Transport, type Verb } from './http.ts';
import { createLists, type Lists } from './lists.ts';

/** The Dash API of one account. Each function throws a `DashError` when Dash refuses or doesn't answer. */
export type Dash = Lists &
  Files & {
    /** The `data` of one resource. */
    get: (path: Path, ask: Ask) => Promise<unknown>;
    /** Like `get`; null where Dash does not know the resource. */
    find: (path: Path, ask: Ask) => Promise<unknown>;
    /** Creates. Never repeated. */
    put: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
    /** Replaces the whole document, or starts something. */
    post: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
    /** Merges into the document; null removes a key. */
    patch: (path: Path, data: unknown, ask: Ask) => Promise<unknown>;
    /** Deletes; false when it was gone already. */
    delete: (path: Path, ask: Ask) => Promise<boolean>;
    /** Any request, whatever its answer is; `data` is what it sends. It throws only where the account has a problem. */
    request: (method: Verb, path: Path, ask: Ask, data?: unknown) => Promise<Answer>;
    /** The `data` of a public resource, which is the same for every account: the path is below the API's root. */
    getPublic: (path: Path, ask: Ask) => Promise<unknown>;
  };

/** The Dash API of one account as plain functions. User text is sent byte for byte. */
export const createDash = (accountId: string, transport: Transport): Dash => {
  const requestAt = createRequestAt(accountId, transport);

  const request = (method: Verb, path: Path, ask: Ask, data?: unknown): Promise<Answer> =>
    requestAt(method, ['accounts', accountId, ...path], ask, data);

  const write = (method: Verb) => async (path: Path, data: unknown, ask: Ask) =>
    dataOf(await request(method, path, ask, data), ask);

  return {
    ...createLists((path, ask) => request('GET', path, ask)),
    ...createFiles(accountId, transport),
    get: async (path, ask) => dataOf(await request('GET', path, ask), ask),
    find: async (path, ask) => {
      const answer = await request('GET', path, ask);
      return isUnknown(answer) ? null : dataOf(answer, ask);
    },
    put: write('PUT'),
    post: write('POST'),
    patch: write('PATCH'),
    delete: async (path, ask) => {
      const answer = await request('DELETE', path, ask);
      if (isUnknown(answer)) return false;
      dataOf(answer, ask);
      return true;
    },
    request,
    getPublic: async (path, ask) => dataOf(await requestAt('GET', path, ask), ask),
  };
};
