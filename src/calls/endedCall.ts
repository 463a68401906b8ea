import { setTimeout as pause } from 'node:timers/promises';
import type { Dash } from '../dash/client.ts';
import { fromGregorian } from '../dash/time.ts';
import { isStaleSession } from '../zapier/errors.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { assembleCall, callOf, type Call, type Knowledge } from './assemble.ts';
import { groupLegs } from './grouping.ts';
import { legOf, legOfEvent, type ChannelEvent, type Leg } from './leg.ts';
import { legInProgress } from './legInProgress.ts';
import { withOwners } from './owners.ts';

/** Dash writes the records of a call a moment after the hangup; together these waits leave Zapier's 30 seconds room. */
const WAITS_MS = [1_500, 4_000, 8_000];

/** No wait begins that would end later than this: a request that Dash left hanging may have taken the time for it. */
const LONGEST_MS = 22_000;

const MINUTE_MS = 60_000;

const monthOf = (moment: Date): string => moment.toISOString().slice(0, 7).replace('-', '');

/** From when to when a leg lived. */
type Life = { start: Date; end: Date };

/**
 * The ids under which the record of a leg may be stored, the likeliest first: it has the month (UTC) in which its
 * interaction began, which is that of the leg or a moment before. Source: cdr_channel_destroy:set_interaction.
 */
export const recordIds = (callId: string, { start, end }: Life): [string, ...string[]] => {
  const likeliest = monthOf(start);
  const others = new Set([new Date(start.getTime() - MINUTE_MS), end].map(monthOf));
  others.delete(likeliest);
  const idIn = (month: string) => `${month}-${callId}`;
  return [idIn(likeliest), ...[...others].map(idIn)];
};

/** Of a phone system that is busy, the event alone is worth more than another try of the whole step. */
const nullUnlessStale = (error: unknown): null => {
  if (isStaleSession(error)) throw error;
  return null;
};

/** The legs of the interaction of this leg: 1 request, at the turn of a month 2; empty when nobody knows them yet. */
export const parseLegs = async (dash: Dash, callId: string, life: Life): Promise<Leg[]> => {
  for (const id of recordIds(callId, life)) {
    const found = await dash
      .find(['cdrs', 'legs', id], { purpose: 'read the legs of the call' })
      .catch(nullUnlessStale);
    const legs = (Array.isArray(found) ? found : []).map(legOf).filter((leg) => leg !== null);
    if (legs.length > 0) return legs;
  }
  return [];
};

/** The call that a leg began or is a part of. */
const callWith = (legs: readonly Leg[], callId: string, knowledge: Knowledge): Call | null => {
  const groups = groupLegs(legs);
  const isPart = (leg: Leg) => leg.callId === callId;
  const group =
    groups.find(({ primary }) => isPart(primary)) ??
    groups.find(({ others, loopbacks }) => [...others, ...loopbacks].some(isPart));
  return group ? callOf(group, knowledge) : null;
};

/**
 * The call of a leg by the records there are; null without records, and a call of null where the leg is part of one whose
 * caller's record is not there: that call is still in progress. The leg that it was bridged to may be in another interaction, that of a
 * queue's agent or of whoever took the call over: then 1 more request.
 */
const recordedCall = async (
  context: Pick<Context, 'z' | 'dash'>,
  ended: Leg,
  life: Life,
): Promise<{ call: Call | null } | null> => {
  const { callId, otherLegId } = ended;
  const found = await parseLegs(context.dash, callId, life);
  const [first] = found;
  if (!first) return null;
  // Dash can list the legs of a call a moment before the one that has just ended is among them.
  const isRecorded = found.some((leg) => leg.callId === callId);
  const legs = isRecorded ? found : [{ ...ended, interactionId: first.interactionId }, ...found];
  const knowledge = isRecorded ? 'records' : 'event';
  const otherId = callWith(legs, callId, knowledge)?.otherLegId ?? otherLegId;
  const isElsewhere = otherId !== null && !legs.some((leg) => leg.callId === otherId);
  const more = isElsewhere ? await parseLegs(context.dash, otherId, life) : [];
  return { call: callWith(await withOwners([...legs, ...more], context), callId, knowledge) };
};

/** Whether phones may have rung whose legs are written a moment after the caller's. */
const mayLackPhones = ({ direction, outcome, systemAnswered }: Call): boolean =>
  direction !== 'outbound' && outcome !== 'answered' && systemAnswered !== true;

/**
 * The call of a leg that the switch lost sight of: no cause, no lengths, nobody's number. None while the leg is in
 * progress, since its real end comes later. Source: ecallmgr_fs_channels:publish_channel_connection_event.
 */
const callOfLostLeg = async (context: Pick<Context, 'z' | 'dash'>, leg: Leg): Promise<Call | null> => {
  if ((await legInProgress(context, leg.callId)) !== null) return null;
  const call = assembleCall([leg], 'event');
  return call && { ...call, unknown: [...call.unknown, 'caller'] };
};

const lifeOf = ({ timestamp, duration_seconds }: ChannelEvent): Life => {
  const end = fromGregorian(timestamp) ?? new Date();
  return { start: new Date(end.getTime() - duration_seconds * 1000), end };
};

/**
 * The call whose first leg has ended, by the records of its legs: 1 request, 2 where the other leg is in another
 * interaction, and three tries until the leg that matters beside the first is there. A call that nobody took, and of
 * which no phone is there, is looked at once more. After that what is known has to do, and `complete` is false.
 */
export const endedCall = async (
  event: ChannelEvent,
  context: Pick<Context, 'z' | 'dash'>,
  isRefused: (call: Call) => boolean = () => false,
): Promise<Call | null> => {
  const ended = legOfEvent(event);
  if (!ended) return null;
  const life = lifeOf(event);
  const start = Date.now();
  let known: Call | null = null;
  let isPart = false;
  for (const wait of WAITS_MS) {
    if (Date.now() + wait - start > LONGEST_MS) break;
    await pause(wait);
    const found = await recordedCall(context, ended, life);
    if (found === null) continue;
    const { call } = found;
    const isSecondLook = known?.complete === true;
    isPart = call === null;
    known = call;
    const mayLack = call !== null && mayLackPhones(call) && (call.legCount === 1 || isRefused(call));
    if (call?.complete && (isSecondLook || !mayLack)) return call;
  }
  if (known !== null || isPart) return known;
  return ended.cause === '' ? callOfLostLeg(context, ended) : assembleCall([ended], 'event');
};
