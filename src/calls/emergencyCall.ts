import type { Context } from '../zapier/context.ts';
import { assembleCall } from './assemble.ts';
import type { Call } from './call.ts';
import { asStarted, callOfFirstLeg } from './callInProgress.ts';
import { isQuickcall, type Leg } from './legs/leg.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';
import { findLegInProgress } from './legs/legInProgress.api.ts';

/** An emergency call as it starts, and the number that was called; null if unknown. */
export type EmergencyCall = { call: Call; number: string | null };

/** 911, its test number, and the number used in most other countries, exactly as dialed: KAZOO converts none of them. */
const EMERGENCY_NUMBER = /^(911|933|112)$/;

export const isEmergencyNumber = (number: string | null): boolean => EMERGENCY_NUMBER.test(String(number));

/**
 * The crisis line, whose callers have a right to be left alone. KAZOO 4.3 counts it among the emergency numbers, and may
 * send it through an emergency resource (`knm_converters`, CLASSIFIER_EMERGENCY); a gateway may add a prefix.
 */
const CRISIS_LINE = /^(\+?1)?988$/;

/** The called numbers that a leg to a carrier or a caller's leg shows. What a carrier gets can differ from the callee. */
const numbersOf = (leg: Leg): string[] =>
  (leg.direction === 'outbound' && !isQuickcall(leg) ? [leg.callee.number, leg.dialed] : [leg.dialed]).filter(
    (number) => number !== null,
  );

/**
 * The emergency number that a leg calls. Null if it calls none; `number` is null if only the resource shows an emergency.
 * The leg to the carrier has the resource, the caller's leg does not (`stepswitch_resources:gateway_to_endpoint`).
 */
const emergencyOf = (event: ChannelEvent, leg: Leg): { number: string | null } | null => {
  const numbers = numbersOf(leg);
  if (numbers.some((number) => CRISIS_LINE.test(number))) return null;
  const known = numbers.find(isEmergencyNumber);
  if (known !== undefined) return { number: known };
  return event.emergency_resource_used === true ? { number: numbers[0] ?? null } : null;
};

/** The call as an outbound one, whatever its number looks like: a dial plan may turn `9911` into 911. */
const asCallForHelp = (call: Call, number: string | null): Call => ({
  ...call,
  direction: call.direction === 'internal' ? 'outbound' : call.direction,
  to: call.to.number === null ? { number, name: null } : call.to,
});

/** The emergency call that the event's leg starts: no request. Null for every other event. */
export const startedEmergencyCall = (event: ChannelEvent): EmergencyCall | null => {
  const call = callOfFirstLeg(event);
  const leg = legOfEvent(event);
  const emergency = leg && emergencyOf(event, leg);
  if (!call || !emergency || call.direction === 'inbound') return null;
  return { call: asStarted(asCallForHelp(call, emergency.number)), number: emergency.number };
};

/** Whether the event is about a leg to a carrier that calls an emergency number. Then its call has to be looked up. */
export const isEmergencyLeg = (event: ChannelEvent): boolean => {
  const leg = legOfEvent(event);
  if (leg?.direction !== 'outbound' || leg.isLoopback || isQuickcall(leg)) return false;
  return emergencyOf(event, leg) !== null;
};

/** The call of a leg to a carrier if nothing is known about the caller's leg. */
const callOfCarrierLeg = (leg: Leg, number: string | null): Call | null => {
  const call = assembleCall([leg], 'event');
  return (
    call && {
      ...asStarted({ ...call, direction: 'outbound' }),
      id: leg.otherLegId ?? leg.callId,
      from: leg.caller,
      to: { number, name: null },
      unknown: ['users'],
    }
  );
};

/**
 * The emergency call of a leg to a carrier, from the caller's leg: 1 request, 2 if Dash does not find that at once. If it
 * finds none, the call is built from the leg alone.
 */
export const emergencyCallOfLeg = async (event: ChannelEvent, context: Context): Promise<EmergencyCall | null> => {
  const leg = legOfEvent(event);
  const emergency = leg && emergencyOf(event, leg);
  if (!emergency) return null;
  const { number } = emergency;
  const caller = leg.otherLegId === null ? null : await findLegInProgress(context, leg.otherLegId);
  if (caller && numbersOf(caller).some((dialed) => CRISIS_LINE.test(dialed))) return null;
  const found = caller && !caller.isLoopback ? assembleCall([caller], 'event') : null;
  const call = found ? asStarted(asCallForHelp(found, number)) : callOfCarrierLeg(leg, number);
  return call && { call, number };
};
