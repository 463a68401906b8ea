import { setTimeout } from 'node:timers/promises';
import { errorName } from './runner.ts';

/** Runs once more, after the delay that a ThrottledError asks for; every other error passes. */
export type RepeatWhenThrottled = <Result>(work: () => Promise<Result>) => Promise<Result>;

const defaultThrottleSeconds = 60;

const throttleMs = (error: unknown): number => {
  const { delay } = JSON.parse((error as Error).message) as { delay?: number };
  return (delay ?? defaultThrottleSeconds) * 1000;
};

/** `longestDelayMs` is the longest that it waits. */
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
