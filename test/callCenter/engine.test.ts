import { findEngine, withEngine } from '../../src/callCenter/engine.lookUp.ts';
import { sentenceOf, isRetriedByZapier } from '../../src/zapier/errors.ts';
import { ACCOUNT, authData } from '../support/dash.ts';
import {
  answers,
  missing,
  missingEmpty,
  refuses,
  scriptedDash,
  unknownId,
  type Answer,
} from './qubicle/scriptedDash.ts';

const QUBICLE = 'GET /qubicle_queues?page_size=1';
const ACDC = 'GET /queues?page_size=1';
const KEY = `call-center-engine:https://public-api.virtualpbx.com:8443/v2:${ACCOUNT}`;

const DAY = 86_400;
const TEN_MINUTES = 600;

const some = answers([{ id: 'q', name: 'Sales' }]);
const none = answers([]);

const accountWith = (qubicle: Answer, acdc: Answer, cached: unknown = null) => {
  const { dash, requests } = scriptedDash({ [QUBICLE]: qubicle, [ACDC]: acdc });
  const kept = new Map<string, unknown>(cached === null ? [] : [[KEY, cached]]);
  const lifetimes: number[] = [];
  const cache = {
    get: (key: string) => Promise.resolve(kept.get(key) ?? null),
    set: (key: string, value: unknown, seconds: number) => {
      kept.set(key, value);
      lifetimes.push(seconds);
      return Promise.resolve();
    },
    delete: (key: string) => {
      kept.delete(key);
      return Promise.resolve();
    },
    claim: () => Promise.resolve(true),
    claimForCertain: () => Promise.resolve(true),
  };
  const once = <T>(_key: string, work: () => Promise<T>) => work();
  const context = { dash, cache, once, bundle: { authData } as unknown as Parameters<typeof findEngine>[0]['bundle'] };
  return { context, requests, kept, lifetimes };
};

test.each<[string, Answer, Answer, string, number, number]>([
  ['a Qubicle queue', some, refuses(500), 'qubicle', 1, DAY],
  ['an ACDC queue, no Qubicle', missing, some, 'acdc', 2, DAY],
  ['an ACDC queue, Qubicle without a queue', none, some, 'acdc', 2, DAY],
  ['both without a queue', none, none, 'qubicle', 2, TEN_MINUTES],
  ['Qubicle without a queue, no ACDC', none, missingEmpty, 'qubicle', 2, TEN_MINUTES],
  ['ACDC without a queue, no Qubicle', missingEmpty, none, 'acdc', 2, TEN_MINUTES],
  ['neither', missing, missing, 'none', 2, TEN_MINUTES],
])('%s', async (_case, qubicle, acdc, engine, count, seconds) => {
  const { context, requests, kept, lifetimes } = accountWith(qubicle, acdc);
  expect(await findEngine(context)).toBe(engine);
  expect(requests).toEqual([QUBICLE, ACDC].slice(0, count));
  expect([...kept]).toEqual([[KEY, engine]]);
  expect(lifetimes).toEqual([seconds]);
});

test.each(['qubicle', 'acdc', 'none'])('a cached %s needs no request', async (engine) => {
  const { context, requests } = accountWith(refuses(500), refuses(500), engine);
  expect(await findEngine(context)).toBe(engine);
  expect(requests).toEqual([]);
});

test('anything else in the cache counts for nothing', async () => {
  const { context } = accountWith(some, none, { engine: 'acdc' });
  expect(await findEngine(context)).toBe('qubicle');
});

test.each<[string, Answer, Answer]>([
  ['Qubicle', refuses(403), some],
  ['ACDC', missing, refuses(403)],
])('a login that %s refuses hears which one to use', async (_engine, qubicle, acdc) => {
  const { context, kept } = accountWith(qubicle, acdc);
  const error: unknown = await findEngine(context).catch((thrown: unknown) => thrown);
  expect(sentenceOf(error)).toBe(
    "This connection doesn't have permission for this part of the call center. Connect VirtualPBX with an administrator's sign-in or with the account's API key.",
  );
  expect(kept.size).toBe(0);
});

test.each([401, 429, 500, 503])('a %i is an error and not cached', async (status) => {
  const { context, kept } = accountWith(refuses(status), some);
  const error: unknown = await findEngine(context).catch((thrown: unknown) => thrown);
  expect(error).toBeInstanceOf(Error);
  expect(isRetriedByZapier(error)).toBe(status < 500);
  expect(kept.size).toBe(0);
});

test('an unknown account is not an account without a call center', async () => {
  const { context } = accountWith(unknownId, some);
  await expect(findEngine(context)).rejects.toThrow();
});

describe('work for the engine', () => {
  test('gets it and gives its result', async () => {
    const { context } = accountWith(some, none);
    expect(await withEngine(context, (engine) => Promise.resolve(`on ${engine}`))).toBe('on qubicle');
  });

  test('that finds the engine gone makes the next run look again', async () => {
    const { context, kept } = accountWith(missing, some, 'qubicle');
    const work = () => context.dash.get(['qubicle_queues'], { purpose: 'x', query: { page_size: 1 } });
    await expect(withEngine(context, work)).rejects.toThrow();
    expect(kept.size).toBe(0);
  });

  test('that fails otherwise leaves the engine cached', async () => {
    const { context, kept } = accountWith(refuses(500), some, 'qubicle');
    const work = () => context.dash.get(['qubicle_queues'], { purpose: 'x', query: { page_size: 1 } });
    await expect(withEngine(context, work)).rejects.toThrow();
    expect(kept.size).toBe(1);
  });
});
