import fc from 'fast-check';
import { nextItems, type Progress } from '../../src/zapier/pollProgress.ts';

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

test('what tells no time is new at every poll', () => {
  const next = nextItems({ given: 900, settled: 400 }, { ...found(at(500), 1000, 3, 0), listedAt: () => null });
  expect([next.items.length, next.progress]).toEqual([1, { given: 1000, settled: 400 }]);
});

test('a clock that goes back takes nothing with it', () => {
  const next = nextItems({ given: 2000, settled: 1400 }, found(at(950), 1000, 3, 0));
  expect([next.items.length, next.progress]).toEqual([1, { given: 2000, settled: 1400 }]);
});
