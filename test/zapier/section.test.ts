import zapier, { type Trigger } from 'zapier-platform-core';
import { lazyOperation } from '../../src/zapier/lazyOperation.ts';
import { section } from '../../src/zapier/section.ts';

type Handler = (event: object) => Promise<{ results: unknown }>;
const { createAppHandler } = zapier as unknown as { createAppHandler: (app: object) => Handler };

const trigger = (key: string, id: string): Trigger => ({
  key,
  noun: 'Call',
  display: { label: 'New Call', description: 'Triggers when a call ends.' },
  operation: {
    type: 'hook',
    performSubscribe: () => Promise.resolve({}),
    performUnsubscribe: () => Promise.resolve({}),
    perform: () => Promise.resolve([{ id }]),
    performList: () => Promise.resolve([{ id }]),
    sample: { id },
  },
});

const appOf = (triggers: object) => ({ version: '1.0.0', platformVersion: '19.1.0', triggers });

const operations = { new_call: trigger('new_call', '1'), missed_call: trigger('missed_call', '2') };

/** The app with lazy operations, and which of them were loaded. */
const lazyApp = () => {
  const loaded: string[] = [];
  const lazy = (key: keyof typeof operations) =>
    lazyOperation(key, () => {
      loaded.push(key);
      return operations[key];
    });
  return { app: appOf(section({ new_call: lazy('new_call'), missed_call: lazy('missed_call') })), loaded };
};

const command = async (app: object, name: string, method?: string): Promise<unknown> => {
  const event = { command: name, method, bundle: { cleanedRequest: {} }, calledFromCli: true };
  return (await createAppHandler(app)(event)).results;
};

const PERFORM = 'triggers.missed_call.operation.perform';

test('core reads no field of a section to run an operation', async () => {
  const { app, loaded } = lazyApp();
  expect(await command(app, 'execute', PERFORM)).toEqual([{ id: '2' }]);
  expect(new Set(loaded)).toEqual(new Set(['missed_call']));
});

test.each(['definition', 'validate'])('core answers %s as without sections and lazy operations', async (name) => {
  const plain = await command(appOf(operations), name);
  expect(await command(appOf(section(operations)), name)).toEqual(plain);
  expect(await command(lazyApp().app, name)).toEqual(plain);
});

test('an operation that Zapier adds to a section for a run is run', async () => {
  const { app } = lazyApp();
  const added = {
    ...trigger('added', '3'),
    operation: { type: 'polling', perform: { source: 'return [{ id: "3" }];' } },
  };
  const event = {
    command: 'execute',
    method: 'triggers.added.operation.perform',
    bundle: {},
    appRawOverride: [null, { triggers: { added } }],
  };
  expect((await createAppHandler(app)({ ...event, calledFromCli: true })).results).toEqual([{ id: '3' }]);
});

test('a section has its operations as its own properties', () => {
  expect({ ...section(operations) }).toEqual(operations);
  expect(JSON.stringify(section(operations))).toBe(JSON.stringify(operations));
});
