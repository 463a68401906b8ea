import { callAnswer, tookPart } from './assembly/answer.ts';
import { callDurations, UNKNOWN_DURATIONS } from './assembly/durations.ts';
import { callOutcome, UNKNOWN_OUTCOME } from './assembly/outcome.ts';
import { callOwners } from './assembly/owners.ts';
import { callParties } from './assembly/parties.ts';
import { unknownAspects } from './assembly/unknownAspects.ts';
import type { Call, CallDirection } from './call.ts';
import { asOneCall, type CallLegs } from './legs/grouping.ts';
import { deviceIdOf, isQuickcall, type Leg } from './legs/leg.ts';
import { isCallerOutside, isToOutside } from './legs/outside.ts';

/** Where the legs come from: `records` means the call's records, `event` means a single leg of it. */
export type LegSource = 'records' | 'event';

/** The caller as the caller's own leg shows it, with the user and the phone if the call comes from one of our phones. */
const callerOf = (
  primary: Leg,
  direction: CallDirection,
): Pick<Call, 'caller' | 'callerOwnerId' | 'callerDeviceId'> => ({
  caller: primary.caller,
  callerOwnerId: direction === 'inbound' ? null : primary.ownerId,
  callerDeviceId: direction === 'inbound' ? null : deviceIdOf(primary),
});

/** What is counted and collected across all legs of the call. */
const legDetails = (legs: CallLegs): Pick<Call, 'legCount' | 'recordingIds' | 'queueId' | 'reference'> => {
  const { primary, others, loopbacks } = legs;
  const isSameInteraction = (leg: Leg) => leg.interactionId !== null && leg.interactionId === primary.interactionId;
  const isPart = (leg: Leg) => leg.direction === 'outbound' || isSameInteraction(leg) || tookPart(legs, leg);
  const parts = [primary, ...others.filter(isPart)];
  return {
    legCount: parts.length,
    recordingIds: [...new Set([...parts, ...loopbacks].flatMap(({ recordingIds }) => recordingIds))],
    queueId: parts.find(({ queueId }) => queueId !== null)?.queueId ?? null,
    reference: parts.find(({ reference }) => reference !== null)?.reference ?? null,
  };
};

/** Builds a call from its legs. Rules and cases: docs/calls.md. */
export const callOf = (legs: CallLegs, source: LegSource): Call => {
  const { primary } = legs;
  const parties = callParties(legs);
  const answer = callAnswer(legs, parties.to.number);
  const complete = source === 'records' && !answer.lacksOther;
  const hasEnded = source === 'records' || primary.cause !== '';
  const outcome = hasEnded ? callOutcome(legs, answer, { ...parties, complete }) : UNKNOWN_OUTCOME;
  return {
    id: primary.callId,
    otherLegId: primary.otherLegId,
    ...parties,
    ...callerOf(primary, parties.direction),
    started: primary.start,
    ...outcome,
    ...(hasEnded ? callDurations(legs, answer, parties.direction) : UNKNOWN_DURATIONS),
    ...callOwners(legs, answer, { ...parties, complete }),
    ...legDetails(legs),
    hangupCause: primary.cause,
    complete,
    unknown: complete ? [] : unknownAspects(legs, { ...parties, ...outcome }),
  };
};

/**
 * Builds one call from all legs, in any order, with or without halves of loopback channels; null without a leg.
 */
export const assembleCall = (given: readonly Leg[], source: LegSource): Call | null => {
  const legs = asOneCall(given);
  return legs && callOf(legs, source);
};

/** Direction and numbers of a call, as far as a single leg shows them. */
export const partiesOfLeg = (leg: Leg): Pick<Call, 'direction' | 'from' | 'to'> => {
  const isFirst = leg.direction === 'inbound' || isQuickcall(leg);
  const call = isFirst ? assembleCall([leg], 'event') : null;
  if (call) return call;
  if (isToOutside(leg)) return { direction: 'outbound', from: leg.caller, to: { number: leg.dialed, name: null } };
  return { direction: isCallerOutside(leg) ? 'inbound' : 'internal', from: leg.caller, to: leg.callee };
};
