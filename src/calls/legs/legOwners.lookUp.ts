import { findKnownDevice } from '../../devices/devices.lookUp.ts';
import type { Context } from '../../zapier/context.ts';
import { isToOutside } from './outside.ts';
import type { Leg } from './leg.ts';

/** Whether a leg to a phone, or half of a forward, names the phone but not its owner. */
export const lacksOwner = ({ direction, ownerId, authorizingId, authorizedBy, bridgeId, callId }: Leg): boolean =>
  ownerId === null &&
  authorizingId !== null &&
  [null, 'device', 'mobile'].includes(authorizedBy) &&
  (direction === 'outbound' || (bridgeId !== null && bridgeId !== callId));

/** The same leg with an owner. Keeps whether it leads outside, which may have been inferred from the missing owner. */
export const withOwner = (leg: Leg, ownerId: string | null): Leg => ({
  ...leg,
  isCarrier: isToOutside(leg) || leg.isCarrier,
  ownerId,
});

/**
 * The same legs, each with the owner of its phone: a forwarded call reaches the cell phone on a leg that names the forwarding
 * phone but not its owner. 1 request for each such phone, none while cached. Source: cf_resources.
 */
export const withOwners = async (legs: readonly Leg[], context: Context): Promise<Leg[]> => {
  // A promise for every leg of a long history would take longer than all else.
  const owned = legs.filter(lacksOwner).map(async (leg) => {
    const { owner_id } = await findKnownDevice(context, leg.authorizingId);
    return [leg, withOwner(leg, owner_id)] as const;
  });
  const byLeg = new Map(await Promise.all(owned));
  return legs.map((leg) => byLeg.get(leg) ?? leg);
};
