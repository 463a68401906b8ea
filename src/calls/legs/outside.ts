import { isHidden, isInsideNumber } from '../../fields/phoneNumbers.ts';
import { isQuickcall, type Leg } from './leg.ts';

/** Whether the caller on a leg to one of our phones is someone outside. */
export const isCallerOutside = ({ caller }: Pick<Leg, 'caller'>): boolean =>
  isHidden(caller.number) || !isInsideNumber(caller.number);

/** Whether a leg comes from someone outside. */
export const isFromOutside = ({ direction, authorizedBy, authorizingId }: Leg): boolean =>
  direction === 'inbound' && (authorizedBy === 'resource' || authorizingId === null);

/** Whether a number is in E.164 form. Only such a number can be shown to someone outside. */
export const isE164 = (number: string | null): boolean => /^\+\d{7,15}$/.test(number ?? '');

/**
 * Whether a leg leads to someone outside. A document says so. A row does not: there, such a leg has no owner or device; if it
 * has the forwarding device, as in KAZOO 4.3, it was sent to the number that it shows as callee.
 */
export const isToOutside = (leg: Leg): boolean => {
  const { direction, isCarrier, authorizedBy, authorizingId, ownerId, dialed, callee } = leg;
  if (direction !== 'outbound' || isQuickcall(leg)) return false;
  if (isCarrier !== null) return isCarrier;
  if (ownerId !== null) return false;
  const isNobodys = authorizedBy === 'resource' || (authorizedBy === null && authorizingId === null);
  return isNobodys || (isE164(dialed) && dialed === callee.number);
};
