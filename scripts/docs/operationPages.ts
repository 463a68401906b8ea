import { choicesOf, inputFieldsOf, visible } from '../words/definition.ts';
import type { App, Group, InputField, Operation, OutputField } from '../words/definition.ts';
import { code, markdownTable, page, tableOfFilledColumns } from './markdown.ts';
import { KIND_NAMES, KINDS, timingOf, type Kind } from './operations.ts';

const INPUT_HEADING = ['Field', 'What to fill in', 'Choices', 'Required', 'Several values', 'Default'];

const choicesCell = (field: InputField): string => {
  const labels = choicesOf(field).map(([, label]) => label);
  if (labels.length > 0) return labels.join('\n');
  if (field.dynamic !== undefined) return 'From your account';
  return field.type === 'boolean' ? 'True\nFalse' : '';
};

const defaultCell = (field: InputField): string => {
  const { default: initial } = field;
  if (initial === undefined) return '';
  return choicesOf(field).find(([value]) => value === initial)?.[1] ?? code(initial);
};

const inputRow = ({ operation }: Operation, field: InputField): string[] => {
  const isAlwaysThere = (operation.inputFields ?? []).includes(field);
  return [
    field.label ?? field.key,
    [field.helpText ?? '', isAlwaysThere ? '' : '_Appears only where it applies._'].filter(Boolean).join(' '),
    choicesCell(field),
    field.required ? 'Yes' : '',
    field.list ? 'Yes' : '',
    defaultCell(field),
  ];
};

const isNote = ({ type }: InputField): boolean => type === 'copy';

const notes = (operation: Operation): string[] =>
  inputFieldsOf(operation)
    .filter(isNote)
    .map(({ helpText = '' }) => `> ${helpText.replaceAll('\n', '\n> ')}`);

/** The fields under one heading of the editor, or those above all headings. */
const fieldsUnder = (operation: Operation, group: Group | undefined): string[] => {
  const fields = inputFieldsOf(operation).filter((field) => field.group === group?.key && !isNote(field));
  if (fields.length === 0) return [];
  const rows = fields.map((field) => inputRow(operation, field));
  return [group ? `### ${group.label}` : '', tableOfFilledColumns(INPUT_HEADING, rows)];
};

const inputBlocks = (operation: Operation): string[] => {
  const groups = [undefined, ...(operation.operation.inputFieldGroups ?? [])];
  const tables = groups.flatMap((group) => fieldsUnder(operation, group));
  return ['## Fields', ...notes(operation), ...(tables.length === 0 ? ['There is nothing to fill in.'] : tables)];
};

const sampleCell = (value: unknown): string =>
  value === undefined || value === null ? '' : code(JSON.stringify(value));

const valueAt = (sample: unknown, key: string): unknown => {
  const value: unknown = typeof sample === 'object' && sample !== null ? Reflect.get(sample, key) : undefined;
  return value;
};

/** The rows of an output, and those of the fields of its line items. */
const outputRows = ({ key, label = key, children = [] }: OutputField, sample: unknown): string[][] => {
  const value = valueAt(sample, key);
  const first: unknown = Array.isArray(value) ? value[0] : value;
  return [
    [label, code(key), children.length === 0 ? sampleCell(value) : ''],
    ...children.map((child) => [
      `${label} ${child.label ?? child.key}`,
      code(`${key}[]${child.key}`),
      sampleCell(valueAt(first, child.key)),
    ]),
  ];
};

const outputBlocks = ({ operation: { outputFields = [], sample } }: Operation): string[] => [
  '## Result',
  outputFields.length === 0
    ? 'The fields depend on what you choose; a test of the step shows them.'
    : markdownTable(
        ['Field', 'Key', 'Sample'],
        outputFields.flatMap((field) => outputRows(field, sample)),
      ),
];

const searchOrCreate = (app: App, { key }: Operation): string => {
  const pair = Object.values(app.searchOrCreates ?? {}).find(({ search }) => search === key);
  const action = pair && app.creates[pair.create];
  return action
    ? `The step can also create what it doesn't find, with [${action.display.label}](${action.key}.md).`
    : '';
};

const operationPage = (app: App, kind: Kind, operation: Operation): string =>
  page([
    `# ${operation.display.label}`,
    operation.display.description,
    markdownTable(
      ['Kind', 'Key', 'Noun', 'When it runs'],
      [[KIND_NAMES[kind], code(operation.key), operation.noun, timingOf(kind, operation)]],
    ),
    searchOrCreate(app, operation),
    ...inputBlocks(operation),
    ...outputBlocks(operation),
    '[All triggers, actions, and searches](README.md)',
  ]);

const indexRows = (app: App, kind: Kind): string[][] =>
  visible(app[kind]).map((operation) => [
    `[${operation.display.label}](${operation.key}.md)`,
    code(operation.key),
    KIND_NAMES[kind],
    timingOf(kind, operation),
    operation.display.description,
  ]);

const indexPage = (app: App): string =>
  page([
    '# Triggers, actions, and searches',
    '“Instant” triggers start a Zap as soon as something happens. For the others, Zapier checks every few minutes; how often depends on your Zapier plan.',
    markdownTable(
      ['Label', 'Key', 'Kind', 'When it runs', 'Description'],
      KINDS.flatMap((kind) => indexRows(app, kind)),
    ),
  ]);

/** The pages about the visible operations, and their index, by file name. */
export const operationPages = (app: App): Map<string, string> =>
  new Map([
    ['README.md', indexPage(app)],
    ...KINDS.flatMap((kind) =>
      visible(app[kind]).map((operation): [string, string] => [
        `${operation.key}.md`,
        operationPage(app, kind, operation),
      ]),
    ),
  ]);
