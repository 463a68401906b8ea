import { SECOND } from './time.ts';
import type { Bridge, Leg } from './legs.ts';

/** In milliseconds since 1970: when either leg says so, else as soon as both are answered. */
const momentOf = (start: number, one: Leg, other: Leg): number => {
  const told = one.script.bridgedTo === other.script.leg ? one.script.bridgedAfter : undefined;
  const toldByOther = other.script.bridgedTo === one.script.leg ? other.script.bridgedAfter : undefined;
  const after = told ?? toldByOther;
  const answered = Math.max(...[one, other].map(({ answersAt, startsAt }) => answersAt ?? startsAt));
  return after === undefined ? answered : start + SECOND * after;
};

/** Each pair of legs that was joined, once, whichever of the two says so. */
export const bridgesOf = (start: number, legs: readonly Leg[]): Bridge[] => {
  const pairs = legs.flatMap((leg): Bridge[] => {
    const other = legs.find(({ script }) => script.leg === leg.script.bridgedTo);
    if (!other) return [];
    const pair = legs.indexOf(leg) < legs.indexOf(other) ? ([leg, other] as const) : ([other, leg] as const);
    return [{ at: momentOf(start, ...pair), legs: pair }];
  });
  const isSame = (one: Bridge, other: Bridge) => one.legs.every((leg, n) => leg === other.legs[n]);
  return pairs.filter((pair, n) => pairs.findIndex((other) => isSame(pair, other)) === n);
};
