/**
 * Everything that Dash sends is read by its declared type, never by its looks: JSON brings numbers as numbers, form
 * posts and call record rows bring them as strings, and any field may be missing.
 */
export type Parser<T> = (value: unknown) => T;
export type Schema = Readonly<Record<string, Parser<unknown>>>;
/** What reading a shape gives. */
export type Parsed<S extends Schema> = { [K in keyof S]: ReturnType<S[K]> };

/**
 * Text; an empty text counts as unknown, since Dash writes `""` for what is missing. Half a character, as a cut emoji
 * leaves it, becomes U+FFFD, since no URL and no file name can hold it.
 */
export const text: Parser<string | null> = (value) => {
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return typeof value === 'string' && value !== '' ? value.toWellFormed() : null;
};

/** A text in one line, without signs that turn the direction of the text around it. */
export const oneLine = (value: string): string =>
  value.replace(/[\s\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+/gu, ' ').trim();

/** A finite number, or a text that holds one. */
export const number: Parser<number | null> = (value) => {
  const given = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  return typeof given === 'number' && Number.isFinite(given) ? given : null;
};

/** A boolean, or the text `true` or `false`. */
export const flag: Parser<boolean | null> = (value) => {
  if (value === true || value === 'true') return true;
  return value === false || value === 'false' ? false : null;
};

/** Whether a value is a JSON object: neither null nor an array. */
export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Reads the declared fields of an object; anything else reads as an object without fields. */
export const parse = <S extends Schema>(shape: S, value: unknown): Parsed<S> => {
  const given = isObject(value) ? value : {};
  return Object.fromEntries(Object.entries(shape).map(([key, reader]) => [key, reader(given[key])])) as Parsed<S>;
};

/** An object with whatever fields it came with; anything else reads as an object without fields. */
export const anyFields: Parser<Readonly<Record<string, unknown>>> = (value) => (isObject(value) ? value : {});

/** The value under a key from outside, and not what every object inherits, such as `constructor`. */
export const valueAt = <T>(record: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(record, key) ? record[key] : undefined;

/** Nothing that Dash or a user sends is nested deeper for a reason, and recursion has an end. */
export const MAX_DEPTH = 100;

/** Whether objects and lists are nested in a value more than `levels` deep. */
export const isDeeperThan = (value: unknown, levels: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (levels === 0 || Object.values(value).some((part) => isDeeperThan(part, levels - 1)));

/** A nested object of the given shape. */
export const object =
  <S extends Schema>(shape: S): Parser<Parsed<S>> =>
  (value) =>
    parse(shape, value);
