import type { Dash } from '../../dash/client.ts';
import { isObject, number, parse, text } from '../../dash/schema.ts';
import { fromGregorian } from '../../dash/time.ts';
import { callCenterAccess } from '../access.ts';
import { statusOfAcdc, type Status } from '../status.ts';
import { covers, mergeLogs, type AgentStatus, type StatusLog, type StatusLogs } from './statusLog.ts';

/** The most statuses per agent in one answer (KAZOO, `max_result_set` in `acdc_stats.hrl`, `acdc_stats_util:get_query_limit`). */
export const MAX_STATUSES_IN_ANSWER = 25;

/** ACDC's own words for the statuses that it records (KAZOO, `acdc_agent_stats:handle_status_stat`). */
const ACDC_STATUSES = [
  'ready',
  'paused',
  'connecting',
  'connected',
  'wrapup',
  'outbound',
  'logged_in',
  'logged_out',
] as const;

const statusSchema = { status: text, timestamp: number, pause_alias: text };

/** Only the statuses that ACDC calls `word`, if given. */
const parseStatus = (value: unknown, word?: string): AgentStatus[] => {
  const { status, timestamp, pause_alias } = parse(statusSchema, value);
  const at = fromGregorian(timestamp);
  if (status === null || at === null || (word !== undefined && status !== word)) return [];
  return [{ status: statusOfAcdc(status), at: at.getTime(), pauseReason: pause_alias }];
};

/**
 * The log with these statuses, complete as far back as one answer reaches. KAZOO 4.3 adds archived statuses, and some may be
 * missing between the two parts (`acdc_agent_util:most_recent_statuses`).
 */
const logOf = (statuses: readonly AgentStatus[]): StatusLog => {
  const sorted = statuses.toSorted((a, b) => a.at - b.at);
  return { statuses: sorted, completeFrom: sorted.at(-MAX_STATUSES_IN_ANSWER)?.at ?? 0 };
};

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** KAZOO 4.2: `{status, …}`, the latest one. KAZOO 4.3, and both for a single agent: `{time: {status, …}}`. */
const parseLog = (known: unknown, word?: string): StatusLog => {
  const isLastOnly = parse(statusSchema, known).status !== null;
  if (!isLastOnly) return logOf(entriesOf(known).flatMap(([, one]) => parseStatus(one, word)));
  const statuses = parseStatus(known, word);
  return { statuses, completeFrom: statuses[0]?.at ?? 0 };
};

const parseLogs = (data: unknown, word?: string): StatusLogs =>
  new Map(
    entriesOf(data)
      .map(([agentId, known]) => [agentId, parseLog(known, word)] as const)
      .filter(([, { statuses }]) => statuses.length > 0),
  );

/**
 * The statuses of all agents that Dash has in memory, which are those of the last day: 1 request. For each agent, KAZOO 4.2
 * returns only the latest, 4.3 the latest 25. There is no time range, and both ignore `recent` here.
 */
export const listStatuses = async (dash: Dash): Promise<StatusLogs> => {
  const ask = { ...callCenterAccess, purpose: "read the agents' statuses", query: { recent: true } };
  return parseLogs(await dash.get(['agents', 'status'], ask));
};

/**
 * The latest 25 statuses of an agent, in KAZOO 4.2 as well (`cb_agents:fetch_agent_status`): 1 request. With `word`, the latest
 * 25 that ACDC calls that. Null when Dash returns only the current status.
 */
export const statusHistory = async (dash: Dash, agentId: string, word?: string): Promise<StatusLog | null> => {
  const query = { recent: true, ...(word !== undefined && { status: word }) };
  const found = await dash.find(['agents', agentId, 'status'], {
    ...callCenterAccess,
    purpose: "read the agent's statuses",
    query,
  });
  if (!isObject(found)) return null;
  // KAZOO 4.3 ignores the requested word for archived statuses.
  return parseLogs(found, word).get(agentId) ?? logOf([]);
};

/**
 * An agent's log, with what the answer for all agents left out: 1 request. Null when the new answer lacks part of the log. In
 * KAZOO 4.2 it is empty if the second changes during the request (`acdc_agent_stats:status_match_builder_fold`).
 */
export const withHistory = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog | null> => {
  const history = await statusHistory(dash, agentId);
  if (history === null) return log;
  return covers(history, log) ? mergeLogs(log, history) : null;
};

/** The log of an agent who has more than 25 new statuses, from the latest 25 of each status: 8 requests. */
export const withEachStatus = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog> => {
  const logs = await Promise.all(ACDC_STATUSES.map((word) => statusHistory(dash, agentId, word)));
  const all: StatusLog = {
    statuses: logs.flatMap((one) => one?.statuses ?? []),
    completeFrom: Math.max(...logs.map((one) => one?.completeFrom ?? Infinity)),
  };
  return covers(all, log) ? mergeLogs(log, all) : log;
};

/**
 * An agent's current status, which Dash returns as a bare word or, with `full`, as an object: 1 request. `unknown` is KAZOO's
 * word for an agent who logged in neither this month nor last month. Null when Dash doesn't report it.
 */
export const currentStatus = async (dash: Dash, agentId: string): Promise<Status | null> => {
  const ask = { ...callCenterAccess, purpose: "read the agent's status" };
  const found = await dash.find(['agents', agentId, 'status'], ask);
  const word = isObject(found) ? parse(statusSchema, found).status : text(found);
  if (word === null) return null;
  return word === 'unknown' ? 'signed_out' : statusOfAcdc(word);
};
