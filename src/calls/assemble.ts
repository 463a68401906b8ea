import { isHidden } from '../fields/phoneNumbers.ts';
import { kindOfCause, type CauseKind } from './causes.ts';
import { asOneCall, isFromOutside, isToOutside, type CallLegs } from './grouping.ts';
import { isQuickcall, type Leg, type Party } from './leg.ts';

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

/** What may be asked of a call: by filters, and by its record. */
export type Aspect = 'direction' | 'outcome' | 'users' | 'numbers' | 'caller';

/** A call as people know it. Lengths are whole seconds; `talk` counts only people who talk. Null is unknown. */
export type Call = {
  id: string;
  interactionId: string | null;
  direction: Direction;
  /** The leg that the first was bridged to last. */
  otherLegId: string | null;
  /** Null while the call is in progress, and where nothing tells how it ended. */
  outcome: Outcome | null;
  missedReason: MissedReason | null;
  /** A mailbox, a menu, a queue, an announcement or a conference room picked up. */
  systemAnswered: boolean | null;
  /** The caller; of a call to the outside, the number that was shown there. */
  from: Party;
  /** The caller as the caller's own leg has it: one of ours by the extension. */
  caller: Party;
  /** The user and the phone that the call was made with, when one of ours called. */
  callerOwnerId: string | null;
  callerDeviceId: string | null;
  to: Party;
  started: Date | null;
  answered: Date | null;
  ended: Date | null;
  wait: number | null;
  ringing: number | null;
  talk: number | null;
  total: number | null;
  /** Who talked, or the only one who was rung; the caller, when one of ours called. */
  ownerId: string | null;
  deviceId: string | null;
  /** The users whose call it is: those who talked, else those who were rung; the caller, when one of ours called. */
  userIds: string[];
  transferred: boolean | null;
  /** Answered on, or sent to, a phone outside for one of ours. */
  forwarded: boolean | null;
  legCount: number;
  recordingIds: string[];
  hangupCause: string;
  correlationId: string | null;
  /** Whether the first leg and the leg that it was bridged to were both read. */
  complete: boolean;
  /** What may turn out otherwise, or to be more, when the other legs are known. */
  unknown: readonly Aspect[];
};

/** Where the legs come from: `records` are the call records of the call, `event` is one leg of it alone. */
export type Knowledge = 'records' | 'event';

const plus = (start: Date | null, length: number): Date | null => start && new Date(start.getTime() + length * 1000);

/** How long a leg rang, or waited, until it was answered. */
const ringingOf = ({ duration, billing }: Leg): number => Math.max(0, duration - billing);

/** The phone of a leg; a quickcall can be authorized by its user. */
const deviceOf = ({ authorizedBy, authorizingId }: Leg): string | null =>
  authorizedBy === 'user' || authorizedBy === 'account' ? null : authorizingId;

/** Short numbers that are outside all the same: emergencies, the N11 services and the crisis line. */
const OUTSIDE_SHORT = /^(112|933|988|[2-9]11)$/;

/** Judged by the number alone: feature codes and up to six digits stay inside. */
export const isInsideNumber = (dialled: string): boolean =>
  (dialled.startsWith('*') || /^\d{1,6}$/.test(dialled)) && !OUTSIDE_SHORT.test(dialled);

/** Whether a number is one of ours by its looks; no when there is none. */
export const isInside = (number: string | null): boolean => number !== null && isInsideNumber(number);

/** Of a call to a phone of ours: whether the caller is somebody outside. */
export const isCallerOutside = ({ caller }: Pick<Leg, 'caller'>): boolean =>
  isHidden(caller.number) || !isInsideNumber(String(caller.number));

/** The people that a call rings, without the phones that ring for a quickcall of their owner. */
const rungOf = (others: readonly Leg[]): Leg[] =>
  others.filter((leg) => leg.direction === 'outbound' && !isQuickcall(leg));

/**
 * What was dialled. Of a quickcall the phones that ring first tell it until one is picked up, and afterwards the leg that
 * was dialled.
 */
const dialledOf = ({ primary, others }: CallLegs): Party => {
  const { dialled, callee } = primary;
  if (!isQuickcall(primary)) {
    const number = primary.direction === 'outbound' ? callee.number : dialled;
    return { number, name: number !== null && number === callee.number ? callee.name : null };
  }
  const called = rungOf(others).find(({ callee: { number } }) => number !== null)?.callee;
  const number = dialled ?? others.find((leg) => isQuickcall(leg) && leg.dialled !== null)?.dialled ?? null;
  return called && (number === null || number === called.number) ? called : { number, name: null };
};

const directionOf = ({ primary, others }: CallLegs, dialled: string | null): Direction => {
  if (isFromOutside(primary)) return 'inbound';
  if (isInside(dialled)) return 'internal';
  if (others.some(isToOutside)) return 'outbound';
  // A colleague to whom a call to the outside is handed on is rung for the other leg.
  const isReached = rungOf(others).some(
    ({ callId, otherLegId }) => otherLegId === null || otherLegId === primary.callId || primary.otherLegId === callId,
  );
  // Only calls that stay inside show an extension as callee.
  return isReached || isInside(primary.callee.number) ? 'internal' : 'outbound';
};

/** E.164, which alone is a number that can have been shown to somebody outside. */
const isShowable = (number: string | null): boolean => /^\+\d{7,15}$/.test(number ?? '');

const shownCaller = ({ primary, others }: CallLegs, direction: Direction): Party => {
  const shown = others.find((leg) => isToOutside(leg) && isShowable(leg.caller.number))?.caller;
  return direction === 'outbound' && shown ? { ...shown, name: shown.name ?? primary.caller.name } : primary.caller;
};

/** Whether two legs talked for less than a second: each names the other, and both ended as a conversation does. */
const isBriefTalk = (primary: Leg, leg: Leg): boolean =>
  primary.otherLegId === leg.callId &&
  leg.otherLegId === primary.callId &&
  [primary, leg].every(({ billing, cause }) => billing === 0 && kindOfCause(cause) === 'ended');

/** Whether two legs are joined through a loopback channel that stays, each with one half of it. */
const isJoinedThrough = (loopbacks: readonly Leg[], primary: Leg, leg: Leg): boolean =>
  [primary, leg].every(({ otherLegId }) => loopbacks.some(({ callId }) => callId === otherLegId));

const tookPart = ({ primary, loopbacks }: CallLegs, leg: Leg): boolean => {
  if (isQuickcall(leg)) return false;
  if (isBriefTalk(primary, leg)) return true;
  if (leg.billing === 0) return false;
  // Whose voicemail picks up a forwarded call that has to be confirmed is bridged to nobody.
  if (primary.otherLegId === leg.callId || isJoinedThrough(loopbacks, primary, leg)) return true;
  // A phone of a ring group that is picked up a moment too late was answered, too, and talked with nobody.
  return leg.otherLegId === primary.callId && leg.cause !== 'LOSE_RACE';
};

/** When a leg was answered, in milliseconds since 1970; 0 where nothing tells. */
const answerTime = (leg: Leg): number => Number(plus(leg.start, ringingOf(leg)));

/** The legs on which somebody talked with the caller, in order of their answers. */
const answeringLegs = (legs: CallLegs): Leg[] =>
  legs.others.filter((leg) => tookPart(legs, leg)).toSorted((a, b) => answerTime(a) - answerTime(b));

type Answer = {
  answering: readonly Leg[];
  byPerson: boolean;
  bySystem: boolean;
  /** The first leg was bridged to a leg that is not here. */
  lacksOther: boolean;
};

/** Who answered the caller: a person, when the caller's leg was bridged; else the system, when it was billed. */
const answerOf = (legs: CallLegs, dialled: string | null): Answer => {
  const { primary, others, loopbacks } = legs;
  const answering = answeringLegs(legs);
  const lacksOther =
    primary.otherLegId !== null && ![...others, ...loopbacks].some(({ callId }) => callId === primary.otherLegId);
  const isBridged = primary.billing > 0 || kindOfCause(primary.cause) === 'ended';
  const byPerson = answering.length > 0 || (lacksOther && isBridged);
  // The first leg of a quickcall is picked up by its own user.
  const isPickedUp =
    primary.billing > 0 && (!isQuickcall(primary) || (isInside(dialled) && rungOf(others).length === 0));
  return { answering, byPerson, bySystem: !byPerson && (isPickedUp || primary.isConference), lacksOther };
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

type Ending = Pick<Call, 'outcome' | 'missedReason' | 'systemAnswered'>;

/** An event that names no cause says that the switch lost sight of the leg, or that the call is in progress. */
const NOT_ENDED = { outcome: null, missedReason: null, systemAnswered: null } as const satisfies Ending;

const endingOf = (
  { primary, others }: CallLegs,
  { byPerson, bySystem }: Answer,
  { direction, to, complete }: Pick<Call, 'direction' | 'to' | 'complete'>,
): Ending => {
  const rung = rungOf(others);
  const primaryKind = kindOfCause(primary.cause);
  const kinds = rung.length > 0 ? rung.map(({ cause }) => kindOfCause(cause)) : [primaryKind];
  const isFeature = primary.isConference || (direction === 'internal' && to.number?.startsWith('*') === true);
  const outcomeWithoutPerson = (): Outcome => {
    if (bySystem && isFeature) return 'answered';
    // Where the caller heard an announcement, or picked up a quickcall, the leg that was dialled tells why it failed.
    if (direction === 'outbound')
      return outboundOutcomes[primaryKind === 'ended' ? kindOfCause((rung.at(-1) ?? primary).cause) : primaryKind];
    return bySystem ? 'missed' : outcomeOfUnanswered(kinds, primaryKind);
  };
  const outcome = byPerson ? 'answered' : outcomeWithoutPerson();
  const nothingRang = complete && rung.length === 0;
  const signs = { systemAnswered: bySystem, outcome, primaryKind, kinds, nothingRang };
  const hasReason = direction !== 'outbound' && outcome !== 'answered';
  const reason = missedReasons.find(([, holds]) => holds(signs))?.[0] ?? 'nobody_answered';
  return { outcome, systemAnswered: bySystem, missedReason: hasReason ? reason : null };
};

/** The people on the other side of the call who talked: of a call to the outside, only those outside. */
const partnersOf = (direction: Direction, answering: readonly Leg[]): readonly Leg[] => {
  const outside = answering.filter(isToOutside);
  return direction === 'outbound' && outside.length > 0 ? outside : answering;
};

type Lengths = Pick<Call, 'answered' | 'ended' | 'wait' | 'ringing' | 'talk' | 'total'>;

const NO_LENGTHS = {
  answered: null,
  ended: null,
  wait: null,
  ringing: null,
  talk: null,
  total: null,
} as const satisfies Lengths;

/**
 * How long the caller waited, a phone rang and people talked. The leg that answered tells; the caller's own leg cannot,
 * since a menu or a queue may have picked it up long before.
 */
const lengthsOf = ({ primary }: CallLegs, { answering, byPerson, bySystem }: Answer, direction: Direction): Lengths => {
  const total = primary.duration;
  const ended = plus(primary.start, total);
  if (!byPerson)
    return { answered: null, ended, wait: total, ringing: bySystem ? ringingOf(primary) : total, talk: 0, total };
  const partners = partnersOf(direction, answering);
  const [first] = partners;
  if (!first) return { ...NO_LENGTHS, ended, total };
  const answered = plus(first.start, ringingOf(first));
  const wait = answered && primary.start ? (answered.getTime() - primary.start.getTime()) / 1000 : ringingOf(primary);
  const talks = partners.reduce((sum, { billing }) => sum + billing, 0);
  // Somebody who was asked before a transfer talked with another at first, or afterwards; whole seconds may be one apart.
  const longest = Math.max(0, total - wait);
  const talk = talks > longest + 1 ? longest : talks;
  return { answered, ended, wait: Math.max(0, wait), ringing: ringingOf(first), talk, total };
};

const onlyOne = ([only, ...others]: readonly string[]): string | null => (others.length === 0 ? (only ?? null) : null);

const distinct = (ids: readonly (string | null)[]): string[] => [
  ...new Set(ids.filter((id): id is string => id !== null)),
];

/** The legs to phones outside that ring for somebody of ours, before anybody of ours answered. */
const forwardsOf = ({ others }: CallLegs, { answering }: Answer, direction: Direction): Leg[] => {
  if (direction === 'outbound') return [];
  const [firstInside] = answering.filter((leg) => !isToOutside(leg));
  return others.filter(
    (leg) => isToOutside(leg) && (!firstInside || (leg.start?.getTime() ?? 0) < answerTime(firstInside)),
  );
};

type People = Pick<Call, 'ownerId' | 'deviceId' | 'userIds' | 'forwarded' | 'transferred'>;

/**
 * Whose call it is. Who forwards calls to a phone outside is known by the loopback channel in between, or by the owner's
 * own phones that rang as well.
 */
const peopleOf = (
  legs: CallLegs,
  answer: Answer,
  { direction, complete }: Pick<Call, 'direction' | 'complete'>,
): People => {
  const { primary, others, loopbacks } = legs;
  const { answering, byPerson } = answer;
  const forwards = forwardsOf(legs, answer, direction);
  const rung = [...rungOf(others), ...(forwards.length > 0 ? loopbacks : [])];
  const rungOwners = distinct(rung.map(({ ownerId }) => ownerId));
  const talker = answering.at(-1);
  const isStranger = talker?.ownerId === null && isToOutside(talker);
  const onlyRung = byPerson && !isStranger ? null : onlyOne(rungOwners);
  const ours = direction === 'outbound' ? primary : talker;
  const ownerId = (ours ? ours.ownerId : null) ?? (direction === 'outbound' ? null : onlyRung);
  const phones = rung.filter((leg) => leg.ownerId !== null && leg.ownerId === ownerId);
  const answerers = distinct(answering.map((leg) => leg.ownerId));
  const called = byPerson && (answerers.length > 0 || !isStranger) ? answerers : rungOwners;
  // A call flow may itself send a call outside; then nobody of ours forwards it.
  const isOfOurs =
    direction === 'internal' ||
    rungOwners.length > 0 ||
    [...forwards, ...loopbacks].some((leg) => leg.authorizingId !== null || leg.ownerId !== null);
  const forwarded = forwards.length > 0 && isOfOurs;
  const people = distinct(answering.map((leg) => leg.ownerId ?? leg.callId));
  return {
    ownerId,
    deviceId: (ours ? deviceOf(ours) : null) ?? (ours && !isStranger ? null : onlyOne(distinct(phones.map(deviceOf)))),
    userIds: distinct([
      ...(direction === 'inbound' ? [] : [primary.ownerId]),
      ...(direction === 'outbound' ? [] : called),
    ]),
    forwarded: direction === 'outbound' || complete || forwarded ? forwarded : null,
    transferred: people.length > 1 || (complete || !byPerson ? false : null),
  };
};

/** What the legs that are not here may change. */
const unknownIn = (
  { primary, others }: CallLegs,
  {
    direction,
    outcome,
    systemAnswered,
    from,
    to,
  }: Pick<Call, 'direction' | 'outcome' | 'systemAnswered' | 'from' | 'to'>,
): Aspect[] => {
  const isOurs = direction !== 'inbound';
  const hasNothingBehindIt = rungOf(others).length === 0 && primary.callee.number === null && !isInside(to.number);
  // Two legs that are bridged while one rings name each other as well.
  const isUnbilled = outcome === 'answered' && primary.billing === 0;
  const mayBeAnother =
    outcome === null || isUnbilled || (direction !== 'outbound' && outcome !== 'answered' && !systemAnswered);
  const lacksNumber = direction === 'outbound' ? !isShowable(from.number) : to.number === null;
  const signs: readonly [Aspect, boolean][] = [
    ['direction', isOurs && hasNothingBehindIt],
    ['outcome', mayBeAnother],
    ['users', direction !== 'outbound'],
    ['numbers', lacksNumber],
  ];
  return signs.flatMap(([aspect, isUnknown]) => (isUnknown ? [aspect] : []));
};

/** Makes one call of its legs. Rules and cases: docs/calls.md. */
export const callOf = (legs: CallLegs, knowledge: Knowledge): Call => {
  const { primary, others, loopbacks } = legs;
  const isSameInteraction = (leg: Leg) => leg.interactionId !== null && leg.interactionId === primary.interactionId;
  const isPart = (leg: Leg) => leg.direction === 'outbound' || isSameInteraction(leg) || tookPart(legs, leg);
  const parts = [primary, ...others.filter(isPart)];
  const to = dialledOf(legs);
  const direction = directionOf(legs, to.number);
  const answer = answerOf(legs, to.number);
  const complete = knowledge === 'records' && !answer.lacksOther;
  const known = { direction, to, complete };
  const hasEnded = knowledge === 'records' || primary.cause !== '';
  const ending = hasEnded ? endingOf(legs, answer, known) : NOT_ENDED;
  const from = shownCaller(legs, direction);
  return {
    id: primary.callId,
    interactionId: primary.interactionId,
    otherLegId: primary.otherLegId,
    ...known,
    ...ending,
    from,
    caller: primary.caller,
    callerOwnerId: direction === 'inbound' ? null : primary.ownerId,
    callerDeviceId: direction === 'inbound' ? null : deviceOf(primary),
    started: primary.start,
    ...(hasEnded ? lengthsOf(legs, answer, direction) : NO_LENGTHS),
    ...peopleOf(legs, answer, known),
    legCount: parts.length,
    recordingIds: distinct([...parts, ...loopbacks].flatMap(({ recordingIds }) => recordingIds)),
    hangupCause: primary.cause,
    correlationId: parts.find(({ correlationId }) => correlationId !== null)?.correlationId ?? null,
    unknown: complete ? [] : unknownIn(legs, { ...ending, direction, from, to }),
  };
};

/**
 * All legs as one call, whatever their order and whether or not halves of loopback channels are among them; null without
 * a leg.
 */
export const assembleCall = (given: readonly Leg[], knowledge: Knowledge): Call | null => {
  const legs = asOneCall(given);
  return legs && callOf(legs, knowledge);
};

/** Whether the caller hides the number; such callers share one name and cannot be told apart. */
export const isFromHidden = ({ from }: Pick<Call, 'from'>): boolean => isHidden(from.number);

/**
 * What a missed-call trigger is for: calls from outside that nobody answered, whatever the reason. Null where nothing
 * tells how the call ended.
 */
export const isMissedFromOutside = ({
  direction,
  outcome,
  unknown,
}: Pick<Call, 'direction' | 'outcome' | 'unknown'>): boolean | null => {
  if (direction !== 'inbound') return false;
  if (outcome === null || (outcome === 'answered' && unknown.includes('outcome'))) return null;
  return outcome !== 'answered';
};

/** Direction and numbers of a call, as well as any one of its legs tells them. */
export const partiesOfLeg = (leg: Leg): Pick<Call, 'direction' | 'from' | 'to'> => {
  const isFirst = leg.direction === 'inbound' || isQuickcall(leg);
  const call = isFirst ? assembleCall([leg], 'event') : null;
  if (call) return call;
  if (isToOutside(leg)) return { direction: 'outbound', from: leg.caller, to: { number: leg.dialled, name: null } };
  return { direction: isCallerOutside(leg) ? 'inbound' : 'internal', from: leg.caller, to: leg.callee };
};
