import type { Dash, Query } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import { assembleCall, isQuickcall, lostTheRace, type Call } from './assemble.ts';
import { legOfRow, type Leg } from './leg.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Rows are small; a day of a busy account is thirty such pages. */
const ROWS_PER_PAGE = 1000;

/** Phones that rang in vain are written long before the leg of a caller who then talks for hours. */
const EARLY_LEGS = 2 * HOUR;

/** The other legs of a call are written within moments of its first leg. */
const SETTLING = 15 * SECOND;

const wording = { purpose: 'read the call records', section: 'The call history' };

/** Dash lists by time; a row without one has no place there. */
type Listed = Leg & { start: Date };

const isListed = (leg: Leg | null): leg is Listed => leg !== null && leg.start !== null;

/** Dash writes a leg when it ends, and lists it by that time. */
const writtenAt = ({ start, duration }: Listed): number => start.getTime() + duration * SECOND;

/** What the legs of one call have in common; rows of KAZOO 4.2 have no interaction id. */
const groupOf = ({ interactionId, bridgeId, callId }: Leg): string => interactionId ?? bridgeId ?? callId;

/** The caller's leg may still be going on; only calls that the switch began have none. */
const hasFirstLeg = (legs: readonly Leg[]): boolean =>
  legs.some(({ direction }) => direction === 'inbound') ||
  legs.some((leg) => isQuickcall(leg) && !lostTheRace(leg)) ||
  legs.every(({ bridgeId, callId }) => bridgeId === null || bridgeId === callId);

/** A call, and when the leg that it is known by was written. */
type Written = { call: Call; at: number };

const assembled = (legs: readonly Listed[]): Written[] => {
  const call = hasFirstLeg(legs) ? assembleCall(legs, 'full') : null;
  const primary = legs.find(({ callId }) => callId === call?.id);
  return call && primary ? [{ call, at: writtenAt(primary) }] : [];
};

/**
 * The finished calls whose first leg was written between `since` and now, newest first. Asks for as many pages as
 * are taken: a call is given as soon as the rows of the two hours before it are there. Dash takes 10 requests a second,
 * and pages come one after the other.
 */
export async function* finishedCalls(dash: Dash, since: Date, now = new Date()): AsyncGenerator<Call> {
  const beginning = new Date(since.getTime() - EARLY_LEGS);
  const query: Query = {
    ...createdBetween(beginning, now),
    page_size: ROWS_PER_PAGE,
  };
  const groups = new Map<string, Listed[]>();
  const given = new Set<string>();
  let start: string | undefined;
  let isLast = false;
  while (!isLast) {
    const { rows, next } = await dash.page(['cdrs'], { ...wording, query }, start);
    const legs = rows.map(legOfRow).filter(isListed);
    for (const leg of legs) groups.set(groupOf(leg), [...(groups.get(groupOf(leg)) ?? []), leg]);
    start = next;
    isLast = next === undefined;
    // A row that tells a time outside of what was asked for tells nothing of how far the list has been read.
    const oldestRead = Math.min(...legs.map(writtenAt).filter((at) => at >= beginning.getTime()), Infinity);
    const isComplete = ({ at }: Written) => isLast || at - EARLY_LEGS >= oldestRead;
    const isWanted = ({ at }: Written) => at >= since.getTime() && at <= now.getTime() - SETTLING;
    const ready = [...groups.entries()]
      .filter(([key]) => !given.has(key))
      .flatMap(([key, group]) => assembled(group).map((written) => ({ key, ...written })))
      .filter((written) => isComplete(written) && isWanted(written))
      .sort((a, b) => b.at - a.at);
    for (const { key, call } of ready) {
      given.add(key);
      yield call;
    }
  }
}

/** The first calls that meet a condition, `most` at most; no page beyond the last of them is asked for. */
export const takeCalls = async (
  calls: AsyncIterable<Call>,
  isMatch: (call: Call) => boolean,
  most: number,
): Promise<Call[]> => {
  const taken: Call[] = [];
  for await (const call of calls) {
    if (isMatch(call)) taken.push(call);
    if (taken.length === most) break;
  }
  return taken;
};
