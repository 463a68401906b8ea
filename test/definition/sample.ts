import type { Field } from './definition.ts';

/** A date, or a moment with its zone, by ISO 8601. */
export const isIsoDate = (text: string): boolean =>
  /^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2}))?$/.test(text) &&
  !Number.isNaN(Date.parse(text));

/** Whether a text begins like a date, in whatever notation. */
export const looksLikeDate = (text: string): boolean =>
  /^(\d{4}-\d{1,2}-\d{1,2}|\d{1,4}[/.]\d{1,2}[/.]\d{1,4})/.test(text);

const isOfType: Record<string, (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  text: (value) => typeof value === 'string',
  password: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number',
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  datetime: (value) => typeof value === 'string' && isIsoDate(value),
  file: (value) => typeof value === 'string' && value.startsWith('https://'),
};

/** Whether a value is what its field declares; null stands for "unknown" in every field but the id. */
export const fits = ({ key, type = 'string', list, children }: Field, value: unknown): boolean => {
  if (value === null) return key !== 'id';
  const isList = list === true || key?.endsWith('[]') === true;
  const parts = isList || (children && Array.isArray(value)) ? value : [value];
  if (!Array.isArray(parts)) return false;
  return parts.every((part) => (children ? typeof part === 'object' : isOfType[type]?.(part) === true));
};

/** The key in the record: `media` of `media[]` and of `media[]url`, `person` of `person__name`. */
export const keyInRecord = ({ key = '' }: Field): string => String(key.split(/__|\[\]/)[0]);
