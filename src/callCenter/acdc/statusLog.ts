import type { Status } from '../status.ts';

/**
 * A status that an agent got, `at` in milliseconds since 1970. KAZOO keeps whole seconds, and one status for each agent
 * and second: the last (`acdc_agent_stats:status_stat_id`).
 */
export type AgentStatus = { status: Status; at: number; pauseReason: string | null };

/** Statuses of an agent, oldest first: every one since `completeFrom`, and perhaps some from before. */
export type StatusLog = { statuses: AgentStatus[]; completeFrom: number };

/** By agent; an agent without a status is left out. */
export type StatusLogs = ReadonlyMap<string, StatusLog>;

/** Both logs in one: it is complete as far back as the better of them. */
export const mergeLogs = (one: StatusLog, other: StatusLog): StatusLog => ({
  statuses: [...new Map([...one.statuses, ...other.statuses].map((status) => [status.at, status])).values()].sort(
    (a, b) => a.at - b.at,
  ),
  completeFrom: Math.min(one.completeFrom, other.completeFrom),
});

/** Whether a log has all statuses of another one from the time when that is complete. */
export const covers = (log: StatusLog, { statuses, completeFrom }: StatusLog): boolean => {
  const has = new Set(log.statuses.map(({ at }) => at));
  return statuses.every(({ at }) => at < completeFrom || has.has(at));
};
