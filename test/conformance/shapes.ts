const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const byText = (one: unknown, other: unknown): number => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1);

/**
 * A value with its types in place of what it holds: keys in order, and of a list each shape that an entry has, once.
 * Two values have the same shape where their shapes are equal.
 */
export const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) {
    const shapes = new Map(value.map(shapeOf).map((shape) => [JSON.stringify(shape), shape]));
    return [...shapes.values()].sort(byText);
  }
  if (!isObject(value)) return value === null ? 'null' : typeof value;
  const keys = Object.keys(value).sort();
  return Object.fromEntries(keys.map((key) => [key, shapeOf(value[key])]));
};

/** A value as it comes over the wire. */
export const sent = (value: unknown): unknown => JSON.parse(JSON.stringify(value));
