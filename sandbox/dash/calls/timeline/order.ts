/** Compares lists of numbers, the first number first. */
export const compareKeys = (one: readonly number[], other: readonly number[]): number => {
  const differing = one.findIndex((key, n) => key !== other[n]);
  return differing < 0 ? 0 : (one[differing] ?? 0) - (other[differing] ?? 0);
};
