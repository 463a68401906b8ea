import { setTimeout as pause } from 'node:timers/promises';
import { fromGregorian } from '../dash/time.ts';
import { isStaleSession } from '../zapier/errors.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { withoutRealm } from '../zapier/phoneNumbers.ts';
import { callOf, isCallerOutside, isInside, isInsideNumber, type Call } from './assemble.ts';
import { asAnswered } from './callEvents.ts';
import { isFromOutside, isToOutside } from './grouping.ts';
import { isQuickcall, legOfChannel, legOfEvent, type ChannelEvent, type Leg } from './leg.ts';
import { withOwners } from './owners.ts';

type Lookup = Pick<Context, 'z' | 'dash'>;

const PAUSE_MS = 1_000;

/** A leg in progress: 1 request, and 1 more a second later when the first finds nothing. Null when neither does. */
const legInProgress = async ({ dash }: Lookup, callId: string): Promise<Leg | null> => {
  for (const wait of [0, PAUSE_MS]) {
    if (wait > 0) await pause(wait);
    const found = await dash.find(['channels', callId], { purpose: 'read the call' }).catch((error: unknown) => {
      // A leg that has ended, and a phone system that is down, give the same answer: nothing is known.
      if (isStaleSession(error)) throw error;
      return null;
    });
    const leg = legOfChannel(found);
    if (leg !== null) return leg;
  }
  return null;
};

/** A number that leads outside. What a phone is sent to is its SIP user. */
const isOutsideNumber = (destination: string | null): boolean =>
  destination !== null && /^\+?\d+$/.test(destination) && !isInsideNumber(destination);

const isCaller = (leg: Leg): boolean => leg.direction === 'inbound' || isQuickcall(leg);

type Bridge = { caller: Leg; answerer: Leg | null };

/** A feature code fetches a call; without one on either side, the younger leg took the older one's call. */
const isLater = (one: Leg, other: Leg): boolean => {
  const [code, otherCode] = [one, other].map(({ dialled }) => dialled?.startsWith('*') === true);
  return code === otherCode ? (one.start?.getTime() ?? Infinity) > (other.start?.getTime() ?? 0) : code === true;
};

/** Which of two callers' legs took the call of the other: whoever picks up, or fetches a parked call, dialled later. */
const pickedUp = (one: Leg, other: Leg): Bridge => {
  const isOthers = isFromOutside(one) === isFromOutside(other) ? isLater(one, other) : isFromOutside(other);
  return isOthers ? { caller: other, answerer: one } : { caller: one, answerer: other };
};

type Find = (callId: string) => Promise<Leg | null>;

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
  // KAZOO 4.2 tells no numbers of calls in progress; whoever is rung is shown the caller.
  const shown = caller.caller.number === null ? own.caller : caller.caller;
  return { caller: { ...caller, caller: shown, dialled: caller.dialled ?? destination }, answerer: own };
};

/** Of the event of the caller's leg, which tells no request: what was dialled stands in the leg in progress. */
const bridgeOfCaller = async (own: Leg, otherId: string, destination: string | null, find: Find): Promise<Bridge> => {
  const leadsOut = !isFromOutside(own) && isOutsideNumber(destination);
  if (leadsOut && isQuickcall(own)) return { caller: own, answerer: null };
  const withDialled = async (leg: Leg): Promise<Leg> => {
    const live = await find(leg.callId);
    return { ...leg, dialled: live?.dialled ?? leg.dialled, start: live?.start ?? leg.start };
  };
  // A colleague's phone may be forwarded outside, and a call from outside be picked up.
  const lacksDialled =
    own.dialled === null && !isQuickcall(own) && (isFromOutside(own) || !isInside(own.callee.number));
  const caller =
    leadsOut || lacksDialled ? await withDialled(own) : { ...own, dialled: own.dialled ?? own.callee.number };
  if (leadsOut && isOutsideNumber(caller.dialled ?? destination)) {
    const isUnseen = caller.dialled === null;
    const other = isUnseen ? await find(otherId) : null;
    if (other?.direction !== 'inbound')
      return { caller: { ...caller, dialled: caller.dialled ?? destination }, answerer: null };
    return pickedUp(caller, other);
  }
  const other = await find(otherId);
  if (other === null || other.direction === 'outbound' || other.isLoopback) return { caller, answerer: other };
  return pickedUp(isFromOutside(caller) === isFromOutside(other) ? await withDialled(caller) : caller, other);
};

/**
 * The call that the event of a bridge shows to be answered by a person, with whoever answered: at most 2 requests, 1 as a
 * rule, none for a quickcall to the outside. Null for every other event. Source: ecallmgr_events:maybe_send_event.
 */
export const answeredCall = async (event: ChannelEvent, lookup: Lookup): Promise<Call | null> => {
  const own = legOfEvent(event);
  if (!own || own.isLoopback || own.otherLegId === null) return null;
  const find: Find = (callId) => legInProgress(lookup, callId);
  const destination = withoutRealm(event.other_leg_destination_number);
  const bridgeOf = isCaller(own) ? bridgeOfCaller : bridgeOfAnswerer;
  const bridge = await bridgeOf({ ...own, start: null }, own.otherLegId, destination, find);
  if (bridge === null) return null;
  const { caller, answerer } = bridge;
  const primary = { ...caller, otherLegId: answerer?.callId ?? own.otherLegId, billing: 1 };
  const others = answerer ? [{ ...answerer, otherLegId: caller.callId, billing: 1 }] : [];
  const call = callOf({ primary, others: await withOwners(others, lookup), loopbacks: [] }, 'event');
  // A leg in progress has no numbers in KAZOO 4.2.
  const knowsCaller = caller.callId === own.callId || caller.caller.number !== null;
  const knowsPerson = call.direction === 'outbound' || call.ownerId !== null || (answerer !== null && !call.forwarded);
  return {
    ...asAnswered({ ...call, answered: fromGregorian(event.timestamp) }),
    forwarded: call.forwarded === true || answerer?.isLoopback === true,
    unknown: [...(knowsPerson ? [] : (['users'] as const)), ...(knowsCaller ? [] : (['caller'] as const))],
  };
};
