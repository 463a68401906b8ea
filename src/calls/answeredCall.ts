import { fromGregorian } from '../dash/time.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { withoutRealm } from '../fields/phoneNumbers.ts';
import { callOf, isCallerOutside, isInside, isInsideNumber, type Call } from './assemble.ts';
import { asAnswered } from './callEvents.ts';
import { byStart, isFromOutside, isToOutside } from './grouping.ts';
import { isQuickcall, legOfEvent, type ChannelEvent, type Leg } from './leg.ts';
import { legInProgress } from './legInProgress.ts';
import { withOwners } from './owners.ts';

type Lookup = Pick<Context, 'z' | 'dash'>;

/** A number that leads outside. What a phone is sent to is its SIP user. */
const isOutsideNumber = (destination: string | null): boolean =>
  destination !== null && /^\+?\d+$/.test(destination) && !isInsideNumber(destination);

const isCaller = (leg: Leg): boolean => leg.direction === 'inbound' || isQuickcall(leg);

type Bridge = { caller: Leg; answerer: Leg | null };

/** A feature code fetches a call; without one on either side, the younger leg took the older one's call. */
const isLater = (one: Leg, other: Leg): boolean => {
  const [code, otherCode] = [one, other].map(({ dialled }) => dialled?.startsWith('*') === true);
  return code === otherCode ? byStart(one, other) > 0 : code === true;
};

/** Which of two callers' legs took the call of the other: whoever picks up, or fetches a parked call, dialled later. */
const pickedUp = (one: Leg, other: Leg): Bridge => {
  const isOthers = isFromOutside(one) === isFromOutside(other) ? isLater(one, other) : isFromOutside(other);
  return isOthers ? { caller: other, answerer: one } : { caller: one, answerer: other };
};

type Find = (callId: string) => Promise<Leg | null>;

/** The caller's leg in progress, which KAZOO 4.2 gives without numbers, with what whoever is rung is shown. */
const withPartiesOf = (rung: Leg, caller: Leg): Leg => ({
  ...caller,
  caller: caller.caller.number === null ? rung.caller : caller.caller,
  callee: caller.callee.number === null ? rung.callee : caller.callee,
});

/**
 * Of the event of a leg that somebody answered, as a queue's agent or whoever picks up. Null where the other leg began no
 * call either: one of ours handed on a call to the outside, which was answered before.
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
  const caller = other ?? { ...own, ...ours, callId: otherId, dialled: null, isCarrier: null };
  if (!isCaller(caller)) return null;
  return { caller: { ...withPartiesOf(own, caller), dialled: caller.dialled ?? destination }, answerer: own };
};

/** Whether a leg only rings. The switch bridges it all the same where the caller is to hear it ring. */
const onlyRings = (leg: Leg | null): boolean => leg?.direction === 'outbound' && leg.billing === 0;

/** Of the event of the caller's leg, which tells no request: what was dialled stands in the leg in progress. */
const bridgeOfCaller = async (
  own: Leg,
  otherId: string,
  destination: string | null,
  find: Find,
): Promise<Bridge | null> => {
  const other = await find(otherId);
  // Its answer is an event of its own; of a forward that stays inside, the bridge to the colleague is the next one.
  if (onlyRings(other) || (other?.isLoopback === true && isInside(destination))) return null;
  const withDialled = async (leg: Leg): Promise<Leg> => {
    const live = await find(leg.callId);
    return { ...leg, dialled: live?.dialled ?? leg.dialled, start: live?.start ?? leg.start };
  };
  if (other?.direction === 'inbound' && !other.isLoopback) {
    const isUnclear = isFromOutside(own) === isFromOutside(other) || own.dialled === null;
    return pickedUp(isUnclear ? await withDialled(own) : own, other);
  }
  const leadsOut = !isFromOutside(own) && isOutsideNumber(destination);
  const isPlain = isQuickcall(own) || (leadsOut && other !== null && !other.isLoopback);
  const dialled = own.dialled ?? (leadsOut && isPlain ? destination : null);
  const inside = isInside(own.callee.number) && !leadsOut ? own.callee.number : null;
  const known = { ...own, dialled: dialled ?? inside };
  // A colleague's phone may be forwarded outside.
  const caller = known.dialled === null && !isQuickcall(own) ? await withDialled(known) : known;
  return { caller: { ...caller, dialled: caller.dialled ?? (leadsOut ? destination : null) }, answerer: other };
};

/**
 * Of the event of a phone, or a leg to the outside, that was picked up: an answer where the caller was bridged to it
 * before, while it rang. Otherwise the bridge follows.
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
 * The call that an event shows to be answered by a person, with whoever answered: 1 request as a rule, 2 where what was
 * dialled has to be looked up. Null for every other event. A bridge is told of when a leg is answered, and before that
 * where the caller hears it ring (early media, as carriers send it); then the answer of that leg tells. Source:
 * ecallmgr_events:maybe_send_event, cf_resources:get_ignore_early_media.
 */
export const answeredCall = async (event: ChannelEvent, lookup: Lookup): Promise<Call | null> => {
  const own = legOfEvent(event);
  if (!own || own.isLoopback || own.otherLegId === null) return null;
  const find: Find = (callId) => legInProgress(lookup, callId);
  const bridge = await bridgeIn(event, own, own.otherLegId, find);
  if (bridge === null) return null;
  const { caller, answerer } = bridge;
  const primary = { ...caller, otherLegId: answerer?.callId ?? own.otherLegId, billing: 1 };
  const others = answerer ? [{ ...answerer, otherLegId: caller.callId, billing: 1 }] : [];
  const call = callOf({ primary, others: await withOwners(others, lookup), loopbacks: [] }, 'event');
  // A leg in progress has no numbers in KAZOO 4.2.
  const knowsCaller = caller.callId === own.callId || caller.caller.number !== null;
  const isStranger = answerer === null || (isToOutside(answerer) && call.ownerId === null);
  const knowsPerson = call.direction === 'outbound' || call.ownerId !== null || !isStranger;
  return {
    ...asAnswered({ ...call, answered: fromGregorian(event.timestamp) }),
    from: call.from,
    forwarded: call.forwarded === true || answerer?.isLoopback === true,
    unknown: [...(knowsPerson ? [] : (['users'] as const)), ...(knowsCaller ? [] : (['caller'] as const))],
  };
};
