import { compareKeys } from './order.ts';
import type { Interaction, Leg } from './model.ts';

/** The rank of a leg among those that can identify the call: numbers to compare in order, smaller ones win. */
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

/** The caller's leg; in a quickcall, that of the phone that was answered, or the first by id. */
export const primaryOf = (legs: readonly Leg[], main: Interaction): Leg => {
  const compare = (one: Leg, other: Leg) =>
    compareKeys(ranks(one), ranks(other)) || Number(one.callId > other.callId) - Number(one.callId < other.callId);
  const [primary] = legs.filter(({ interaction }) => interaction === main).sort(compare);
  if (!primary) throw new Error('A call has at least one leg of its own');
  return primary;
};
