import type { Call, MissedReason, Outcome } from '../call.ts';
import { rungLegs, type CallLegs } from '../legs/grouping.ts';
import { kindOfCause, type CauseKind } from '../legs/hangupCauses.ts';
import type { CallAnswer } from './answer.ts';

/** Whether all hangup causes, of which there is at least one, are of the wanted kinds. */
const every = (kinds: readonly CauseKind[], ...wanted: CauseKind[]): boolean =>
  kinds.every((kind) => wanted.includes(kind));

/**
 * The outcome of an incoming or internal call that nobody answered. `kinds` are those of the phones that rang, or of the
 * caller's leg if none did.
 */
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

/** What determines the reason for a missed call. */
type Signs = {
  systemAnswered: boolean;
  outcome: Outcome;
  primaryKind: CauseKind;
  kinds: readonly CauseKind[];
  nothingRang: boolean;
};

/** Why nobody answered: the first reason that holds. If none does, phones rang and nobody answered. */
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

type OutcomeValues = Pick<Call, 'outcome' | 'missedReason' | 'systemAnswered'>;

/** For an event without a cause: the switch lost track of the leg, or the call is in progress. */
export const UNKNOWN_OUTCOME = {
  outcome: null,
  missedReason: null,
  systemAnswered: null,
} as const satisfies OutcomeValues;

/** How a call ended: its outcome, why it was missed, and whether the system picked up. */
export const callOutcome = (
  { primary, others }: CallLegs,
  { byPerson, bySystem }: CallAnswer,
  { direction, to, complete }: Pick<Call, 'direction' | 'to' | 'complete'>,
): OutcomeValues => {
  const rung = rungLegs(others);
  const primaryKind = kindOfCause(primary.cause);
  const kinds = rung.length > 0 ? rung.map(({ cause }) => kindOfCause(cause)) : [primaryKind];
  const isFeature = primary.isConference || (direction === 'internal' && to.number?.startsWith('*') === true);
  const outcomeWithoutPerson = (): Outcome => {
    if (bySystem && isFeature) return 'answered';
    // If the caller heard an announcement or picked up a quickcall, the reason is on the leg that was dialed.
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
