import type { Call, CallDirection } from '../call.ts';
import { rungLegs, type CallLegs } from '../legs/grouping.ts';
import type { Party } from '../../fields/parties.ts';
import { isInsideNumber } from '../../fields/phoneNumbers.ts';
import { isQuickcall } from '../legs/leg.ts';
import { isE164, isFromOutside, isToOutside } from '../legs/outside.ts';

/** What was dialed; for a quickcall, according to the phones that ring first or the leg to the callee. */
const dialedParty = ({ primary, others }: CallLegs): Party => {
  const { dialed, callee } = primary;
  if (!isQuickcall(primary)) {
    const number = primary.direction === 'outbound' ? callee.number : dialed;
    return { number, name: number !== null && number === callee.number ? callee.name : null };
  }
  const called = rungLegs(others).find(({ callee: { number } }) => number !== null)?.callee;
  const number = dialed ?? others.find((leg) => isQuickcall(leg) && leg.dialed !== null)?.dialed ?? null;
  return called && (number === null || number === called.number) ? called : { number, name: null };
};

/** The direction from the business's side. What was dialed decides first, then where the other legs go. */
const directionOf = ({ primary, others }: CallLegs, dialed: string | null): CallDirection => {
  if (isFromOutside(primary)) return 'inbound';
  if (isInsideNumber(dialed)) return 'internal';
  if (others.some(isToOutside)) return 'outbound';
  // If an outbound call is transferred to a colleague, that phone rings for the other leg.
  const isReached = rungLegs(others).some(
    ({ callId, otherLegId }) => otherLegId === null || otherLegId === primary.callId || primary.otherLegId === callId,
  );
  // Only calls that stay inside show an extension as callee.
  return isReached || isInsideNumber(primary.callee.number) ? 'internal' : 'outbound';
};

/** The caller; for an outbound call, with the number that the leg to the carrier shows. */
const shownCaller = ({ primary, others }: CallLegs, direction: CallDirection): Party => {
  const shown = others.find((leg) => isToOutside(leg) && isE164(leg.caller.number))?.caller;
  return direction === 'outbound' && shown ? { ...shown, name: shown.name ?? primary.caller.name } : primary.caller;
};

/** Who called whom: the direction, the caller as the callee sees the number, and what was dialed. */
export const callParties = (legs: CallLegs): Pick<Call, 'direction' | 'from' | 'to'> => {
  const to = dialedParty(legs);
  const direction = directionOf(legs, to.number);
  return { direction, from: shownCaller(legs, direction), to };
};
