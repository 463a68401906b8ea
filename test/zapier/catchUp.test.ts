import fc from 'fast-check';
import { staleSessionError } from '../../src/zapier/errors.ts';
import { catchUp, type Read } from '../../src/zapier/catchUp.ts';
import { checkpoint, windowFor, type PollMemory } from '../../src/zapier/pollCheckpoint.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const NOW = Date.parse('2026-11-24T12:00:00Z');

type Item = { id: string; at: number };

/** Core's limit for a run, and what a run may take of it. */
const RUN_MS = 25_000;

const history = { overlapMs: HOUR, listedAt: ({ at }: Item) => new Date(at), isRanged: true } as const;

/** A phone system with these items that takes so many milliseconds for each item it lists. */
const slowDash = (items: readonly Item[], msPerItem: number, limit: number) => {
  let clock = 0;
  jest.spyOn(performance, 'now').mockImplementation(() => clock);
  const reads: { hours: number; failed: boolean }[] = [];
  let kept: PollMemory | null = null;
  const poll = async (at: number): Promise<string[]> => {
    const began = clock;
    const read: Read<Item> = (memory, moment, room, timeoutMs = Infinity) => {
      const { since, now } = windowFor(memory, 'poll', moment, { limit, overlapMs: HOUR, samples: 3 });
      const found = items.filter((one) => one.at >= since.getTime() && one.at <= now.getTime()).reverse();
      const time = Math.min(found.length * msPerItem, timeoutMs, RUN_MS - (clock - began));
      clock += time;
      const failed = time < found.length * msPerItem;
      reads.push({ hours: (now.getTime() - since.getTime()) / HOUR, failed });
      if (failed) return Promise.reject(new Error('too slow'));
      const options = { history, limit: room, isShared: false };
      return Promise.resolve(checkpoint({ items: found }, memory, 'poll', moment, options));
    };
    const remember = (memory: PollMemory) => {
      kept = memory;
      return Promise.resolve();
    };
    const dedupeKey = ({ id }: Item) => id;
    const { items: given, memory } = await catchUp(kept, new Date(at), {
      ...history,
      limit,
      dedupeKey,
      read,
      remember,
    });
    kept = memory ?? kept;
    return given.map(({ id }) => id);
  };
  return { poll, reads, start: (memory: PollMemory | null) => (kept = memory) };
};

afterEach(() => jest.restoreAllMocks());

/** An item every so many milliseconds, from a moment to another. */
const every = (ms: number, from: number, to: number): Item[] =>
  Array.from({ length: Math.floor((to - from) / ms) }, (_none, nth) => ({ id: `item ${nth}`, at: from + nth * ms }));

const remembered = (at: number): PollMemory => ({ given: at, settled: at - HOUR });

test('a poll a few minutes later is one read', async () => {
  const dash = slowDash(every(10_000, NOW - DAY, NOW), 1, 100);
  dash.start(remembered(NOW - 5 * MINUTE));
  expect(await dash.poll(NOW)).toHaveLength(100);
  expect(dash.reads).toEqual([{ hours: 1 + 5 / 60, failed: false }]);
});

test('a day that is read in time is one read, too', async () => {
  const dash = slowDash(every(HOUR, NOW - 3 * DAY, NOW), 1, 100);
  dash.start(remembered(NOW - DAY));
  await dash.poll(NOW);
  expect(dash.reads).toEqual([{ hours: 25, failed: false }]);
});

/** Polls so often, every five minutes. */
const pollOften = async (dash: ReturnType<typeof slowDash>, times: number) => {
  const given: string[] = [];
  for (let nth = 0; nth < times; nth += 1) {
    given.push(...(await dash.poll(NOW + nth * 5 * MINUTE).catch(() => [])));
  }
  return new Set(given);
};

test('20,000 items a day at a second a thousand come through after two days away', async () => {
  const items = every(DAY / 20_000, NOW - 3 * DAY, NOW);
  const dash = slowDash(items, 1, 2300);
  dash.start(remembered(NOW - 2 * DAY));
  const given = await pollOften(dash, 60);
  const wanted = items.filter(({ at }) => at > NOW - 2 * DAY).map(({ id }) => id);
  expect(wanted.filter((id) => !given.has(id))).toEqual([]);
  expect(dash.reads.filter(({ failed }) => failed).length).toBeLessThanOrEqual(2);
});

test('nothing is lost, however slow, long and full the gap', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 60_000, max: 2_000_000 }),
      fc.integer({ min: 1, max: 7 * 24 }),
      fc.integer({ min: 1, max: 100 }),
      async (apart, hours, msPerItem) => {
        const items = every(apart, NOW - 8 * DAY, NOW);
        const dash = slowDash(items, msPerItem, 500);
        dash.start(remembered(NOW - hours * HOUR));
        const given = await pollOften(dash, 3000);
        const wanted = items.filter(({ at }) => at > NOW - hours * HOUR).map(({ id }) => id);
        // What cannot even be read in the shortest window never comes.
        const shortest = ((HOUR + 20 * MINUTE) / apart + 1) * msPerItem;
        fc.pre(shortest < RUN_MS / 2);
        expect(wanted.filter((id) => !given.has(id))).toEqual([]);
      },
    ),
    { numRuns: 12 },
  );
});

test('what the first windows gave is not lost with a later one that fails', async () => {
  const reads: Date[] = [];
  const read: Read<Item> = (_memory, moment) => {
    reads.push(moment);
    return reads.length === 1
      ? Promise.resolve({ items: [{ id: 'first', at: 0 }], memory: remembered(moment.getTime()) })
      : Promise.reject(new Error('down'));
  };
  const options = {
    overlapMs: HOUR,
    limit: 10,
    dedupeKey: ({ id }: Item) => id,
    read,
    remember: () => Promise.resolve(),
  };
  const { items, memory } = await catchUp(remembered(NOW - 3 * DAY), new Date(NOW), options);
  expect(items.map(({ id }) => id)).toEqual(['first']);
  expect(memory).toEqual({ ...remembered(NOW - 2 * DAY), windowLength: 0 });
});

test.each([
  ['the first window is that of the poll', new Error('down'), 1],
  ['a session that ended repeats the poll, also in a later window', staleSessionError(), 2],
])('an error: %s', async (_what, error, failing) => {
  let nth = 0;
  const read: Read<Item> = (_memory, moment) => {
    nth += 1;
    return nth === failing
      ? Promise.reject(error)
      : Promise.resolve({ items: [{ id: 'a', at: 0 }], memory: remembered(moment.getTime()) });
  };
  const options = {
    overlapMs: HOUR,
    limit: 10,
    dedupeKey: ({ id }: Item) => id,
    read,
    remember: () => Promise.resolve(),
  };
  await expect(catchUp(remembered(NOW - 3 * DAY), new Date(NOW), options)).rejects.toBe(error);
});

test('an item in two windows is given once, as it was read last', async () => {
  let nth = 0;
  const read: Read<Item> = (_memory, moment) => {
    nth += 1;
    return Promise.resolve({ items: [{ id: 'a', at: nth }], memory: remembered(moment.getTime()) });
  };
  const options = {
    overlapMs: HOUR,
    limit: 10,
    dedupeKey: ({ id }: Item) => id,
    read,
    remember: () => Promise.resolve(),
  };
  const { items } = await catchUp(remembered(NOW - 2 * DAY), new Date(NOW), options);
  expect(items).toEqual([{ id: 'a', at: 2 }]);
});

describe('windows', () => {
  /** What a read takes, in milliseconds, and the IDs it gives; without IDs, it fails. */
  type Answer = { ms?: number; ids?: readonly string[] };

  /** Catches up after a poll so long ago. `reads` says up to how long after it each read went, and what it was given. */
  const caughtUp = async (stored: PollMemory | null, answers: readonly Answer[], limit = 10) => {
    let clock = 5000;
    jest.spyOn(performance, 'now').mockImplementation(() => clock);
    const reads: { to: number; limit: number; timeoutMs: number | undefined }[] = [];
    const kept: PollMemory[] = [];
    const read: Read<Item> = (_memory, moment, room, timeoutMs) => {
      const { ms = 0, ids } = answers[reads.length] ?? { ids: [] };
      reads.push({ to: (moment.getTime() - NOW) / MINUTE, limit: room, timeoutMs });
      clock += ms;
      if (!ids) return Promise.reject(new Error('too slow'));
      return Promise.resolve({ items: ids.map((id) => ({ id, at: 0 })), memory: remembered(moment.getTime()) });
    };
    const remember = (memory: PollMemory) => {
      kept.push(memory);
      return Promise.resolve();
    };
    const options = { overlapMs: HOUR, limit, dedupeKey: ({ id }: Item) => id, read, remember };
    const given = await catchUp(stored, new Date(NOW), options).catch((error: unknown) => error);
    return { given, reads, kept };
  };

  const upTo = async (...parameters: Parameters<typeof caughtUp>): Promise<number[]> =>
    (await caughtUp(...parameters)).reads.map(({ to }) => to);

  const DAYS = [-2 * 24 * 60, -24 * 60, 0];
  const threeDaysAgo = remembered(NOW - 3 * DAY);

  test('of a day each, with room for what is left of the limit', async () => {
    const { reads } = await caughtUp(threeDaysAgo, [{ ids: ['a'] }, { ids: ['b', 'c'] }]);
    expect(reads).toEqual([
      { to: -2 * 24 * 60, limit: 10, timeoutMs: 17_000 },
      { to: -24 * 60, limit: 9, timeoutMs: 17_000 },
      { to: 0, limit: 7, timeoutMs: 17_000 },
    ]);
  });

  test.each<[string, PollMemory | null, number | undefined]>([
    ['the first poll', null, 17_000],
    ['five minutes', remembered(NOW - 5 * MINUTE), undefined],
    ['three hours', remembered(NOW - 3 * HOUR), undefined],
    ['more than three hours', remembered(NOW - 3 * HOUR - 1), 17_000],
  ])('have a time limit only where a shorter one can follow: %s', async (_what, stored, timeoutMs) => {
    expect((await caughtUp(stored, [])).reads).toEqual([{ to: 0, limit: 10, timeoutMs }]);
  });

  test.each([
    [1, -2 * 60, 17_000],
    [2, -5 * 60 + 20, undefined],
    [7, -5 * 60 + 20, undefined],
  ])('go on with the length %i that was found before', async (windowLength, to, timeoutMs) => {
    const stored = { ...remembered(NOW - 5 * HOUR), windowLength };
    expect((await caughtUp(stored, [])).reads[0]).toEqual({ to, limit: 10, timeoutMs });
  });

  test('end with as many items as a poll may give', async () => {
    expect(await upTo(threeDaysAgo, [{ ids: ['a'] }, { ids: ['b'] }], 2)).toEqual(DAYS.slice(0, 2));
  });

  test.each([
    [12_000, 2],
    [12_001, 1],
  ])('end after half of a run: %i ms', async (ms, count) => {
    expect(
      await upTo(threeDaysAgo, [
        { ms, ids: ['a'] },
        { ms, ids: ['b'] },
      ]),
    ).toEqual(DAYS.slice(0, count));
  });

  test('become shorter after one that took too long, also for the next poll', async () => {
    const { reads, kept } = await caughtUp(threeDaysAgo, [{ ms: 16_900 }, { ms: 1, ids: ['a'] }]);
    expect(reads.map(({ to }) => to)).toEqual([-2 * 24 * 60, -3 * 24 * 60 + 3 * 60]);
    expect(kept).toEqual([{ ...threeDaysAgo, windowLength: 1 }]);
  });

  test('stay as long after one that failed sooner, which is an error of the poll', async () => {
    const { given, reads, kept } = await caughtUp(threeDaysAgo, [{ ms: 16_899 }]);
    expect(given).toEqual(new Error('too slow'));
    expect(reads).toHaveLength(1);
    expect(kept).toEqual([]);
  });
});
