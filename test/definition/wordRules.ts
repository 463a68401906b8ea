import { readFileSync } from 'node:fs';
import { filesOf } from '../words/sources.ts';
import { phrasesForPeople } from '../words/phrases.ts';
import {
  authFieldsOf,
  inputsOf,
  outputsOf,
  textsOf,
  visibleOf,
  type Definition,
  type Field,
  type Operation,
  type Text,
} from './definition.ts';
import {
  ALLOWED_WORDS,
  LONG_HELP_TEXTS,
  LONG_LABELS,
  NOT_TURNED_ON,
  RESERVED_NUMBERS,
  type Reasons,
} from './wordExceptions.ts';
import { faults, type Check } from './zapierChecks.ts';

const MAX_DESCRIPTION = 90;
const MAX_HELP_TEXT = 160;
const MAX_CONNECTION_HELP_TEXT = 300;
const MAX_LABEL_WORDS = 5;
const MAX_FIELDS_WITHOUT_GROUPS = 6;

type Input = { where: string; field: Field };

const inputsIn = (operation: Operation): Input[] =>
  inputsOf(operation).map((field) => ({ where: `${operation.name}, input ${String(field.key)}`, field }));

/** The input fields of every visible operation. */
const visibleInputsOf = (app: Definition): Input[] => visibleOf(app).flatMap(inputsIn);

const outputsIn = (operation: Operation): Input[] =>
  outputsOf(operation).map((field) => ({ where: `${operation.name}, output ${String(field.key)}`, field }));

const quoted = ({ where, text }: Text): string => `${where}: "${text}"`;

const isExcepted = (exceptions: Reasons, key: string): boolean => Object.hasOwn(exceptions, key);

const hasValue = ({ type }: Field): boolean => type !== 'copy';

/** A text as it is shown, without the marks of Markdown and the addresses of links. */
const shownText = (text: string): string => text.replace(/\[([^\]]+)\]\([^)]*\)/g, '$1').replace(/\*\*|`/g, '');

const helpTextsOf = (inputs: Input[]): Text[] =>
  inputs.flatMap(({ where, field: { helpText } }) => (helpText === undefined ? [] : [{ where, text: helpText }]));

const longerThan = (texts: Text[], most: number): string[] =>
  texts
    .filter(({ where, text }) => shownText(text).length > most && !isExcepted(LONG_HELP_TEXTS, where))
    .map(({ where, text }) => `${where}: ${String(shownText(text).length)} of ${String(most)} characters: "${text}"`);

const labelTextsOf = (app: Definition): Text[] => [
  ...visibleOf(app).map(({ name, display }) => ({ where: name, text: display?.label ?? '' })),
  ...[...visibleInputsOf(app), ...authFieldsOf(app), ...visibleOf(app).flatMap(outputsIn)].map(({ where, field }) => ({
    where,
    text: field.label ?? '',
  })),
];

/** The texts that a person reads as the choices of a field, which may be a map by value or a list. */
const choiceTextsOf = ({ where, field: { choices } }: Input): Text[] =>
  Object.values(choices ?? {}).flatMap((choice: unknown) => {
    const text = typeof choice === 'object' && choice !== null && 'label' in choice ? choice.label : choice;
    return typeof text === 'string' ? [{ where: `${where}, choice`, text }] : [];
  });

const samplesOf = (app: Definition): Text[] =>
  visibleOf(app).flatMap(({ name, operation }) => textsOf(operation?.sample, `${name}, sample`));

const placeholdersOf = (app: Definition): Text[] =>
  [...visibleInputsOf(app), ...authFieldsOf(app)].flatMap(({ where, field: { placeholder } }) =>
    placeholder === undefined ? [] : [{ where: `${where}, placeholder`, text: placeholder }],
  );

/** Every text of the definition that a person reads. */
const everyTextOf = (app: Definition): Text[] => [
  ...labelTextsOf(app),
  ...visibleOf(app).flatMap(({ name, noun = '', display }) => [
    { where: `${name}, noun`, text: noun },
    { where: `${name}, description`, text: display?.description ?? '' },
  ]),
  ...helpTextsOf([...visibleInputsOf(app), ...authFieldsOf(app)]),
  ...visibleInputsOf(app).flatMap(choiceTextsOf),
  ...placeholdersOf(app),
  ...samplesOf(app),
];

const ENGINEERS_WORD = /\b(JSON|tokens?)\b/;

/** What is wrong with the words of a text, without those that are allowed where it stands. */
const wordFaults = ({ where, text }: Text): string[] => {
  const rest = ALLOWED_WORDS.filter((allowed) => allowed.where.test(where)).reduce(
    (left, { words }) => left.replace(new RegExp(words, 'gi'), ''),
    text,
  );
  const word = ENGINEERS_WORD.exec(rest)?.[0];
  return [...phrasesForPeople(rest), ...(word === undefined ? [] : [`“${word}”: a word that people use`])];
};

/** The labels in "Fill in at least one of A, B, or C." or "Fill in either A or B.", and that sentence; null without one. */
const eitherOr = (helpText: string): { labels: string[]; sentence: string } | null => {
  const sentence = helpText.split(/(?<=[.!?]) /).find((one) => /\b(at least one of|either) \p{Lu}/u.test(one));
  if (sentence === undefined) return null;
  const [, named = ''] = /\b(?:at least one of|either) (\p{Lu}.*?)\.?$/u.exec(sentence) ?? [];
  return { labels: named.split(/,? or |, /), sentence };
};

const eitherOrFaults = (operation: Operation): string[] => {
  const inputs = inputsIn(operation);
  return inputs.flatMap(({ where, field: { label, helpText = '' } }) => {
    const found = eitherOr(helpText);
    if (found === null) return [];
    const { labels, sentence } = found;
    return [
      ...(labels.includes(label ?? '') ? [] : [`${where} does not name itself: "${sentence}"`]),
      ...labels.flatMap((named) => {
        const other = inputs.find(({ field }) => field.label === named);
        if (other === undefined) return [`${where} names "${named}", which this step does not have`];
        return other.field.helpText?.includes(sentence) ? [] : [`${other.where} does not say "${sentence}"`];
      }),
    ];
  });
};

const repeated = (inputs: Input[]): string[] => {
  const labels = inputs.map(({ field }) => field.label);
  return inputs
    .filter(({ field: { label } }, index) => label !== undefined && labels.indexOf(label) !== index)
    .map(({ where, field: { label } }) => `${where}: "${String(label)}"`);
};

/** Whether each group stands together, after the fields without one. */
const isGrouped = (fields: Field[]): boolean => {
  const runs = fields.map(({ group }) => group ?? '').filter((group, index, all) => group !== all[index - 1]);
  return new Set(runs).size === runs.length && runs.indexOf('') <= 0;
};

/** Texts that look like phone numbers, as digits. A time in seconds since 1970 has ten digits, too, and begins with 1. */
const PHONE_NUMBER = /(?<![\w@-])\+\d[\d ()-]{6,}\d|\(?\b[2-9]\d\d\)?[ -]\d{3}-\d{4}\b|(?<![\w-])[2-9]\d{9}\b/g;

const foreignNumbers = ({ where, text }: Text): string[] =>
  (text.match(PHONE_NUMBER) ?? [])
    .filter((number) => !RESERVED_NUMBERS.test(number.replace(/\D/g, '')))
    .map((number) => `${where}: ${number}`);

const foreignHosts = ({ where, text }: Text): string[] =>
  (text.match(/(?<=@|:\/\/)[\w-]+(\.[\w-]+)*\.[a-z]+/gi) ?? [])
    .filter((host) => !/(^|\.)example\.com$/i.test(host))
    .map((host) => `${where}: ${host}`);

const contentOf = (...patterns: string[]): string =>
  filesOf(...patterns)
    .map((path) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8'))
    .join('\n');

/** What every text of the definition keeps to, so that an office manager understands it at first reading. */
export const wordRules: Check[] = [
  {
    code: 'short descriptions',
    rule: 'the description of a trigger is one sentence of at most 90 characters',
    check: (app) =>
      visibleOf(app, 'trigger')
        .map(({ name, display }) => ({ where: name, text: display?.description ?? '' }))
        .filter(({ text }) => text.length > MAX_DESCRIPTION || /[.!?]\s/.test(text))
        .map(quoted),
  },
  {
    code: 'short help texts',
    rule: 'a help text shows at most 160 characters, that of a connection field 300',
    check: (app) => [
      ...longerThan(helpTextsOf(visibleInputsOf(app)), MAX_HELP_TEXT),
      ...longerThan(helpTextsOf(authFieldsOf(app)), MAX_CONNECTION_HELP_TEXT),
    ],
  },
  {
    code: 'short labels',
    rule: 'a label has at most five words',
    check: (app) =>
      labelTextsOf(app)
        .filter(({ text }) => text.split(/\s+/).length > MAX_LABEL_WORDS && !isExcepted(LONG_LABELS, text))
        .map(quoted),
  },
  {
    code: 'booleans',
    rule: 'the help text of a boolean says what turning it on or off does',
    check: (app) =>
      visibleInputsOf(app)
        .filter(({ where, field: { type } }) => type === 'boolean' && !isExcepted(NOT_TURNED_ON, where))
        .map(({ where, field: { helpText = '' } }) => ({ where, text: helpText }))
        .filter(({ text }) => !/^Turn (on|off) (to|so) /.test(text))
        .map(quoted),
  },
  {
    code: 'either or',
    rule: 'fields of which one is needed are fields of the step, and each names all of them',
    check: (app) => visibleOf(app).flatMap(eitherOrFaults),
  },
  {
    code: 'plain words',
    rule: 'every text is plain American English',
    check: (app) =>
      everyTextOf(app).flatMap((one) => wordFaults(one).map((fault) => `${one.where}: ${fault}, in "${one.text}"`)),
  },
  {
    code: 'unique labels',
    rule: 'no two input fields and no two output fields of an operation share a label',
    check: (app) =>
      visibleOf(app).flatMap((operation) => [...repeated(inputsIn(operation)), ...repeated(outputsIn(operation))]),
  },
  {
    code: 'id labels',
    rule: 'the label of the id says whose ID it is',
    check: (app) =>
      visibleOf(app)
        .flatMap(outputsIn)
        .filter(({ field: { key, label = '' } }) => key === 'id' && !/\S IDs?$/.test(label))
        .map(({ where, field: { label = '' } }) => quoted({ where, text: label })),
  },
  {
    code: 'reserved numbers and addresses',
    rule: 'samples, placeholders and help texts have only numbers reserved for fiction; samples and placeholders only example.com',
    check: (app) => {
      const made = [...samplesOf(app), ...placeholdersOf(app)];
      return [
        ...[...made, ...helpTextsOf([...visibleInputsOf(app), ...authFieldsOf(app)])].flatMap(foreignNumbers),
        ...made.flatMap(foreignHosts),
      ];
    },
  },
  {
    code: 'documented',
    rule: 'the README has the label of every visible operation, and the pages about operations, if any, have its key',
    check: (app) => {
      const readme = contentOf('README.md').replace(/\s+/g, ' ');
      const pages = filesOf('docs/operations/**/*.md');
      const paths = pages.join('\n');
      const texts = contentOf('docs/operations/**/*.md');
      return visibleOf(app).flatMap(({ name, registeredAs, display }) => [
        ...(readme.includes(display?.label ?? name)
          ? []
          : [`${name}: "${String(display?.label)}" is not in README.md`]),
        ...(pages.length === 0 || `${paths}\n${texts}`.includes(registeredAs)
          ? []
          : [`${name} is not in docs/operations`]),
      ]);
    },
  },
  {
    code: 'groups',
    rule: 'the fields of a group stand together, after those without one, and more than six fields are in groups',
    check: (app) =>
      visibleOf(app)
        .filter((operation) => {
          const fields = inputsOf(operation).filter(hasValue);
          const needsGroups = fields.length > MAX_FIELDS_WITHOUT_GROUPS;
          return !isGrouped(fields) || (needsGroups && fields.every(({ group }) => group === undefined));
        })
        .map(({ name }) => name),
  },
  {
    code: 'lists have help',
    rule: 'a dropdown that takes several values has a help text',
    check: (app) =>
      faults(
        visibleInputsOf(app),
        ({ field: { list, dynamic, choices, helpText } }) =>
          list === true && (dynamic !== undefined || choices !== undefined) && !helpText,
      ),
  },
];
