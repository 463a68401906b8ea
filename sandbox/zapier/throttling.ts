import { setTimeout } from 'node:timers/promises';
import { errorName } from './runner.ts';

/** Retries once after the delay of a ThrottledError; all other errors are rethrown. */
export type RepeatWhenThrottled = <Result>(work: () => Promise<Result>) => Promise<Result>;

const defaultThrottleSeconds = 60;

const throttleMs = (error: unknown): number => {
  const { delay } = JSON.parse((error as Error).message) as { delay?: number };
  return (delay ?? defaultThrottleSeconds) * 1000;
};

/** `longestDelayMs` limits the delay. */
export const createRepeatWhenThrottled =
  (counts: { throttled: number }, longestDelayMs: number): RepeatWhenThrottled =>
  async (work) => {
    try {
      return await work();
    } catch (error) {
      if (errorName(error) !== 'ThrottledError') throw error;
      counts.throttled += 1;
      await setTimeout(Math.min(throttleMs(error), longestDelayMs));
      return work();
    }
  };
