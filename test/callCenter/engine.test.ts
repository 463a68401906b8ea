import { acdcEngine } from '../../src/callCenter/acdc/engine.ts';
import type { Engine } from '../../src/callCenter/engine.ts';
import { findEngine, withEngine } from '../../src/callCenter/engine.lookUp.ts';
import { qubicleEngine } from '../../src/callCenter/qubicle/engine.ts';
import type { Context } from '../../src/zapier/context.ts';
import { createContextStep } from '../support/step.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';
import { ENGINE_KEY, notForThisLogin, notSwitchedOn } from './dash.ts';
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

const DAY = 86_400;
const TEN_MINUTES = 600;

const some = answers([{ id: 'q', name: 'Sales' }]);
const none = answers([]);

const nameOf = (engine: Engine): string =>
  new Map([
    [qubicleEngine, 'qubicle'],
    [acdcEngine, 'acdc'],
  ]).get(engine) ?? '';

/** A run of `work` in an account where Dash answers both probes like this; `cached` is what the cache has for the engine. */
const accountWith = (
  qubicle: Answer,
  acdc: Answer,
  cached: unknown = null,
  work = async (context: Context): Promise<unknown> => nameOf(await findEngine(context)),
) => {
  const { dash, requests } = scriptedDash({ [QUBICLE]: qubicle, [ACDC]: acdc });
  const { run, cache, lifetimes, state } = createContextStep((context) => work({ ...context, dash }));
  if (cached !== null) cache.set(ENGINE_KEY, JSON.stringify(cached));
  return { run, requests, cache, lifetimes, state };
};

test.each<[string, Answer, Answer, string, number, number]>([
  ['a Qubicle queue', some, refuses(500), 'qubicle', 1, DAY],
  ['an ACDC queue, no Qubicle', missing, some, 'acdc', 2, DAY],
  ['an ACDC queue, Qubicle without a queue', none, some, 'acdc', 2, DAY],
  ['both without a queue', none, none, 'qubicle', 2, TEN_MINUTES],
  ['Qubicle without a queue, no ACDC', none, missingEmpty, 'qubicle', 2, TEN_MINUTES],
  ['ACDC without a queue, no Qubicle', missingEmpty, none, 'acdc', 2, TEN_MINUTES],
])('%s', async (_case, qubicle, acdc, engine, count, seconds) => {
  const { run, requests, cache, lifetimes } = accountWith(qubicle, acdc);
  expect(await run()).toBe(engine);
  expect(requests).toEqual([QUBICLE, ACDC].slice(0, count));
  expect([...cache]).toEqual([[ENGINE_KEY, JSON.stringify(engine)]]);
  expect([...lifetimes]).toEqual([[ENGINE_KEY, seconds]]);
});

test('neither is an error that is remembered for a short time', async () => {
  const { run, requests, cache, lifetimes } = accountWith(missing, missing);
  await expect(run()).rejects.toMatchObject(notSwitchedOn);
  expect(requests).toEqual([QUBICLE, ACDC]);
  expect([...cache]).toEqual([[ENGINE_KEY, '"none"']]);
  expect([...lifetimes]).toEqual([[ENGINE_KEY, TEN_MINUTES]]);
});

test.each(['qubicle', 'acdc'])('a cached %s needs no request', async (engine) => {
  const { run, requests } = accountWith(refuses(500), refuses(500), engine);
  expect(await run()).toBe(engine);
  expect(requests).toEqual([]);
});

test('a cached "none" needs no request', async () => {
  const { run, requests } = accountWith(refuses(500), refuses(500), 'none');
  await expect(run()).rejects.toMatchObject(notSwitchedOn);
  expect(requests).toEqual([]);
});

test.each([{ engine: 'acdc' }, 'toString', 'ACDC', 1])('%j in the cache is ignored', async (cached) => {
  const { run } = accountWith(some, none, cached);
  expect(await run()).toBe('qubicle');
});

test('a run asks once, even while the cache is down', async () => {
  const { run, requests, state } = accountWith(missing, some, null, async (context) => {
    const engines = await Promise.all([findEngine(context), findEngine(context)]);
    return [...engines, await findEngine(context)].map(nameOf);
  });
  state.cacheDown = true;
  expect(await run()).toEqual(['acdc', 'acdc', 'acdc']);
  expect(requests).toEqual([QUBICLE, ACDC]);
});

test.each<[string, Answer, Answer]>([
  ['Qubicle', refuses(403), some],
  ['ACDC', missing, refuses(403)],
])('a login that %s denies gets an error that says which one to use', async (_engine, qubicle, acdc) => {
  const { run, cache } = accountWith(qubicle, acdc);
  await expect(run()).rejects.toMatchObject(notForThisLogin);
  expect(cache.size).toBe(0);
});

const OWN_PROBLEM = 'Could not find the call center: VirtualPBX had a problem. Try again in a few minutes.';

test.each<[number, object]>([
  [401, refreshes],
  [
    429,
    throttles(
      'Could not find the call center: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
    ),
  ],
  [500, fails(OWN_PROBLEM, 500)],
  [503, fails(OWN_PROBLEM, 503)],
])('a %i is an error and not cached', async (status, error) => {
  const { run, cache } = accountWith(refuses(status), some);
  await expect(run()).rejects.toMatchObject(error);
  expect(cache.size).toBe(0);
});

test('an unknown account is not an account without a call center', async () => {
  const { run, cache } = accountWith(unknownId, some);
  await expect(run()).rejects.toMatchObject(
    halts(
      "Could not find the call center: VirtualPBX can't find it; it may have been deleted. If this keeps happening, contact VirtualPBX support.",
    ),
  );
  expect(cache.size).toBe(0);
});

describe('work for the engine', () => {
  const askAgain = (context: Context) =>
    withEngine(context, () => context.dash.get(['qubicle_queues'], { purpose: 'x', query: { page_size: 1 } }));

  test('gets it and returns its result', async () => {
    const work = (context: Context) => withEngine(context, (engine) => Promise.resolve(`on ${nameOf(engine)}`));
    expect(await accountWith(some, none, null, work).run()).toBe('on qubicle');
    expect(await accountWith(missing, some, null, work).run()).toBe('on acdc');
  });

  test('that finds the engine gone makes the next run look again', async () => {
    const { run, cache } = accountWith(missing, some, 'qubicle', askAgain);
    await expect(run()).rejects.toThrow();
    expect(cache.size).toBe(0);
  });

  test('that fails for another reason leaves the engine cached', async () => {
    const { run, cache } = accountWith(refuses(500), some, 'qubicle', askAgain);
    await expect(run()).rejects.toThrow();
    expect([...cache]).toEqual([[ENGINE_KEY, '"qubicle"']]);
  });
});
