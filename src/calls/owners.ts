import { findKnownDevice } from '../devices/device.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { isToOutside } from './grouping.ts';
import type { Leg } from './leg.ts';

/** A leg to a phone, or one half of a forward, that names a phone and nobody whose it is. */
export const lacksOwner = ({ direction, ownerId, authorizingId, authorizedBy, bridgeId, callId }: Leg): boolean =>
  ownerId === null &&
  authorizingId !== null &&
  [null, 'device', 'mobile'].includes(authorizedBy) &&
  (direction === 'outbound' || (bridgeId !== null && bridgeId !== callId));

/** The same leg with an owner. That nobody stands behind it may be all that says where it leads. */
export const withOwner = (leg: Leg, ownerId: string | null): Leg => ({
  ...leg,
  isCarrier: isToOutside(leg) || leg.isCarrier,
  ownerId,
});

/**
 * The same legs, each with the owner of its phone: a forwarded call reaches the mobile on a leg that names the phone that
 * forwards, and not its owner. 1 request for each such phone, none while cached. Source: cf_resources.
 */
export const withOwners = (legs: readonly Leg[], { z, dash }: Pick<Context, 'z' | 'dash'>): Promise<Leg[]> =>
  Promise.all(
    legs.map(async (leg) =>
      lacksOwner(leg) ? withOwner(leg, (await findKnownDevice(z, dash, leg.authorizingId)).owner_id) : leg,
    ),
  );
