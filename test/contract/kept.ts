import { operationsOf, outputsOf, type Definition, type Operation } from '../definition/definition.ts';
import { textsIn } from './guard.ts';
import { hookTriggersOf, methodsOf, situationsOf, NOTHING_KEPT, type Kept } from './operations.ts';
import { run } from './runner.ts';
import type { Connection } from './secrets.ts';
import { everythingIsFine } from './worlds.ts';

const POINTER = /^hydrate\|\|\|(.*)\|\|\|hydrate$/;

/** The pointers to files in an output, by the name of what fetches them. */
const pointersIn = (output: unknown): Record<string, unknown> =>
  Object.fromEntries(
    textsIn(output).flatMap((text) => {
      const json = POINTER.exec(text)?.[1];
      if (json === undefined) return [];
      const { method, bundle } = JSON.parse(json) as { method: string; bundle: unknown };
      return [[method.replace('hydrators.', ''), bundle]];
    }),
  );

const outputsIn = async (app: object, method: string, authData: Connection, kept: Kept): Promise<unknown[]> => {
  const outputs: unknown[] = [];
  for (const situation of situationsOf(app, method, authData, kept)) {
    if (!situation.isMinor) outputs.push((await run(app, method, situation, authData, everythingIsFine)).output);
  }
  return outputs;
};

/** What the platform keeps of a subscription, where everything is fine. */
const subscriptionOf = async (app: object, key: string, authData: Connection): Promise<Kept> => {
  const [subscription] = await outputsIn(app, `triggers.${key}.operation.performSubscribe`, authData, NOTHING_KEPT);
  return { ...NOTHING_KEPT, subscriptions: { [key]: subscription } };
};

/** What the platform keeps for a method: the subscription of an instant trigger, none for any other method. */
export const keptFor = async (app: object, method: string, authData: Connection): Promise<Kept> => {
  const [kind, key = ''] = method.split('.');
  const isOfHook = kind === 'triggers' && hookTriggersOf(app).includes(key);
  return isOfHook ? subscriptionOf(app, key, authData) : NOTHING_KEPT;
};

const givesFiles = (operation: Operation): boolean => outputsOf(operation).some(({ type }) => type === 'file');

/** The pointers to files that the records of an app hold where everything is fine. */
export const pointersOf = async (app: object, authData: Connection): Promise<Record<string, unknown>> => {
  const keys = operationsOf(app as Definition)
    .filter(givesFiles)
    .map(({ registeredAs }) => registeredAs);
  const methods = methodsOf(app).filter((method) => keys.includes(String(method.split('.')[1])));
  const pointers: Record<string, unknown> = {};
  for (const method of methods.filter((one) => one.endsWith('.perform'))) {
    const kept = await keptFor(app, method, authData);
    Object.assign(pointers, pointersIn(await outputsIn(app, method, authData, kept)));
  }
  return pointers;
};
