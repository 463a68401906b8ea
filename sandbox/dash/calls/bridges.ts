import { kindOf } from './kinds.ts';
import { rungFor } from './partners.ts';
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

/** Who begins a bridge comes first: whoever has dialled, else the phone that takes a call over, as an agent's does. */
const compareBeginners = (legs: readonly Leg[], one: Leg, other: Leg): number => {
  if (rungFor(legs, other) === one) return -1;
  if (rungFor(legs, one) === other) return 1;
  const rank = ({ script }: Leg) => (kindOf(script) === 'agent' ? 0 : script.direction === 'inbound' ? 1 : 2);
  return rank(one) - rank(other) || other.startsAt - one.startsAt;
};

/** Each pair of legs that was joined, once, whichever of the two says so. */
const pairsOf = (legs: readonly Leg[]): [Leg, Leg][] => {
  const pairs = legs.flatMap((leg): [Leg, Leg][] => {
    const other = legs.find(({ script }) => script.leg === leg.script.bridgedTo);
    if (!other) return [];
    const [subject = leg, partner = other] = [leg, other].sort((one, two) => compareBeginners(legs, one, two));
    return [[subject, partner]];
  });
  return pairs.filter(([one, other], n) => pairs.findIndex((pair) => pair[0] === one && pair[1] === other) === n);
};

/**
 * Every bridge of a call, once, told of the leg that began it; a phone that intercepts is told of after the leg that it
 * took over. Source: KAZOO, `ecallmgr_events:maybe_send_event`.
 */
export const bridgesOf = (start: number, legs: readonly Leg[]): Bridge[] =>
  pairsOf(legs).flatMap(([subject, other]) => {
    const at = momentOf(start, subject, other);
    const own = { at, subject, other };
    return subject.script.intercepts ? [{ at, subject: other, other: subject }, own] : [own];
  });
