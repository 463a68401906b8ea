import { zaps } from '../../sandbox/zaps/index.ts';
import app from '../../src/index.ts';

type Trigger = { operation: { outputFields: { key: string }[]; sample: object; inputFields: { key: string }[] } };
const triggers = app.triggers as unknown as Record<string, Trigger>;

describe.each(zaps.map((zap) => [zap.name, zap] as const))('%s', (_name, { trigger, steps }) => {
  const { outputFields, sample, inputFields } = triggers[trigger.key]?.operation ?? {};
  const mapped = steps.flatMap(({ fields }) =>
    Object.values(fields).flatMap((template) => [...template.matchAll(/\{\{(.+?)\}\}/g)].map(([, key]) => String(key))),
  );

  test('maps something, and only what the trigger gives and its sample shows', () => {
    expect(mapped.length).toBeGreaterThan(0);
    expect(outputFields?.map(({ key }) => key)).toEqual(expect.arrayContaining(mapped));
    expect(Object.keys(sample ?? {})).toEqual(expect.arrayContaining(mapped));
  });

  test('fills in only fields that the trigger has', () => {
    expect(inputFields?.map(({ key }) => key)).toEqual(expect.arrayContaining(Object.keys(trigger.input)));
  });
});
