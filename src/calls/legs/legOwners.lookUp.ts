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
export const withOwners = (legs: readonly Leg[], context: Context): Promise<Leg[]> =>
  Promise.all(
    legs.map(async (leg) =>
      lacksOwner(leg) ? withOwner(leg, (await findKnownDevice(context, leg.authorizingId)).owner_id) : leg,
    ),
  );
