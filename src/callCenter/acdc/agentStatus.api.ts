import type { Dash } from '../../dash/client.ts';
import { isObject, number, parse, text } from '../../dash/schema.ts';
import { fromGregorian } from '../../dash/time.ts';
import { callCenterAccess } from '../access.ts';
import { statusOfAcdc, type Status } from '../status.ts';
import { covers, mergeLogs, type AgentStatus, type StatusLog, type StatusLogs } from './statusLog.ts';

/** The most statuses of an agent in one answer (KAZOO, `max_result_set` in `acdc_stats.hrl`, `acdc_stats_util:get_query_limit`). */
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

/** Only the statuses with ACDC's own word `word`, where that is given. */
const parseStatus = (value: unknown, word?: string): AgentStatus[] => {
  const { status, timestamp, pause_alias } = parse(statusSchema, value);
  const at = fromGregorian(timestamp);
  if (status === null || at === null || (word !== undefined && status !== word)) return [];
  return [{ status: statusOfAcdc(status), at: at.getTime(), pauseReason: pause_alias }];
};

/**
 * The log with these statuses, complete as far back as an answer reaches. KAZOO 4.3 adds what it has archived, and
 * between both parts some may be missing (`acdc_agent_util:most_recent_statuses`).
 */
const logOf = (statuses: readonly AgentStatus[]): StatusLog => {
  const sorted = statuses.toSorted((a, b) => a.at - b.at);
  return { statuses: sorted, completeFrom: sorted.at(-MAX_STATUSES_IN_ANSWER)?.at ?? 0 };
};

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** `{status, …}`, the last one, in KAZOO 4.2; `{time: {status, …}}` in 4.3, and in both for a single agent. */
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
 * The statuses of all agents that Dash has in memory, those of the last day: 1 request. For each agent KAZOO 4.2 returns
 * only the last, 4.3 the last 25. There is no time range, and both ignore `recent` here, which stands for all of them.
 */
export const listStatuses = async (dash: Dash): Promise<StatusLogs> => {
  const ask = { ...callCenterAccess, purpose: 'read the statuses of the agents', query: { recent: true } };
  return parseLogs(await dash.get(['agents', 'status'], ask));
};

/**
 * The last 25 statuses of an agent, also in KAZOO 4.2 (`cb_agents:fetch_agent_status`): 1 request. With `word` the
 * last 25 times that the agent got that status of ACDC. Null when Dash returns only the current status.
 */
export const statusHistory = async (dash: Dash, agentId: string, word?: string): Promise<StatusLog | null> => {
  const query = { recent: true, ...(word !== undefined && { status: word }) };
  const found = await dash.find(['agents', agentId, 'status'], {
    ...callCenterAccess,
    purpose: 'read the statuses of the agent',
    query,
  });
  if (!isObject(found)) return null;
  // KAZOO 4.3 returns archived statuses whatever the requested word is.
  return parseLogs(found, word).get(agentId) ?? logOf([]);
};

/**
 * The log of an agent with what the answer for all agents left out: 1 request. Null when the answer lacks part of the log:
 * in KAZOO 4.2 it is empty if the second changes on the way (`acdc_agent_stats:status_match_builder_fold`).
 */
export const withHistory = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog | null> => {
  const history = await statusHistory(dash, agentId);
  if (history === null) return log;
  return covers(history, log) ? mergeLogs(log, history) : null;
};

/** The log of an agent with more than the last 25, from the last 25 of each status: 8 requests. */
export const withEachStatus = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog> => {
  const logs = await Promise.all(ACDC_STATUSES.map((word) => statusHistory(dash, agentId, word)));
  const all: StatusLog = {
    statuses: logs.flatMap((one) => one?.statuses ?? []),
    completeFrom: Math.max(...logs.map((one) => one?.completeFrom ?? Infinity)),
  };
  return covers(all, log) ? mergeLogs(log, all) : log;
};

/**
 * The current status of an agent, which Dash returns as a bare word or, with `full`, as an object: 1 request. `unknown` is
 * KAZOO's word for an agent who logged in neither this month nor the last. Null when Dash does not say.
 */
export const currentStatus = async (dash: Dash, agentId: string): Promise<Status | null> => {
  const ask = { ...callCenterAccess, purpose: 'read the status of the agent' };
  const found = await dash.find(['agents', agentId, 'status'], ask);
  const word = isObject(found) ? parse(statusSchema, found).status : text(found);
  if (word === null) return null;
  return word === 'unknown' ? 'signed_out' : statusOfAcdc(word);
};
