import { setTimeout } from 'node:timers/promises';

/** Waits before another attempt, `ms` milliseconds. */
export const wait = (ms: number): Promise<void> => setTimeout(ms);
