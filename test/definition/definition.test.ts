import zapier from 'zapier-platform-core';
import app from '../../src/index.ts';
import type { Definition } from './definition.ts';
import { houseRules } from './houseRules.ts';
import { isTitleCase } from './titleCase.ts';
import { wordRules } from './wordRules.ts';
import { wrongDefinitions } from './wrongDefinitions.ts';
import { zapierChecks } from './zapierChecks.ts';

const definition = app as unknown as Definition;
const checks = [...zapierChecks, ...houseRules, ...wordRules];

test.each(checks)('$code: $rule', ({ check }) => {
  expect(check(definition)).toEqual([]);
});

test.each(checks)('$code notices each definition that breaks it', ({ code, check }) => {
  const wrong = wrongDefinitions[code] ?? [];
  expect(wrong.filter((one) => check(one).length === 0)).toEqual([]);
  expect(wrong).not.toEqual([]);
});

test('the checks of Zapier are all here', () => {
  const inUse = Array.from({ length: 28 }, (_none, index) => `D0${String(index + 1).padStart(2, '0')}`);
  expect(zapierChecks.map(({ code }) => code)).toEqual(inUse.filter((code) => code !== 'D019' && code !== 'D020'));
});

test.each([
  'Log Agent In or Out of Queue',
  'Pick Up Call',
  'From Number (National)',
  'Duration (in Seconds)',
  'MAC Address',
])('"%s" is title case', (label) => {
  expect(isTitleCase(label)).toBe(true);
});

test.each(['New call', 'Find The User', 'Text to', 'the Call'])('"%s" is not title case', (label) => {
  expect(isTitleCase(label)).toBe(false);
});

describe("core's own schema", () => {
  type Handler = (event: object) => Promise<{ results: { message: string }[] }>;
  const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };
  const complaintsAbout = async (one: object): Promise<string[]> => {
    // Core patches the network of the whole process, unless the CLI calls.
    const { results } = await createAppHandler(one)({ command: 'validate', calledFromCli: true });
    return results.map(({ message }) => message);
  };

  test('has no complaint about the app', async () => {
    expect(await complaintsAbout(app)).toEqual([]);
  });

  test('complains about an app with a field of an unknown type', async () => {
    const operation = { perform: () => [], inputFields: [{ key: 'user', type: 'person' }] };
    const display = { label: 'New Call', description: 'Triggers when a call comes.' };
    const triggers = { new_call: { key: 'new_call', noun: 'Call', display, operation } };
    expect(await complaintsAbout({ ...app, triggers })).toEqual([expect.stringContaining('is not one of enum values')]);
  });
});
