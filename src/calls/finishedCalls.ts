import { DAY_MS, HOUR_MS, SECOND_MS } from '../dash/time.ts';
import { searchStart, type Period } from '../fields/searchWindow.ts';
import type { Context } from '../zapier/context.ts';
import { EDITOR_SAMPLES, SAMPLE_PAGES } from '../zapier/instantTrigger.ts';
import { callOf } from './assemble.ts';
import type { Call } from './call.ts';
import { matching, type Choose } from './callChoice.ts';
import { findRecordedLegs, legsOverTurn, listedPages, type ListedLeg } from './cdrs.api.ts';
import { groupLegs, type CallLegs } from './legs/grouping.ts';
import type { Leg } from './legs/leg.ts';
import { withOwners } from './legs/legOwners.lookUp.ts';
import { isInProgressElsewhere, mayLackTwins } from './quickcallTwins.ts';

/** Legs of phones that nobody picked up are written long before the leg of a caller who then talks for hours. */
const EARLY_LEGS_MS = 2 * HOUR_MS;

/** The other legs of a call are written within seconds of its first leg. */
export const SETTLING_MS = 15 * SECOND_MS;

/** For this long after the turn of a month, calls that began before it are looked for. */
const MAX_CALL_MS = DAY_MS;

const legsOf = ({ primary, others, loopbacks }: CallLegs): Leg[] => [primary, ...others, ...loopbacks];

/** Dash writes a leg when it ends, and lists it by that time. */
const writtenAt = ({ start, duration }: Leg): number => Number(start) + duration * SECOND_MS;

/** The turns of months (UTC) that calls written since `beginning` may have lasted over. */
const turnsOfMonths = (beginning: Date, now: Date): Date[] => {
  const turns: Date[] = [];
  const turn = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  while (turn.getTime() > beginning.getTime() - MAX_CALL_MS) {
    turns.push(new Date(turn));
    turn.setUTCMonth(turn.getUTCMonth() - 1);
  }
  return turns;
};

/**
 * The call of the listed legs. Legs that ended before the first row that was read, and the other leg if it is not listed,
 * are read from their documents: 1 request each, usually none.
 */
const listedCall = async (context: Context, legs: CallLegs, beginning: Date): Promise<Call> => {
  const { primary, others, loopbacks } = legs;
  const call = callOf(legs, 'records');
  const { otherLegId, complete } = call;
  const start = new Date(Number(primary.start));
  const life = { start, end: new Date(writtenAt(primary)) };
  const more = [
    ...(start < beginning ? await findRecordedLegs(context.dash, primary.callId, life) : []),
    ...(complete || otherLegId === null ? [] : await findRecordedLegs(context.dash, otherLegId, life)),
  ];
  if (more.length === 0) return call;
  const isNew = ({ callId }: Leg) => !more.some((leg) => leg.callId === callId);
  const all = [...(await withOwners(more, context)), ...[primary, ...others, ...loopbacks].filter(isNew)];
  const again = groupLegs(all).find((one) => one.primary.callId === primary.callId);
  return again ? callOf(again, 'records') : call;
};

/**
 * The finished calls whose first leg was written between `since` and now, newest first. Loads only as many pages as the
 * caller consumes, and at most `mostPages`: a call is yielded once the rows of the two hours before it are there. Dash
 * accepts 10 requests a second, and pages load one after the other.
 */
export async function* finishedCalls(
  context: Context,
  since: Date,
  now = new Date(),
  mostPages = Infinity,
): AsyncGenerator<Call> {
  const beginning = new Date(since.getTime() - EARLY_LEGS_MS);
  const known = new Map<string, Leg>();
  const add = async (legs: readonly ListedLeg[]) => {
    for (const leg of await withOwners(legs, context)) known.set(leg.callId, leg);
  };
  const turns = turnsOfMonths(beginning, now);
  const given = new Set<string>();
  let pages = 0;
  for await (const { legs, isLast } of listedPages(context.dash, beginning, now)) {
    await add(legs);
    // A row whose time is outside the requested range does not show how far the list has been read.
    const inRange = legs.map(writtenAt).filter((at) => at >= beginning.getTime());
    const oldestRead = inRange.reduce((oldest, at) => Math.min(oldest, at), Infinity);
    while (turns[0] && (isLast || oldestRead - MAX_CALL_MS <= turns[0].getTime())) {
      await add(await legsOverTurn(context.dash, turns[0], now));
      turns.shift();
    }
    const isComplete = (at: number) => isLast || at - EARLY_LEGS_MS >= oldestRead;
    const isWanted = (at: number) => at >= since.getTime() && at <= now.getTime() - SETTLING_MS;
    const groups = groupLegs([...known.values()]);
    const ready = groups
      .map((group) => ({ group, at: writtenAt(group.primary) }))
      .filter(({ group, at }) => !given.has(group.primary.callId) && isComplete(at) && isWanted(at))
      .sort((a, b) => b.at - a.at);
    for (const { group } of ready) {
      given.add(group.primary.callId);
      const call = await listedCall(context, group, beginning);
      const isOver = !mayLackTwins(call) || !(await isInProgressElsewhere(context, group.primary.interactionId));
      if (isOver) yield call;
    }
    const isGiven = ({ primary }: CallLegs) => given.has(primary.callId);
    const done = new Set(groups.filter(isGiven).flatMap(legsOf));
    for (const leg of groups.filter((group) => !isGiven(group)).flatMap(legsOf)) done.delete(leg);
    for (const leg of known.values()) {
      const needed = done.has(leg) ? 2 * EARLY_LEGS_MS : MAX_CALL_MS;
      if (writtenAt(leg) - needed > oldestRead) known.delete(leg.callId);
    }
    pages += 1;
    if (pages >= mostPages) break;
  }
}

/** The first calls that are chosen, at most `limit`. No page beyond the last of them is loaded. */
export const takeCalls = async (calls: AsyncIterable<Call>, choose: Choose, limit: number): Promise<Call[]> => {
  const taken: Call[] = [];
  for await (const call of calls) {
    const chosen = await choose(call);
    if (chosen) taken.push(chosen);
    if (taken.length === limit) break;
  }
  return taken;
};

/** All calls that ended in a period, newest first. The period must have been over for `SETTLING_MS`. */
export const callsEndedIn = (context: Context, { since, until }: Period): Promise<Call[]> => {
  const calls = finishedCalls(context, since, new Date(until.getTime() + SETTLING_MS));
  return takeCalls(
    calls,
    matching(({ ended }) => Number(ended) < until.getTime()),
    Infinity,
  );
};

/** The newest chosen calls of the last 24 hours, for the editor's test. */
export const recentCalls = (context: Context, choose: Choose): Promise<Call[]> => {
  const now = new Date();
  const since = searchStart(undefined, now, context.timeZone);
  return takeCalls(finishedCalls(context, since, now, SAMPLE_PAGES), choose, EDITOR_SAMPLES);
};
