/** An app definition as the checks read it: anything may be missing, since a wrong one is read in the same way. */
export type Definition = {
  version?: string;
  platformVersion?: string;
  flags?: Record<string, unknown>;
  authentication?: { type?: string; fields?: Field[]; connectionLabel?: unknown; [key: string]: unknown };
  triggers?: Record<string, Action>;
  searches?: Record<string, Action>;
  creates?: Record<string, Action>;
  searchOrCreates?: Record<string, { key?: string; search?: string; create?: string; display?: Display }>;
  hydrators?: Record<string, unknown>;
};

type Display = { label?: string; description?: string; hidden?: boolean };

export type Field = {
  key?: string;
  label?: string;
  helpText?: string;
  type?: string;
  required?: boolean;
  list?: boolean;
  dict?: boolean;
  default?: string;
  dynamic?: string;
  search?: string;
  choices?: unknown;
  inputFormat?: string;
  group?: string;
  placeholder?: string;
  primary?: boolean;
  children?: Field[];
};

/** A field, or the function that makes some when the step is built. */
export type FieldOrFunction = Field | ((...parameters: never[]) => unknown);

export type Action = {
  key?: string;
  noun?: string;
  display?: Display;
  operation?: {
    type?: string;
    perform?: unknown;
    performList?: unknown;
    performSubscribe?: unknown;
    performUnsubscribe?: unknown;
    inputFields?: FieldOrFunction[];
    outputFields?: FieldOrFunction[];
    sample?: Record<string, unknown>;
  };
};

export type Kind = 'trigger' | 'search' | 'create';

/** A trigger, search or create under its name for faults, as `trigger new_voicemail`. */
export type Operation = Action & { kind: Kind; name: string; registeredAs: string; isVisible: boolean };

/** A text that users read, and where it stands. */
export type Text = { where: string; text: string };

export const isField = (field: FieldOrFunction): field is Field => typeof field !== 'function';

const isText = (text: string | undefined): text is string => text !== undefined;

/** Every trigger, search and create. */
export const operationsOf = ({ triggers = {}, searches = {}, creates = {} }: Definition): Operation[] => {
  const ofKind = (kind: Kind, actions: Record<string, Action>): Operation[] =>
    Object.entries(actions).map(([registeredAs, action]) => ({
      ...action,
      kind,
      name: `${kind} ${registeredAs}`,
      registeredAs,
      isVisible: action.display?.hidden !== true,
    }));
  return [...ofKind('trigger', triggers), ...ofKind('search', searches), ...ofKind('create', creates)];
};

/** The operations that a user chooses among. */
export const visibleOf = (app: Definition, ...kinds: Kind[]): Operation[] =>
  operationsOf(app).filter(({ kind, isVisible }) => isVisible && (kinds.length === 0 || kinds.includes(kind)));

const withChildren = (field: Field): Field[] => [field, ...(field.children ?? [])];

/** The fields of an operation that are written down, those inside others too. */
export const inputsOf = ({ operation }: Action): Field[] =>
  (operation?.inputFields ?? []).filter(isField).flatMap(withChildren);

export const outputsOf = ({ operation }: Action): Field[] => (operation?.outputFields ?? []).filter(isField);

/** Whether some fields are made by a function only when the step is built. */
export const hasFunctionIn = (fields: FieldOrFunction[] = []): boolean => !fields.every(isField);

/** Every input field of every operation, under a name for faults. */
export const allInputsOf = (app: Definition): { where: string; field: Field }[] =>
  operationsOf(app).flatMap((operation) =>
    inputsOf(operation).map((field) => ({ where: `${operation.name}, input ${String(field.key)}`, field })),
  );

export const authFieldsOf = ({ authentication }: Definition): { where: string; field: Field }[] =>
  (authentication?.fields ?? []).map((field) => ({ where: `auth field ${String(field.key)}`, field }));

/** Every label in the app; those of fields come with the field's `where`. */
export const labelsOf = (app: Definition): Text[] =>
  [
    ...operationsOf(app)
      .filter(({ isVisible }) => isVisible)
      .map(({ name, display }) => ({ where: name, text: display?.label })),
    ...Object.entries(app.searchOrCreates ?? {}).map(([key, { display }]) => ({
      where: `search or create ${key}`,
      text: display?.label,
    })),
    ...[...allInputsOf(app), ...authFieldsOf(app)].map(({ where, field }) => ({ where, text: field.label })),
    ...operationsOf(app).flatMap((operation) =>
      outputsOf(operation).map(({ key, label }) => ({
        where: `${operation.name}, output ${String(key)}`,
        text: label,
      })),
    ),
  ].flatMap(({ where, text }) => (isText(text) ? [{ where, text }] : []));

/** Every description and help text. */
export const proseOf = (app: Definition): Text[] =>
  [
    ...operationsOf(app).map(({ name, display }) => ({ where: name, text: display?.description })),
    ...Object.entries(app.searchOrCreates ?? {}).map(([key, { display }]) => ({
      where: `search or create ${key}`,
      text: display?.description,
    })),
    ...[...allInputsOf(app), ...authFieldsOf(app)].map(({ where, field }) => ({ where, text: field.helpText })),
  ].flatMap(({ where, text }) => (isText(text) ? [{ where, text }] : []));

/** Every text anywhere in the definition, by its path. */
export const textsOf = (value: unknown, path = 'app'): Text[] => {
  if (typeof value === 'string') return [{ where: path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, `${path}.${key}`));
};
