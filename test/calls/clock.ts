import { stopClock as stopClockAt } from '../support/clock.ts';

/** The moment of these tests: a Tuesday in Los Angeles, 10:40. */
export const NOW = new Date('2026-11-24T18:40:00Z');

const SECOND = 1000;
export const MINUTE = 60;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** So many seconds before the moment of these tests. */
export const ago = (seconds: number): Date => new Date(NOW.getTime() - SECOND * seconds);

/** The clock shows that moment until it is set again. */
export const stopClock = (): void => {
  stopClockAt(NOW);
};
