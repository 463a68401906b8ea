/** The value that `percent` of 100 values are below; 0 of none. */
export const percentile = (values: readonly number[], percent: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(Math.floor((sorted.length * percent) / 100), sorted.length - 1)] ?? 0;
};

export const median = (values: readonly number[]): number => percentile(values, 50);
