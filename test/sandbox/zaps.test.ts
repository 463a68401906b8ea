import type { OtherTrigger, OwnTrigger } from '../../sandbox/zapier/definition.ts';
import type { ZapStep } from '../../sandbox/zapier/platform.ts';
import { lookUp, pathsIn } from '../../sandbox/zapier/template.ts';
import { zaps } from '../../sandbox/zaps/index.ts';
import app from '../../src/index.ts';

type InputField = { key: string; required?: boolean };
type OutputField = { key: string; children?: OutputField[] };
type Operation = {
  inputFields: (InputField | { fields: InputField[] })[];
  outputFields: OutputField[];
  sample: object;
};
type Operations = Record<string, { operation: Operation } | undefined>;

const { triggers, searches, creates, searchOrCreates } = app as unknown as Record<
  'triggers' | 'searches' | 'creates',
  Operations
> & { searchOrCreates: Record<string, { search: string; create: string } | undefined> };

/** The fields that an operation may have; a function that makes some names them. */
const inputsOf = (operation: Operation | undefined): InputField[] =>
  (operation?.inputFields ?? []).flatMap((field) => ('fields' in field ? field.fields : [field]));

/** The keys that are declared and in the sample. Keys of line items are written as `rows[]name`. */
const givenBy = (operations: Operations, key: string): string[] => {
  const { outputFields, sample } = operations[key]?.operation ?? { outputFields: [], sample: {} };
  const keys = outputFields.flatMap((field) => [
    field.key,
    ...(field.children ?? []).map((child) => `${field.key}[]${child.key}`),
  ]);
  return keys.filter((one) => [lookUp(sample, one)].flat().every((value) => value !== undefined));
};

const givenByTrigger = (trigger: OwnTrigger | OtherTrigger): string[] =>
  trigger.key === undefined ? Object.keys(trigger.record) : givenBy(triggers, trigger.key);

/** What later steps can map from a step. If a search may create, both operations must return it. */
const givenByStep = (step: ZapStep): string[] => {
  if ('app' in step) return Object.keys(step.returns?.record ?? {}).map((key) => `${String(step.returns?.key)}.${key}`);
  if ('create' in step) return givenBy(creates, step.create).map((key) => `${step.create}.${key}`);
  const { search, orCreate } = step;
  const created = orCreate && givenBy(creates, orCreate.create);
  return givenBy(searches, search)
    .filter((key) => created?.includes(key) ?? true)
    .map((key) => `${search}.${key}`);
};

/** What a step fills in, by the operation of this app that receives it. */
const filledIn = (step: ZapStep): { operation?: Operation | undefined; name: string; fields: ZapStep['fields'] }[] => {
  if ('app' in step) return [{ name: step.app, fields: step.fields }];
  const ofCreate = ({ create, fields }: { create: string; fields: ZapStep['fields'] }) => ({
    name: create,
    operation: creates[create]?.operation,
    fields,
  });
  if ('create' in step) return [ofCreate(step)];
  const { search, fields, orCreate } = step;
  return [{ name: search, operation: searches[search]?.operation, fields }, ...(orCreate ? [ofCreate(orCreate)] : [])];
};

const mappedBy = (step: ZapStep): string[] =>
  filledIn(step).flatMap(({ fields }) => Object.values(fields).flatMap(pathsIn));

const filledOperations = zaps.flatMap((zap) =>
  zap.steps
    .filter((step) => !('app' in step))
    .flatMap(filledIn)
    .map((filled) => [zap.name, filled.name, filled] as const),
);

const searchesThatCreate = zaps.flatMap(({ name, steps }) =>
  steps.flatMap((step) =>
    'search' in step && step.orCreate ? [[name, step.search, step.orCreate.create] as const] : [],
  ),
);

describe.each(zaps.map((zap) => [zap.name, zap] as const))('%s', (_name, { trigger, steps }) => {
  test('maps something, and only fields that earlier steps return and have in their samples', () => {
    expect(steps.flatMap(mappedBy)).not.toHaveLength(0);
    steps.forEach((step, index) => {
      const given = [...givenByTrigger(trigger), ...steps.slice(0, index).flatMap(givenByStep)];
      expect(given).toEqual(expect.arrayContaining(mappedBy(step)));
    });
  });

  test('fills in only fields that the trigger has', () => {
    const input = trigger.key === undefined ? {} : trigger.input;
    const fields = trigger.key === undefined ? [] : inputsOf(triggers[trigger.key]?.operation);
    expect(fields.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(input)));
  });
});

test.each(filledOperations)('%s fills in only fields of %s, and all required ones', (_zap, _key, filled) => {
  const inputFields = inputsOf(filled.operation);
  const needed = inputFields.filter(({ required }) => required === true).map(({ key }) => key);
  const keys = Object.keys(filled.fields);
  expect(inputFields.map(({ key }) => key)).toEqual(expect.arrayContaining(keys));
  expect(keys).toEqual(expect.arrayContaining(needed));
});

test.each(searchesThatCreate)('%s: the app lets %s end in %s', (_zap, search, create) => {
  expect(searchOrCreates[search]).toMatchObject({ search, create });
});
