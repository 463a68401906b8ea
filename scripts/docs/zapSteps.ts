import { appOf } from '../../sandbox/zapier/definition.ts';
import { resultKey } from '../../sandbox/zapier/steps.ts';
import type { Fields, ZapDefinition, ZapStep } from '../../sandbox/zapier/definition.ts';
import { choicesOf, inputFieldsOf } from '../words/definition.ts';
import type { App, InputField, Operation } from '../words/definition.ts';
import { checkInputs, operationOf, outputLabel, type Kind } from './operations.ts';

/** A field of an earlier step that is mapped, by the number of the step and its label. */
export type Mapped = { step: number; label: string };

/** A part of what a field holds. */
export type Part = string | Mapped;

/** A field as the editor shows it. */
export type ShownField = {
  label: string;
  /** What it holds, which may be its default; nothing if it is empty. */
  parts: readonly Part[];
  /** Whether the person who builds the Zap fills it in. */
  isFilledIn: boolean;
  isRequired: boolean;
  /** Whether it is a list of choices. */
  hasChoices: boolean;
  /** The heading above it and those that follow. */
  group?: string;
};

/** The fields of an action, a search, or a trigger, and the notes above them. */
export type Form = { title: string; fields: readonly ShownField[]; notes: readonly string[] };

/** A step of a Zap. The trigger is step 1. A search that may create has two forms, the second for the action. */
export type ShownStep = {
  number: number;
  app: string;
  kind: 'Trigger' | 'Action' | 'Search';
  /** The key of an operation of this app; for other apps null. */
  key: string | null;
  title: string;
  forms: readonly Form[];
};

const capitalized = (name: string): string => name.charAt(0).toUpperCase() + name.slice(1);

type Value = { parts: readonly Part[]; isFilledIn: boolean };

const shownInput = (field: InputField, value: Value, group: string | undefined): ShownField => ({
  label: field.label ?? field.key,
  ...value,
  isRequired: field.required === true,
  hasChoices: field.dynamic !== undefined || field.choices !== undefined || field.type === 'boolean',
  ...(group === undefined ? {} : { group }),
});

/** What the editor shows for a value: the label of a choice, each value of a list on its own line. */
const shownValue = (field: InputField, value: string): string =>
  value
    .split('\n')
    .map((one) => choicesOf(field).find(([choice]) => choice === one)?.[1] ?? one)
    .join('\n');

/** The fields in the order of the editor: those without a heading first. */
const inOrder = ({ operation }: Operation, fields: readonly InputField[]): [InputField, string | undefined][] => {
  const groups = operation.inputFieldGroups ?? [];
  const of = (key: string | undefined) => fields.filter(({ group }) => group === key);
  return [
    ...of(undefined).map((field): [InputField, undefined] => [field, undefined]),
    ...groups.flatMap(({ key, label }) => of(key).map((field): [InputField, string] => [field, label])),
  ];
};

/** The form of an operation of this app. It leaves out the fields that appear only in some cases, unless they are filled in. */
const ownForm = (operation: Operation, values: Fields, partsOf: (template: string) => Part[]): Form => {
  checkInputs(operation, Object.keys(values));
  const always = (operation.operation.inputFields ?? []).filter((field) => !('fields' in field));
  const shown = inputFieldsOf(operation).filter((field) => always.includes(field) || field.key in values);
  const valueOf = (field: InputField): Value => {
    const given = values[field.key] ?? '';
    const value = given || (field.default ?? '');
    return { parts: value === '' ? [] : partsOf(shownValue(field, value)), isFilledIn: given !== '' };
  };
  return {
    title: operation.display.label,
    notes: shown.flatMap(({ type, helpText }) => (type === 'copy' && helpText ? [helpText] : [])),
    fields: inOrder(
      operation,
      shown.filter(({ type }) => type !== 'copy'),
    ).map(([field, group]) => shownInput(field, valueOf(field), group)),
  };
};

const otherForm = (title: string, values: Fields, partsOf: (template: string) => Part[]): Form => ({
  title,
  notes: [],
  fields: Object.entries(values).map(([key, template]) => ({
    label: capitalized(key),
    parts: partsOf(template),
    isFilledIn: true,
    isRequired: false,
    hasChoices: false,
  })),
});

/** What a path of a template reads. */
type Reading = (path: string) => Mapped;

/** The parts of a template; an empty text between two placeholders is none. */
const splitParts = (template: string, read: Reading): Part[] =>
  template
    .split(/\{\{([^{}]+)\}\}/)
    .map((part, index) => (index % 2 === 1 ? read(part.trim()) : part))
    .filter((part) => part !== '');

const triggerOutput = (app: App, { name, trigger }: ZapDefinition, path: string): string => {
  if (trigger.key !== undefined) return outputLabel(operationOf(app, 'triggers', trigger.key), path);
  if (trigger.record[path] === undefined) throw new Error(`The record that starts “${name}” has no “${path}”.`);
  return path;
};

const kindOf = (step: ZapStep): Kind => ('search' in step ? 'searches' : 'creates');

/** The label of a field of a step's result; other apps label theirs by their keys. */
const stepOutput = (app: App, step: ZapStep, key: string): string => {
  if (!('app' in step)) return outputLabel(operationOf(app, kindOf(step), String(resultKey(step))), key);
  if (step.returns?.record[key] !== undefined) return key;
  throw new Error(`The step in ${appOf(step)} returns no “${key}”.`);
};

/** A path that begins with the key of an earlier step belongs to that step, any other path to the trigger. */
const readingBefore =
  (app: App, zap: ZapDefinition, index: number): Reading =>
  (path) => {
    const earlier = zap.steps.slice(0, index);
    const at = earlier.findIndex((one) => path.startsWith(`${String(resultKey(one))}.`));
    const step = earlier[at];
    if (!step) return { step: 1, label: triggerOutput(app, zap, path) };
    return { step: at + 2, label: stepOutput(app, step, path.slice(path.indexOf('.') + 1)) };
  };

/** The input of a trigger as text, each value of a list on its own line. */
const inputTexts = (input: Readonly<Record<string, unknown>>): Fields =>
  Object.fromEntries(Object.entries(input).map(([key, value]) => [key, [value].flat().map(String).join('\n')]));

const triggerStep = (app: App, { trigger }: ZapDefinition): ShownStep => {
  const common = { number: 1, kind: 'Trigger' } as const;
  if (trigger.key === undefined) {
    const form = { title: trigger.event, fields: [], notes: [] };
    return { ...common, app: trigger.app, key: null, title: trigger.event, forms: [form] };
  }
  const form = ownForm(operationOf(app, 'triggers', trigger.key), inputTexts(trigger.input), (text) => [text]);
  return { ...common, app: 'VirtualPBX', key: trigger.key, title: form.title, forms: [form] };
};

const laterStep = (app: App, zap: ZapDefinition, step: ZapStep, index: number): ShownStep => {
  const read = readingBefore(app, zap, index);
  const partsOf = (template: string) => splitParts(template, read);
  const common = { number: index + 2, app: appOf(step) };
  if ('app' in step) {
    const form = otherForm(step.action, step.fields, partsOf);
    return { ...common, kind: 'Action', key: null, title: step.action, forms: [form] };
  }
  const form = ownForm(operationOf(app, kindOf(step), String(resultKey(step))), step.fields, partsOf);
  if ('create' in step) return { ...common, kind: 'Action', key: step.create, title: form.title, forms: [form] };
  const search = { ...common, kind: 'Search', key: step.search, title: form.title } as const;
  if (!step.orCreate) return { ...search, forms: [form] };
  const { create, fields } = step.orCreate;
  return { ...search, forms: [form, ownForm(operationOf(app, 'creates', create), fields, partsOf)] };
};

/** The steps of a Zap as the editor shows them; throws if the Zap does not match the app. */
export const stepsOf = (app: App, zap: ZapDefinition): ShownStep[] => [
  triggerStep(app, zap),
  ...zap.steps.map((step, index) => laterStep(app, zap, step, index)),
];

/** The fields that the person who builds the Zap fills in. */
export const filledIn = ({ fields }: Form): ShownField[] => fields.filter((field) => field.isFilledIn);
