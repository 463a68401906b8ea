/** So many requests at once are far from the 100 that Dash answers in a burst. */
const BATCH_SIZE = 10;

/** Does work for each item, a few at a time, and returns the results in the order of the items. */
export const inBatches = async <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> => {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += BATCH_SIZE)
    results.push(...(await Promise.all(items.slice(start, start + BATCH_SIZE).map(work))));
  return results;
};
