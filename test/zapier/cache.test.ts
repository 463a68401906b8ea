import { stat } from 'node:fs/promises';
import { createCache, nullIfLate, WHOLE_APP, type Cache } from '../../src/zapier/cache.ts';
import { createContextStep, createStep } from '../support/step.ts';

/** Uses the cache once in each run. */
const stepWith = <T>(use: (cache: Cache) => Promise<T>) => createContextStep(({ cache }) => use(cache));

test('keeps a value for its time, until it is deleted', async () => {
  const step = stepWith(async (cache) => {
    await cache.set('key', { names: ['Ann'] }, 60);
    const kept = await cache.get('key');
    await cache.delete('key');
    return [kept, await cache.get('key')];
  });
  expect(await step.run()).toEqual([{ names: ['Ann'] }, null]);
  expect(step.lifetimes.get('key')).toBe(60);
});

test('keeps a value that holds the same object in two places', async () => {
  const call = { from: 'Ann' };
  const step = stepWith(async (cache) => {
    await cache.set('key', { calls: [call], last: call }, 60);
    return cache.get('key');
  });
  expect(await step.run()).toEqual({ calls: [call], last: call });
});

test('keeps what the whole app shares as well', async () => {
  const step = stepWith(async (cache) => {
    await cache.set('key', 1, 60, WHOLE_APP);
    const kept = await cache.get('key', WHOLE_APP);
    await cache.delete('key', WHOLE_APP);
    return [kept, await cache.get('key', WHOLE_APP)];
  });
  expect(await step.run()).toEqual([1, null]);
});

test('knows nothing, and fails nothing, while it is down', async () => {
  const step = stepWith(async (cache) => {
    await cache.set('key', 1, 60);
    await cache.delete('key');
    return cache.get('key');
  });
  step.state.cacheDown = true;
  expect(await step.run()).toBeNull();
});

describe('a cache that doesn’t respond', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  const answersAfter = async (milliseconds: number) => {
    await new Promise((resolve) => setTimeout(resolve, milliseconds));
    return 'kept';
  };

  const ask = async (get: () => Promise<unknown>, milliseconds: number) => {
    const values: unknown[] = [];
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get } });
      for (let nth = 0; nth < 2; nth += 1) {
        void cache.get('key').then((value) => values.push(value));
        await jest.advanceTimersByTimeAsync(milliseconds);
      }
    });
    await step.run();
    return values;
  };

  test('counts as down after two seconds, and isn’t asked again', async () => {
    const get = jest.fn(() => new Promise<unknown>(() => undefined));
    expect(await ask(get, 2000)).toEqual([null, null]);
    expect(get).toHaveBeenCalledTimes(1);
  });

  test('is late for one of several answers, and leaves no timer behind', async () => {
    const get = (key: string) => (key === 'late' ? new Promise(() => undefined) : answersAfter(500));
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get } });
      const values = Promise.all(['late', 'first', 'second'].map((key) => cache.get(key)));
      await jest.advanceTimersByTimeAsync(2000);
      return values;
    });
    expect(await step.run()).toEqual([null, 'kept', 'kept']);
    expect(jest.getTimerCount()).toBe(0);
  });

  test('has two seconds', async () => {
    expect(await ask(() => new Promise<unknown>(() => undefined), 999)).toEqual([]);
  });

  test.each([
    [149, [null]],
    [150, []],
  ])('has two seconds in which the run itself isn’t busy: steps of %i ms', async (milliseconds, expected) => {
    let now = 0;
    jest.spyOn(performance, 'now').mockImplementation(() => now);
    const values: unknown[] = [];
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get: () => new Promise<unknown>(() => undefined) } });
      void cache.get('key').then((value) => values.push(value));
      for (let nth = 0; nth < 20; nth += 1) {
        now += milliseconds;
        await jest.advanceTimersByTimeAsync(100);
      }
    });
    await step.run();
    expect(values).toEqual(expected);
    jest.restoreAllMocks();
  });

  test('counts as down after eight seconds of waiting in all', async () => {
    const get = jest.fn(() => answersAfter(1500));
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get } });
      const values: unknown[] = [];
      const all = (async () => {
        for (let nth = 0; nth < 8; nth += 1) values.push(await cache.get('key'));
      })();
      for (let tenths = 0; tenths < 200; tenths += 1) await jest.advanceTimersByTimeAsync(100);
      await all;
      return values;
    });
    expect(await step.run()).toEqual([...Array<string>(5).fill('kept'), null, null, null]);
    expect(get).toHaveBeenCalledTimes(6);
  });

  test('counts short waits, too', async () => {
    const get = jest.fn(() => answersAfter(50));
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get } });
      const all = (async () => {
        for (let nth = 0; nth < 200; nth += 1) await cache.get('key');
      })();
      for (let tenths = 0; tenths < 300; tenths += 1) await jest.advanceTimersByTimeAsync(50);
      await all;
    });
    await step.run();
    expect(get.mock.calls.length).toBeGreaterThanOrEqual(160);
    expect(get.mock.calls.length).toBeLessThan(170);
  });

  test('loses nothing while the run itself is busy for longer', async () => {
    jest.useRealTimers();
    const nothingElseRuns = () => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 2100);
    const step = createStep((z) => {
      const get = () => {
        queueMicrotask(nothingElseRuns);
        return stat('package.json').then(() => 'kept');
      };
      return createCache({ ...z, cache: { ...z.cache, get } }).get('key');
    });
    expect(await step.run()).toBe('kept');
  });

  test('is not asked too much at once, so that none of many calls is late because of the others', async () => {
    let underWay = 0;
    let most = 0;
    const get = async (key: string) => {
      underWay += 1;
      most = Math.max(most, underWay);
      await new Promise((resolve) => setTimeout(resolve, 500));
      underWay -= 1;
      return key;
    };
    const keys = Array.from({ length: 100 }, (_, nth) => `key ${String(nth)}`);
    const step = createStep(async (z) => {
      const cache = createCache({ ...z, cache: { ...z.cache, get } });
      const values = Promise.all(keys.map((key) => cache.get(key)));
      await jest.advanceTimersByTimeAsync(5000);
      return values;
    });
    expect(await step.run()).toEqual(keys);
    expect(most).toBe(10);
  });

  test.each([
    [26_999, ['kept', true]],
    [27_000, [null, null]],
  ])('isn’t asked at the end of a run, when a claim would outlive it: after %i ms', async (milliseconds, expected) => {
    const step = createStep(async (z) => {
      const set = () => Promise.resolve(true);
      const cache = createCache({ ...z, cache: { ...z.cache, get: () => Promise.resolve('kept'), set } });
      await jest.advanceTimersByTimeAsync(milliseconds);
      return [await cache.get('key'), await cache.claimForCertain('key', 60)];
    });
    expect(await step.run()).toEqual(expected);
  });

  test('leaves no timer behind if it responds', async () => {
    expect(await ask(() => Promise.resolve('kept'), 0)).toEqual(['kept', 'kept']);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('what the platform answers within two seconds', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test.each<[string, () => Promise<unknown>, unknown]>([
    ['is what it answers', () => Promise.resolve('kept'), 'kept'],
    ['is null if it fails', () => Promise.reject(new Error('down')), null],
    ['is null if it never answers', () => new Promise(() => undefined), null],
  ])('%s', async (_what, ask, expected) => {
    const answer = nullIfLate(ask);
    await jest.advanceTimersByTimeAsync(2000);
    expect(await answer).toBe(expected);
    expect(jest.getTimerCount()).toBe(0);
  });
});

describe('a claim', () => {
  test('is the first one only once', async () => {
    const step = stepWith((cache) => cache.claim('key', 60));
    expect([await step.run(), await step.run()]).toEqual([true, false]);
    expect(step.lifetimes.get('key')).toBe(60);
  });

  test('that the same claimant repeats is the first one still', async () => {
    const step = stepWith((cache) => cache.claim('key', 60, { run: 1 }, WHOLE_APP));
    expect([await step.run(), await step.run()]).toEqual([true, true]);
  });

  test('is the first one while the cache is down: twice is better than never', async () => {
    const step = stepWith((cache) => cache.claim('key', 60));
    step.state.cacheDown = true;
    expect([await step.run(), await step.run()]).toEqual([true, true]);
  });

  test('is the first one if nobody can tell whose the earlier one is: it may be its own, whose answer got lost', async () => {
    const step = createStep(async (z) => {
      const get = () => Promise.reject(new Error('down'));
      const set = () => Promise.resolve(false);
      const cache = createCache({ ...z, cache: { ...z.cache, get, set } });
      return [await cache.claim('key', 60), await cache.claimForCertain('key', 60)];
    });
    expect(await step.run()).toEqual([true, null]);
  });

  test('is certain only while the cache is up', async () => {
    const step = stepWith((cache) => cache.claimForCertain('key', 60));
    expect(await step.run()).toBe(true);
    expect(await step.run()).toBe(false);
    step.state.cacheDown = true;
    expect(await step.run()).toBeNull();
  });

  test('is certain although its answer got lost', async () => {
    const step = stepWith((cache) => cache.claimForCertain('key', 60));
    step.state.losesAnswer = true;
    expect(await step.run()).toBe(true);
  });
});

test('keeps a key of up to 200 characters as it is', async () => {
  const step = stepWith((cache) => Promise.all([200, 201].map((length) => cache.set('x'.repeat(length), 1, 60))));
  await step.run();
  expect([...step.lifetimes.keys()].map(({ length }) => length)).toEqual([200, 64]);
});

test('keeps a value under a key of any length', async () => {
  const long = `user:${'x'.repeat(12_000)}`;
  const step = stepWith(async (cache) => {
    await cache.set(long, 'kept', 60);
    return [await cache.get(long), await cache.get(`${long}y`), await cache.claim(long, 60)];
  });
  expect(await step.run()).toEqual(['kept', null, false]);
  expect([...step.lifetimes.keys()].map(({ length }) => length)).toEqual([64]);
});
