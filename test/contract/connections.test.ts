import app from '../../src/index.ts';
import { stopClock } from '../support/clock.ts';
import { faultsIn, faultsOf } from './contract.ts';
import { keptFor, pointersOf } from './kept.ts';
import { methodsOf, NOTHING_KEPT, situationsOf } from './operations.ts';
import { connections } from './secrets.ts';
import { everythingIsFine, loginWorlds, worlds } from './worlds.ts';

const LOGIN = 'authentication.sessionConfig.perform';
const TEST = 'authentication.test';

beforeAll(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterAll(() => jest.useRealTimers());

describe.each(Object.entries(connections))('connected by %s', (_way, authData) => {
  test('the login gives nothing away, and each of its errors is a sentence', async () => {
    const situations = situationsOf(app, LOGIN, authData, NOTHING_KEPT);
    expect(await faultsIn(app, LOGIN, { authData }, situations, [...worlds, ...loginWorlds])).toEqual([]);
  });

  test('the test of the connection keeps the contract', async () => {
    expect(await faultsOf(app, TEST, { authData, kept: NOTHING_KEPT })).toEqual([]);
  });
});

describe('connected by an API key, whose session is like any other', () => {
  const authData = connections['an API key'];
  let pointers: Record<string, unknown> = {};

  beforeAll(async () => {
    pointers = await pointersOf(app, authData);
  });

  test.each(methodsOf(app).filter((method) => !method.startsWith('authentication.')))(
    '%s gives nothing away',
    async (method) => {
      const kept = { ...(await keptFor(app, method, authData)), pointers };
      const [usual] = situationsOf(app, method, authData, kept);
      expect(await faultsIn(app, method, { authData }, usual ? [usual] : [], [everythingIsFine])).toEqual([]);
    },
  );
});
