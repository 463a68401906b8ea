import app from '../../src/index.ts';
import { collectKept } from './kept.ts';
import { hookTriggersOf, hydratorsOf, methodsOf, type Kept } from './operations.ts';
import { leaksOfMethod } from './runner.ts';
import { connections } from './secrets.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const connection = connections['an API key'];
const HALF_A_MINUTE = 30_000;
let kept: Kept;

beforeAll(async () => {
  kept = await collectKept(app, connection);
}, 2 * HALF_A_MINUTE);

test.each(methodsOf(app))(
  'connected as an API key, %s gives no secret and no input away',
  async (method) => {
    expect(await leaksOfMethod(app, method, connection, kept)).toEqual([]);
  },
  HALF_A_MINUTE,
);

test('the guard fetches every file that records point to', () => {
  expect(Object.keys(kept.pointers).sort()).toEqual(hydratorsOf(app));
});

test('the guard subscribes every instant trigger, so that its deliveries pass', () => {
  expect(Object.keys(kept.subscriptions).sort()).toEqual(hookTriggersOf(app));
});
