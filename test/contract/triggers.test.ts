import app from '../../src/index.ts';
import { stopClock } from '../support/clock.ts';
import { faultsOf } from './contract.ts';
import { keptFor } from './kept.ts';
import { methodsOf } from './operations.ts';
import { connections } from './secrets.ts';

const authData = connections['a user'];

beforeAll(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterAll(() => jest.useRealTimers());

test.each(methodsOf(app).filter((method) => method.startsWith('triggers.')))('%s', async (method) => {
  expect(await faultsOf(app, method, { authData, kept: await keptFor(app, method, authData) })).toEqual([]);
});
