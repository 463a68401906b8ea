import type { Call } from './call.ts';
import { createReturnCheck } from './unreturned.ts';

/** The figures of a set of calls. Lengths are in seconds, and null if no call has one. */
export type Figures = {
  calls: number;
  inbound: number;
  outbound: number;
  internal: number;
  answered: number;
  /** Inbound calls that nobody answered. */
  missed: number;
  /** Missed calls whose callers nobody called back, and who did not get through later. */
  notReturned: number;
  talk: number;
  /** Per call that a person answered. */
  averageTalk: number | null;
  /** The longest that an inbound caller waited for a person. */
  longestWait: number | null;
  /** The share of inbound calls that were answered, from 0 to 100, rounded. */
  answeredPercent: number | null;
};

const isAnswered = ({ outcome }: Call): boolean => outcome === 'answered';

/** Whether people talked. A feature code is answered by the system. */
const isConversation = (call: Call): boolean => isAnswered(call) && call.systemAnswered !== true;

const talkOf = (calls: readonly Call[]): number => calls.reduce((sum, { talk }) => sum + (talk ?? 0), 0);

const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((100 * part) / whole);

/** The figures of these calls. `isUnreturned` is called for the missed ones. */
const figuresOf = (calls: readonly Call[], isUnreturned: (call: Call) => boolean): Figures => {
  const [inbound, outbound, internal] = (['inbound', 'outbound', 'internal'] as const).map((wanted) =>
    calls.filter(({ direction }) => direction === wanted),
  ) as [Call[], Call[], Call[]];
  const conversations = calls.filter(isConversation);
  const waits = inbound.map(({ wait }) => wait).filter((wait) => wait !== null);
  const missed = inbound.filter((call) => call.outcome !== null && !isAnswered(call));
  const answeredInbound = inbound.filter(isAnswered).length;
  return {
    calls: calls.length,
    inbound: inbound.length,
    outbound: outbound.length,
    internal: internal.length,
    answered: calls.filter(isAnswered).length,
    missed: missed.length,
    notReturned: missed.filter(isUnreturned).length,
    talk: talkOf(calls),
    averageTalk: conversations.length === 0 ? null : talkOf(conversations) / conversations.length,
    longestWait: waits.length === 0 ? null : waits.reduce((longest, wait) => Math.max(longest, wait), 0),
    answeredPercent: percentOf(answeredInbound, answeredInbound + missed.length),
  };
};

/** The figures of all calls, and of each group, sorted by key. */
export type CallReport<K> = { total: Figures; rows: { group: K; figures: Figures }[] };

/** Which calls a report counts, and the group that a call belongs to. `keyOf` distinguishes groups. */
export type ReportOptions<K> = {
  isCounted: (call: Call) => boolean;
  groupOf: (call: Call) => K;
  keyOf: (group: K) => string;
};

/**
 * The report on the calls of a period, in any order. A call that is not counted, such as another user's, can still return a
 * missed call that is.
 */
export const callReport = <K>(
  calls: readonly Call[],
  { isCounted, groupOf, keyOf }: ReportOptions<K>,
): CallReport<K> => {
  const { see, isUnreturned } = createReturnCheck();
  calls.forEach(see);
  const counted = calls.filter(isCounted);
  const groups = new Map<string, { group: K; calls: Call[] }>();
  for (const call of counted) {
    const group = groupOf(call);
    const key = keyOf(group);
    const own = groups.get(key) ?? { group, calls: [] };
    groups.set(key, own);
    own.calls.push(call);
  }
  const rows = [...groups]
    .toSorted(([a], [b]) => Number(a > b) - Number(a < b))
    .map(([, { group, calls: own }]) => ({ group, figures: figuresOf(own, isUnreturned) }));
  return { total: figuresOf(counted, isUnreturned), rows };
};
