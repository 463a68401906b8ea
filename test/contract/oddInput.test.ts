import fc from 'fast-check';
import app from '../../src/index.ts';
import { stopClock } from '../support/clock.ts';
import { faultsOfRun, operationOf } from './contract.ts';
import { keptFor, pointersOf } from './kept.ts';
import { ID, NUMBER } from './marks.ts';
import {
  event,
  hookTriggersOf,
  methodsOf,
  NOTHING_KEPT,
  posted,
  situationsOf,
  type Kept,
  type Situation,
} from './operations.ts';
import { oddText, oddWorld, withOddValues } from './oddInput.ts';
import { faultsOfRequests } from './requests.ts';
import { RPC, run, type Run } from './runner.ts';
import { connections, WEBHOOK_SECRET } from './secrets.ts';
import { everythingIsFine } from './worlds.ts';

/** So few that the tests stay short. For others, or more: ODD_SEED=2 ODD_RUNS=100. */
const RUNS = Number(process.env.ODD_RUNS ?? 3);
const SEED = Number(process.env.ODD_SEED ?? 1);

const authData = connections['a user'];
let pointers: Kept['pointers'] = {};

beforeAll(async () => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
  pointers = await pointersOf(app, authData);
});
afterAll(() => jest.useRealTimers());

/** What was generated is no secret, and some of it is a word that errors have, such as `constructor`. */
const faultsOfOdd = (method: string, done: Run): string[] => [
  ...faultsOfRun(app, { ...done, input: {} }, operationOf(app, method)),
  ...faultsOfRequests(done),
];

const faultsIn = async (method: string, situation: Situation, world = everythingIsFine): Promise<string[]> =>
  faultsOfOdd(method, await run(app, method, situation, authData, world));

const isFields = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What an account's sign-in gave, and nobody types. */
const sessionIn = ({ auth_token, account_id }: Record<string, unknown>): object =>
  auth_token === undefined ? {} : { auth_token, account_id };

/** The situations of a method with odd values in one part of their bundle. */
const oddSituations = (method: string, kept: Kept, part: 'inputData' | 'authData'): fc.Arbitrary<Situation> => {
  const all = situationsOf(app, method, authData, kept);
  return fc.constantFrom(...all).chain(({ name, bundle }) => {
    const given = bundle[part];
    const base = isFields(given) ? given : {};
    return withOddValues(base).map((odd) => ({ name, bundle: { ...bundle, [part]: { ...odd, ...sessionIn(base) } } }));
  });
};

const expectNoFaults = (method: string, situations: fc.Arbitrary<Situation>): Promise<void> =>
  fc.assert(
    fc.asyncProperty(situations, async (situation) => {
      expect(await faultsIn(method, situation)).toEqual([]);
    }),
    { numRuns: RUNS, seed: SEED },
  );

const methods = methodsOf(app);

test.each(methods.filter((method) => /^(triggers|searches|creates|hydrators)\./.test(method)))(
  '%s takes any input',
  async (method) => {
    const kept = { ...(await keptFor(app, method, authData)), pointers };
    await expectNoFaults(method, oddSituations(method, kept, 'inputData'));
  },
);

test.each(methods.filter((method) => /^(triggers|searches|creates|hydrators)\./.test(method)))(
  '%s takes any data of Dash',
  async (method) => {
    const kept = { ...(await keptFor(app, method, authData)), pointers };
    const situations = fc.constantFrom(...situationsOf(app, method, authData, kept));
    await fc.assert(
      fc.asyncProperty(situations, oddWorld, async (situation, world) => {
        expect(await faultsIn(method, situation, world)).toEqual([]);
      }),
      { numRuns: RUNS, seed: SEED },
    );
  },
);

test.each(methods.filter((method) => method.startsWith('authentication.')))('%s takes any input', async (method) => {
  await expectNoFaults(method, oddSituations(method, NOTHING_KEPT, 'authData'));
});

/** Genuine deliveries of a trigger with odd values in them, and the same as a form. */
const oddDeliveries = (key: string, subscribeData: unknown): fc.Arbitrary<Situation> =>
  fc
    .tuple(withOddValues(event(key, WEBHOOK_SECRET)), fc.constantFrom('json' as const, 'form' as const))
    .map(([odd, encoding]) => ({
      name: `for an odd delivery as ${encoding}`,
      bundle: { subscribeData, ...posted({ ...odd, zapier_token: WEBHOOK_SECRET }, encoding) },
    }));

test.each(hookTriggersOf(app))('%s takes any event', async (key) => {
  const { subscriptions } = await keptFor(app, `triggers.${key}.operation.perform`, authData);
  await expectNoFaults(`triggers.${key}.operation.perform`, oddDeliveries(key, subscriptions[key]));
});

test('whatever is posted without the secret is dropped', async () => {
  const method = 'triggers.dash_event.operation.perform';
  const { subscriptions } = await keptFor(app, method, authData);
  await fc.assert(
    fc.asyncProperty(oddText, oddText, async (content, querystring) => {
      const bundle = {
        subscribeData: subscriptions.dash_event,
        rawRequest: { method: 'POST', querystring, headers: {}, content },
        cleanedRequest: { [content]: querystring, querystring: { [querystring]: content } },
      };
      const done = await run(app, method, { name: 'for an odd body', bundle }, authData, everythingIsFine);
      expect([faultsOfOdd(method, done), done.output]).toEqual([[], []]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});

/** Steps that write what a person typed, with the field for it. Other fields are filled in so that the step comes that far. */
const written: [string, string, object][] = [
  ['create_contact', 'name', { number: NUMBER }],
  ['send_message', 'body', { to_number: NUMBER, from_number: NUMBER }],
  ['create_blocklist', 'name', { numbers: [NUMBER] }],
  ['update_blocklist', 'name', { blocklist: ID }],
  ['update_device', 'name', { device: ID }],
];

const leavesOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [value];

test.each(written)('%s sends its %s as it was typed', async (key, field, others) => {
  const typed = oddText.filter((text) => text.isWellFormed() && text.trim() !== '' && text.length < 1_000);
  await fc.assert(
    fc.asyncProperty(typed, async (text) => {
      const bundle = { inputData: { ...others, [field]: text } };
      const method = `creates.${key}.operation.perform`;
      const { asked, error } = await run(app, method, { name: '', bundle }, authData, everythingIsFine);
      const sent = asked.flatMap(({ body, url }) =>
        body === '' || url.origin === RPC ? [] : leavesOf(JSON.parse(body)),
      );
      expect([error, sent.includes(text) || sent.includes(text.trim())]).toEqual([undefined, true]);
    }),
    { numRuns: RUNS, seed: SEED },
  );
});
