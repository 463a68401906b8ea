import type { Hydrate } from './hydration.ts';
import type { Connection } from './runner.ts';
import type { StoredFile } from './server.ts';
import { lookUp, onlyPath, renderTemplate } from './template.ts';

/** A step in another company's app, as a person fills it in: plain text with `{{keys}}` of the trigger's output. */
export type ZapStep = { app: string; action: string; fields: Record<string, string> };

/** What arrives in a field: text; a file where the field maps only a file, several where it maps only a list of files. */
export type FieldValue = string | StoredFile | StoredFile[];

/** What a step was given. */
export type StepResult = { zap: string; step: ZapStep; fields: Record<string, FieldValue> };

/** Fills in the fields of a step from one item of the trigger's output. */
export type FillIn = (
  connection: Connection,
  fields: ZapStep['fields'],
  item: unknown,
) => Promise<Record<string, FieldValue>>;

/** Hydrates only what a step maps, as the platform does: a pointer that nobody maps costs nothing. */
export const createFillIn = (hydrate: Hydrate, files: Map<string, StoredFile>): FillIn => {
  const filesAt = (value: unknown): StoredFile[] => {
    const addresses = Array.isArray(value) ? (value as unknown[]) : [value];
    return addresses.flatMap((address) => (typeof address === 'string' ? (files.get(address) ?? []) : []));
  };

  const fieldValue = async (connection: Connection, template: string, item: unknown): Promise<FieldValue> => {
    const valueAt = (path: string) => hydrate(connection, lookUp(item, path));
    const path = onlyPath(template);
    const value = path === undefined ? undefined : await valueAt(path);
    const [file, ...more] = filesAt(value);
    if (!file) return renderTemplate(template, valueAt);
    return Array.isArray(value) ? [file, ...more] : file;
  };

  return async (connection, fields, item) => {
    const values: Record<string, FieldValue> = {};
    for (const [name, template] of Object.entries(fields)) {
      values[name] = await fieldValue(connection, template, item);
    }
    return values;
  };
};
