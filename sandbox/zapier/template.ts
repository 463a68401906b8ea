const placeholder = /\{\{([^{}]+)\}\}/g;
const placeholderAlone = /^\{\{([^{}]+)\}\}$/;

/** The path of a template that is a single placeholder, such as `{{audio}}`; undefined for all others. */
export const onlyPath = (template: string): string | undefined => placeholderAlone.exec(template.trim())?.[1]?.trim();

/** The paths of all placeholders. */
export const pathsIn = (template: string): string[] =>
  [...template.matchAll(placeholder)].map(([, path = '']) => path.trim());

/** The template with each placeholder replaced by `write(path)`. */
export const replacePaths = (template: string, write: (path: string) => string): string =>
  template.replace(placeholder, (_whole, path: string) => write(path.trim()));

const child = (value: unknown, key: string): unknown => {
  if (key.startsWith('[]')) return Array.isArray(value) ? value.map((item) => child(item, key.slice(2))) : undefined;
  return typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;
};

/**
 * The value at a path: a key, nested keys such as `a__b` (fields) or `a.b` (labels, steps), or a field of every line item,
 * such as `rows[]name`.
 */
export const lookUp = (record: unknown, path: string): unknown =>
  child(record, path) ?? path.split(/__|\.|(?=\[\])/).reduce(child, record);

/** A JSON value as the editor renders it: null as empty, a list separated by commas, an object as JSON. */
export const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The template with each placeholder replaced by the text of `valueAt(path)`. */
export const renderTemplate = async (
  template: string,
  valueAt: (path: string) => Promise<unknown>,
): Promise<string> => {
  const values = new Map<string, string>();
  for (const path of pathsIn(template)) values.set(path, asText(await valueAt(path)));
  return replacePaths(template, (path) => values.get(path) ?? '');
};
