import type { Fields } from './definition.ts';
import type { Hydrate } from './hydration.ts';
import type { Connection } from './runner.ts';
import type { StoredFile } from './server.ts';
import { asText, lookUp, onlyPath, renderTemplate } from './template.ts';

/** The value of a field in another app: text, or a file or files if the field maps nothing else. */
export type FieldValue = string | string[] | StoredFile | StoredFile[];

/** Fills in one field; `values` are the trigger's record and the results of earlier steps. */
type FillInOne<Value> = (connection: Connection, template: string, values: unknown, key: string) => Promise<Value>;

/** Fills in the fields of a step. */
export type FillIn<Value> = (connection: Connection, fields: Fields, values: unknown) => Promise<Record<string, Value>>;

const fillInEach =
  <Value>(fillInOne: FillInOne<Value>): FillIn<Value> =>
  async (connection, fields, values) => {
    const filled: Record<string, Value> = {};
    for (const [key, template] of Object.entries(fields)) {
      filled[key] = await fillInOne(connection, template, values, key);
    }
    return filled;
  };

/** Hydrates only what a step maps, as the platform does. */
export const createFillIn = (hydrate: Hydrate, files: Map<string, StoredFile>): FillIn<FieldValue> => {
  const filesAt = (value: unknown): StoredFile[] => {
    const addresses = Array.isArray(value) ? (value as unknown[]) : [value];
    return addresses.flatMap((address) => (typeof address === 'string' ? (files.get(address) ?? []) : []));
  };

  return fillInEach(async (connection, template, values) => {
    const valueAt = (path: string) => hydrate(connection, lookUp(values, path));
    const path = onlyPath(template);
    const value = path === undefined ? undefined : await valueAt(path);
    const [file, ...more] = filesAt(value);
    if (!file) return renderTemplate(template, valueAt);
    return Array.isArray(value) ? [file, ...more] : file;
  });
};

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? (value as unknown[]) : [value]).map(asText).filter((text) => text !== '');

/**
 * The same for a step of this app: a file is sent as its URL, and fields for which `takesList` is true get a list of
 * texts.
 */
export const createOwnFillIn = (hydrate: Hydrate, takesList: (key: string) => boolean): FillIn<string | string[]> =>
  fillInEach(async (connection, template, values, key) => {
    const valueAt = (path: string) => hydrate(connection, lookUp(values, path));
    if (!takesList(key)) return renderTemplate(template, valueAt);
    const path = onlyPath(template);
    return texts(path === undefined ? await renderTemplate(template, valueAt) : await valueAt(path));
  });
