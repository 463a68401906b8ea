import { readFileSync, statSync } from 'node:fs';
import type { Size } from './costs.ts';

type Operation = { operation: { inputFields?: unknown[]; outputFields?: unknown[] } };
type Section = Readonly<Record<string, Operation>>;
type App = { triggers: Section; searches: Section; creates: Section };

/** What can be counted of a bundle, whose source map lies beside it, and of the app that is in it. */
export const sizesOf = (bundle: string, { triggers, searches, creates }: App): Record<Size, number> => {
  const operations = [triggers, searches, creates].flatMap((section) => Object.values(section));
  const sum = (fieldsOf: (operation: Operation['operation']) => unknown[] | undefined): number =>
    operations.reduce((total, { operation }) => total + (fieldsOf(operation) ?? []).length, 0);
  const { sources } = JSON.parse(readFileSync(`${bundle}.map`, 'utf8')) as { sources: unknown[] };
  return {
    'bundle bytes': statSync(bundle).size,
    modules: sources.length,
    operations: operations.length,
    'input fields': sum(({ inputFields }) => inputFields),
    'output fields': sum(({ outputFields }) => outputFields),
  };
};
