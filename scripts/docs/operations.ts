import { inputFieldsOf } from '../words/definition.ts';
import type { App, Operation } from '../words/definition.ts';

/** The kinds of operations, in the order of the pages. */
export const KINDS = ['triggers', 'creates', 'searches'] as const;

export type Kind = (typeof KINDS)[number];

/** What each kind is called. */
export const KIND_NAMES = { triggers: 'trigger', searches: 'search', creates: 'action' } as const;

/** The operation; throws if the app has none with that key. */
export const operationOf = (app: App, kind: Kind, key: string): Operation => {
  const operation = app[kind][key];
  if (!operation) throw new Error(`The app has no ${KIND_NAMES[kind]} “${key}”.`);
  return operation;
};

type Labeled = { key: string; label?: string; children?: readonly Labeled[] };

/** The label of a field among others; that of a field of line items, such as `rows[]name`, has both labels, like in the editor. */
const labelAmong = (fields: readonly Labeled[], key: string): string | undefined => {
  const [outer = '', inner] = key.split('[]');
  const field = fields.find((one) => one.key === outer);
  if (inner === undefined) return field?.label;
  const label = labelAmong(field?.children ?? [], inner);
  return field?.label && label && `${field.label} ${label}`;
};

/** The label of an output; throws if the operation has none with that key. */
export const outputLabel = ({ display, operation }: Operation, key: string): string => {
  const label = labelAmong(operation.outputFields ?? [], key);
  if (!label) throw new Error(`${display.label} has no output “${key}”.`);
  return label;
};

/** Throws if one of the keys is no input field of the operation. */
export const checkInputs = (operation: Operation, keys: readonly string[]): void => {
  const known = inputFieldsOf(operation).map(({ key }) => key);
  const unknown = keys.find((key) => !known.includes(key));
  if (unknown !== undefined) throw new Error(`${operation.display.label} has no field “${unknown}”.`);
};

/** When an operation runs. Only an instant trigger has the type `hook`. */
export const timingOf = (kind: Kind, { operation }: Operation): string => {
  if (kind !== 'triggers') return 'When the Zap reaches the step';
  return operation.type === 'hook' ? 'Instant' : 'Every few minutes';
};
