import { columnsOf } from '../../sandbox/day/textTable.ts';
import { appOf } from '../../sandbox/zapier/definition.ts';
import { resultKey } from '../../sandbox/zapier/steps.ts';
import { replacePaths } from '../../sandbox/zapier/template.ts';
import type { Fields, ZapDefinition, ZapStep } from '../../sandbox/zapier/definition.ts';
import { labelOf, operationOf } from './app.ts';
import type { App, Operation } from './app.ts';

/** The label that the editor shows for a placeholder. */
type LabelOfPath = (path: string) => string;

const triggerLabel = (app: App, { name, trigger }: ZapDefinition): LabelOfPath => {
  if (trigger.key !== undefined) {
    const operation = operationOf(app, 'triggers', trigger.key);
    return (path) => labelOf(operation, 'outputFields', path);
  }
  return (path) => {
    if (trigger.record[path] === undefined) throw new Error(`The record that starts “${name}” has no “${path}”.`);
    return path;
  };
};

const ownOperation = (app: App, step: ZapStep): Operation | undefined => {
  if ('app' in step) return undefined;
  return 'search' in step ? operationOf(app, 'searches', step.search) : operationOf(app, 'creates', step.create);
};

/** The label of a field of a step's result; other apps label theirs by their keys. */
const resultLabel = (app: App, step: ZapStep, key: string): string => {
  const operation = ownOperation(app, step);
  if (operation) return `**${labelOf(operation, 'outputFields', key)}** (of ${operation.display.label})`;
  if ('app' in step && step.returns?.record[key] !== undefined) return `**${key}** (of ${step.action})`;
  throw new Error(`The step in ${appOf(step)} returns no “${key}”.`);
};

/** A path that begins with the key of an earlier step belongs to that step, any other path to the trigger. */
const pathLabel = (app: App, zap: ZapDefinition, earlier: ZapStep[]): LabelOfPath => {
  const ofTrigger = triggerLabel(app, zap);
  return (path) => {
    const step = earlier.find((one) => path.startsWith(`${String(resultKey(one))}.`));
    if (!step) return `**${ofTrigger(path)}**`;
    return resultLabel(app, step, path.slice(path.indexOf('.') + 1));
  };
};

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');

/** Rows as a Markdown table, formatted like prettier. */
const markdownTable = (heading: string[], rows: string[][]): string => {
  const cells = [heading, ...rows].map((row) => row.map(inCell));
  const widths = heading.map((_name, column) => Math.max(3, ...cells.map((row) => columnsOf(row[column] ?? ''))));
  const line = (row: string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '') + ' '.repeat(width - columnsOf(row[column] ?? ''))).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
};

const capitalised = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

const table = (heading: string, fields: Fields, nameOf: (key: string) => string, labelOfPath: LabelOfPath): string =>
  markdownTable(
    [heading, 'What to map'],
    Object.entries(fields).map(([key, template]) => [nameOf(key), replacePaths(template, labelOfPath)]),
  );

const ownTable = (operation: Operation, fields: Fields, labelOfPath: LabelOfPath): string =>
  table(`Field of ${operation.display.label}`, fields, (key) => labelOf(operation, 'inputFields', key), labelOfPath);

/**
 * The mapping table of a step. The trigger is step 1, as in the editor. A search that may create has two tables, the
 * second for the action.
 */
export const mappingTable = (app: App, zap: ZapDefinition, nth: number): string => {
  const index = nth - 2;
  const step = zap.steps[index];
  if (!step) throw new Error(`“${zap.name}” has no step ${String(nth)} with fields to map.`);
  const labelOfPath = pathLabel(app, zap, zap.steps.slice(0, index));
  const operation = ownOperation(app, step);
  if ('app' in step || !operation) return table(`Field in ${appOf(step)}`, step.fields, capitalised, labelOfPath);
  const tables = [ownTable(operation, step.fields, labelOfPath)];
  if ('search' in step && step.orCreate) {
    const { create, fields } = step.orCreate;
    tables.push(ownTable(operationOf(app, 'creates', create), fields, labelOfPath));
  }
  return tables.join('\n\n');
};
