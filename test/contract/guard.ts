import { createHash } from 'node:crypto';

/**
 * Something that must not get out. `home` is the one service that may see it; null where none may. `isInAddress`: its home
 * wants it as a part of an address.
 */
export type Secret = { name: string; value: string; home: Service | null; isInAddress?: boolean };
export type Service = 'dash' | 'virtualtext';

/** What a run of an operation gave to the world, text by text. `mayHold` says which secrets belong there. */
export type Outlet = { name: string; texts: string[]; mayHold?: (secret: Secret) => boolean };

export const md5 = (value: string): string => createHash('md5').update(value).digest('hex');

const partsOf = (value: object): unknown[] => {
  if (ArrayBuffer.isView(value)) return [Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString()];
  if (Array.isArray(value) || value instanceof Map || value instanceof Set) return [...value];
  return Reflect.ownKeys(value).flatMap((key) => [String(key), Reflect.get(value, key) as unknown]);
};

/** Every text inside a value, however deep: keys, own properties of errors, and those that JSON leaves out. */
export const textsIn = (value: unknown): string[] => {
  const seen = new Set<object>();
  const texts: string[] = [];
  const waiting = [value];
  while (waiting.length > 0) {
    const next = waiting.pop();
    if (typeof next === 'string' || typeof next === 'number') texts.push(String(next));
    if (typeof next !== 'object' || next === null || seen.has(next)) continue;
    seen.add(next);
    waiting.push(...partsOf(next));
  }
  return texts;
};

/** The forms in which programs write a text down: as it is, in a URL, in JSON, in base64. */
const formsOf = (value: string): string[] => {
  const base64 = Buffer.from(value).toString('base64').replace(/=+$/, '');
  const asForm = new URLSearchParams({ value }).toString().slice('value='.length);
  return [value, encodeURIComponent(value), asForm, JSON.stringify(value).slice(1, -1), base64].map((form) =>
    form.toLowerCase(),
  );
};

/** Whether a text is inside any of the others, in any form and in capitals or not. */
const holds = (texts: string[], value: string): boolean => {
  const all = texts.join('\n').toLowerCase();
  return formsOf(value).some((form) => all.includes(form));
};

/** One line for each secret that shows up where it does not belong. */
export const findLeaks = (outlets: Outlet[], secrets: Secret[]): string[] =>
  outlets.flatMap(({ name, texts, mayHold = () => false }) =>
    secrets.flatMap((secret) => (!mayHold(secret) && holds(texts, secret.value) ? [`${secret.name} in ${name}`] : [])),
  );

/** The length below which a text is too common to be traced to its source. */
const SHORTEST_MARK = 6;

/** One line for each input value that an error carries, but for `ownWords`, which the app itself offered to choose. */
export const findInput = (error: unknown, input: unknown, ownWords: ReadonlySet<string> = new Set()): string[] => {
  const texts = textsIn(error);
  const values = textsIn(Object.values(input ?? {})).filter(
    (value) => value.length >= SHORTEST_MARK && !ownWords.has(value),
  );
  return [...new Set(values)]
    .filter((value) => holds(texts, value))
    .map((value) => `the input "${value}" in the error`);
};
