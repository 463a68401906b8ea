/** Whether a JSON value is an object, and not a list. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The JSON value of a request body: undefined for an empty one, null if it is not JSON. */
export const parseJson = (text: string): unknown => {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
};

/** The object without undefined values, at every depth. Dash leaves out unknown values. */
export const withoutUndefined = (value: Record<string, unknown>): Record<string, unknown> => {
  const known = Object.entries(value).filter(([, one]) => one !== undefined);
  return Object.fromEntries(known.map(([key, one]) => [key, isObject(one) ? withoutUndefined(one) : one]));
};

/**
 * The document with a change merged into it, at every depth. Null removes a key, and an empty object replaces the old
 * value (`kz_json:merge_left`).
 */
export const merge = (document: Record<string, unknown>, change: Record<string, unknown>): Record<string, unknown> => {
  const result = { ...document };
  for (const [key, value] of Object.entries(change)) {
    const before = result[key];
    const isEmpty = isObject(value) && Object.keys(value).length === 0;
    result[key] = isObject(value) ? merge(isObject(before) && !isEmpty ? before : {}, value) : value;
    if (value === null) Reflect.deleteProperty(result, key);
  }
  return result;
};
