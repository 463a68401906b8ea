import { isObject } from '../../shared/json.ts';
import { refuse } from './refusal.ts';

/** The rule for a field. `values` is the rule for every value of an object, `items` for every item of a list. */
type Rule = {
  type: 'string' | 'integer' | 'boolean' | 'object' | 'array';
  required?: true;
  default?: unknown;
  enum?: readonly string[];
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
  webAddress?: true;
  values?: Rule;
  items?: Rule;
  minItems?: number;
};

export type Schema = Record<string, Rule>;

type Problem = { message: string; target?: unknown; value?: unknown; cause?: unknown };

/** The problems of a document, by dotted path and by violated rule. */
export type Problems = Record<string, Record<string, Problem>>;

const isType: Record<Rule['type'], (value: unknown) => boolean> = {
  string: (value) => typeof value === 'string',
  integer: Number.isInteger,
  boolean: (value) => typeof value === 'boolean',
  object: isObject,
  array: Array.isArray,
};

/** Dash converts `"5"` to an integer and `"true"` to a boolean if the schema requires it. */
const convert = (value: unknown, { type, items }: Rule): unknown => {
  if (Array.isArray(value) && items) return value.map((item) => convert(item, items));
  if (typeof value !== 'string') return value;
  if (type === 'integer' && /^-?\d+$/.test(value)) return Number(value);
  if (type === 'boolean' && /^(true|false)$/.test(value)) return value === 'true';
  return value;
};

const isWebAddress = (value: string): boolean => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol);

/** Each check returns a problem or nothing. It gets only values of the right type. */
const checks: Record<string, (value: unknown, rule: Rule) => Problem | false | undefined> = {
  enum: (value, { enum: target }) =>
    target && !target.includes(value as string) && { message: 'Value not found in enumerated list of values', target },
  minLength: (value, { minLength: target = 0 }) =>
    String(value).length < target && { message: `String must be at least ${target} characters`, target },
  maxLength: (value, { maxLength: target = Infinity }) =>
    String(value).length > target && { message: `String must not be more than ${target} characters`, target },
  minimum: (value, { minimum: target = -Infinity }) =>
    Number(value) < target && { message: `Value must be at least ${target}`, target, value },
  maximum: (value, { maximum: target = Infinity }) =>
    Number(value) > target && { message: `Value must be at most ${target}`, target, value },
  minItems: (value, { minItems: target = 0 }) =>
    Array.isArray(value) && value.length < target && { message: `The list must have at least ${target} items`, target },
  wrong_format: (value, { webAddress }) =>
    webAddress && !isWebAddress(value as string) && { message: 'Value is not a valid uri', value },
};

const allOf = (problems: Problems[]): Problems => Object.assign({}, ...problems) as Problems;

const problemsOf = (path: string, value: unknown, rule: Rule): Problems => {
  if (value === undefined)
    return rule.required ? { [path]: { required: { message: 'Field is required but missing' } } } : {};
  if (!isType[rule.type](value))
    return { [path]: { type: { message: `Value did not match type(s): ${rule.type}`, target: rule.type } } };
  const broken = Object.entries(checks).flatMap(([name, check]) => {
    const problem = check(value, rule);
    return problem ? [[name, problem] as const] : [];
  });
  return {
    ...(broken.length > 0 ? { [path]: Object.fromEntries(broken) } : {}),
    ...(rule.values && isObject(value) ? problemsOfValues(path, value, rule.values) : {}),
    ...(rule.items && Array.isArray(value)
      ? problemsOfValues(path, Object.fromEntries(value.entries()), rule.items)
      : {}),
  };
};

const problemsOfValues = (path: string, values: Record<string, unknown>, rule: Rule): Problems =>
  allOf(Object.entries(values).map(([key, value]) => problemsOf(`${path}.${key}`, value, rule)));

/** Throws a 400 with the problems, if there are any. */
export const refuseIfAny = (problems: Problems): void => {
  if (Object.keys(problems).length > 0) throw refuse(400, 'validation error', problems);
};

/**
 * The document as Dash stores it: converted, with defaults and unknown keys. Throws a 400 with the problems. `within`
 * is the dotted path of a nested document, such as `call_forward.`.
 */
export const validate = (schema: Schema, document: Record<string, unknown>, within = ''): Record<string, unknown> => {
  const known = Object.entries(schema).map(([key, rule]) => {
    const value = key in document ? document[key] : rule.default;
    return { key, rule, value: convert(value, rule) };
  });
  refuseIfAny(allOf(known.map(({ key, rule, value }) => problemsOf(`${within}${key}`, value, rule))));
  const stored = known.filter(({ value }) => value !== undefined).map(({ key, value }) => [key, value] as const);
  return { ...document, ...Object.fromEntries(stored) };
};
