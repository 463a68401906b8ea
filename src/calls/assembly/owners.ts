import type { Call, CallDirection } from '../call.ts';
import { rungLegs, type CallLegs } from '../legs/grouping.ts';
import { answeredAt, deviceIdOf, type Leg } from '../legs/leg.ts';
import { isToOutside } from '../legs/outside.ts';
import type { CallAnswer } from './answer.ts';

type Owners = Pick<Call, 'ownerId' | 'deviceId' | 'userIds' | 'forwarded' | 'transferred'>;
type Known = Pick<Call, 'direction' | 'complete'>;

const onlyOne = ([only, ...others]: readonly string[]): string | null => (others.length === 0 ? (only ?? null) : null);

const distinct = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];

/** The legs to outside phones that rang for a user before any user answered. */
const forwardsOf = ({ others }: CallLegs, { answering }: CallAnswer, direction: CallDirection): Leg[] => {
  if (direction === 'outbound') return [];
  const [firstInside] = answering.filter((leg) => !isToOutside(leg));
  return others.filter(
    (leg) => isToOutside(leg) && (!firstInside || Number(leg.start) < Number(answeredAt(firstInside))),
  );
};

/** The last leg that answered, and whether it leads to someone outside and is not a user's forwarded phone. */
const lastTalker = ({ answering }: CallAnswer) => {
  const talker = answering.at(-1);
  return { talker, isStranger: talker?.ownerId === null && isToOutside(talker) };
};

/** The user and the phone of the call: the last that talked, else the only ones that rang; if outbound, the caller's. */
const ownerAndDevice = (
  { primary }: CallLegs,
  answer: CallAnswer,
  direction: CallDirection,
  rung: readonly Leg[],
): Pick<Call, 'ownerId' | 'deviceId'> => {
  const { talker, isStranger } = lastTalker(answer);
  const ours = direction === 'outbound' ? primary : talker;
  const isKnownPerson = direction === 'outbound' || (answer.byPerson && !isStranger);
  const onlyRung = isKnownPerson ? null : onlyOne(distinct(rung.map(({ ownerId }) => ownerId)));
  const ownerId = ours?.ownerId ?? onlyRung;
  const phones = rung.filter((leg) => leg.ownerId !== null && leg.ownerId === ownerId);
  const onlyPhone = ours && !isStranger ? null : onlyOne(distinct(phones.map(deviceIdOf)));
  return { ownerId, deviceId: (ours ? deviceIdOf(ours) : null) ?? onlyPhone };
};

/** The users who were called: those who talked, else those whose phones rang. */
const calledUsers = (answer: CallAnswer, rung: readonly Leg[]): string[] => {
  const answerers = distinct(answer.answering.map(({ ownerId }) => ownerId));
  const isAnswered = answer.byPerson && (answerers.length > 0 || !lastTalker(answer).isStranger);
  return isAnswered ? answerers : distinct(rung.map(({ ownerId }) => ownerId));
};

/** Whether the call was sent to an outside phone for a user. A call flow may also send a call outside by itself. */
const forwardedFor = (
  { loopbacks }: CallLegs,
  { direction, complete }: Known,
  rung: readonly Leg[],
  forwards: readonly Leg[],
): boolean | null => {
  const isOfOurs =
    direction === 'internal' ||
    rung.some(({ ownerId }) => ownerId !== null) ||
    [...forwards, ...loopbacks].some(({ authorizingId }) => authorizingId !== null);
  const forwarded = forwards.length > 0 && isOfOurs;
  return direction === 'outbound' || complete || forwarded ? forwarded : null;
};

/** Whether more than one person talked with the caller in turn. */
const transferredIn = ({ answering, byPerson }: CallAnswer, { complete }: Known): boolean | null => {
  const people = distinct(answering.map((leg) => leg.ownerId ?? leg.callId));
  return people.length > 1 || (complete || !byPerson ? false : null);
};

/**
 * Whose call it is. Whoever forwards calls to an outside phone is known from the loopback channel in between, or from the
 * owner's own phones that rang as well.
 */
export const callOwners = (legs: CallLegs, answer: CallAnswer, known: Known): Owners => {
  const { primary, others, loopbacks } = legs;
  const { direction } = known;
  const forwards = forwardsOf(legs, answer, direction);
  const rung = [...rungLegs(others), ...(forwards.length > 0 ? loopbacks : [])];
  return {
    ...ownerAndDevice(legs, answer, direction, rung),
    userIds: distinct([
      ...(direction === 'inbound' ? [] : [primary.ownerId]),
      ...(direction === 'outbound' ? [] : calledUsers(answer, rung)),
    ]),
    forwarded: forwardedFor(legs, known, rung, forwards),
    transferred: transferredIn(answer, known),
  };
};
