import type { Query } from '../dash/client.ts';
import { createdBetween } from '../dash/time.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { callOf, type Call } from './assemble.ts';
import { parseLegs, recordIds } from './endedCall.ts';
import { callRecord, type CallRecord } from './call.ts';
import { recallPlacedCall } from './placedCalls.ts';
import { groupLegs, type CallLegs } from './grouping.ts';
import { isQuickcall, legOfDocument, legOfRow, type Leg } from './leg.ts';
import { withOwners } from './owners.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';

const SECOND = 1000;
const HOUR = 3600 * SECOND;

/** Rows are small; a day of a busy account is thirty such pages. */
const ROWS_PER_PAGE = 1000;

/** Phones that rang in vain are written long before the leg of a caller who then talks for hours. */
const EARLY_LEGS = 2 * HOUR;

/** The other legs of a call are written within moments of its first leg. */
const SETTLING = 15 * SECOND;

/** So long after the turn of a month, calls are looked for that began before it. */
const LONGEST_CALL = 24 * HOUR;

const wording = { purpose: 'read the call records', section: 'The call history' };

type Lookup = Pick<Context, 'z' | 'dash'>;

/** Dash lists by time; a row without one has no place there. */
type Listed = Leg & { start: Date };

const isListed = (leg: Leg | null): leg is Listed => leg !== null && leg.start !== null;

const legsOf = (rows: readonly unknown[]): Listed[] => rows.map(legOfRow).filter(isListed);

/** Dash writes a leg when it ends, and lists it by that time. */
const writtenAt = ({ start, duration }: Leg): number => Number(start) + duration * SECOND;

/** The turns of months (UTC) that calls may have gone over which were written from `beginning` on. */
const turnsOfMonths = (beginning: Date, now: Date): Date[] => {
  const turns: Date[] = [];
  const turn = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
  while (turn.getTime() > beginning.getTime() - LONGEST_CALL) {
    turns.push(new Date(turn));
    turn.setUTCMonth(turn.getUTCMonth() - 1);
  }
  return turns;
};

/** Whether a row is stored with the month before a moment, which its id begins with. */
const isOfMonthBefore = (turn: Date, row: unknown): boolean => {
  const month = new Date(turn.getTime() - SECOND).toISOString().slice(0, 7).replace('-', '');
  return typeof row === 'object' && row !== null && 'id' in row && String(row.id).startsWith(`${month}-`);
};

/**
 * The legs of calls that went over the turn of a month. Dash stores a leg with the month in which its call began, and
 * goes through the months that are asked for one after the other; a page that begins in one month skips what was written
 * later in another. So they are asked for from the oldest on, which has them first. Usually 1 request. Source:
 * cdr_channel_destroy:update_pvt_parameters, crossbar_view:get_range_modbs.
 */
const legsOverTurn = async ({ dash }: Lookup, turn: Date, now: Date): Promise<Listed[]> => {
  const range = createdBetween(new Date(turn.getTime() - SECOND), now);
  const query: Query = { ...range, ascending: true };
  const legs: Listed[] = [];
  let start: string | undefined;
  do {
    const { rows, next } = await dash.page(['cdrs'], { ...wording, query }, start);
    const older = rows.filter((row) => isOfMonthBefore(turn, row));
    legs.push(...legsOf(older));
    start = older.length === rows.length ? next : undefined;
  } while (start !== undefined);
  return legs;
};

/**
 * The call of the legs that were listed. What ended before the rows that were read begin, and the other leg where it is
 * not among them, is read by its documents: 1 request for each, and none as a rule.
 */
const listedCall = async (context: Lookup, legs: CallLegs, beginning: Date): Promise<Call> => {
  const { primary, others, loopbacks } = legs;
  const { otherLegId, complete } = callOf(legs, 'records');
  const start = new Date(Number(primary.start));
  const life = { start, end: new Date(writtenAt(primary)) };
  const more = [
    ...(start < beginning ? await parseLegs(context.dash, primary.callId, life) : []),
    ...(complete || otherLegId === null ? [] : await parseLegs(context.dash, otherLegId, life)),
  ];
  const isNew = ({ callId }: Leg) => !more.some((leg) => leg.callId === callId);
  const all = await withOwners([...more, ...[primary, ...others, ...loopbacks].filter(isNew)], context);
  const again = groupLegs(all).find((one) => one.primary.callId === primary.callId);
  return callOf(again ?? legs, 'records');
};

/**
 * The finished calls whose first leg was written between `since` and now, newest first. Asks for as many pages as
 * are taken: a call is given as soon as the rows of the two hours before it are there. Dash takes 10 requests a second,
 * and pages come one after the other.
 */
export async function* finishedCalls(context: Lookup, since: Date, now = new Date()): AsyncGenerator<Call> {
  const beginning = new Date(since.getTime() - EARLY_LEGS);
  const query: Query = { ...createdBetween(beginning, now), page_size: ROWS_PER_PAGE };
  const known = new Map<string, Leg>();
  const add = async (legs: readonly Listed[]) => {
    for (const leg of await withOwners(legs, context)) known.set(leg.callId, leg);
  };
  const turns = turnsOfMonths(beginning, now);
  const given = new Set<string>();
  let start: string | undefined;
  let isLast = false;
  while (!isLast) {
    const { rows, next } = await context.dash.page(['cdrs'], { ...wording, query }, start);
    const legs = legsOf(rows);
    await add(legs);
    start = next;
    isLast = next === undefined;
    // A row that tells a time outside of what was asked for tells nothing of how far the list has been read.
    const oldestRead = Math.min(...legs.map(writtenAt).filter((at) => at >= beginning.getTime()), Infinity);
    while (turns[0] && (isLast || oldestRead - LONGEST_CALL <= turns[0].getTime())) {
      await add(await legsOverTurn(context, turns[0], now));
      turns.shift();
    }
    const isComplete = (at: number) => isLast || at - EARLY_LEGS >= oldestRead;
    const isWanted = (at: number) => at >= since.getTime() && at <= now.getTime() - SETTLING;
    const ready = groupLegs([...known.values()])
      .map((group) => ({ group, at: writtenAt(group.primary) }))
      .filter(({ group, at }) => !given.has(group.primary.callId) && isComplete(at) && isWanted(at))
      .sort((a, b) => b.at - a.at);
    for (const { group } of ready) {
      given.add(group.primary.callId);
      yield await listedCall(context, group, beginning);
    }
    for (const leg of known.values()) if (writtenAt(leg) - 2 * EARLY_LEGS > oldestRead) known.delete(leg.callId);
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

const lookUpReference = cachedLookUp(
  'reference of the call',
  (id) => ['cdrs', id],
  (found) => ({ correlationId: legOfDocument(found)?.correlationId ?? null }),
);

/**
 * The record of a call from the list of call records, which does not tell the reference that came with it. Only calls
 * that the switch began can have one. Where nobody remembers it, their document may: 1 more request, none while cached.
 */
export const listedCallRecord = async (call: Call, context: Context): Promise<CallRecord> => {
  const { z, dash } = context;
  const { id, started, ended } = call;
  const mayHaveOne = isQuickcall({ callId: id }) && started !== null && ended !== null;
  if (!mayHaveOne || (await recallPlacedCall(z, id)) !== null) return callRecord(call, context);
  const [recordId] = recordIds(id, { start: started, end: ended });
  return callRecord({ ...call, ...(await lookUpReference(z, dash, recordId)) }, context);
};
