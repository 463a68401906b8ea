import { SECOND_MS } from '../../dash/time.ts';
import type { Call, CallDirection } from '../call.ts';
import type { CallLegs } from '../legs/grouping.ts';
import { answeredAt, endedAt, ringingSeconds, type Leg } from '../legs/leg.ts';
import { isToOutside } from '../legs/outside.ts';
import type { CallAnswer } from './answer.ts';

/** The legs of the people on the other side who talked: for an outbound call, only those outside. */
const partnersOf = (direction: CallDirection, answering: readonly Leg[]): readonly Leg[] => {
  const outside = answering.filter(isToOutside);
  return direction === 'outbound' && outside.length > 0 ? outside : answering;
};

type Durations = Pick<Call, 'answered' | 'ended' | 'wait' | 'ringing' | 'talk' | 'total'>;

export const UNKNOWN_DURATIONS = {
  answered: null,
  ended: null,
  wait: null,
  ringing: null,
  talk: null,
  total: null,
} as const satisfies Durations;

/**
 * How long the caller waited, a phone rang, people talked, and the call lasted, in seconds. Ringing and talk come from the
 * legs that answered, because a menu or a queue may have picked up the caller's own leg long before.
 */
export const callDurations = (
  { primary }: CallLegs,
  { answering, byPerson, bySystem }: CallAnswer,
  direction: CallDirection,
): Durations => {
  const total = primary.duration;
  const ended = endedAt(primary);
  if (!byPerson)
    return { answered: null, ended, wait: total, ringing: bySystem ? ringingSeconds(primary) : total, talk: 0, total };
  const partners = partnersOf(direction, answering);
  const [first] = partners;
  if (!first) return { ...UNKNOWN_DURATIONS, ended, total };
  const answered = answeredAt(first);
  const wait =
    answered && primary.start ? (answered.getTime() - primary.start.getTime()) / SECOND_MS : ringingSeconds(primary);
  const talks = partners.reduce((sum, { billing }) => sum + billing, 0);
  // In an attended transfer, people also talk with someone other than the caller; whole seconds may be off by one.
  const maxTalk = Math.max(0, total - wait);
  const talk = talks > maxTalk + 1 ? maxTalk : talks;
  return { answered, ended, wait: Math.max(0, wait), ringing: ringingSeconds(first), talk, total };
};
