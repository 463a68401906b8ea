import type { Dash } from '../dash/client.ts';
import { isObject, number, parse, text } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { wording } from './section.ts';

/** The statuses that ACDC records (KAZOO, `acdc_agent_stats:handle_status_stat`), by the labels that people read. */
export const AGENT_STATUS_LABELS = {
  ready: 'Ready',
  paused: 'Paused',
  connecting: 'Being Called',
  connected: 'On a Queue Call',
  wrapup: 'Wrapping Up',
  outbound: 'On an Outgoing Call',
  logged_in: 'Logged In',
  logged_out: 'Logged Out',
};

export const SIGNED_OUT = 'logged_out';

const labels: ReadonlyMap<string, string> = new Map(Object.entries(AGENT_STATUS_LABELS));

/** A status in a sentence, `on a queue call`; one that is not known here in Dash's word. */
export const formatStatus = (status: string): string => (labels.get(status) ?? status.replace(/_/g, ' ')).toLowerCase();

/**
 * A status that an agent got, `at` in milliseconds since 1970. KAZOO keeps whole seconds, and one status for each agent
 * and second: the last (`acdc_agent_stats:status_stat_id`).
 */
export type AgentStatus = { status: string; at: number; pauseReason: string | null };

/** Statuses of an agent, oldest first: every one since `completeFrom`, and perhaps some from before. */
export type StatusLog = { statuses: AgentStatus[]; completeFrom: number };

/** An answer holds no more for each agent (KAZOO, `max_result_set` in `acdc_stats.hrl`, `acdc_stats_util:get_query_limit`). */
export const MOST_IN_ANSWER = 25;

const statusSchema = { status: text, timestamp: number, pause_alias: text };

const asStatus = (value: unknown): AgentStatus[] => {
  const { status, timestamp, pause_alias } = parse(statusSchema, value);
  const at = fromGregorian(timestamp);
  return status === null || at === null ? [] : [{ status, at: at.getTime(), pauseReason: pause_alias }];
};

/**
 * The log with these statuses, complete as far back as an answer reaches. KAZOO 4.3 adds what it has archived, and
 * between both parts some may be missing (`acdc_agent_util:most_recent_statuses`).
 */
const logOf = (statuses: readonly AgentStatus[]): StatusLog => {
  const sorted = statuses.toSorted((a, b) => a.at - b.at);
  return { statuses: sorted, completeFrom: sorted.at(-MOST_IN_ANSWER)?.at ?? 0 };
};

const entriesOf = (value: unknown): [string, unknown][] => (isObject(value) ? Object.entries(value) : []);

/** `{status, …}`, the last one, in KAZOO 4.2; `{time: {status, …}}` in 4.3, and in both where one agent is asked for. */
const parseLog = (known: unknown): StatusLog => {
  const isLastOnly = parse(statusSchema, known).status !== null;
  if (!isLastOnly) return logOf(entriesOf(known).flatMap(([, one]) => asStatus(one)));
  const statuses = asStatus(known);
  return { statuses, completeFrom: statuses[0]?.at ?? 0 };
};

/** By agent; who has no status is left out. */
export type StatusLogs = ReadonlyMap<string, StatusLog>;

const parseLogs = (data: unknown): StatusLogs =>
  new Map(
    entriesOf(data)
      .map(([agentId, known]) => [agentId, parseLog(known)] as const)
      .filter(([, { statuses }]) => statuses.length > 0),
  );

/** Both logs in one: it is complete as far back as the better of them. */
const joined = (one: StatusLog, other: StatusLog): StatusLog => ({
  statuses: [...new Map([...one.statuses, ...other.statuses].map((status) => [status.at, status])).values()].sort(
    (a, b) => a.at - b.at,
  ),
  completeFrom: Math.min(one.completeFrom, other.completeFrom),
});

/**
 * The statuses of all agents that Dash has in memory, those of the last day: 1 request. Of each agent KAZOO 4.2 gives
 * the last only, 4.3 the last 25. There is no time range, and both ignore `recent` here, which asks for all of them.
 */
export const listStatuses = async (dash: Dash): Promise<StatusLogs> => {
  const ask = { ...wording, purpose: 'read the statuses of the agents', query: { recent: true } };
  return parseLogs(await dash.get(['agents', 'status'], ask));
};

/**
 * The last 25 statuses of an agent, also in KAZOO 4.2 (`cb_agents:fetch_agent_status`): 1 request. With `status` the
 * last 25 times that the agent got that one. Null where Dash gives no more than the status now.
 */
export const statusHistory = async (dash: Dash, agentId: string, status?: string): Promise<StatusLog | null> => {
  const query = { recent: true, ...(status !== undefined && { status }) };
  const found = await dash.find(['agents', agentId, 'status'], {
    ...wording,
    purpose: 'read the statuses of the agent',
    query,
  });
  if (!isObject(found)) return null;
  const log = parseLogs(found).get(agentId) ?? logOf([]);
  // What 4.3 has archived comes whatever the status.
  return status === undefined ? log : logOf(log.statuses.filter((one) => one.status === status));
};

/** Whether a log has all that another has since it is complete. */
const covers = (log: StatusLog, { statuses, completeFrom }: StatusLog): boolean => {
  const has = new Set(log.statuses.map(({ at }) => at));
  return statuses.every(({ at }) => at < completeFrom || has.has(at));
};

/**
 * The log of an agent with what the answer for all agents left out: 1 request. Null when Dash cannot say now: in
 * KAZOO 4.2 the answer is empty if the clock goes on by a second on the way (`acdc_agent_stats:status_match_builder_fold`).
 */
export const withHistory = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog | null> => {
  const history = await statusHistory(dash, agentId);
  if (history === null) return log;
  return covers(history, log) ? joined(log, history) : null;
};

/** The log of an agent with more than the last 25, from the last 25 of each status: 8 requests. */
export const withEachStatus = async (dash: Dash, agentId: string, log: StatusLog): Promise<StatusLog> => {
  const statuses = Object.keys(AGENT_STATUS_LABELS);
  const logs = await Promise.all(statuses.map((status) => statusHistory(dash, agentId, status)));
  const all: StatusLog = {
    statuses: logs.flatMap((one) => one?.statuses ?? []),
    completeFrom: Math.max(...logs.map((one) => one?.completeFrom ?? Infinity)),
  };
  return covers(all, log) ? joined(log, all) : log;
};

/**
 * The status of an agent now, which Dash gives as a bare word, with `full` as an object: 1 request. `unknown` is KAZOO's
 * word for an agent who logged in neither this month nor the last. Null when Dash does not say.
 */
export const statusNow = async (dash: Dash, agentId: string): Promise<string | null> => {
  const ask = { ...wording, purpose: 'read the status of the agent' };
  const found = await dash.find(['agents', agentId, 'status'], ask);
  const status = isObject(found) ? parse(statusSchema, found).status : text(found);
  return status === 'unknown' ? SIGNED_OUT : status;
};
