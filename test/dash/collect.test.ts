import { collect } from '../../src/dash/collect.ts';

/** Pages that note which of them were loaded. */
const pagesOf = (...pages: number[][]) => {
  const loaded: number[][] = [];
  const load = async function* () {
    for (const page of pages) {
      loaded.push(page);
      yield await Promise.resolve(page);
    }
  };
  return { loaded, pages: load() };
};

const odd = (row: unknown): number[] => (Number(row) % 2 === 1 ? [Number(row)] : []);

test.each<[string, number, number[], number]>([
  ['all entries of all pages', Infinity, [1, 3, 5, 7], 3],
  ['no page after the one with the last entry', 2, [1, 3], 1],
  ['no more entries than the limit, from two pages', 3, [1, 3, 5], 2],
])('loads %s', async (_what, limit, entries, count) => {
  const { pages, loaded } = pagesOf([1, 2, 3], [4, 5], [6, 7]);
  expect(await collect(pages, limit, odd)).toEqual(entries);
  expect(loaded).toHaveLength(count);
});

test('takes several entries of a row, which may take time', async () => {
  const { pages } = pagesOf([1, 2]);
  expect(await collect(pages, 3, (row) => Promise.resolve([row, row]))).toEqual([1, 1, 2]);
});
