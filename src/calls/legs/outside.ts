import { isHidden, isInsideNumber } from '../../fields/phoneNumbers.ts';
import { isQuickcall, type Leg } from './leg.ts';

/** Whether the caller on a leg to one of our phones is somebody outside. */
export const isCallerOutside = ({ caller }: Pick<Leg, 'caller'>): boolean =>
  isHidden(caller.number) || !isInsideNumber(caller.number);

/** Whether a leg comes from somebody outside. */
export const isFromOutside = ({ direction, authorizedBy, authorizingId }: Leg): boolean =>
  direction === 'inbound' && (authorizedBy === 'resource' || authorizingId === null);

/** Whether a number is one of E.164, which alone can be shown to somebody outside. */
export const isE164 = (number: string | null): boolean => /^\+\d{7,15}$/.test(number ?? '');

/**
 * Whether a leg leads to somebody outside. A document says so. A row does not: such a leg has nobody behind it, and
 * where it has the device that forwards, as in KAZOO 4.3, it was sent to the number that it shows as called.
 */
export const isToOutside = (leg: Leg): boolean => {
  const { direction, isCarrier, authorizedBy, authorizingId, ownerId, dialed, callee } = leg;
  if (direction !== 'outbound' || isQuickcall(leg)) return false;
  if (isCarrier !== null) return isCarrier;
  if (ownerId !== null) return false;
  const isNobodys = authorizedBy === 'resource' || (authorizedBy === null && authorizingId === null);
  return isNobodys || (isE164(dialed) && dialed === callee.number);
};
