import { globSync, readFileSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Size } from './costs.ts';

type Operation = { operation: { inputFields?: unknown[]; outputFields?: unknown[] } };
type Section = Readonly<Record<string, Operation>>;
type App = { triggers: Section; searches: Section; creates: Section };

/** The files of the bundle that load when a run needs them. */
const WHEN_NEEDED = ['operations.cjs', 'numberingPlans.cjs'];

/** What can be counted of the bundle in a folder, with its source maps, and of the app that is in it. */
export const sizesOf = (folder: string, { triggers, searches, creates }: App): Record<Size, number> => {
  const operations = [triggers, searches, creates].flatMap((section) => Object.values(section));
  const sum = (fieldsOf: (operation: Operation['operation']) => unknown[] | undefined): number =>
    operations.reduce((total, { operation }) => total + (fieldsOf(operation) ?? []).length, 0);
  const files = globSync(join(folder, '*.{js,cjs}'));
  const sources = globSync(join(folder, '*.map')).flatMap(
    (map) => (JSON.parse(readFileSync(map, 'utf8')) as { sources: string[] }).sources,
  );
  const bytes = (names: readonly string[]) => names.reduce((total, name) => total + statSync(name).size, 0);
  return {
    'bundle bytes': bytes(files),
    'bytes that every run loads': bytes(files.filter((file) => !WHEN_NEEDED.includes(basename(file)))),
    modules: new Set(sources).size,
    operations: operations.length,
    'input fields': sum(({ inputFields }) => inputFields),
    'output fields': sum(({ outputFields }) => outputFields),
  };
};
