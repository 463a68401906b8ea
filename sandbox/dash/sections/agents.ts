import { lastStatus, latestFirst, applyStatusRequest } from '../activity/callCenter.ts';
import { gregorian } from '../company/gregorian.ts';
import { ok } from '../http/endpoint.ts';
import { byId, list } from '../http/list.ts';
import { findById, Refusal, refuse } from '../http/refusal.ts';
import { validate } from '../http/schema.ts';
import { DAY_SECONDS, switchable } from './queues.ts';
import type { Routes } from '../http/endpoint.ts';
import type { Agent, AgentStatus, Company, User } from '../company/model.ts';
import type { Schema } from '../http/schema.ts';
import type { KazooVersion } from '../settings.ts';
import type { State } from '../state.ts';

const HOUR_SECONDS = 3600;
const MAX_STATUSES = 25;

const userOf = ({ users }: Company, { id }: Agent): User => findById(users, id);

/** `GET /agents` */
const listAgents = switchable(({ query }, { company }) =>
  list(
    company.callCenter.agents,
    query,
    byId((agent) => {
      const { id, first_name, last_name } = userOf(company, agent);
      return { id, first_name, last_name, queues: agent.queues };
    }),
  ),
);

/** A status in responses: KAZOO 4.2 drops the reason of a pause, 4.3 its duration. */
const shownBy = (kazoo: KazooVersion, { pause_time, pause_alias, ...status }: AgentStatus) => ({
  ...status,
  id: `${status.agent_id}::${status.timestamp}`,
  ...(kazoo === '4.2' && pause_time !== undefined && { pause_time }),
  ...(kazoo === '4.3' && pause_alias !== undefined && { pause_alias }),
});

type StatusQuery = { agent?: string | undefined; status?: string | undefined; limit?: string | undefined };

/** The matching statuses in memory, for each agent the newest, at most 25. */
const inMemory = ({ callCenter }: Company, { agent, status, limit }: StatusQuery): AgentStatus[] => {
  const dayAgo = gregorian(new Date()) - DAY_SECONDS;
  const most = Math.max(1, Math.min(Number(limit ?? MAX_STATUSES), MAX_STATUSES));
  const matching = callCenter.statuses.filter(
    (one) =>
      one.timestamp >= dayAgo && (agent ?? one.agent_id) === one.agent_id && (status ?? one.status) === one.status,
  );
  const byAgent = Map.groupBy(latestFirst(matching), ({ agent_id }) => agent_id);
  return [...byAgent.values()].flatMap((statuses) => statuses.slice(0, most));
};

/** The month's database: statuses saved by a restart, or older than an hour. */
const inMonth = ({ callCenter }: Company): AgentStatus[] => {
  const hourAgo = gregorian(new Date()) - HOUR_SECONDS;
  return [...callCenter.archive, ...callCenter.statuses.filter(({ timestamp }) => timestamp <= hourAgo)];
};

/** The matching statuses of the month's database: in KAZOO 4.3 always and of any status, in 4.2 only once. */
const fromMonth = ({ company, settings }: State, { agent, status }: StatusQuery): AgentStatus[] => {
  const { monthsRead } = company.callCenter;
  const ofAgent = inMonth(company).filter(({ agent_id }) => (agent ?? agent_id) === agent_id);
  if (settings.kazoo === '4.3') return ofAgent;
  if (monthsRead.has(agent ?? '')) return [];
  monthsRead.add(agent ?? '');
  const dayAgo = gregorian(new Date()) - DAY_SECONDS;
  return ofAgent.filter((one) => one.timestamp >= dayAgo && (status ?? one.status) === one.status);
};

const statusesByAgent = (state: State, query: StatusQuery) => {
  const byAgent: Record<string, Record<string, ReturnType<typeof shownBy>>> = {};
  for (const one of [...fromMonth(state, query), ...inMemory(state.company, query)])
    (byAgent[one.agent_id] ??= {})[String(one.timestamp)] = shownBy(state.settings.kazoo, one);
  return byAgent;
};

/** `GET /agents/status`: by agent and time; in KAZOO 4.2 only the last one by agent. */
const listAgentStatuses = switchable(({ query }, state) => {
  const byAgent = statusesByAgent(state, query);
  if (state.settings.kazoo === '4.3') return ok(byAgent);
  const last = (statuses: Record<string, unknown>) => statuses[String(Math.max(...Object.keys(statuses).map(Number)))];
  return ok(Object.fromEntries(Object.entries(byAgent).map(([agent, statuses]) => [agent, last(statuses)])));
});

/** The newest status in memory; without one, each version fails in its own way. */
const fullStatus = ({ company, settings }: State, agentId: string) => {
  const [last] = latestFirst(company.callCenter.statuses.filter(({ agent_id }) => agent_id === agentId));
  if (last) return shownBy(settings.kazoo, last);
  throw settings.kazoo === '4.3' ? refuse(500) : refuse(400, 'status request contains errors', 'No agents found');
};

/** `GET /agents/{id}/status`: one word; with `full` the whole status, with `recent` the last ones by agent and time. */
const getAgentStatus = switchable(({ params, query }, state) => {
  const agent = String(params.agent);
  if (query.recent === 'true') return ok(statusesByAgent(state, { ...query, agent }));
  return ok(query.full === 'true' ? fullStatus(state, agent) : lastStatus(state.company, agent));
});

const STATUS_CHANGES = ['login', 'logout', 'pause', 'resume', 'end_wrapup'];

const invalid = (field: string, rule: string, message: string, cause?: unknown): Refusal =>
  refuse(400, 'validation error', { [field]: { [rule]: { message, ...(cause !== undefined && { cause }) } } });

/** The duration of a pause in each version. Text that holds a number passes the check only. */
const pauseSeconds = (kazoo: KazooVersion, timeout: unknown): number | undefined => {
  const isNumber = typeof timeout === 'number' || (typeof timeout === 'string' && /^-?\d+$/.test(timeout));
  if (isNumber && Number(timeout) < 0)
    throw invalid('timeout', 'minimum', 'value must be at least greater than or equal to 0', Number(timeout));
  if (!isNumber && kazoo === '4.2')
    throw invalid('timeout', 'type', 'value must be an integer greater than or equal to 0', timeout);
  if (timeout === undefined) return undefined;
  // KAZOO 4.3 cannot send anything but an integer to the agent's process.
  if (kazoo === '4.3' && !Number.isInteger(timeout)) throw refuse(500);
  return Number(timeout);
};

/** `POST /agents/{id}/status`, for any user. During a call it is delayed. */
const changeAgentStatus = switchable(({ params, data }, { company, settings }) => {
  const { status, timeout, alias } = data;
  if (typeof status !== 'string' || !STATUS_CHANGES.includes(status))
    throw invalid('status', 'enum', 'value is not a valid status', status);
  const { id } = findById(company.users, params.agent);
  const length = status === 'pause' ? pauseSeconds(settings.kazoo, timeout) : undefined;
  const keepsAlias = settings.kazoo === '4.3' && typeof alias === 'string';
  applyStatusRequest(company, id, {
    status,
    ...(length !== undefined && { timeout: length }),
    ...(keepsAlias && { alias }),
  });
  return ok('status update sent');
});

/** `GET /agents/{id}/queue_status` */
const getQueuesOfAgent = switchable(({ params }, { company }) =>
  ok(findById(company.callCenter.agents, params.agent).queues),
);

const queueUpdateSchema: Schema = {
  action: { type: 'string', required: true, enum: ['login', 'logout'] },
  queue_id: { type: 'string', required: true, minLength: 1, maxLength: 128 },
};

/** `POST /agents/{id}/queue_status`: returns the user's new queues, even unknown ones. */
const changeQueuesOfAgent = switchable(({ params, data }, { company }) => {
  const { action, queue_id } = validate(queueUpdateSchema, data) as { action: string; queue_id: string };
  const { id } = findById(company.users, params.agent);
  const { agents } = company.callCenter;
  const agent = agents.find((one) => one.id === id) ?? { id, queues: [] };
  const others = agent.queues.filter((one) => one !== queue_id);
  const wasIn = others.length < agent.queues.length;
  if (action === 'login' && !wasIn) agent.queues = [queue_id, ...others];
  if (action === 'logout') agent.queues = others;
  if (!agents.includes(agent) && agent.queues.length > 0) agents.push(agent);
  return ok(agent.queues);
});

export const agentRoutes: Routes = {
  'GET /agents': listAgents,
  'GET /agents/status': listAgentStatuses,
  'GET /agents/:agent/status': getAgentStatus,
  'POST /agents/:agent/status': changeAgentStatus,
  'GET /agents/:agent/queue_status': getQueuesOfAgent,
  'POST /agents/:agent/queue_status': changeQueuesOfAgent,
};
