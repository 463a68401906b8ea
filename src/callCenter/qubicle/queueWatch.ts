import { valueAt } from '../../dash/schema.ts';
import { DAY_MS, SECOND_MS } from '../../dash/time.ts';
import type { QueueCallStatus } from '../queueCallStatus.ts';
import type { RecipientStatus } from './recipientStatus.ts';
import type { Session } from './session.ts';
import { secondsBetween } from './timestamp.ts';

type SessionInQueue = Session & { queueId: string };

/** A caller in a queue. `agentId` is the agent who took the call, null while nobody has; `handledAt` in milliseconds since 1970. */
export type Stay = SessionInQueue & { agentId: string | null; handledAt: number | null };

/** A status that a caller got in a queue; `at` is when a poll saw it, in milliseconds since 1970. */
export type QueueCallEvent = { stay: Stay; status: QueueCallStatus; at: number };

/** The `abandoned_sessions` by queue ID, without the queues that don't report it. */
type Counters = Readonly<Record<string, number>>;

/** What Qubicle reports at `now`. `hasAgents`: it reports the status of at least one agent. */
export type QueuePoll = { stays: readonly Stay[]; abandoned: Counters; hasAgents: boolean; now: number };

/**
 * What a connection's polls have seen, as JSON. `events` are those of the last day, oldest first, so that none is lost when a
 * poll fails or when another Zap polls.
 */
export type QueueMemory = {
  hadAgents: boolean;
  stays: Record<string, Stay>;
  abandoned: Counters;
  events: QueueCallEvent[];
};

/** The dedupe key of an event: the session, the queue, when the caller entered it, and the status. */
export const queueCallEventKey = ({ stay: { id, queueId, enteredAt }, status }: QueueCallEvent): string =>
  [id, queueId, enteredAt === null ? null : Math.floor(enteredAt / SECOND_MS), status]
    .filter((part) => part !== null)
    .join('-');

/**
 * How long a caller waited for the agent, in seconds; null when Qubicle doesn't report it. The agent's last handled call may
 * still be the one before.
 */
export const waitOf = ({ stay: { enteredAt, handledAt } }: QueueCallEvent): number | null =>
  secondsBetween(enteredAt, handledAt);

const isInQueue = (session: Session | null): session is SessionInQueue => session !== null && session.queueId !== null;

/** The part of a stay that is about the agent, for a caller who is waiting. */
const WAITS = { agentId: null, handledAt: null };

/** What is known about a caller now; what the answer doesn't repeat is kept from before. */
const mergeStays = (before: Stay, now: Stay): Stay => ({
  ...now,
  callId: now.callId ?? before.callId,
  callerName: now.callerName ?? before.callerName,
  callerNumber: now.callerNumber ?? before.callerNumber,
  // The time of entry is part of the dedupe key, so it stays the same.
  enteredAt: before.enteredAt ?? now.enteredAt,
  agentId: now.agentId ?? before.agentId,
  handledAt: before.handledAt ?? now.handledAt,
});

/**
 * Where each caller is. A caller who is talking with an agent is answered, even if the queue still lists the session; a caller
 * who is being offered to an agent is waiting.
 */
export const staysOf = (sessions: readonly Session[], recipients: Iterable<RecipientStatus>): Stay[] => {
  const waits = (session: Session | null): Stay[] => (isInQueue(session) ? [{ ...session, ...WAITS }] : []);
  const agents = [...recipients];
  const stays = [
    ...sessions.flatMap(waits),
    ...agents.flatMap(({ offeredCall }) => waits(offeredCall)),
    ...agents.flatMap(({ id, handlingCall, lastHandledAt }): Stay[] =>
      isInQueue(handlingCall) ? [{ ...handlingCall, agentId: id, handledAt: lastHandledAt }] : [],
    ),
  ];
  const known = new Map<string, Stay>();
  for (const stay of stays) {
    const before = known.get(stay.id);
    known.set(stay.id, before?.queueId === stay.queueId ? mergeStays(before, stay) : stay);
  }
  return [...known.values()];
};

/** How many callers have given up since the last poll. Qubicle's counter restarts at 0 from time to time. */
const increaseOf = (before: number | undefined, now: number | undefined): number => {
  if (before === undefined || now === undefined) return 0;
  return now >= before ? now - before : now;
};

/** Whether a caller who was answered is waiting in the same queue again. */
const isBack = (before: Stay, now: Stay): boolean =>
  before.agentId !== null &&
  now.agentId === null &&
  before.enteredAt !== null &&
  now.enteredAt !== null &&
  now.enteredAt > before.enteredAt;

/** A caller as seen now, and the new statuses. A call that was answered between two polls was waiting before. */
const advance = (before: Stay | undefined, now: Stay): { stay: Stay; statuses: QueueCallStatus[] } => {
  const isSameStay = before?.queueId === now.queueId && !isBack(before, now);
  const isTaken = now.agentId !== null;
  if (!isSameStay) return { stay: now, statuses: isTaken ? ['waiting', 'handled'] : ['waiting'] };
  const statuses: QueueCallStatus[] = isTaken && before.agentId === null ? ['handled'] : [];
  return { stay: mergeStays(before, now), statuses };
};

const timeOfEntry = ({ enteredAt }: Stay): number => enteredAt ?? 0;

/** How the callers who are gone left: as many gave up as the queue's counter rose, and the latest to join are taken for them. */
const departures = (gone: readonly Stay[], { abandoned }: QueueMemory, poll: QueuePoll): QueueCallEvent[] => {
  const budget = new Map<string, number>();
  const newestFirst = gone.toSorted((a, b) => timeOfEntry(b) - timeOfEntry(a));
  return newestFirst
    .map((stay): QueueCallEvent => {
      const { queueId } = stay;
      const left = budget.get(queueId) ?? increaseOf(valueAt(abandoned, queueId), valueAt(poll.abandoned, queueId));
      const hasGivenUp = stay.agentId === null && left > 0;
      budget.set(queueId, hasGivenUp ? left - 1 : left);
      return { stay, status: hasGivenUp ? 'abandoned' : 'processed', at: poll.now };
    })
    .reverse();
};

const NOTHING_SEEN: QueueMemory = { hadAgents: false, stays: {}, abandoned: {}, events: [] };

/**
 * The memory after another poll of all queues; its last `events` are those that this poll saw. A caller who moves to another
 * queue is waiting there, and has no further event in the queue before. When no agent has a status right after some had one,
 * Qubicle is restarting: nobody has left unless the next poll confirms it.
 */
export const watchQueues = (memory: QueueMemory | null, poll: QueuePoll): QueueMemory => {
  const before = memory ?? NOTHING_SEEN;
  const { now, hasAgents } = poll;
  const isRestart = before.hadAgents && !hasAgents;
  const seen = poll.stays.map((stay) => ({ now: stay, ...advance(valueAt(before.stays, stay.id), stay) }));
  const arrivals = seen.flatMap(({ stay, statuses }) =>
    statuses.map((status): QueueCallEvent => ({
      stay: status === 'waiting' ? { ...stay, ...WAITS } : stay,
      status,
      at: now,
    })),
  );
  const present = new Set(poll.stays.map(({ id }) => id));
  const absent = Object.values(before.stays).filter(({ id }) => !present.has(id));
  const stays = [...(isRestart ? absent : []), ...seen.map(({ stay }) => stay)];
  const events = [
    ...before.events.filter(({ at }) => at > now - DAY_MS),
    ...(isRestart ? [] : departures(absent, before, poll)),
    ...arrivals,
  ];
  return {
    hadAgents: hasAgents,
    stays: Object.fromEntries(stays.map((stay) => [stay.id, stay])),
    abandoned: isRestart ? before.abandoned : { ...before.abandoned, ...poll.abandoned },
    events,
  };
};

/** How many events are stored for the next poll. */
const MAX_STORED_EVENTS = 500;

/** What is stored for the next poll. */
export const withNewestEvents = (memory: QueueMemory): QueueMemory => ({
  ...memory,
  events: memory.events.slice(-MAX_STORED_EVENTS),
});
