/**
 * The entries that `choose` makes of the rows of pages, in their order, until there are `limit`, or `mostPages` were read. No
 * page beyond the last of them is asked for. `choose` gives none, one or several entries for a row.
 */
export const collect = async <T, R = unknown>(
  pages: AsyncIterable<readonly R[]>,
  limit: number,
  choose: (row: R) => readonly T[] | Promise<readonly T[]>,
  mostPages = Infinity,
): Promise<T[]> => {
  const entries: T[] = [];
  let read = 0;
  for await (const rows of pages) {
    for (const row of rows) entries.push(...(await choose(row)));
    read += 1;
    if (entries.length >= limit || read >= mostPages) break;
  }
  return entries.slice(0, limit);
};
