import type { Status } from '../status.ts';
import type { StatusChange } from '../statusChange.ts';
import type { AgentStatus, StatusLog } from './statusLog.ts';

/** A status with the one before it; null when that is unknown. */
type Change = AgentStatus & { previous: Status | null };

/**
 * What the polls saw of an agent: the last status, its time by the engine's clock, and the changes, oldest first.
 * `isIdle`: Dash no longer lists the status, but still knows it.
 */
export type SeenAgent = { status: Status; at: number; changes: Change[]; isIdle?: boolean };

/** Whether an agent got a status after the last one that was seen. In the same second a status replaces another. */
export const isNewStatus = ({ status, at }: AgentStatus, seen: SeenAgent | undefined, since: number): boolean =>
  seen ? at > seen.at || (at === seen.at && status !== seen.status) : at > since;

/**
 * What was seen of an agent, with the news of another log. It never goes back: a status from before the last one that was
 * seen is not new, nor is one from before `since` of an agent who was never seen. After a gap in the log, the previous
 * status is unknown.
 */
export const advance = (seen: SeenAgent | undefined, log: StatusLog, since: number): SeenAgent | undefined =>
  log.statuses.reduce<SeenAgent | undefined>(
    (last, one) => {
      if (last && !isNewStatus(one, last, since)) return last;
      const { status, at } = one;
      const previous = last && last.at >= log.completeFrom ? last.status : null;
      const changes = last?.changes ?? [];
      const isKnown = changes.some((change) => change.at === at && change.status === status);
      const isChange = !isKnown && status !== previous && (seen !== undefined || at > since);
      return { status, at, changes: isChange ? [...changes, { ...one, previous }] : changes };
    },
    seen && { status: seen.status, at: seen.at, changes: seen.changes },
  );

/**
 * What is seen of an agent who is listed and has no status anymore; `now` is by the app's clock. The engine's time stays
 * that of the last status: if that status comes back, nothing has changed.
 */
export const signedOut = ({ status, at, changes }: SeenAgent, now: number): SeenAgent => ({
  status: 'signed_out',
  at,
  changes: [...changes, { status: 'signed_out', at: now, pauseReason: null, previous: status }],
});

/** The changes of all agents, newest first. */
export const newestFirst = (agents: Readonly<Record<string, SeenAgent>>): StatusChange[] =>
  Object.entries(agents)
    .flatMap(([agentId, { changes }]) => changes.map((change) => ({ agentId, ...change })))
    .sort((a, b) => a.at - b.at)
    .reverse();
