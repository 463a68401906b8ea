import { isHidden } from '../zapier/phoneNumbers.ts';
import { kindOfCause, type CauseKind } from './causes.ts';
import type { Leg, Party } from './leg.ts';

export const DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;
export const OUTCOMES = ['answered', 'missed', 'busy', 'cancelled', 'no_answer', 'failed'] as const;
export const MISSED_REASONS = [
  'system_answered',
  'caller_hung_up',
  'rejected',
  'busy',
  'no_phone_online',
  'nobody_answered',
] as const;

export type Direction = (typeof DIRECTIONS)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type MissedReason = (typeof MISSED_REASONS)[number];

/** A call as people know it. Lengths are whole seconds; `talk` counts only people who talk. */
export type Call = {
  id: string;
  interactionId: string | null;
  direction: Direction;
  /** The leg that the first was joined with last. */
  otherLegId: string | null;
  /** Null while the call goes on. */
  outcome: Outcome | null;
  missedReason: MissedReason | null;
  /** A mailbox, a menu, a queue, an announcement or a conference room picked up. */
  systemAnswered: boolean | null;
  from: Party;
  to: Party;
  started: Date | null;
  answered: Date | null;
  ended: Date | null;
  /** Null while they are not known yet. */
  wait: number | null;
  ringing: number | null;
  talk: number | null;
  total: number | null;
  /** Who talked, or the only one who was rung; the caller, when one of ours called. */
  ownerId: string | null;
  deviceId: string | null;
  /** The users whose call it is: those who talked, else those who were rung; the caller, when one of ours called. */
  userIds: string[];
  transferred: boolean;
  legCount: number;
  recordingIds: string[];
  hangupCause: string;
  correlationId: string | null;
  /** `full` when the legs that matter were read; `event` when only the first leg's event tells. */
  detail: 'full' | 'event';
};

/** Where the legs come from: `legs` are the call records of the call, `event` is one leg of it alone. */
export type Knowledge = Call['detail'];

/** Whether the switch began the call on this leg: it rings the caller's own phones first. */
export const isQuickcall = ({ callId }: Pick<Leg, 'callId'>): boolean => callId.endsWith('-quickcall');

/** Of a call that the switch began, each phone of the user has a leg; those that lost the race are no calls. */
export const lostTheRace = (leg: Leg): boolean =>
  isQuickcall(leg) && leg.cause === 'LOSE_RACE' && leg.otherLegId === null;

const endOf = (start: Date | null, length: number): Date | null => start && new Date(start.getTime() + length * 1000);

const byText = (a: string, b: string): number => Number(a > b) - Number(a < b);

const byStart = (a: Leg, b: Leg): number =>
  (a.start?.getTime() ?? 0) - (b.start?.getTime() ?? 0) || byText(a.callId, b.callId);

/** Real legs in order of time, each once, whatever order they came in. */
const realLegs = (legs: readonly Leg[]): Leg[] => [
  ...new Map(
    legs
      .filter(({ isLoopback }) => !isLoopback)
      .toSorted((a, b) => byStart(a, b) || byText(JSON.stringify(a), JSON.stringify(b)))
      .map((leg) => [leg.callId, leg] as const),
  ).values(),
];

/** The leg whose call this is: the caller's, or of a call that the switch began the one that somebody took. */
const primaryOf = (legs: readonly Leg[]): Leg | undefined => {
  const begun = legs.filter(isQuickcall);
  const candidates = (begun.length > 0 ? begun : legs).toSorted((a, b) => byText(a.callId, b.callId));
  return (
    legs.find(({ direction }) => direction === 'inbound') ??
    candidates.find(({ otherLegId }) => otherLegId !== null) ??
    candidates.find((leg) => !lostTheRace(leg)) ??
    candidates[0]
  );
};

/** The phone of a leg; a call that the switch began is authorized by its user. */
const deviceOf = ({ authorizedBy, authorizingId, callId }: Leg): string | null =>
  authorizedBy === 'user' || (authorizedBy === null && isQuickcall({ callId })) ? null : authorizingId;

const isFromOutside = ({ direction, authorizedBy, authorizingId }: Leg): boolean =>
  direction === 'inbound' && (authorizedBy === 'resource' || authorizingId === null);

/** A leg to a carrier that nobody of ours stands behind; a user's mobile has an owner. */
export const isToOutside = ({ direction, authorizedBy, authorizingId, ownerId }: Leg): boolean =>
  direction === 'outbound' &&
  ownerId === null &&
  (authorizedBy ?? (authorizingId ? 'device' : 'resource')) === 'resource';

/** Short numbers that are outside all the same: emergencies, the N11 services and the crisis line. */
const OUTSIDE_SHORT = /^(112|933|988|[2-9]11)$/;

/** Judged by the number alone: feature codes and up to six digits stay inside. */
export const isInsideNumber = (dialled: string): boolean =>
  (dialled.startsWith('*') || /^\d{1,6}$/.test(dialled)) && !OUTSIDE_SHORT.test(dialled);

/** What was dialled: of a call that the switch began it stands in the callee, since the request rings a phone. */
const dialledOf = (primary: Leg): Party => {
  const number = primary.direction === 'outbound' ? primary.callee.number : primary.dialled;
  const repeats = number !== null && number === primary.callee.number;
  return { number, name: repeats ? primary.callee.name : null };
};

const directionOf = (primary: Leg, others: readonly Leg[], dialled: string | null): Direction => {
  if (isFromOutside(primary)) return 'inbound';
  if (others.some(isToOutside)) return 'outbound';
  const reached = others.some((leg) => leg.direction === 'outbound' && !isQuickcall(leg));
  return reached || isInsideNumber(dialled ?? '') ? 'internal' : 'outbound';
};

/** The legs on which somebody talked with the caller, in order of their answers. */
const answeringLegs = (primary: Leg, others: readonly Leg[]): Leg[] => {
  const isBridged = (leg: Leg) =>
    leg.direction === 'outbound'
      ? leg.otherLegId !== null || primary.otherLegId === leg.callId
      : // A phone that picked the call up, or took it out of a parking slot, dialled to get it.
        leg.otherLegId === primary.callId || primary.otherLegId === leg.callId;
  const answerTime = ({ start, ringing }: Leg) => endOf(start, ringing)?.getTime() ?? 0;
  return others
    .filter((leg) => leg.billing > 0 && !isQuickcall(leg) && isBridged(leg))
    .toSorted((a, b) => answerTime(a) - answerTime(b) || byStart(a, b));
};

const every = (kinds: readonly CauseKind[], ...wanted: CauseKind[]): boolean =>
  kinds.length > 0 && kinds.every((kind) => wanted.includes(kind));

/** Of calls to us: `kinds` are those of the phones that were rung, or of the caller's leg when none was. */
const outcomeOfUnanswered = (kinds: readonly CauseKind[], primaryKind: CauseKind): Outcome => {
  if (every(kinds, 'busy', 'rejected')) return 'busy';
  return every([...kinds, primaryKind], 'offline', 'unreachable') ? 'failed' : 'missed';
};

const outboundOutcomes: Record<CauseKind, Outcome> = {
  ended: 'failed',
  cancelled: 'cancelled',
  unanswered: 'no_answer',
  busy: 'busy',
  rejected: 'busy',
  offline: 'failed',
  unreachable: 'failed',
};

type Signs = {
  systemAnswered: boolean;
  outcome: Outcome;
  primaryKind: CauseKind;
  kinds: readonly CauseKind[];
  nothingRang: boolean;
};

/** The first that holds says why nobody answered; without any, nobody did although phones rang. */
const missedReasons: readonly [MissedReason, (signs: Signs) => boolean][] = [
  ['system_answered', ({ systemAnswered }) => systemAnswered],
  ['caller_hung_up', ({ primaryKind }) => primaryKind === 'cancelled'],
  ['rejected', ({ kinds, primaryKind }) => primaryKind === 'rejected' || every(kinds, 'rejected')],
  ['busy', ({ outcome }) => outcome === 'busy'],
  [
    'no_phone_online',
    ({ kinds, primaryKind, nothingRang }) => primaryKind === 'offline' || every(kinds, 'offline') || nothingRang,
  ],
];

const onlyOne = ([only, ...others]: readonly string[]): string | null => (others.length === 0 ? (only ?? null) : null);

const distinct = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];

/** E.164, which alone is a number that can have been shown to somebody outside. */
const isShowable = (number: string | null): boolean => /^\+\d{7,15}$/.test(number ?? '');

const callerOf = (primary: Leg, direction: Direction, others: readonly Leg[]): Party => {
  const shown = others.find((leg) => isToOutside(leg) && isShowable(leg.caller.number))?.caller;
  return direction === 'outbound' && shown ? { ...shown, name: shown.name ?? primary.caller.name } : primary.caller;
};

/** The people on the other side of the call who talked: of a call to the outside, only those outside. */
const partnersOf = (direction: Direction, answering: readonly Leg[]): Leg[] => {
  const outside = answering.filter(isToOutside);
  return direction === 'outbound' && outside.length > 0 ? outside : [...answering];
};

/**
 * Makes one call of its legs, whatever their order and whether or not loopback legs are among them; null without a
 * real leg. Rules and cases: docs/calls.md.
 */
export const assembleCall = (given: readonly Leg[], knowledge: Knowledge): Call | null => {
  const legs = realLegs(given);
  const primary = primaryOf(legs);
  if (!primary) return null;
  const others = legs.filter((leg) => leg !== primary);
  const to = dialledOf(primary);
  const direction = directionOf(primary, others, to.number);

  const answering = answeringLegs(primary, others);
  const partners = partnersOf(direction, answering);
  // The leg that the caller's was bridged to is not here: then the caller's own leg is all that tells.
  const namesAnother = primary.otherLegId !== null && !others.some(({ callId }) => callId === primary.otherLegId);
  const answeredElsewhere = answering.length === 0 && namesAnother && primary.billing > 0;
  const byPerson = answering.length > 0 || answeredElsewhere;
  const systemAnswered = !byPerson && (primary.billing > 0 || primary.isConference);

  const rung = others.filter((leg) => leg.direction === 'outbound' && !isQuickcall(leg));
  const primaryKind = kindOfCause(primary.cause);
  const kinds = rung.length > 0 ? rung.map(({ cause }) => kindOfCause(cause)) : [primaryKind];
  const detail = knowledge === 'full' && !namesAnother ? 'full' : 'event';

  const isFeature = primary.isConference || (direction === 'internal' && to.number?.startsWith('*') === true);
  const outcomeWithoutPerson = (): Outcome => {
    if (systemAnswered && isFeature) return 'answered';
    if (direction === 'outbound') return outboundOutcomes[primaryKind];
    return systemAnswered ? 'missed' : outcomeOfUnanswered(kinds, primaryKind);
  };
  const outcome = byPerson ? 'answered' : outcomeWithoutPerson();

  const signs = { systemAnswered, outcome, primaryKind, kinds, nothingRang: detail === 'full' && rung.length === 0 };
  const hasReason = direction !== 'outbound' && outcome !== 'answered';
  const missedReason = hasReason ? (missedReasons.find(([, holds]) => holds(signs))?.[0] ?? 'nobody_answered') : null;

  const [first] = partners;
  const firstAnswer = first ? endOf(first.start, first.ringing) : endOf(primary.start, primary.ringing);
  const answered = byPerson ? firstAnswer : null;
  const waited = answered && primary.start ? (answered.getTime() - primary.start.getTime()) / 1000 : primary.ringing;
  const ringingOfNobody = systemAnswered ? primary.ringing : primary.duration;
  const talks = partners.reduce((sum, { billing }) => sum + billing, 0);
  // Somebody who was asked before a transfer talked with another at first.
  const talked = partners.length > 1 ? Math.min(talks, Math.max(0, primary.duration - waited)) : talks;

  const rungOwners = distinct(rung.map(({ ownerId }) => ownerId));
  const talker = answering.at(-1);
  const ours = direction === 'outbound' ? primary : talker;
  const onlyRung = byPerson ? null : onlyOne(rungOwners);
  const onlyPhone = rung.filter(({ ownerId }) => ownerId !== null && ownerId === onlyRung);

  return {
    id: primary.callId,
    interactionId: primary.interactionId,
    otherLegId: primary.otherLegId,
    direction,
    outcome,
    missedReason,
    systemAnswered,
    from: callerOf(primary, direction, others),
    to,
    started: primary.start,
    answered,
    ended: endOf(primary.start, primary.duration),
    wait: byPerson ? Math.max(0, waited) : primary.duration,
    ringing: byPerson ? (first ?? primary).ringing : ringingOfNobody,
    talk: byPerson ? (first ? talked : primary.billing) : 0,
    total: primary.duration,
    ownerId: ours ? ours.ownerId : onlyRung,
    deviceId: ours ? deviceOf(ours) : onlyOne(distinct(onlyPhone.map(deviceOf))),
    userIds: distinct([
      ...(direction === 'inbound' ? [] : [primary.ownerId]),
      ...(direction === 'outbound' ? [] : (byPerson ? answering : rung).map(({ ownerId }) => ownerId)),
    ]),
    transferred: distinct(answering.map(({ ownerId, callId }) => ownerId ?? callId)).length > 1,
    legCount: legs.length,
    recordingIds: distinct(legs.flatMap(({ recordingIds }) => recordingIds)),
    hangupCause: primary.cause,
    correlationId: legs.find(({ correlationId }) => correlationId !== null)?.correlationId ?? null,
    detail,
  };
};

/** Whether the caller hides the number; such callers share one name and cannot be told apart. */
export const isFromHidden = ({ from }: Pick<Call, 'from'>): boolean => isHidden(from.number);

/** What a missed-call trigger is for: calls from outside that nobody answered, whatever the reason. */
export const isMissedFromOutside = ({ direction, outcome }: Pick<Call, 'direction' | 'outcome'>): boolean =>
  direction === 'inbound' && outcome !== null && outcome !== 'answered';

/** Of a call to a phone of ours: whether who calls is somebody outside. */
export const isCallerOutside = ({ caller }: Pick<Leg, 'caller'>): boolean =>
  isHidden(caller.number) || !isInsideNumber(String(caller.number));

/** Direction and numbers of a call, as well as any one of its legs tells them. */
export const partiesOfLeg = (leg: Leg): Pick<Call, 'direction' | 'from' | 'to'> => {
  const isFirst = leg.direction === 'inbound' || isQuickcall(leg);
  const call = isFirst ? assembleCall([leg], 'event') : null;
  if (call) return call;
  if (isToOutside(leg)) return { direction: 'outbound', from: leg.caller, to: { number: leg.dialled, name: null } };
  return { direction: isCallerOutside(leg) ? 'inbound' : 'internal', from: leg.caller, to: leg.callee };
};
