import type { Status } from '../status.ts';
import type { StatusChange } from '../statusChange.ts';
import type { AgentStatus, StatusLog } from './statusLog.ts';

/** A status with the one before it, null when unknown. */
type Change = AgentStatus & { previous: Status | null };

/**
 * What the polls have seen of an agent: the last status, its time by the engine's clock in milliseconds since 1970, and the
 * changes, oldest first. `isIdle`: the status is no longer in Dash's list, but a request for this agent still returns it.
 */
export type SeenAgent = { status: Status; at: number; changes: Change[]; isIdle?: boolean };

/** Whether a status is newer than the last one seen. In the same second, a different status replaces the one before. */
export const isNewStatus = ({ status, at }: AgentStatus, seen: SeenAgent | undefined, since: number): boolean =>
  seen ? at > seen.at || (at === seen.at && status !== seen.status) : at > since;

/**
 * What has been seen of an agent, updated from another log. A status that is older than the last one seen is ignored, and so is
 * one from before `since` for an agent never seen before. After a gap in the log, the previous status is unknown.
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
 * The update for an agent who is listed and no longer has a status; `now` is by the app's clock. `at` stays the engine's time of
 * the last status: if that status comes back, nothing has changed.
 */
export const signedOut = ({ status, at, changes }: SeenAgent, now: number): SeenAgent => ({
  status: 'signed_out',
  at,
  changes: [...changes, { status: 'signed_out', at: now, pauseReason: null, previous: status }],
});

/** All agents' changes, newest first. */
export const newestFirst = (agents: Readonly<Record<string, SeenAgent>>): StatusChange[] =>
  Object.entries(agents)
    .flatMap(([agentId, { changes }]) => changes.map((change) => ({ agentId, ...change })))
    .sort((a, b) => a.at - b.at)
    .reverse();
