/** An entry of a sorted list. Its key starts with a time and is unique. */
export type Sorted = { key: string };

const TIME_DIGITS = 12;

/** The key of a time in Gregorian seconds; without an id it comes before all others of that second. */
export const sortKey = (time: number, id = ''): string => `${String(time).padStart(TIME_DIGITS, '0')} ${id}`;

/** The next possible key. */
export const keyAfter = (place: string): string => `${place}\0`;

/** The index of the first entry at or after a key. */
const indexOf = (entries: readonly Sorted[], place: string): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((entries[middle]?.key ?? '') < place) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The entries from one key to before another. */
export const range = <T extends Sorted>(entries: readonly T[], from: string, to: string): T[] =>
  entries.slice(indexOf(entries, from), indexOf(entries, to));

export const insert = <T extends Sorted>(entries: T[], entry: T): void => {
  entries.splice(indexOf(entries, entry.key), 0, entry);
};
