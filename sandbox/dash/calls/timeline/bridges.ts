import { kindOf } from './legKind.ts';
import { rungBy } from './partners.ts';
import { SECOND } from './timing.ts';
import type { Bridge, Leg } from './model.ts';

/** The time of a bridge in milliseconds since 1970: that of either script, or when both legs are answered. */
const bridgeTime = (start: number, one: Leg, other: Leg): number => {
  const set = one.script.bridgedTo === other.script.leg ? one.script.bridgedAfter : undefined;
  const setByOther = other.script.bridgedTo === one.script.leg ? other.script.bridgedAfter : undefined;
  const after = set ?? setByOther;
  const answered = Math.max(...[one, other].map(({ answersAt, startsAt }) => answersAt ?? startsAt));
  return after === undefined ? answered : start + SECOND * after;
};

/**
 * The leg that starts a bridge comes first: the one that dialed, or the phone that takes a call over, such as an
 * agent's.
 */
const compareStarters = (legs: readonly Leg[], one: Leg, other: Leg): number => {
  if (rungBy(legs, other) === one) return -1;
  if (rungBy(legs, one) === other) return 1;
  const rank = ({ script }: Leg) => (kindOf(script) === 'agent' ? 0 : script.direction === 'inbound' ? 1 : 2);
  return rank(one) - rank(other) || other.startsAt - one.startsAt;
};

/** Each pair of bridged legs once. */
const pairsOf = (legs: readonly Leg[]): [Leg, Leg][] => {
  const pairs = legs.flatMap((leg): [Leg, Leg][] => {
    const other = legs.find(({ script }) => script.leg === leg.script.bridgedTo);
    if (!other) return [];
    const [subject = leg, partner = other] = [leg, other].sort((one, two) => compareStarters(legs, one, two));
    return [[subject, partner]];
  });
  return pairs.filter(([one, other], n) => pairs.findIndex((pair) => pair[0] === one && pair[1] === other) === n);
};

/**
 * Every bridge of a call, reported for the leg that started it. An intercepting phone is reported after the leg that it
 * took over. Source: KAZOO, `ecallmgr_events:maybe_send_event`.
 */
export const bridgesOf = (start: number, legs: readonly Leg[]): Bridge[] =>
  pairsOf(legs).flatMap(([subject, other]) => {
    const at = bridgeTime(start, subject, other);
    const own = { at, subject, other };
    return subject.script.intercepts ? [{ at, subject: other, other: subject }, own] : [own];
  });
