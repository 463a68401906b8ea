import { isQuickcall, type Leg } from './leg.ts';

/** The legs of one call: the caller's, and what belongs to it. Halves of loopback channels are kept apart. */
export type CallLegs = {
  primary: Leg;
  /** In order of time; halves of loopback channels are not among them. */
  others: readonly Leg[];
  loopbacks: readonly Leg[];
};

const SECOND_MS = 1000;

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

export const byStart = (a: Leg, b: Leg): number =>
  (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0) || byText(a.callId, b.callId);

/** Each leg once, in order of time, whatever order they came in; one that is marked as a loopback counts last. */
const inOrder = (legs: readonly Leg[]): Leg[] => {
  const sorted = legs.toSorted((a, b) => byStart(a, b) || byText(JSON.stringify(a), JSON.stringify(b)));
  const marked = sorted.filter(({ isLoopback }) => isLoopback);
  const real = sorted.filter(({ isLoopback }) => !isLoopback);
  const byId = new Map([...marked, ...real].map((leg) => [leg.callId, leg] as const));
  return [...byId.values()].toSorted(byStart);
};

/** A phone that rings for its owner's quickcall and is not the one that was picked up. */
export const lostTheRace = (leg: Leg): boolean =>
  isQuickcall(leg) && leg.cause === 'LOSE_RACE' && leg.otherLegId === null;

export const isFromOutside = ({ direction, authorizedBy, authorizingId }: Leg): boolean =>
  direction === 'inbound' && (authorizedBy === 'resource' || authorizingId === null);

const E164 = /^\+\d{7,15}$/;

/**
 * Whether a leg leads to somebody outside. A document says so. A row does not: such a leg has nobody behind it, and
 * where it has the device that forwards, as in KAZOO 4.3, it was sent to the number that it shows as called.
 */
export const isToOutside = (leg: Leg): boolean => {
  const { direction, isCarrier, authorizedBy, authorizingId, ownerId, dialled, callee } = leg;
  if (direction !== 'outbound' || isQuickcall(leg)) return false;
  if (isCarrier !== null) return isCarrier;
  if (ownerId !== null) return false;
  const isNobodys = authorizedBy === 'resource' || (authorizedBy === null && authorizingId === null);
  return isNobodys || (dialled !== null && E164.test(dialled) && dialled === callee.number);
};

/**
 * The inner half of a loopback channel is an inbound leg that belongs to another leg's bridge; every caller's leg belongs
 * to its own. Documents mark both halves, rows none. Source: cf_resources, cb_cdrs.
 */
const isInnerHalf = ({ direction, bridgeId, callId, isLoopback }: Leg): boolean =>
  isLoopback === null && direction === 'inbound' && bridgeId !== null && bridgeId !== callId;

/** The outer half was sent to the number that its inner half dials; a phone is sent to by its SIP user. */
const isOuterHalfOf = (inner: Leg, leg: Leg): boolean =>
  leg.direction === 'outbound' &&
  !isToOutside(leg) &&
  leg.dialled !== null &&
  leg.dialled === inner.dialled &&
  leg.ownerId === inner.ownerId &&
  leg.authorizingId === inner.authorizingId;

const halvesIn = (legs: readonly Leg[]): Set<Leg> => {
  const inner = legs.filter(isInnerHalf);
  const outer = legs.filter((leg) => inner.some((one) => isOuterHalfOf(one, leg)));
  return new Set([...legs.filter(({ isLoopback }) => isLoopback), ...inner, ...outer]);
};

/** Of callers in the same second the one from outside is first: our phone then is on the way to somebody. */
const firstCaller = (legs: readonly Leg[]): Leg | undefined =>
  legs
    .filter(({ direction }) => direction === 'inbound')
    .toSorted((a, b) => {
      const apart = (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0);
      const outsideFirst = Number(isFromOutside(b)) - Number(isFromOutside(a));
      return (Math.abs(apart) < SECOND_MS ? 0 : apart) || outsideFirst || byStart(a, b);
    })[0];

/** Of the phones that rang for their owner's quickcall, the one whose call it became, else the first by its id. */
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

/** Of a call that the switch began otherwise, the first of two legs that were bridged to each other. */
const firstOfPair = (legs: readonly Leg[]): Leg | undefined =>
  legs.find((leg) =>
    legs.some(
      (other) =>
        other !== leg && leg.otherLegId === other.callId && other.otherLegId === leg.callId && !leg.memberCallId,
    ),
  );

/** The leg whose call this is; none where the caller's leg is not there, since it may still go on. */
const primaryOf = (legs: readonly Leg[]): Leg | undefined =>
  firstCaller(legs) ?? firstQuickcall(legs) ?? firstOfPair(legs);

/**
 * What the legs of one call share. Rows of KAZOO 4.2 tell no interaction, and phones that rang for a quickcall in vain
 * no bridge either: they have their owner, the number and the second in common.
 */
const interactionOf = (leg: Leg): string => {
  const { interactionId, bridgeId, callId, ownerId, dialled, start } = leg;
  const quickcall = isQuickcall(leg) && !lostTheRace(leg) && dialled !== null;
  const twins = quickcall ? `${String(ownerId)} ${dialled} ${String(start?.getTime())}` : null;
  return interactionId ?? bridgeId ?? twins ?? callId;
};

/** Whether a leg of another interaction belongs to a leg of this one: it rang for it, or was bridged to it. */
const isTiedTo = (leg: Leg, own: ReadonlySet<string>, partners: ReadonlySet<string>): boolean =>
  partners.has(leg.callId) || [leg.otherLegId, leg.bridgeId, leg.memberCallId].some((id) => id !== null && own.has(id));

const idsOf = (ids: readonly (string | null)[]): Set<string> => new Set(ids.filter((id) => id !== null));

/** Tells which of the legs name an id. */
const byNamedId = (legs: readonly Leg[]): ((id: string) => readonly Leg[]) => {
  const named = new Map<string, Leg[]>();
  const naming = (id: string) => named.get(id) ?? [];
  for (const leg of legs)
    for (const id of idsOf([leg.callId, leg.otherLegId, leg.bridgeId, leg.memberCallId]))
      named.set(id, [...naming(id), leg]);
  return naming;
};

/** Whether phones rang for a caller's leg that is not there: whoever else dialled within the call began none. */
const isInProgress = (own: readonly Leg[], ownIds: ReadonlySet<string>): boolean =>
  own.some(({ direction, bridgeId }) => direction === 'outbound' && bridgeId !== null && !ownIds.has(bridgeId));

const callLegs = (primary: Leg, own: readonly Leg[], tied: readonly Leg[], halves: ReadonlySet<Leg>): CallLegs => ({
  primary,
  others: inOrder([...own, ...tied]).filter((leg) => leg !== primary && !halves.has(leg)),
  loopbacks: own.filter((leg) => halves.has(leg)),
});

/**
 * Whether a call is that of a phone which picked another call up by a code. Where an interaction is told, it is that of
 * the other call. Source: ecallmgr_events:event, sofia::intercepted.
 */
const isPickUpOf = ({ primary }: CallLegs, { primary: other }: CallLegs): boolean =>
  primary.interactionId === null &&
  primary.dialled?.startsWith('*') === true &&
  primary.otherLegId === other.callId &&
  other.otherLegId === primary.callId;

/**
 * The calls that the legs make, each with its own legs and those of other interactions that are tied to them: an agent
 * of a queue is rung in an interaction of its own, as is whoever is asked before a transfer. Legs without the one that
 * began their call make none: it may still be going on. Source: docs/calls.md.
 */
export const groupLegs = (given: readonly Leg[]): CallLegs[] => {
  const legs = inOrder(given);
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
    const other = byPrimary.get(call.primary.otherLegId ?? '');
    return other === undefined || !isPickUpOf(call, other);
  });
};

/** All legs as those of one call, whichever of them can be told apart as the first; null without a leg. */
export const asOneCall = (given: readonly Leg[]): CallLegs | null => {
  const legs = inOrder(given);
  const halves = halvesIn(legs);
  const callers = legs.filter((leg) => !halves.has(leg));
  // With nobody before it, what looks like an inner half is all that there is of a call.
  const real = callers.length > 0 ? callers : legs.filter(({ isLoopback }) => !isLoopback);
  const [first] = real.toSorted((a, b) => byText(a.callId, b.callId));
  const primary =
    primaryOf(real) ?? real.find(isQuickcall) ?? real.find(({ otherLegId }) => otherLegId !== null) ?? first;
  return primary ? callLegs(primary, legs, [], halves) : null;
};
