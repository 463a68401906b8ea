import fc from 'fast-check';
import { DAY_MS } from '../../src/dash/time.ts';
import {
  begun,
  checkpoint,
  nextItems,
  windowFor,
  type PollMemory,
  type PollMode,
  type Progress,
} from '../../src/zapier/pollCheckpoint.ts';

const OVERLAP = 600;
const LATEST = 3000;

/** Something that Dash lists at a moment, and that is complete a while later. */
type Item = { listed: number; complete: number };

const someItem = fc
  .record({ listed: fc.oneof(fc.integer({ min: 1, max: LATEST }), fc.constantFrom(7, 8, 900)), takes: fc.nat(OVERLAP) })
  .map(({ listed, takes }): Item => ({ listed, complete: listed + takes }));

const found = (items: Item[], now: number, limit: number, from: number) => ({
  items: items.filter(({ listed, complete }) => complete <= now && listed >= from).sort((a, b) => b.listed - a.listed),
  listedAt: ({ listed }: Item) => new Date(listed),
  now,
  overlapMs: OVERLAP,
  limit,
});

/** What each poll gave, and how far it came, until everything has settled. */
const polls = (items: Item[], limit: number, pauses: number[]) => {
  const given: { items: Item[]; progress: Progress; before: Progress }[] = [];
  let before: Progress = { given: 0, settled: 0 };
  let now = 0;
  for (let nth = 0; before.settled <= LATEST; nth += 1) {
    now += pauses[nth] ?? 1000;
    const poll = nextItems(before, found(items, now, limit, before.settled));
    given.push({ ...poll, before });
    before = poll.progress;
    // Each poll gives `most` of what is owed, and everything is owed twice.
    expect(nth).toBeLessThan(pauses.length + 2 * items.length + 10);
  }
  return given;
};

const somePolls = fc
  .record({
    items: fc.array(someItem, { maxLength: 60 }),
    limit: fc.integer({ min: 1, max: 8 }),
    pauses: fc.array(fc.integer({ min: 1, max: 1500 }), { maxLength: 30 }),
  })
  .map(({ items, limit, pauses }) => ({ items, limit, polls: polls(items, limit, pauses) }));

test('polls give everything, however much comes at once and however late it is complete', () => {
  fc.assert(
    fc.property(somePolls, ({ items, polls: all }) => {
      const given = new Set(all.flatMap((poll) => poll.items));
      expect(items.filter((item) => !given.has(item))).toEqual([]);
    }),
  );
});

test('what is remembered never goes back', () => {
  fc.assert(
    fc.property(somePolls, ({ polls: all }) => {
      for (const { before, progress } of all) {
        expect(progress.given).toBeGreaterThanOrEqual(before.given);
        expect(progress.settled).toBeGreaterThanOrEqual(before.settled);
        expect(progress.settled).toBeLessThanOrEqual(progress.given);
      }
    }),
  );
});

test('no poll gives more than Zapier takes, except of one second, and each gives the newest first', () => {
  fc.assert(
    fc.property(somePolls, ({ limit, polls: all }) => {
      for (const { items, progress } of all) {
        const oneSecond = ({ listed }: Item) => listed === progress.given || listed === progress.settled;
        expect(items.filter((item) => !oneSecond(item)).length).toBeLessThanOrEqual(limit);
        expect(items.map(({ listed }) => listed)).toEqual(items.map(({ listed }) => listed).sort((a, b) => b - a));
      }
    }),
  );
});

const at = (...moments: number[]): Item[] => moments.map((listed) => ({ listed, complete: listed }));

test.each<[string, Progress, Item[], number[], Progress]>([
  ['all of a list that fits', { given: 900, settled: 400 }, at(500, 950), [950, 500], { given: 1000, settled: 400 }],
  [
    'the oldest of what is new, and nothing again',
    { given: 900, settled: 300 },
    at(350, 500, 910, 920, 930, 940),
    [930, 920, 910],
    { given: 930, settled: 300 },
  ],
  [
    'what is new, what has had its time, and the newest of the rest',
    { given: 900, settled: 300 },
    at(350, 500, 600, 910),
    [910, 600, 350],
    { given: 1000, settled: 400 },
  ],
  [
    'the whole of a second that has more',
    { given: 900, settled: 400 },
    at(910, 910, 910, 910, 920),
    [910, 910, 910, 910],
    { given: 910, settled: 400 },
  ],
])('a poll gives %s', (_what, before, items, given, progress) => {
  const next = nextItems(before, found(items, 1000, 3, before.settled));
  expect([next.items.map(({ listed }) => listed), next.progress]).toEqual([given, progress]);
});

test('an item without a time is new at every poll', () => {
  const next = nextItems({ given: 900, settled: 400 }, { ...found(at(500), 1000, 3, 0), listedAt: () => null });
  expect([next.items.length, next.progress]).toEqual([1, { given: 1000, settled: 400 }]);
});

test('a clock that goes back takes nothing with it', () => {
  const next = nextItems({ given: 2000, settled: 1400 }, found(at(950), 1000, 3, 0));
  expect([next.items.length, next.progress]).toEqual([1, { given: 2000, settled: 1400 }]);
});

describe('the window of a poll', () => {
  const NOW = new Date('2026-11-24T12:00:00Z');
  const now = NOW.getTime();
  const DAY_AGO = now - DAY_MS;
  const sizes = { limit: 50, overlapMs: OVERLAP, samples: 3 };
  const memory: PollMemory = { given: now - 1000, settled: now - 5000 };
  const unfinished = { ...memory, unfinished: { began: now - 500, position: 'k2' } };

  test.each<[string, PollMemory | null, PollMode, number, number, unknown]>([
    ['for the editor', memory, 'sample', DAY_AGO, 3, undefined],
    ['of a Zap that is turned on', null, 'dedupe', DAY_AGO, 50, undefined],
    ['of a Zap that is turned on again', memory, 'dedupe', DAY_AGO, 50, undefined],
    ['of a Zap without a memory', null, 'poll', DAY_AGO, 50, undefined],
    ['after another poll', memory, 'poll', now - 5000, Infinity, undefined],
    ['after a poll a moment ago', { given: now, settled: now }, 'poll', now - OVERLAP, Infinity, undefined],
    ['in the middle of a long list', unfinished, 'poll', now - 5000, Infinity, 'k2'],
    ['of a Zap that is turned on in the middle of a long list', unfinished, 'dedupe', DAY_AGO, 50, undefined],
  ])('%s', (_what, given, mode, since, limit, position) => {
    expect(windowFor(given, mode, NOW, sizes)).toEqual({ since: new Date(since), now: NOW, limit, position });
  });
});

describe('the checkpoint of a poll', () => {
  const NOW = new Date('2026-11-24T12:00:00Z');
  const now = NOW.getTime();
  const history = { overlapMs: OVERLAP, listedAt: ({ listed }: Item) => new Date(listed) };
  const items = at(now - 10, now - 20, now - 30, now - 40);
  const memory: PollMemory = { given: now - 25, settled: now - 700 };
  const unfinished = { ...memory, unfinished: { began: now - 15, position: 'k2' } };

  type Mode = Parameters<typeof checkpoint>[2];
  type Case = [string, PollMemory | null, Mode, { position?: unknown; isShared?: boolean }, number, PollMemory | null];
  test.each<Case>([
    ['a Zap that is turned on notes all, and remembers nothing', null, 'dedupe', {}, 4, null],
    [
      'a Zap that is turned on with a list that is too long skips the rest of it',
      null,
      'dedupe',
      { position: 'k2' },
      4,
      { given: now, settled: now - OVERLAP },
    ],
    [
      'a Zap that is turned on again gives up the rest of its own list',
      unfinished,
      'dedupe',
      { position: 'k3' },
      4,
      { given: now, settled: now - OVERLAP },
    ],
    [
      'a Zap that may share its memory leaves the list of another alone',
      unfinished,
      'dedupe',
      { position: 'k3', isShared: true },
      4,
      null,
    ],
    [
      'a Zap that may share its memory begins one where there is none',
      null,
      'dedupe',
      { position: 'k2', isShared: true },
      4,
      { given: now, settled: now - OVERLAP },
    ],
    [
      'the first part of a long list is given, and the next part comes with the next poll',
      memory,
      'poll',
      { position: 'k2' },
      4,
      { ...memory, unfinished: { began: now, position: 'k2' } },
    ],
    [
      'so is each part after it',
      unfinished,
      'poll',
      { position: 'k3' },
      4,
      { ...memory, unfinished: { began: now - 15, position: 'k3' } },
    ],
    [
      'the last part of a long list ends it at the time when its first part was read',
      unfinished,
      'poll',
      {},
      4,
      { given: now - 15, settled: now - 15 - OVERLAP },
    ],
    ['a poll gives no more than the limit', null, 'poll', {}, 3, { given: now - 20, settled: now - OVERLAP }],
    [
      'a poll gives what is new, and again what may be complete',
      memory,
      'poll',
      {},
      3,
      { given: now, settled: now - OVERLAP },
    ],
  ])('%s', (_what, before, mode, { position, isShared = false }, count, after) => {
    const part = { items, ...(position !== undefined && { position }) };
    const next = checkpoint(part, before, mode, NOW, { history, limit: 3, isShared });
    expect([next.items.length, next.memory]).toEqual([count, after]);
  });
});

describe('a poll begins', () => {
  const now = new Date('2026-11-24T18:00:00Z');
  const memoryOf = (afterNow: number): PollMemory => ({ given: 1, settled: now.getTime() + afterNow });
  const startingAt = (time: number) => ({ given: time, settled: time });

  test.each<[string, PollMemory | null, PollMemory]>([
    ['a day ago without a memory', null, startingAt(now.getTime() - DAY_MS)],
    ['where the last one came', memoryOf(-1000), memoryOf(-1000)],
    ['where the last one came a moment ago', memoryOf(0), memoryOf(0)],
    ['now if its memory is from the future, since a clock was wrong', memoryOf(1), startingAt(now.getTime())],
    ['now if its memory is a day ahead', memoryOf(DAY_MS), startingAt(now.getTime())],
  ])('%s', (_where, memory, expected) => {
    expect(begun(memory, now)).toEqual(expected);
  });
});
