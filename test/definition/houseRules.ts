import {
  allInputsOf,
  authFieldsOf,
  hasFunctionIn,
  inputsOf,
  labelsOf,
  operationsOf,
  outputsOf,
  proseOf,
  visibleOf,
  type Definition,
  type Operation,
  type Text,
} from './definition.ts';
import { keyInRecord } from './sample.ts';
import { faults, type Check } from './zapierChecks.ts';

const KEY = /^[a-z]+[a-z0-9_]*$/;
const APP_NAME = /VirtualPBX|Zapier/i;
const POINTER_TO_FILE = 'file';

const sentences = (texts: Text[], isFault: (text: string) => boolean): string[] =>
  texts.filter(({ text }) => isFault(text)).map(({ where, text }) => `${where}: "${text}"`);

const labelOf = ({ display }: Operation): string => display?.label ?? '';
const descriptionOf = ({ display }: Operation): string => display?.description ?? '';

const shown = (operations: Operation[], textOf: (operation: Operation) => string): Text[] =>
  operations.map((operation) => ({ where: operation.name, text: textOf(operation) }));

const isOneOf = (text: string, [least, most]: [number, number]): boolean => text.length >= least && text.length <= most;

const firstWord = (text: string): string => /^\p{L}+(-\p{L}+)?/u.exec(text)?.[0] ?? '';

/** The parts of `trigger.id.label` that a dropdown reads. */
const dropdownParts = (dynamic: string) => {
  const [trigger = '', id = '', label = ''] = dynamic.split('.');
  return { trigger, id, label };
};

const dropdownsIn = (app: Definition) =>
  allInputsOf(app).flatMap(({ where, field: { dynamic } }) =>
    dynamic === undefined ? [] : [{ where, ...dropdownParts(dynamic) }],
  );

/** What Zapier's reviewers ask for beyond its checks, and what its schema leaves to chance. */
export const houseRules: Check[] = [
  {
    code: 'keys',
    rule: 'keys are snake_case of two letters or more, and an operation is registered under its own key',
    check: (app) => {
      const keys = [
        ...operationsOf(app).map(({ name, key = '' }) => ({ where: name, key })),
        ...[...allInputsOf(app), ...authFieldsOf(app)].map(({ where, field: { key = '' } }) => ({ where, key })),
        ...operationsOf(app).flatMap((operation) =>
          outputsOf(operation).map((field) => ({ where: `${operation.name}, output`, key: keyInRecord(field) })),
        ),
      ];
      return [
        ...faults(keys, ({ key }) => !KEY.test(key) || key.length < 2),
        ...operationsOf(app)
          .filter(({ key, registeredAs }) => key !== registeredAs)
          .map(({ name }) => name),
      ];
    },
  },
  {
    code: 'unique keys',
    rule: 'no two input fields and no two output fields of an operation share a key',
    check: (app) =>
      operationsOf(app).flatMap((operation) =>
        [inputsOf(operation), outputsOf(operation)].flatMap((fields) => {
          const keys = fields.map(({ key }) => key);
          return keys
            .filter((key, index) => keys.indexOf(key) !== index)
            .map((key) => `${operation.name}: ${String(key)}`);
        }),
      ),
  },
  {
    code: 'lengths',
    rule: 'labels have 2 to 64 characters, nouns 2 to 255, descriptions and help texts up to 1000',
    check: (app) => [
      ...sentences(labelsOf(app), (text) => !isOneOf(text, [2, 64])),
      ...sentences(proseOf(app), (text) => !isOneOf(text, [1, 1000])),
      ...sentences(
        operationsOf(app).map(({ name, noun = '' }) => ({ where: name, text: noun })),
        (text) => !isOneOf(text, [2, 255]),
      ),
    ],
  },
  {
    code: 'labels',
    rule: 'every visible operation, input field, auth field and output field has a label',
    check: (app) => [
      ...sentences(shown(visibleOf(app), labelOf), (text) => text === ''),
      ...faults([...allInputsOf(app), ...authFieldsOf(app)], ({ field: { label, type } }) => !label && type !== 'copy'),
      ...operationsOf(app).flatMap((operation) =>
        outputsOf(operation)
          .filter(({ label }) => !label)
          .map(({ key }) => `${operation.name}, output ${String(key)}`),
      ),
    ],
  },
  {
    code: 'no app name',
    rule: 'no label names the app or Zapier',
    check: (app) => sentences(labelsOf(app), (text) => APP_NAME.test(text.replace('VirtualText', ''))),
  },
  {
    code: 'no ID fields',
    rule: 'no input field is labeled as an ID; a caller ID is none',
    check: (app) => faults(allInputsOf(app), ({ field: { label = '' } }) => /(?<!\bCaller )\bIDs?\b/i.test(label)),
  },
  {
    code: 'search labels',
    rule: 'a search is called "Find …" and described as "Finds ….", or "Get …" and "Gets …." where it always gives something',
    check: (app) =>
      visibleOf(app, 'search')
        .map((operation) => ({
          where: operation.name,
          text: `${labelOf(operation)}: ${descriptionOf(operation)}`,
        }))
        .filter(({ text }) => !/^(Find|Get) [^:]+: \1s .+\.$/s.test(text))
        .map(({ where, text }) => `${where}: "${text}"`),
  },
  {
    code: 'create labels',
    rule: 'a create is called "Do …" and described as "Does …."',
    check: (app) =>
      visibleOf(app, 'create')
        .filter((operation) => {
          const [verb, described] = [firstWord(labelOf(operation)), firstWord(descriptionOf(operation))];
          return verb.endsWith('s') || !described.endsWith('s') || !descriptionOf(operation).endsWith('.');
        })
        .map((operation) => `${operation.name}: "${labelOf(operation)}", "${descriptionOf(operation)}"`),
  },
  {
    code: 'sentences',
    rule: 'help texts and descriptions are sentences: a capital first, a full stop or a link last',
    check: (app) =>
      sentences(proseOf(app), (text) => !/^[\p{Lu}\p{N}`["*]/u.test(text) || !/[.!?)`]$/.test(text.trim())),
  },
  {
    code: 'samples',
    rule: 'a sample has exactly the keys of the output fields',
    check: (app) =>
      visibleOf(app)
        .filter(({ operation }) => !hasFunctionIn(operation?.outputFields))
        .flatMap((operation) => {
          const declared = outputsOf(operation).map(keyInRecord);
          const given = Object.keys(operation.operation?.sample ?? {});
          const [missing, unknown] = [
            declared.filter((key) => !given.includes(key)),
            given.filter((key) => !declared.includes(key)),
          ];
          return [...missing, ...unknown].map((key) => `${operation.name}: ${key}`);
        }),
  },
  {
    code: 'ids',
    rule: 'the first output field of a visible operation is its id',
    check: (app) =>
      visibleOf(app)
        .filter((operation) => outputsOf(operation)[0]?.key !== 'id')
        .map(({ name }) => name),
  },
  {
    code: 'required first',
    rule: 'required input fields come before the optional ones',
    check: (app) =>
      visibleOf(app)
        .filter((operation) => {
          const fields = inputsOf(operation).filter(({ type }) => type !== 'copy');
          const lastRequired = fields.findLastIndex(({ required }) => required === true);
          return fields.slice(0, Math.max(lastRequired, 0)).some(({ required }) => required !== true);
        })
        .map(({ name }) => name),
  },
  {
    code: 'hydrators',
    rule: 'an app whose records hold files has hydrators that fetch them',
    check: (app) => {
      const fetchers = Object.values(app.hydrators ?? {}).filter((fetcher) => typeof fetcher === 'function');
      const withFiles = operationsOf(app).filter((operation) =>
        outputsOf(operation).some(({ type }) => type === POINTER_TO_FILE),
      );
      return fetchers.length === 0 ? withFiles.map(({ name }) => name) : [];
    },
  },
  {
    code: 'hidden lists',
    rule: 'a trigger that only fills dropdowns is hidden',
    check: (app) => [
      ...operationsOf(app)
        .filter(({ registeredAs, isVisible }) => registeredAs.startsWith('list_') && isVisible)
        .map(({ name }) => name),
      ...faults(dropdownsIn(app), ({ trigger }) => app.triggers?.[trigger]?.display?.hidden !== true),
    ],
  },
  {
    code: 'dropdowns',
    rule: 'a dropdown stores the id and shows the name of a choice',
    check: (app) => faults(dropdownsIn(app), ({ id, label }) => id !== 'id' || label !== 'name'),
  },
];
