import app from '../../src/index.ts';
import { collectKept } from './kept.ts';
import { methodsOf, type Kept } from './operations.ts';
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

test('every file that records point to is fetched by the guard too', () => {
  expect(Object.keys(kept.pointers).sort()).toEqual(Object.keys(app.hydrators).sort());
});

test('every instant trigger was subscribed, so that its deliveries pass', () => {
  const hooks = Object.values(app.triggers).filter(({ operation }) => operation.type === 'hook');
  expect(hooks.map(({ key }) => [key, kept.subscriptions[key]])).toEqual(
    hooks.map(({ key }) => [key, expect.objectContaining({ id: expect.any(String) })]),
  );
});
