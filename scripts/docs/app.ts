type Field = { key: string; label?: string; children?: readonly Field[] };

/** A function that makes fields names all that it may make. */
type FieldOrFunction = Field | { fields: readonly Field[] };

/** The part of a trigger, search or action that the pages need. */
export type Operation = {
  display: { label: string };
  operation: { inputFields?: readonly FieldOrFunction[]; outputFields?: readonly Field[] };
};

/** The part of the app's definition that the pages need. */
export type App = Record<'triggers' | 'searches' | 'creates', Record<string, Operation>>;

const kindNames = { triggers: 'trigger', searches: 'search', creates: 'action' } as const;

/** The operation; throws if the app has none with that key. */
export const operationOf = (app: App, kind: keyof App, key: string): Operation => {
  const operation = app[kind][key];
  if (!operation) throw new Error(`The app has no ${kindNames[kind]} “${key}”.`);
  return operation;
};

/** The label of a field among others; that of a field of line items, such as `rows[]name`, has both labels, as in the editor. */
const labelAmong = (fields: readonly Field[], key: string): string | undefined => {
  const [outer = '', inner] = key.split('[]');
  const field = fields.find((one) => one.key === outer);
  if (inner === undefined) return field?.label;
  const label = labelAmong(field?.children ?? [], inner);
  return field?.label && label && `${field.label} ${label}`;
};

/** The label of a field; throws if the operation has no such input or output. */
export const labelOf = (
  { display, operation }: Operation,
  fields: 'inputFields' | 'outputFields',
  key: string,
): string => {
  const declared: readonly FieldOrFunction[] = operation[fields] ?? [];
  const label = labelAmong(
    declared.flatMap((one) => ('fields' in one ? one.fields : [one])),
    key,
  );
  if (!label) {
    throw new Error(`${display.label} has no ${fields === 'inputFields' ? 'field' : 'output'} “${key}”.`);
  }
  return label;
};
