import { createRunClock } from '../../src/zapier/runClock.ts';
import { stopClock } from '../support/clock.ts';

const START = new Date('2026-11-24T18:00:00Z').getTime();

beforeEach(() => {
  stopClock(START);
});
afterEach(() => {
  jest.useRealTimers();
  jest.restoreAllMocks();
});

test('a request has its own time, or what is left of 25 seconds since the run began', () => {
  const limits = jest.spyOn(AbortSignal, 'timeout');
  const timeout = createRunClock();
  for (const [seconds, ms] of [
    [10, 20_000],
    [20, 20_000],
    [30, 2_000],
    [40, 20_000],
  ] as const) {
    stopClock(START + seconds * 1000);
    timeout(ms);
  }
  expect(limits.mock.calls).toEqual([[15_000], [5_000], [1], [1]]);
});
