import { SECOND_MS } from '../../dash/time.ts';
import { isQuickcall, lostTheRace, type Leg } from './leg.ts';
import { isFromOutside, isToOutside } from './outside.ts';

/** The legs of one call: the caller's, and all that belong to it. Halves of loopback channels are kept separate. */
export type CallLegs = {
  primary: Leg;
  /** Sorted by time, without halves of loopback channels. */
  others: readonly Leg[];
  loopbacks: readonly Leg[];
};

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

export const byStart = (a: Leg, b: Leg): number =>
  (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0) || byText(a.callId, b.callId);

/** Each leg once, sorted by time. If a leg was read twice, keeps the one that is not marked as a loopback. */
const inOrder = (legs: readonly Leg[]): Leg[] => {
  const sorted = legs.toSorted((a, b) => byStart(a, b) || byText(JSON.stringify(a), JSON.stringify(b)));
  const unmarked = sorted.filter(({ isLoopback }) => !isLoopback);
  const byId = new Map([...sorted, ...unmarked].map((leg) => [leg.callId, leg] as const));
  return [...byId.values()].toSorted(byStart);
};

/**
 * The inner half of a loopback channel is an inbound leg that belongs to another leg's bridge; a caller's leg belongs to its
 * own. Documents mark both halves, rows mark neither. Source: cf_resources, cb_cdrs.
 */
const isInnerHalf = ({ direction, bridgeId, callId, isLoopback }: Leg): boolean =>
  isLoopback === null && direction === 'inbound' && bridgeId !== null && bridgeId !== callId;

/** The outer half was sent to the number that the inner half dials. A leg to a phone is sent to the SIP user instead. */
const isOuterHalfOf = (inner: Leg, leg: Leg): boolean =>
  leg.direction === 'outbound' &&
  !isToOutside(leg) &&
  leg.dialed !== null &&
  leg.dialed === inner.dialed &&
  leg.ownerId === inner.ownerId &&
  leg.authorizingId === inner.authorizingId;

const halvesIn = (legs: readonly Leg[]): Set<Leg> => {
  const inner = legs.filter(isInnerHalf);
  const outer = legs.filter((leg) => inner.some((one) => isOuterHalfOf(one, leg)));
  return new Set([...legs.filter(({ isLoopback }) => isLoopback), ...inner, ...outer]);
};

/** Of sorted legs, the first caller's. If two start in the same second, the one from outside: the other belongs to a forward. */
const firstCaller = (legs: readonly Leg[]): Leg | undefined =>
  legs
    .filter(({ direction }) => direction === 'inbound')
    .toSorted((a, b) => {
      const apart = (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0);
      const outsideFirst = Number(isFromOutside(b)) - Number(isFromOutside(a));
      return (Math.abs(apart) < SECOND_MS ? 0 : apart) || outsideFirst;
    })[0];

/** Among the phones that rang for their owner's quickcall, the one that was picked up; else the first by id. */
const firstQuickcall = (legs: readonly Leg[]): Leg | undefined => {
  const begun = legs
    .filter((leg) => isQuickcall(leg) && !lostTheRace(leg))
    .toSorted((a, b) => byText(a.callId, b.callId));
  return (
    begun.find(({ otherLegId }) => otherLegId !== null) ??
    begun.find(({ bridgeId, callId }) => bridgeId === callId) ??
    begun[0]
  );
};

/** For a call that the switch started some other way, the first of two legs that were bridged to each other. */
const firstOfPair = (legs: readonly Leg[]): Leg | undefined =>
  legs.find((leg) =>
    legs.some(
      (other) =>
        other !== leg && leg.otherLegId === other.callId && other.otherLegId === leg.callId && !leg.memberCallId,
    ),
  );

/** The leg that started the call; undefined if the caller's leg is missing, because it may still be in progress. */
const primaryOf = (legs: readonly Leg[]): Leg | undefined =>
  firstCaller(legs) ?? firstQuickcall(legs) ?? firstOfPair(legs);

/** What the phones share that ring for one quickcall; null for another leg, and while the number isn't known. */
const twinsKey = (leg: Leg, dialed = leg.dialed): string | null =>
  isQuickcall(leg) && !lostTheRace(leg) && dialed !== null
    ? `${String(leg.ownerId)} ${dialed} ${String(leg.start?.getTime())}`
    : null;

/**
 * Returns a function that gives the legs of one call the same key. Rows of KAZOO 4.2 have no interaction id, and phones that
 * rang for a quickcall and were not picked up have no bridge id either: they share the owner, the number, and the second. The
 * phone that was picked up has a bridge id, and its other leg has the number.
 */
const interactionsIn = (legs: readonly Leg[]): ((leg: Leg) => string) => {
  const byId = new Map(legs.map((leg) => [leg.callId, leg] as const));
  const pickedUp = legs.filter(({ callId, bridgeId }) => bridgeId === callId);
  const bridges = new Map(
    pickedUp.map((leg) => [twinsKey(leg, byId.get(leg.otherLegId ?? '')?.dialed ?? null), leg.callId] as const),
  );
  return (leg) => {
    const twins = twinsKey(leg);
    return leg.interactionId ?? leg.bridgeId ?? (twins === null ? leg.callId : (bridges.get(twins) ?? twins));
  };
};

/** Whether a leg of another interaction belongs to a leg of this one: it rang for it, or was bridged to it. */
const isTiedTo = (leg: Leg, own: ReadonlySet<string | null>, partners: ReadonlySet<string>): boolean =>
  partners.has(leg.callId) || [leg.otherLegId, leg.bridgeId, leg.memberCallId].some((id) => own.has(id));

const idsOf = (ids: readonly (string | null)[]): Set<string> => new Set(ids.filter((id) => id !== null));

/** Returns a function that finds the legs that name an id. */
const byNamedId = (legs: readonly Leg[]): ((id: string) => readonly Leg[]) => {
  const named = new Map<string, Leg[]>();
  const naming = (id: string) => named.get(id) ?? [];
  for (const leg of legs)
    for (const id of idsOf([leg.callId, leg.otherLegId, leg.bridgeId, leg.memberCallId]))
      named.set(id, [...naming(id), leg]);
  return naming;
};

/** Whether phones rang for a caller's leg that is missing. Then no other leg of the interaction started the call. */
const isInProgress = (own: readonly Leg[], ownIds: ReadonlySet<string>): boolean =>
  own.some(({ direction, bridgeId }) => direction === 'outbound' && bridgeId !== null && !ownIds.has(bridgeId));

const callLegs = (primary: Leg, own: readonly Leg[], tied: readonly Leg[], halves: ReadonlySet<Leg>): CallLegs => ({
  primary,
  others: inOrder([...own, ...tied]).filter((leg) => leg !== primary && !halves.has(leg)),
  loopbacks: own.filter((leg) => halves.has(leg)),
});

/**
 * Whether a call is that of a phone that picked up the call to which it was bridged, with a feature code. If it has an
 * interaction id, that is the other call's. Source: ecallmgr_events:event, sofia::intercepted.
 */
const isPickUpOf = ({ primary }: CallLegs, { primary: bridged }: CallLegs): boolean =>
  primary.interactionId === null && primary.dialed?.startsWith('*') === true && bridged.otherLegId === primary.callId;

/**
 * Groups legs into calls, each with its own legs and the legs of other interactions that are tied to them: a queue's agent
 * rings in an interaction of its own, and so does the target of an attended transfer. Legs without the leg that started
 * their call are left out: the call may still be in progress. Source: docs/calls.md.
 */
export const groupLegs = (given: readonly Leg[]): CallLegs[] => {
  const legs = inOrder(given);
  const interactionOf = interactionsIn(legs);
  const interactions = Map.groupBy(legs, interactionOf);
  const naming = byNamedId(legs);
  const calls = [...interactions.entries()].flatMap(([interaction, own]) => {
    const halves = halvesIn(own);
    const primary = primaryOf(own.filter((leg) => !halves.has(leg)));
    const ownIds = idsOf(own.map(({ callId }) => callId));
    if (!primary || isInProgress(own, ownIds)) return [];
    const partners = idsOf(own.map(({ otherLegId }) => otherLegId));
    const tied = [...ownIds, ...partners]
      .flatMap(naming)
      .filter((leg) => interactionOf(leg) !== interaction && isTiedTo(leg, ownIds, partners));
    return [callLegs(primary, own, tied, halves)];
  });
  const byPrimary = new Map(calls.map((call) => [call.primary.callId, call] as const));
  return calls.filter((call) => {
    const bridged = byPrimary.get(call.primary.otherLegId ?? '');
    return bridged === undefined || !isPickUpOf(call, bridged);
  });
};

/** Treats all legs as one call, even if none is clearly the first; null without a leg. */
export const asOneCall = (given: readonly Leg[]): CallLegs | null => {
  const legs = inOrder(given);
  const halves = halvesIn(legs);
  const callers = legs.filter((leg) => !halves.has(leg));
  // Without another leg before it, what looks like an inner half is all that is known about the call.
  const real = callers.length > 0 ? callers : legs.filter(({ isLoopback }) => !isLoopback);
  const [first] = real.toSorted((a, b) => byText(a.callId, b.callId));
  const primary =
    primaryOf(real) ?? real.find(isQuickcall) ?? real.find(({ otherLegId }) => otherLegId !== null) ?? first;
  return primary ? callLegs(primary, legs, [], halves) : null;
};

/** The legs of a call that ring people, without the phones that ring for their owner's quickcall. */
export const rungLegs = (others: readonly Leg[]): Leg[] =>
  others.filter((leg) => leg.direction === 'outbound' && !isQuickcall(leg));
