import app from '../../src/index.ts';
import { stopClock } from '../support/clock.ts';
import { faultsOf } from './contract.ts';
import { pointersOf } from './kept.ts';
import { hydratorsOf, methodsOf, NOTHING_KEPT } from './operations.ts';
import { connections } from './secrets.ts';

const authData = connections['a user'];
let pointers: Record<string, unknown> = {};

beforeAll(async () => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
  pointers = await pointersOf(app, authData);
});
afterAll(() => jest.useRealTimers());

test.each(methodsOf(app).filter((method) => /^(searches|creates|hydrators)\./.test(method)))('%s', async (method) => {
  expect(await faultsOf(app, method, { authData, kept: { ...NOTHING_KEPT, pointers } })).toEqual([]);
});

test('every file that records point to is fetched', () => {
  expect(Object.keys(pointers).sort()).toEqual(hydratorsOf(app));
});
