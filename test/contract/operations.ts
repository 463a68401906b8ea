import { callCenter } from '../../src/callCenter/index.ts';
import {
  ACDC_ACCOUNT,
  TOKEN_OF_NOBODY,
  VIRTUALTEXT_TOKEN,
  VIRTUALTEXT_USER,
  WEBHOOK_SECRET,
  type Connection,
} from './secrets.ts';
import { onlyOn, type CallCenterEngine } from './exceptions.ts';
import { ownInputs } from './inputs.ts';
import * as marks from './marks.ts';

/** An input field as far as its value depends on it. */
export type InputField = {
  key: string;
  type?: string;
  list?: boolean;
  dict?: boolean;
  dynamic?: string;
  choices?: unknown;
  children?: InputField[];
};

/** A bundle to run an operation with, and what is special about it. A minor one is tried where all is well only. */
export type Situation = { name: string; bundle: Record<string, unknown>; isMinor?: boolean };

/** What the platform keeps of one call for another: the result of a subscription, and pointers to files. */
export type Kept = { subscriptions: Record<string, unknown>; pointers: Record<string, unknown> };

export const NOTHING_KEPT: Kept = { subscriptions: {}, pointers: {} };

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const functionPaths = (value: unknown, path: string[] = []): string[] => {
  if (typeof value === 'function') return [path.join('.')];
  return isObject(value) ? Object.entries(value).flatMap(([key, part]) => functionPaths(part, [...path, key])) : [];
};

/** What runs along with every request and never on its own. */
const MIDDLEWARE = /^(before|after)(Request|Response)\./;

/**
 * Every function of an app that the platform may call, by the path under which core finds it. Fields that a function
 * makes are called as the whole list of fields.
 */
export const methodsOf = (app: object): string[] => {
  const paths = functionPaths(app).filter((path) => !MIDDLEWARE.test(path));
  return [...new Set(paths.map((path) => path.replace(/\.(inputFields|outputFields)\.\d+$/, '.$1')))];
};

const at = (value: unknown, path: string[]): unknown =>
  path.reduce<unknown>((part, key) => (isObject(part) ? part[key] : undefined), value);

const keysAt = (app: object, part: string): string[] => Object.keys(at(app, [part]) ?? {}).sort();

export const hydratorsOf = (app: object): string[] => keysAt(app, 'hydrators');

export const hookTriggersOf = (app: object): string[] =>
  keysAt(app, 'triggers').filter((key) => at(app, ['triggers', key, 'operation', 'type']) === 'hook');

const inputFieldsAt = (app: object, method: string): InputField[] => {
  const fields = at(app, [...method.split('.').slice(0, 2), 'operation', 'inputFields']);
  return Array.isArray(fields) ? fields.filter(isObject).map((field) => field as InputField) : [];
};

/** The values that a field offers itself, whichever of the three ways it lists them; what it asks for is none of them. */
const choicesOf = ({ choices }: InputField): unknown[] => {
  if (isObject(choices) && typeof choices.perform === 'function') return [];
  const listed = Array.isArray(choices) ? (choices as unknown[]) : isObject(choices) ? Object.keys(choices) : [];
  return listed.map((choice) => (isObject(choice) ? choice.value : choice));
};

/** What the fields of a method offer to choose: words of the app, and no secrets. */
export const ownWordsOf = (app: object, method: string): ReadonlySet<string> => {
  const all = (fields: InputField[]): InputField[] => fields.flatMap((field) => [field, ...all(field.children ?? [])]);
  return new Set(all(inputFieldsAt(app, method)).flatMap(choicesOf).map(String));
};

/** A value that someone could have typed or mapped, by the key of the field. */
const byKey: [RegExp, string][] = [
  [/number|^(from|to)$/, marks.NUMBER],
  [/email/, marks.EMAIL],
  [/extension/, marks.EXTENSION],
  [/mac_address/, marks.MAC],
  [/url|media|document/, marks.FILE_URL],
  [/^event$/, 'channel_destroy'],
];

const byType: Record<string, unknown> = {
  integer: 47,
  number: 47,
  boolean: true,
  datetime: marks.MOMENT,
  file: marks.FILE_URL,
};

const sensibleValue = ({ key, type = 'string', dynamic, choices }: InputField): unknown =>
  choicesOf({ key, choices })[0] ??
  (key === 'until' ? marks.LATER_MOMENT : undefined) ??
  byType[type] ??
  byKey.find(([pattern]) => pattern.test(key))?.[1] ??
  (dynamic === undefined ? marks.TEXT : marks.ID);

type Fill = (field: InputField) => unknown;

const filled = (fields: InputField[], fill: Fill): Record<string, unknown> =>
  Object.fromEntries(
    fields
      .filter(({ type }) => type !== 'copy')
      .map((field) => {
        if (field.children) return [field.key, [filled(field.children, fill)]];
        const value = fill(field);
        if (field.dict) return [field.key, { [field.key]: value }];
        return [field.key, field.list ? [value] : value];
      }),
  );

/** In every bundle: what core would add to an error that was not made by us. */
const UNASKED = { unasked: 'Unasked Text Qzx' };

const nonsense: Fill = ({ key }) => `Nonsense in ${key} Qzx`;

const withInput = (inputData: object) => ({ inputData: { ...inputData, ...UNASKED } });

const inputsOf = (fields: InputField[]): Situation[] => {
  const empty = { name: 'without input', bundle: withInput({}) };
  if (fields.length === 0) return [empty];
  return [
    { name: 'with every field filled in', bundle: withInput(filled(fields, sensibleValue)) },
    { name: 'with nonsense in every field', bundle: withInput(filled(fields, nonsense)), isMinor: true },
    empty,
  ];
};

const brackets = (value: unknown, name: string): [string, string][] => {
  if (Array.isArray(value)) return value.flatMap((part) => brackets(part, `${name}[]`));
  if (isObject(value)) return Object.entries(value).flatMap(([key, part]) => brackets(part, `${name}[${key}]`));
  return [[name, String(value)]];
};

/** A delivery as Zapier hands it over, posted as JSON or as a form. */
const posted = (event: object, encoding: 'json' | 'form'): object => {
  const pairs = Object.entries(event).flatMap(([key, value]) => brackets(value, key));
  const content = encoding === 'json' ? JSON.stringify(event) : new URLSearchParams(pairs).toString();
  const cleaned = encoding === 'json' ? event : Object.fromEntries(pairs);
  return {
    rawRequest: { method: 'POST', querystring: '', headers: {}, content },
    cleanedRequest: { ...cleaned, querystring: {} },
  };
};

const event = (key: string, zapier_token: string) => ({
  ...marks.event,
  ...marks.eventsOf[key],
  zapier_token,
  TextableUserID: VIRTUALTEXT_USER,
  AccessToken: VIRTUALTEXT_TOKEN,
});

const deliveriesOf = (key: string, fields: InputField[], subscribeData: unknown): Situation[] => {
  const bare = { subscribeData, ...withInput({}) };
  const genuine = event(key, WEBHOOK_SECRET);
  const json = { subscribeData, ...posted(genuine, 'json') };
  return [
    { name: 'for a delivery as JSON', bundle: { ...bare, ...json } },
    { name: 'for a delivery as a form', bundle: { ...bare, ...posted(genuine, 'form') }, isMinor: true },
    {
      name: 'for a forged delivery',
      bundle: { ...bare, ...posted(event(key, TOKEN_OF_NOBODY), 'json') },
      isMinor: true,
    },
    ...inputsOf(fields).map(({ name, bundle }) => ({
      name: `${name} for a delivery as JSON`,
      bundle: { ...json, ...bundle },
      isMinor: true,
    })),
  ];
};

const logins = ({ auth_token, ...typed }: Connection): Situation[] => [
  { name: 'when someone connects', bundle: { authData: typed } },
  { name: 'when the session has ended', bundle: { authData: { ...typed, auth_token } } },
];

/** The situations in which the platform calls a method, as far as the definition shows them. */
const usualSituations = (app: object, method: string, authData: Connection, kept: Kept): Situation[] => {
  if (method === 'authentication.sessionConfig.perform') return logins(authData);
  const [kind, key = '', , role = ''] = method.split('.');
  if (kind === 'hydrators')
    return [{ name: 'for a file of a record', bundle: withInput(kept.pointers[key] as object) }];
  const fields = inputFieldsAt(app, method);
  const subscribeData = kept.subscriptions[key];
  const isHook = at(app, [...method.split('.').slice(0, 3), 'type']) === 'hook';
  if (isHook && role === 'perform') return deliveriesOf(key, fields, subscribeData);
  const inputs = inputsOf(fields);
  if (/^perform(Subscribe|Unsubscribe)$/.test(role))
    return inputs.slice(0, 1).map(({ name, bundle }) => ({ name, bundle: { ...bundle, subscribeData } }));
  const isPaged = at(app, [...method.split('.').slice(0, 3), 'canPaginate']) === true;
  return isPaged ? [...inputs, { name: 'for the next page', bundle: { meta: { page: 1 } }, isMinor: true }] : inputs;
};

const callCenterKeys = Object.values(callCenter).flatMap((operations) => operations.map(({ key }) => key));

/** The connection of an account with an engine of the call center; without Qubicle it is ACDC. */
export const connectionTo = (engine: CallCenterEngine, authData: Connection): Connection =>
  engine === 'acdc' ? { ...authData, account_id: ACDC_ACCOUNT } : authData;

/** Every situation of an operation of the call center on each of the engines that it works on. */
const onEachEngine = (method: string, authData: Connection, situations: Situation[]): Situation[] => {
  const [, key = ''] = method.split('.');
  if (!callCenterKeys.includes(key)) return situations;
  const engines = (['qubicle', 'acdc'] as const).filter((engine) => (onlyOn[key]?.engine ?? engine) === engine);
  return engines.flatMap((engine) =>
    situations.map(({ name, bundle, ...more }) => ({
      ...more,
      name: `${name}, on ${engine}`,
      bundle: { ...bundle, authData: connectionTo(engine, authData) },
    })),
  );
};

/** The situations in which a method is called: the usual ones, and those that its own inputs need. */
export const situationsOf = (app: object, method: string, authData: Connection, kept: Kept): Situation[] =>
  onEachEngine(method, authData, [...usualSituations(app, method, authData, kept), ...(ownInputs[method] ?? [])]);
