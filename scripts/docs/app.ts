type Field = { key: string; label?: string };

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

/** The label of a field; throws if the operation has no such input or output. */
export const labelOf = (
  { display, operation }: Operation,
  fields: 'inputFields' | 'outputFields',
  key: string,
): string => {
  const declared: readonly FieldOrFunction[] = operation[fields] ?? [];
  const field = declared.flatMap((one) => ('fields' in one ? one.fields : [one])).find((one) => one.key === key);
  if (!field?.label) {
    throw new Error(`${display.label} has no ${fields === 'inputFields' ? 'field' : 'output'} “${key}”.`);
  }
  return field.label;
};
