/** A payload that crashes Dash's encoder. */
export class UnencodablePayload extends Error {}

/** Text as Dash encodes it in forms: all but letters, digits and `-._~` is escaped, a space is a `+`. */
const escaped = (value: unknown): string =>
  encodeURIComponent(String(value))
    .replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+');

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

const encodeList = (name: string, values: unknown[]): string => {
  if (values.some(isObject)) throw new UnencodablePayload('A list of objects cannot be urlencoded');
  return values.map((value) => `${name}[]=${escaped(value)}`).join('&');
};

const encodeField = (name: string, value: unknown): string => {
  if (Array.isArray(value)) return encodeList(name, value);
  return isObject(value) ? encodeForm(value, (key) => `${name}[${key}]`) : `${name}=${escaped(value)}`;
};

/**
 * A payload as Dash urlencodes it: nested keys in brackets, keys not escaped, an empty object as an empty segment.
 * Throws `UnencodablePayload` for a list of objects.
 */
export const encodeForm = (payload: object, nameOf = (key: string): string => key): string =>
  Object.entries(payload)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => encodeField(nameOf(key), value))
    .join('&');
