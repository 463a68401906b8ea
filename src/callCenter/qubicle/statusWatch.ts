import { valueAt } from '../../dash/schema.ts';
import { DAY_MS, SECOND_MS } from '../../dash/time.ts';
import type { Status } from '../status.ts';
import type { StatusChange } from '../statusChange.ts';
import { signedOutRecipient, type RecipientStatus } from './recipientStatus.ts';

/** An agent's last status, and its time as in `StatusChange`. */
type SeenAgent = { status: Status; at: number };

/**
 * What a connection's polls have seen, as JSON. `changes` are those of the last day, oldest first, so that none is lost when a
 * poll fails or when another Zap polls. `wasEmpty` means that the last answer had no agents.
 */
export type StatusMemory = { wasEmpty: boolean; agents: Record<string, SeenAgent>; changes: StatusChange[] };

/** Qubicle's answer at `now`, in milliseconds since 1970: the IDs of all agents, and the statuses it reports, by ID. */
export type StatusPoll = {
  listed: readonly string[];
  reported: ReadonlyMap<string, RecipientStatus>;
  now: number;
};

/** The time of a change: the engine's, unless it belongs to an earlier change. */
const timeOfChange = ({ lastActionAt }: RecipientStatus, { at }: SeenAgent, now: number): number =>
  lastActionAt !== null && lastActionAt >= at + SECOND_MS ? lastActionAt : Math.max(now, at + SECOND_MS);

/**
 * The changes that lead from the last seen status of an agent to the current one. In Qubicle an agent who signs in is away, so
 * an agent who was signed out and now has another status was away in between.
 */
const changesOf = (current: RecipientStatus, seen: SeenAgent, now: number): StatusChange[] => {
  const { id: agentId, status, loginAt } = current;
  if (status === seen.status) return [];
  const at = timeOfChange(current, seen, now);
  if (seen.status !== 'signed_out' || status === 'away')
    return [{ agentId, status, previous: seen.status, at, pauseReason: null }];
  const hasLoginTime = loginAt !== null && loginAt >= seen.at + SECOND_MS && loginAt < at;
  return [
    { agentId, status: 'away', previous: 'signed_out', at: hasLoginTime ? loginAt : at, pauseReason: null },
    { agentId, status, previous: 'away', at, pauseReason: null },
  ];
};

/** An agent who wasn't listed before: signed out since an unknown time. */
const NEVER_SEEN: SeenAgent = { status: 'signed_out', at: 0 };

/**
 * The memory after another poll; its last `changes` are those that this poll saw. The first poll sees none. An answer without
 * agents right after one with agents means that Qubicle is restarting; only a second one in a row counts.
 */
export const watchRecipients = (memory: StatusMemory | null, { listed, reported, now }: StatusPoll): StatusMemory => {
  const wasEmpty = reported.size === 0;
  const kept = (memory?.changes ?? []).filter(({ at }) => at > now - DAY_MS);
  if (memory && wasEmpty && !memory.wasEmpty) return { ...memory, wasEmpty, changes: kept };
  const agents = new Map<string, SeenAgent>();
  const fresh: StatusChange[] = [];
  for (const id of listed) {
    const current = reported.get(id) ?? signedOutRecipient(id);
    if (memory === null) {
      agents.set(id, { status: current.status, at: current.lastActionAt ?? now });
      continue;
    }
    const seen = valueAt(memory.agents, id) ?? NEVER_SEEN;
    const changes = changesOf(current, seen, now);
    agents.set(id, { status: current.status, at: changes.at(-1)?.at ?? seen.at });
    fresh.push(...changes);
  }
  fresh.sort((a, b) => a.at - b.at);
  return { wasEmpty, agents: Object.fromEntries(agents), changes: [...kept, ...fresh] };
};

/** How many changes are stored for the next poll. */
const MAX_STORED_CHANGES = 500;

/** What is stored for the next poll. */
export const withNewestChanges = (memory: StatusMemory): StatusMemory => ({
  ...memory,
  changes: memory.changes.slice(-MAX_STORED_CHANGES),
});
