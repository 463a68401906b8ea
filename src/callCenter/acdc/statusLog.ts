import type { Status } from '../status.ts';

/**
 * A status that an agent got, `at` in milliseconds since 1970. KAZOO stores whole seconds, and only the last status of an agent
 * in each second (`acdc_agent_stats:status_stat_id`).
 */
export type AgentStatus = { status: Status; at: number; pauseReason: string | null };

/** Statuses of an agent, oldest first: all since `completeFrom` (milliseconds since 1970), and maybe some from before. */
export type StatusLog = { statuses: AgentStatus[]; completeFrom: number };

/** By agent ID, without agents who have no status. */
export type StatusLogs = ReadonlyMap<string, StatusLog>;

/** The time of the latest of all statuses, at least `upTo`. */
export const latestIn = (logs: StatusLogs, upTo: number): number =>
  [...logs.values()].flatMap(({ statuses }) => statuses).reduce((latest, { at }) => Math.max(latest, at), upTo);

/** Merges two logs; the result is complete as far back as the better of the two. */
export const mergeLogs = (one: StatusLog, other: StatusLog): StatusLog => ({
  statuses: [...new Map([...one.statuses, ...other.statuses].map((status) => [status.at, status])).values()].sort(
    (a, b) => a.at - b.at,
  ),
  completeFrom: Math.min(one.completeFrom, other.completeFrom),
});

/** Whether a log has all statuses of another one since the other's `completeFrom`. */
export const covers = (log: StatusLog, { statuses, completeFrom }: StatusLog): boolean => {
  const has = new Set(log.statuses.map(({ at }) => at));
  return statuses.every(({ at }) => at < completeFrom || has.has(at));
};
