import { isField, operationsOf, type Action, type Definition, type Field, type FieldOrFunction } from './definition.ts';

/**
 * What Zaps in use depend on: each key by its path, with what must not change about it, as
 * `"trigger new_call, input users": "string, list, optional"`.
 */
export type Keys = Record<string, string>;

/** Fields by their keys; those inside others by both keys. */
const fieldKeys = (where: string, fields: Field[], describe: (field: Field) => string): [string, string][] =>
  fields.flatMap((field) => [
    [`${where} ${String(field.key)}`, describe(field)] as [string, string],
    ...fieldKeys(`${where} ${String(field.key)},`, field.children ?? [], describe),
  ]);

const typeOf = ({ type = 'string', list, dict, children }: Field): string =>
  [children ? 'group' : type, list ? 'list' : '', dict ? 'dictionary' : ''].filter(Boolean).join(', ');

const inputFact = (field: Field): string => `${typeOf(field)}, ${field.required ? 'required' : 'optional'}`;

const authFact = (field: Field): string => `${typeOf(field)}, ${field.required === false ? 'optional' : 'required'}`;

const operationKeys = (name: string, type: string, { operation = {} }: Action): [string, string][] => {
  const keysIn = (part: string, fields: FieldOrFunction[] = [], describe: (field: Field) => string) => [
    ...fieldKeys(`${name}, ${part}`, fields.filter(isField), describe),
    ...(fields.every(isField)
      ? []
      : [[`${name}, ${part} (made when the step is built)`, 'function'] as [string, string]]),
  ];
  return [
    [name, type],
    ...keysIn('input', operation.inputFields, inputFact),
    ...keysIn('output', operation.outputFields, typeOf),
  ];
};

/** The keys of an app; `session` is what a login gives, which the platform stores with each connection. */
export const keysOf = (app: Definition, session: object = {}): Keys => {
  const { authentication, searchOrCreates = {} } = app;
  return Object.fromEntries([
    ['authentication', String(authentication?.type)],
    ...fieldKeys('authentication, field', authentication?.fields ?? [], authFact),
    ...Object.entries(session).map(([key, value]) => [`authentication, connection ${key}`, typeof value]),
    ...operationsOf(app).flatMap((operation) =>
      operationKeys(
        operation.name,
        operation.operation?.type ?? (operation.kind === 'trigger' ? 'polling' : operation.kind),
        operation,
      ),
    ),
    ...Object.entries(searchOrCreates).map(([key, { search, create }]) => [
      `search or create ${key}`,
      `${String(search)}, ${String(create)}`,
    ]),
  ]) as Keys;
};

const isRequired = (fact: string): boolean => fact.endsWith(', required');

/** What may become of a fact: a required field may be optional later. */
const relaxed = (fact: string): string => fact.replace(/, required$/, ', optional');

/** The operation that a key belongs to. */
const ownerOf = (path: string): string => String(path.split(', ')[0]);

/** What a new definition takes away from Zaps in use, one line each. Nothing of it can be undone later. */
export const broken = (shipped: Keys, current: Keys): string[] => [
  ...Object.entries(shipped).flatMap(([path, fact]) => {
    const now = current[path];
    if (now === undefined) return [`${path} is gone`];
    return now === fact || now === relaxed(fact) ? [] : [`${path} was "${fact}" and is "${now}"`];
  }),
  ...Object.entries(current)
    .filter(([path, fact]) => !(path in shipped) && ownerOf(path) in shipped && isRequired(fact))
    .map(([path]) => `${path} is new and required`),
];

/** What a new definition adds, and has made optional. */
export const added = (shipped: Keys, current: Keys): Keys =>
  Object.fromEntries(
    Object.entries(current).filter(([path, fact]) => {
      const before = shipped[path];
      return before === undefined || (before !== fact && relaxed(before) === fact);
    }),
  );

/** The lines of a file of keys. */
export const asLines = (keys: Keys): string => JSON.stringify(keys, null, 2);
