const placeholder = /\{\{([^{}]+)\}\}/g;
const placeholderAlone = /^\{\{([^{}]+)\}\}$/;

/** The path inside a template that is one placeholder and nothing else, as in `{{audio}}`; undefined for any other. */
export const onlyPath = (template: string): string | undefined => placeholderAlone.exec(template.trim())?.[1]?.trim();

const child = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, key)
    ? (value as Record<string, unknown>)[key]
    : undefined;

/** The value at a path: a key as it stands, else a way down a nesting, written `a__b` (fields) or `a.b` (labels). */
export const lookUp = (record: unknown, path: string): unknown =>
  child(record, path) ?? path.split(/__|\./).reduce(child, record);

/** A JSON value as the editor puts it into text: nothing for null, a list comma by comma, an object as JSON. */
export const asText = (value: unknown): string => {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(asText).join(',');
  return typeof value === 'string' ? value : JSON.stringify(value);
};

/** The template with each placeholder replaced by the text of what `valueAt` says is there. */
export const renderTemplate = async (
  template: string,
  valueAt: (path: string) => Promise<unknown>,
): Promise<string> => {
  const parts: string[] = [];
  let end = 0;
  for (const match of template.matchAll(placeholder)) {
    const path = match[1] ?? '';
    parts.push(template.slice(end, match.index), asText(await valueAt(path.trim())));
    end = match.index + match[0].length;
  }
  return parts.join('') + template.slice(end);
};
