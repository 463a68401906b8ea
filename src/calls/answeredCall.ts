import { fromGregorian } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { isInsideNumber, withoutRealm } from '../fields/phoneNumbers.ts';
import { callOf } from './assemble.ts';
import type { Call } from './call.ts';
import { asAnswered } from './callInProgress.ts';
import { byStart } from './legs/grouping.ts';
import { isCallerOutside, isFromOutside, isToOutside } from './legs/outside.ts';
import { isQuickcall, type Leg } from './legs/leg.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';
import { findLegInProgress } from './legs/legInProgress.api.ts';
import { withOwners } from './legs/legOwners.lookUp.ts';

/** Whether a number is an outside number. The destination of a leg to a phone is the phone's SIP user. */
const isOutsideNumber = (destination: string | null): boolean =>
  destination !== null && /^\+?\d+$/.test(destination) && !isInsideNumber(destination);

const isCaller = (leg: Leg): boolean => leg.direction === 'inbound' || isQuickcall(leg);

type Bridge = { caller: Leg; answerer: Leg | null };

/** A leg that dialed a feature code picked up the call; if neither or both did, the later leg did. */
const isLater = (one: Leg, other: Leg): boolean => {
  const [code, otherCode] = [one, other].map(({ dialed }) => dialed?.startsWith('*') === true);
  return code === otherCode ? byStart(one, other) > 0 : code === true;
};

/** Which of two callers' legs picked up the call of the other: whoever picks up or retrieves a call dials later. */
const pickedUp = (one: Leg, other: Leg): Bridge => {
  const isOthers = isFromOutside(one) === isFromOutside(other) ? isLater(one, other) : isFromOutside(other);
  return isOthers ? { caller: other, answerer: one } : { caller: one, answerer: other };
};

type Find = (callId: string) => Promise<Leg | null>;

/** The caller's leg in progress, with the numbers that the called phone shows: in KAZOO 4.2 it has none of its own. */
const withPartiesOf = (rung: Leg, caller: Leg): Leg => ({
  ...caller,
  caller: caller.caller.number === null ? rung.caller : caller.caller,
  callee: caller.callee.number === null ? rung.callee : caller.callee,
});

/**
 * The bridge in the event of a leg that someone answered, such as a queue's agent or a phone that picks up a call. Null if
 * the other leg did not start the call either: then an outbound call that was answered earlier is being transferred.
 */
const bridgeOfAnswerer = async (
  own: Leg,
  otherId: string,
  destination: string | null,
  find: Find,
): Promise<Bridge | null> => {
  const other = await find(otherId);
  if (other === null && isToOutside(own)) return null;
  const ours = {
    direction: 'inbound',
    ownerId: null,
    authorizingId: isCallerOutside(own) ? null : own.authorizingId,
  } as const;
  const caller = other ?? { ...own, ...ours, callId: otherId, dialed: null, isCarrier: null };
  if (!isCaller(caller)) return null;
  return { caller: { ...withPartiesOf(own, caller), dialed: caller.dialed ?? destination }, answerer: own };
};

/** Whether a leg is still ringing. The switch bridges such a leg, too, so that the caller hears it ring. */
const onlyRings = (leg: Leg | null): boolean => leg?.direction === 'outbound' && leg.billing === 0;

/** The bridge in the event of the caller's leg. The event does not say what was dialed; the leg in progress does. */
const bridgeOfCaller = async (
  own: Leg,
  otherId: string,
  destination: string | null,
  find: Find,
): Promise<Bridge | null> => {
  const other = await find(otherId);
  // The answer has an event of its own; for a forward that stays inside, the bridge to the colleague comes next.
  if (onlyRings(other) || (other?.isLoopback === true && isInsideNumber(destination))) return null;
  const withDialed = async (leg: Leg): Promise<Leg> => {
    const live = await find(leg.callId);
    return { ...leg, dialed: live?.dialed ?? leg.dialed, start: live?.start ?? leg.start };
  };
  if (other?.direction === 'inbound' && !other.isLoopback) {
    const isUnclear = isFromOutside(own) === isFromOutside(other) || own.dialed === null;
    return pickedUp(isUnclear ? await withDialed(own) : own, other);
  }
  const leadsOut = !isFromOutside(own) && isOutsideNumber(destination);
  const inside = isInsideNumber(own.callee.number) && !leadsOut ? own.callee.number : null;
  const known = { ...own, dialed: own.dialed ?? inside };
  // A colleague's phone may be forwarded outside: nothing else distinguishes that from a call to the outside.
  const caller = known.dialed === null && !isQuickcall(own) ? await withDialed(known) : known;
  return { caller: { ...caller, dialed: caller.dialed ?? (leadsOut ? destination : null) }, answerer: other };
};

/**
 * The bridge in the answer event of a phone or of a leg to the outside: an answer only if the caller was bridged to it
 * before, while it rang. Otherwise the bridge event follows.
 */
const bridgeOfAnswer = async (own: Leg, otherId: string, find: Find): Promise<Bridge | null> => {
  if (isCaller(own)) return null;
  const caller = await find(otherId);
  if (caller === null || !isCaller(caller) || caller.isLoopback || caller.otherLegId !== own.callId) return null;
  return { caller: withPartiesOf(own, caller), answerer: own };
};

const bridgeIn = (event: ChannelEvent, own: Leg, otherId: string, find: Find): Promise<Bridge | null> => {
  if (event.hook_event === 'channel_answer') return bridgeOfAnswer(own, otherId, find);
  const destination = withoutRealm(event.other_leg_destination_number);
  const bridgeOf = isCaller(own) ? bridgeOfCaller : bridgeOfAnswerer;
  return bridgeOf({ ...own, start: null }, otherId, destination, find);
};

/**
 * The call that a person answered, according to an event, with the person's leg: usually 1 request, 2 if what was dialed
 * has to be looked up. Null for every other event. Dash sends a bridge event when a leg is answered, and earlier if the
 * caller hears it ring (early media, which carriers send); then the answer event of that leg decides. Source:
 * ecallmgr_events:maybe_send_event, cf_resources:get_ignore_early_media.
 */
export const answeredCall = async (event: ChannelEvent, context: Context): Promise<Call | null> => {
  const own = legOfEvent(event);
  if (!own || own.isLoopback || own.otherLegId === null) return null;
  const find: Find = (callId) => findLegInProgress(context, callId);
  const bridge = await bridgeIn(event, own, own.otherLegId, find);
  if (bridge === null) return null;
  const { caller, answerer } = bridge;
  const primary = { ...caller, otherLegId: answerer?.callId ?? own.otherLegId, billing: 1 };
  const others = answerer ? [{ ...answerer, otherLegId: caller.callId, billing: 1 }] : [];
  const call = callOf({ primary, others: await withOwners(others, context), loopbacks: [] }, 'event');
  // A leg in progress has no numbers in KAZOO 4.2.
  const knowsCaller = caller.callId === own.callId || caller.caller.number !== null;
  const isStranger = answerer === null || (isToOutside(answerer) && call.ownerId === null);
  const knowsPerson = call.direction === 'outbound' || call.ownerId !== null || !isStranger;
  return {
    ...asAnswered({ ...call, answered: fromGregorian(event.timestamp) }),
    from: call.from,
    unknown: [...(knowsPerson ? [] : (['users'] as const)), ...(knowsCaller ? [] : (['caller'] as const))],
  };
};
