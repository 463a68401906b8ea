import { isInsideNumber } from '../../fields/phoneNumbers.ts';
import { rungLegs, type CallLegs } from '../legs/grouping.ts';
import { kindOfCause } from '../legs/hangupCauses.ts';
import { answeredAt, isQuickcall, type Leg } from '../legs/leg.ts';

/** Whether two legs talked for less than a second: each names the other, and both ended as a conversation does. */
const isBriefTalk = (primary: Leg, leg: Leg): boolean =>
  primary.otherLegId === leg.callId &&
  leg.otherLegId === primary.callId &&
  [primary, leg].every(({ billing, cause }) => billing === 0 && kindOfCause(cause) === 'ended');

/** Whether two legs are joined through a loopback channel that stays, each with one half of it. */
const isJoinedThrough = (loopbacks: readonly Leg[], primary: Leg, leg: Leg): boolean =>
  [primary, leg].every(({ otherLegId }) => loopbacks.some(({ callId }) => callId === otherLegId));

/** Whether someone talked with the caller on this leg. */
export const tookPart = ({ primary, loopbacks }: CallLegs, leg: Leg): boolean => {
  if (isQuickcall(leg)) return false;
  if (isBriefTalk(primary, leg)) return true;
  if (leg.billing === 0) return false;
  // A cell phone's voicemail that picks up a forwarded call without confirming it is bridged to nobody.
  if (primary.otherLegId === leg.callId || isJoinedThrough(loopbacks, primary, leg)) return true;
  // A phone of a ring group that was picked up a moment too late is billed, too, but nobody talked on it.
  return leg.otherLegId === primary.callId && leg.cause !== 'LOSE_RACE';
};

/** The legs on which someone talked with the caller, sorted by when they were answered. */
const answeringLegs = (legs: CallLegs): Leg[] =>
  legs.others.filter((leg) => tookPart(legs, leg)).toSorted((a, b) => Number(answeredAt(a)) - Number(answeredAt(b)));

/** Who answered a call. */
export type CallAnswer = {
  /** The legs on which someone talked with the caller, sorted by when they were answered. */
  answering: readonly Leg[];
  byPerson: boolean;
  bySystem: boolean;
  /** The first leg was bridged to a leg that is missing. */
  lacksOther: boolean;
};

/** Who answered the caller: a person if the caller's leg was bridged; otherwise the system if it was billed. */
export const callAnswer = (legs: CallLegs, dialed: string | null): CallAnswer => {
  const { primary, others, loopbacks } = legs;
  const answering = answeringLegs(legs);
  const lacksOther =
    primary.otherLegId !== null && ![...others, ...loopbacks].some(({ callId }) => callId === primary.otherLegId);
  const isBridged = primary.billing > 0 || kindOfCause(primary.cause) === 'ended';
  const byPerson = answering.length > 0 || (lacksOther && isBridged);
  // The first leg of a quickcall is picked up by its own user.
  const isPickedUp =
    primary.billing > 0 && (!isQuickcall(primary) || (isInsideNumber(dialed) && rungLegs(others).length === 0));
  return { answering, byPerson, bySystem: !byPerson && (isPickedUp || primary.isConference), lacksOther };
};
