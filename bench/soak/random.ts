/** Random numbers that are the same for the same seed. */
export type Random = {
  /** A whole number from 0 up to, but not including, `limit`. */
  below: (limit: number) => number;
  /** True in `percent` of 100 cases. */
  chance: (percent: number) => boolean;
  pick: <T>(items: readonly [T, ...T[]]) => T;
};

/** Mulberry32, a generator with 32 bits of state. */
const mulberry32 = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

export const createRandom = (seed: number): Random => {
  const next = mulberry32(seed);
  const below = (limit: number): number => Math.floor(next() * limit);
  return {
    below,
    chance: (percent) => next() * 100 < percent,
    pick: (items) => items[below(items.length)] ?? items[0],
  };
};
