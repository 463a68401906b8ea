import type { Call } from './call.ts';
import { createReturnCheck } from './unreturned.ts';

/** The figures of some calls. Lengths are in seconds, and null where no call has one. */
export type Figures = {
  calls: number;
  inbound: number;
  outbound: number;
  internal: number;
  answered: number;
  /** Of the inbound calls, those that nobody answered. */
  missed: number;
  /** Of the missed calls, those whose callers nobody called back, and who did not get through later. */
  notReturned: number;
  talk: number;
  /** Of the calls that a person answered. */
  averageTalk: number | null;
  /** Of the inbound calls: how long a caller waited for a person. */
  longestWait: number | null;
  /** The share of the inbound calls, from 0 to 100, rounded. */
  answeredPercent: number | null;
};

const isAnswered = ({ outcome }: Call): boolean => outcome === 'answered';

/** Whether people talked; a feature code is answered by the system. */
const isConversation = (call: Call): boolean => isAnswered(call) && call.systemAnswered !== true;

const talkOf = (calls: readonly Call[]): number => calls.reduce((sum, { talk }) => sum + (talk ?? 0), 0);

const percentOf = (part: number, whole: number): number | null =>
  whole === 0 ? null : Math.round((100 * part) / whole);

/** The figures of these calls; `isUnreturned` is asked about the missed ones. */
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

/** The figures of all calls, and of each group in the order of its key. */
export type CallReport<K> = { total: Figures; rows: { group: K; figures: Figures }[] };

/** What a report counts, and the group that a call belongs to. `keyOf` tells groups apart. */
export type ReportOptions<K> = {
  isCounted: (call: Call) => boolean;
  groupOf: (call: Call) => K;
  keyOf: (group: K) => string;
};

/**
 * The report on the calls of a period, in any order. A call that is not counted, because it is another user's, say, still
 * settles a missed one that is.
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
