import type { Query } from './endpoint.ts';

const valueAt = (document: unknown, dottedKey: string): unknown =>
  dottedKey
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | null | undefined)?.[key], document);

/** Filters compare text; a JSON list in the query matches any of its values. */
const isAnyOf = (value: unknown, wanted: string): boolean => {
  const list: unknown = wanted.startsWith('[') ? JSON.parse(wanted) : [wanted];
  return Array.isArray(list) && list.map(String).includes(String(value));
};

const isKept = (value: unknown): boolean => value !== undefined && value !== null && value !== '';

/** Filters with the key in their name: `filter_email=…`. */
const filtersByName: [prefix: string, passes: (value: unknown, wanted: string) => boolean][] = [
  ['filter_not_', (value, wanted) => !isAnyOf(value, wanted)],
  ['filter_', isAnyOf],
];

/** Filters with the key as their value: `has_key=owner_id`. */
const filtersByKey: Record<string, (value: unknown) => boolean> = {
  has_key: (value) => value !== undefined,
  key_missing: (value) => value === undefined,
  has_value: isKept,
  value_missing: (value) => !isKept(value),
};

/** Whether a document matches every filter of the query. Filters see the whole document, not the row. */
export const matchesFilters = (document: unknown, query: Query): boolean =>
  Object.entries(query).every(([parameter, wanted]) => {
    const byKey = filtersByKey[parameter];
    if (byKey) return byKey(valueAt(document, wanted));
    const byName = filtersByName.find(([prefix]) => parameter.startsWith(prefix));
    return byName ? byName[1](valueAt(document, parameter.slice(byName[0].length)), wanted) : true;
  });
