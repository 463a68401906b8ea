import type { HttpResponse } from '../../src/dash/answer.ts';
import type { DashRequest } from '../../src/dash/http.ts';
import { refusal, success } from '../support/dash.ts';

type Document = Record<string, unknown>;

const isObject = (value: unknown): value is Document =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: Document): boolean => Object.keys(value).length === 0;

/** Merges like Dash: deep, null removes, and an array or an empty object replaces the old one. */
const merged = (before: Document, patch: Document): Document =>
  Object.fromEntries(
    Object.entries({ ...before, ...patch })
      .filter(([, value]) => value !== null)
      .map(([key, value]) => {
        const old = before[key];
        return [
          key,
          key in patch && isObject(value) ? merged(isObject(old) && !isEmpty(value) ? old : {}, value) : value,
        ];
      }),
  );

/** The blocklists and the account as Dash stores them, in memory; each request is handled atomically. */
export const createMemory = (lists: Document[], active: string[]) => {
  const blacklists = new Map(lists.map((list) => [String(list.id), list]));
  const kept = { blacklists, account: { blacklists: active } as Document };

  const answerTo = (method: string, id: string | undefined, patch: Document): unknown => {
    if (id === undefined && method === 'GET') return [...blacklists.values()].map((list) => ({ ...list, numbers: {} }));
    const key = id ?? `list ${blacklists.size + 1}`;
    const after = merged(blacklists.get(key) ?? { id: key }, patch);
    if (method === 'DELETE') blacklists.delete(key);
    else if (method !== 'GET') blacklists.set(key, after);
    return after;
  };

  const answer = ({ method, url, body }: DashRequest): HttpResponse => {
    const [section, id] = new URL(url).pathname.split('/').slice(4);
    const patch = body === undefined ? {} : (JSON.parse(body) as { data: Document }).data;
    if (section === undefined) {
      kept.account = merged(kept.account, patch);
      return { status: 200, text: JSON.stringify(success(kept.account)) };
    }
    if (id !== undefined && !blacklists.has(id)) return { status: 404, text: JSON.stringify(refusal(404, 'bad')) };
    return { status: 200, text: JSON.stringify(success(answerTo(method, id, patch))) };
  };

  return { kept, answer };
};
