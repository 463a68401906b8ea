import { findKnownDevice } from '../devices/device.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import type { Leg } from './leg.ts';

/** A leg to a phone, or one half of a forward, that names a phone and nobody whose it is. */
const lacksOwner = ({ direction, ownerId, authorizingId, authorizedBy, bridgeId, callId }: Leg): boolean =>
  ownerId === null &&
  authorizingId !== null &&
  [null, 'device', 'mobile'].includes(authorizedBy) &&
  (direction === 'outbound' || (bridgeId !== null && bridgeId !== callId));

/**
 * The same legs, each with the owner of its phone: a forwarded call reaches the mobile on a leg that names the phone that
 * forwards, and not its owner. 1 request for each such phone, none while cached. Source: cf_resources.
 */
export const withOwners = (legs: readonly Leg[], { z, dash }: Pick<Context, 'z' | 'dash'>): Promise<Leg[]> =>
  Promise.all(
    legs.map(async (leg) =>
      lacksOwner(leg) ? { ...leg, ownerId: (await findKnownDevice(z, dash, leg.authorizingId)).owner_id } : leg,
    ),
  );
