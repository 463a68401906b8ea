import { compareKeys } from './order.ts';
import type { Interaction, Leg } from './legs.ts';

/** Numbers that tell the leg by which a call is known from the others: the first that differs decides, small ones win. */
const ranks = ({ script, startsAt }: Leg): number[] => {
  const { loopback, direction, callIdSuffix, bridgedTo } = script;
  const isOutbound = direction === 'outbound';
  return [
    Number(loopback !== undefined),
    Number(isOutbound),
    Number(isOutbound && callIdSuffix === undefined),
    Number(isOutbound && bridgedTo === undefined),
    startsAt,
  ];
};

/** The caller's leg; in a call that the switch began itself, the phone that picked up, else the first by id. */
export const primaryOf = (legs: readonly Leg[], main: Interaction): Leg => {
  const compare = (one: Leg, other: Leg) =>
    compareKeys(ranks(one), ranks(other)) || Number(one.callId > other.callId) - Number(one.callId < other.callId);
  const [primary] = legs.filter(({ interaction }) => interaction === main).sort(compare);
  if (!primary) throw new Error('A call has at least one leg of its own');
  return primary;
};
