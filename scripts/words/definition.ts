/** A choice of a field, as the schema allows it. */
type Choice = string | { label?: string; value?: string; sample?: string };

export type InputField = {
  key: string;
  label?: string;
  type?: string;
  helpText?: string;
  required?: boolean;
  list?: boolean;
  default?: string;
  dynamic?: string;
  group?: string;
  dependsOn?: readonly string[];
  choices?: Readonly<Record<string, string>> | readonly Choice[];
  children?: readonly InputField[];
};

/** A function that makes fields declares all that it may make. */
export type InputFieldOrFunction = InputField | { fields: readonly InputField[] };

export type OutputField = { key: string; label?: string; children?: readonly OutputField[] };

/** A group of input fields, with its heading. */
export type Group = { key: string; label: string };

/** The part of a trigger, search or action that people read. */
export type Operation = {
  key: string;
  noun: string;
  display: { label: string; description: string; hidden?: boolean };
  operation: {
    type?: string;
    inputFields?: readonly InputFieldOrFunction[];
    inputFieldGroups?: readonly Group[];
    outputFields?: readonly OutputField[];
    sample?: Readonly<Record<string, unknown>>;
  };
};

/** The part of the app's definition that people read. */
export type App = Record<'triggers' | 'searches' | 'creates', Readonly<Record<string, Operation>>> & {
  authentication: { fields: readonly InputField[] };
  /** The searches that can create what they don't find. */
  searchOrCreates?: Readonly<Record<string, { search: string; create: string }>>;
};

/** The input fields of an operation, including those that appear only for some values of other fields. */
export const inputFieldsOf = ({ operation }: Operation): readonly InputField[] =>
  (operation.inputFields ?? []).flatMap((one) => ('fields' in one ? one.fields : [one]));

/** The operations of a kind that people see in the editor. */
export const visible = (operations: Readonly<Record<string, Operation>>): Operation[] =>
  Object.values(operations).filter(({ display }) => display.hidden !== true);

/** The choices of a field as value and label. */
export const choicesOf = ({ choices = {} }: InputField): [value: string, label: string][] =>
  Array.isArray(choices)
    ? choices.map((one: Choice) =>
        typeof one === 'string' ? [one, one] : [String(one.value ?? one.sample), String(one.label)],
      )
    : Object.entries(choices as Readonly<Record<string, string>>);
