import { textsIn } from './guard.ts';
import { methodsOf, situationsOf, type Kept } from './operations.ts';
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

/** Runs all that subscribes and all that may point to a file, where everything is fine, and keeps what they give. */
export const collectKept = async (app: object, authData: Connection): Promise<Kept> => {
  const kept: Kept = { subscriptions: {}, pointers: {} };
  const outputsOf = async (method: string): Promise<unknown[]> => {
    const outputs: unknown[] = [];
    for (const situation of situationsOf(app, method, authData, kept)) {
      if (!situation.isMinor) outputs.push((await run(app, method, situation, authData, everythingIsFine)).output);
    }
    return outputs;
  };
  const methods = methodsOf(app).filter((method) => /^(triggers|searches|creates)\./.test(method));
  for (const method of methods.filter((name) => name.endsWith('.performSubscribe'))) {
    const [subscription] = await outputsOf(method);
    if (subscription !== undefined) kept.subscriptions[String(method.split('.')[1])] = subscription;
  }
  for (const method of methods) Object.assign(kept.pointers, pointersIn(await outputsOf(method)));
  return kept;
};
