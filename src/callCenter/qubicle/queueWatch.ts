import { DAY_MS, SECOND_MS } from '../../dash/time.ts';
import type { QueueCallStatus } from '../queueCallStatus.ts';
import type { RecipientStatus } from './recipientStatus.ts';
import type { Session } from './session.ts';
import { secondsBetween } from './timestamp.ts';

type SessionInQueue = Session & { queueId: string };

/** A caller in a queue: `agentId` is who took the call, null while nobody has; `handledAt` in milliseconds since 1970. */
export type Stay = SessionInQueue & { agentId: string | null; handledAt: number | null };

/** A caller got a status in a queue, as the poll at `at` saw it, in milliseconds since 1970. */
export type QueueCallEvent = { stay: Stay; status: QueueCallStatus; at: number };

/** The `abandoned_sessions` of the queues by ID; a queue that doesn't say is left out. */
type Counters = Readonly<Record<string, number>>;

/** What Qubicle knows at `now`. `hasAgents`: it reports the status of at least one agent. */
export type QueuePoll = { stays: readonly Stay[]; abandoned: Counters; hasAgents: boolean; now: number };

/**
 * What the polls of a connection saw: JSON. `events` are those of the last day, oldest first, so that a poll that fails, or that
 * of another Zap, takes none away.
 */
export type QueueMemory = {
  hadAgents: boolean;
  stays: Record<string, Stay>;
  abandoned: Counters;
  events: QueueCallEvent[];
};

/** The dedupe key of an event: the session, the queue, when the caller came into it, and the status. */
export const queueCallEventKey = ({ stay: { id, queueId, enteredAt }, status }: QueueCallEvent): string =>
  [id, queueId, enteredAt === null ? null : Math.floor(enteredAt / SECOND_MS), status]
    .filter((part) => part !== null)
    .join('-');

/**
 * How long a caller waited for the agent, in seconds; null where Qubicle doesn't say. An agent's last delivery may still be that
 * of the call before.
 */
export const waitOf = ({ stay: { enteredAt, handledAt } }: QueueCallEvent): number | null =>
  secondsBetween(enteredAt, handledAt);

const isInQueue = (session: Session | null): session is SessionInQueue => session !== null && session.queueId !== null;

/** What a caller whom no agent took has of a stay. */
const WAITS = { agentId: null, handledAt: null };

/** What is known of a caller now, with what was known before where the answer doesn't repeat it. */
const mergeStays = (before: Stay, now: Stay): Stay => ({
  ...now,
  callId: now.callId ?? before.callId,
  callerName: now.callerName ?? before.callerName,
  callerNumber: now.callerNumber ?? before.callerNumber,
  // The time when the caller came is part of the key, and so stays the same.
  enteredAt: before.enteredAt ?? now.enteredAt,
  agentId: now.agentId ?? before.agentId,
  handledAt: before.handledAt ?? now.handledAt,
});

/**
 * Where each caller is: one whom an agent talks with is taken, also while the queue still lists the session; one who is offered
 * to an agent waits.
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

/** How often callers gave up since the last poll. Qubicle's counter begins at 0 again at times. */
const increaseOf = (before: number | undefined, now: number | undefined): number => {
  if (before === undefined || now === undefined) return 0;
  return now >= before ? now - before : now;
};

/** Whether a caller whom an agent took waits in the same queue again. */
const isBack = (before: Stay, now: Stay): boolean =>
  before.agentId !== null &&
  now.agentId === null &&
  before.enteredAt !== null &&
  now.enteredAt !== null &&
  now.enteredAt > before.enteredAt;

/** A caller as seen now, and the statuses that are new. A call that an agent took between two polls has waited before. */
const advance = (before: Stay | undefined, now: Stay): { stay: Stay; statuses: QueueCallStatus[] } => {
  const isSameStay = before?.queueId === now.queueId && !isBack(before, now);
  const isTaken = now.agentId !== null;
  if (!isSameStay) return { stay: now, statuses: isTaken ? ['waiting', 'handled'] : ['waiting'] };
  const statuses: QueueCallStatus[] = isTaken && before.agentId === null ? ['handled'] : [];
  return { stay: mergeStays(before, now), statuses };
};

const timeOfEntry = ({ enteredAt }: Stay): number => enteredAt ?? 0;

/** How the callers who are gone left: as many of a queue gave up as its counter says, the last ones who came. */
const departures = (gone: readonly Stay[], { abandoned }: QueueMemory, poll: QueuePoll): QueueCallEvent[] => {
  const budget = new Map<string, number>();
  const newestFirst = gone.toSorted((a, b) => timeOfEntry(b) - timeOfEntry(a));
  return newestFirst
    .map((stay): QueueCallEvent => {
      const { queueId } = stay;
      const left = budget.get(queueId) ?? increaseOf(abandoned[queueId], poll.abandoned[queueId]);
      const hasGivenUp = stay.agentId === null && left > 0;
      budget.set(queueId, hasGivenUp ? left - 1 : left);
      return { stay, status: hasGivenUp ? 'abandoned' : 'processed', at: poll.now };
    })
    .reverse();
};

const NOTHING_SEEN: QueueMemory = { hadAgents: false, stays: {}, abandoned: {}, events: [] };

/**
 * The memory after another poll of all queues; its last `events` are those that this poll saw. A caller who is sent on to
 * another queue waits there, and has no further event in the queue before. When no agent has a status right after some had one,
 * Qubicle restarts: nobody has left unless the next poll says the same.
 */
export const watchQueues = (memory: QueueMemory | null, poll: QueuePoll): QueueMemory => {
  const before = memory ?? NOTHING_SEEN;
  const { now, hasAgents } = poll;
  const isRestart = before.hadAgents && !hasAgents;
  const seen = poll.stays.map((stay) => ({ now: stay, ...advance(before.stays[stay.id], stay) }));
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

/** How many events are kept for the next poll. */
const MAX_STORED_EVENTS = 500;

/** What is kept for the next poll. */
export const withNewestEvents = (memory: QueueMemory): QueueMemory => ({
  ...memory,
  events: memory.events.slice(-MAX_STORED_EVENTS),
});
