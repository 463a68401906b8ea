import { wait } from '../zapier/wait.ts';
import { fromGregorian, SECOND_MS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { assembleCall, callOf, type LegSource } from './assemble.ts';
import type { Call } from './call.ts';
import { findRecordedLegs, type Life } from './cdrs.api.ts';
import { groupLegs } from './legs/grouping.ts';
import type { Leg } from './legs/leg.ts';
import { legOfEvent, type ChannelEvent } from './legs/legOfEvent.ts';
import { findLegInProgress } from './legs/legInProgress.api.ts';
import { withOwners } from './legs/legOwners.lookUp.ts';
import { isInProgressElsewhere, mayLackTwins } from './quickcallTwins.ts';

/** Dash writes the records of a call a moment after the hangup. These waits fit into Zapier's limit of 30 seconds. */
const WAITS_MS = [1_500, 4_000, 8_000];

/** No wait may end later than this: a slow request may have used up the time. */
const MAX_WAITING_MS = 22_000;

/** The call that a leg started or is part of. */
const callWith = (legs: readonly Leg[], callId: string, source: LegSource): Call | null => {
  const groups = groupLegs(legs);
  const isPart = (leg: Leg) => leg.callId === callId;
  const group =
    groups.find(({ primary }) => isPart(primary)) ??
    groups.find(({ others, loopbacks }) => [...others, ...loopbacks].some(isPart));
  return group ? callOf(group, source) : null;
};

/** A call as far as records are written; `call` is null if its first leg has no record yet, because it is in progress. */
type RecordedCall = { call: Call | null; interactionId: string | null };

/**
 * The call that a leg started or is part of; null without records. The leg that it was bridged to may be in another
 * interaction (a queue's agent, a transfer): then 1 more request.
 */
const recordedCall = async (context: Context, ended: Leg, life: Life): Promise<RecordedCall | null> => {
  const { callId, otherLegId } = ended;
  const found = await findRecordedLegs(context.dash, callId, life);
  const [first] = found;
  if (!first) return null;
  const { interactionId } = first;
  // Dash can list the legs of a call a moment before the one that has just ended is among them.
  const isRecorded = found.some((leg) => leg.callId === callId);
  const legs = isRecorded ? found : [{ ...ended, interactionId }, ...found];
  const source = isRecorded ? 'records' : 'event';
  const otherId = callWith(legs, callId, source)?.otherLegId ?? otherLegId;
  const isElsewhere = otherId !== null && !legs.some((leg) => leg.callId === otherId);
  const more = isElsewhere ? await findRecordedLegs(context.dash, otherId, life) : [];
  return { call: callWith(await withOwners([...legs, ...more], context), callId, source), interactionId };
};

/** Whether phones may have rung whose records are written a moment after the record of the first leg. */
const mayLackPhones = ({ direction, outcome, systemAnswered }: Call): boolean =>
  direction !== 'outbound' && outcome !== 'answered' && systemAnswered !== true;

/** Whether a quickcall is still in progress although one of its phones has ended. */
const isStillInProgress = async (context: Context, { call, interactionId }: RecordedCall): Promise<boolean> =>
  call !== null && mayLackTwins(call) && (await isInProgressElsewhere(context, interactionId));

/**
 * The call of a leg that the switch lost track of: no cause, no durations, no numbers. Null while the leg is in progress,
 * since its real end comes later. Source: ecallmgr_fs_channels:publish_channel_connection_event.
 */
const callOfLostLeg = async (context: Context, leg: Leg): Promise<Call | null> => {
  if ((await findLegInProgress(context, leg.callId)) !== null) return null;
  const call = assembleCall([leg], 'event');
  return call && { ...call, unknown: [...call.unknown, 'caller'] };
};

const lifeOf = ({ timestamp, duration_seconds }: ChannelEvent): Life => {
  const end = fromGregorian(timestamp) ?? new Date();
  return { start: new Date(end.getTime() - duration_seconds * SECOND_MS), end };
};

/**
 * The call whose first leg has ended, from the records of its legs: 1 request, 2 if the other leg is in another interaction,
 * with up to three tries until the leg that the first was bridged to is there. An unanswered call without a phone's record
 * is read once more, and so is a quickcall that its own user did not pick up; null while that is in progress on another phone.
 * After the last try, returns what is known, with `complete` false.
 *
 * `isRefused`: whether the filters of the step reject a call; such a call is read once more, too.
 */
export const endedCall = async (
  event: ChannelEvent,
  context: Context,
  isRefused: (call: Call) => boolean = () => false,
): Promise<Call | null> => {
  const ended = legOfEvent(event);
  if (!ended) return null;
  const life = lifeOf(event);
  const start = Date.now();
  let last: RecordedCall | null = null;
  for (const pause of WAITS_MS) {
    if (Date.now() + pause - start > MAX_WAITING_MS) break;
    await wait(pause);
    const found = await recordedCall(context, ended, life);
    if (found === null) continue;
    const { call } = found;
    const isSecondLook = last?.call?.complete === true;
    last = found;
    const mayLack =
      call !== null && (mayLackTwins(call) || (mayLackPhones(call) && (call.legCount === 1 || isRefused(call))));
    if (call?.complete && (isSecondLook || !mayLack)) break;
  }
  if (last !== null) return (await isStillInProgress(context, last)) ? null : last.call;
  return ended.cause === '' ? callOfLostLeg(context, ended) : assembleCall([ended], 'event');
};
