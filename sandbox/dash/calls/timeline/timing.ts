import type { CallScript, LegScript } from './script.ts';

/** In milliseconds. */
export const SECOND = 1000;

/** How long ago a call without a time of its own ended, in seconds. */
const ENDED_SECONDS_AGO = 30;

/** In seconds. */
export const durationOf = ({ rings, talks, lasts = rings + talks }: LegScript): number => lasts;

/** In seconds after the start of the call. */
export const endOf = (leg: LegScript): number => (leg.startsAfter ?? 0) + durationOf(leg);

/** The start of a call in milliseconds since 1970, always a whole second. */
export const startOf = ({ at, legs }: CallScript): number => {
  const start = at?.getTime() ?? Date.now() - SECOND * (ENDED_SECONDS_AGO + Math.max(...legs.map(endOf)));
  return Math.floor(start / SECOND) * SECOND;
};
