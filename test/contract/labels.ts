import { authFieldsOf, operationsOf, type Definition, type Field, type Operation } from '../definition/definition.ts';

/** The input fields of an operation, with those that a function may make. */
const fieldsOf = ({ operation }: Operation): Field[] =>
  (operation?.inputFields ?? []).flatMap((field) =>
    typeof field === 'function' ? (Reflect.get(field, 'fields') as Field[]) : [field],
  );

const isFilledIn = ({ type }: Field & { type?: string }): boolean => type !== 'copy';

/** What Dash and phones call by a name that is also a label. */
const FEATURES = ['Do Not Disturb'];

const labelsIn = (fields: readonly Field[]): string[] => fields.flatMap(({ label }) => (label ? [label] : []));

const choiceLabelsIn = (fields: readonly Field[]): string[] =>
  fields
    .flatMap(({ choices }): unknown[] => Object.values(choices ?? {}))
    .filter((choice) => typeof choice === 'string');

/** The operation of a method such as `creates.place_call.operation.perform`; undefined for one of no operation. */
const operationWith = (app: Definition, method: string): Operation | undefined => {
  const [kinds = '', key] = method.split('.');
  return operationsOf(app).find(({ kind, registeredAs }) => registeredAs === key && kinds.startsWith(kind.slice(0, 6)));
};

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** A sentence without what it quotes, and without these names. */
const without = (sentence: string, names: readonly string[]): string => {
  const longestFirst = [...names].sort((a, b) => b.length - a.length);
  const unquoted = sentence.replace(/“[^”]*”|"[^"]*"/g, '…');
  return longestFirst.reduce(
    (rest, name) => rest.replace(new RegExp(`\\b${escaped(name)}(?!\\w)`, 'g'), '…'),
    unquoted,
  );
};

/** Whether a sentence uses a label as the name of a field. At its beginning, one word alone may be an ordinary word. */
const names = (sentence: string, label: string): boolean => {
  const found = escaped(label);
  const inside = new RegExp(`(?<![.:;] )(?<=\\s)${found}(?!\\w)(?! isn't turned on)`);
  const atBeginning = label.includes(' ')
    ? new RegExp(`(^|[.:;] )${found}(?!\\w)(?! isn't turned on)`)
    : new RegExp(`(^|[.:;] )${found} (is|isn't|has|must|can't)\\b(?! turned on)`);
  return inside.test(sentence) || atBeginning.test(sentence);
};

/** The labels of other steps that a sentence names, and advice about fields that the step does not have: one line each. */
export const strangeFieldsIn = (app: Definition, method: string, sentence: string): string[] => {
  const operation = operationWith(app, method);
  const own = operation ? fieldsOf(operation).filter(isFilledIn) : [];
  const ownNames = [
    ...FEATURES,
    ...labelsIn(own),
    ...choiceLabelsIn(own),
    ...labelsIn(authFieldsOf(app).map(({ field }) => field)),
    ...operationsOf(app).flatMap(({ display }) => (display?.label ? [display.label] : [])),
  ];
  const others = new Set(operationsOf(app).flatMap((one) => labelsIn(fieldsOf(one))));
  const rest = without(sentence, ownNames);
  return [
    ...[...others]
      .filter((label) => names(rest, label))
      .map((label) => `names "${label}", which is no field of the step`),
    ...(own.length === 0 && sentence.includes('the fields of this step')
      ? ['names fields, and the step has none']
      : []),
    ...(sentence.includes('again in this step') && !own.some(({ dynamic }) => dynamic !== undefined)
      ? ['asks for a choice, and the step has none']
      : []),
  ];
};
