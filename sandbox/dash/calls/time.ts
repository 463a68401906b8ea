import type { CallScript, LegScript } from './script.ts';

/** In milliseconds. */
export const SECOND = 1000;

/** So long ago ended a call that has no time of its own. */
const ENDED_AGO = 30;

/** In seconds. */
export const durationOf = ({ rings, talks, lasts = rings + talks }: LegScript): number => lasts;

/** In seconds after the start of the call. */
export const endOf = (leg: LegScript): number => (leg.startsAfter ?? 0) + durationOf(leg);

/** When a call began, in milliseconds since 1970: always a whole second. */
export const startOf = ({ at, legs }: CallScript): number => {
  const start = at?.getTime() ?? Date.now() - SECOND * (ENDED_AGO + Math.max(...legs.map(endOf)));
  return Math.floor(start / SECOND) * SECOND;
};
