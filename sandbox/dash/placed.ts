/** Something in a list that is kept in the order of places: a place begins with a time and is unique. */
export type Placed = { place: string };

const TIME_DIGITS = 12;

/** The place of a moment in Gregorian seconds, before everything that happens in it; `id` tells the latter apart. */
export const placeAt = (time: number, id = ''): string => `${String(time).padStart(TIME_DIGITS, '0')} ${id}`;

/** The next place that is possible. */
export const justAfter = (place: string): string => `${place}\0`;

/** Where in the list the first entry is that is not before a place. */
const indexOf = (entries: readonly Placed[], place: string): number => {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((entries[middle]?.place ?? '') < place) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** The entries from one place to before another. */
export const between = <T extends Placed>(entries: readonly T[], from: string, to: string): T[] =>
  entries.slice(indexOf(entries, from), indexOf(entries, to));

export const insert = <T extends Placed>(entries: T[], entry: T): void => {
  entries.splice(indexOf(entries, entry.place), 0, entry);
};
