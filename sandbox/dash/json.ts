/** Whether a JSON value is an object, and not a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The same without the keys that hold nothing, at the top and inside; Dash leaves out what it does not know. */
export const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> => {
  const known = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(known.map(([key, one]) => [key, isObject(one) ? withoutUndefined(one) : one]));
};

/**
 * The document with a change merged into it, however deep; a null takes the key away, and an empty object takes the place
 * of what was there (`kz_json:merge_left`).
 */
export const merged = (document: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> => {
  const result = { ...document };
  for (const [key, value] of Object.entries(change)) {
    const before = result[key];
    const isEmpty = isObject(value) && Object.keys(value).length === 0;
    result[key] = isObject(value) ? merged(isObject(before) && !isEmpty ? before : {}, value) : value;
    if (value === null) Reflect.deleteProperty(result, key);
  }
  return result;
};
