import { ok, oneOf, refuse, Refusal } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { Company, User } from './company.ts';
import type { Schema } from './schema.ts';
import type { KazooVersion, State } from './state.ts';

/** The call center of a company, KAZOO's ACDC. What is not `enabled` has no endpoints. */
export type CallCenter = {
  enabled: boolean;
  queues: Queue[];
  /** Users who have a list of queues, be it empty. */
  agents: Agent[];
  /** In memory alone, one for each agent and second. */
  statuses: AgentStatus[];
  /** In memory alone: the calls of the queues. */
  statistics: QueueCall[];
  /** The statuses that are in the month's database. */
  archive: AgentStatus[];
  /** What KAZOO 4.2 has read of the month's database: it does so once, until a restart. */
  monthsRead: Set<string>;
  /** What agents were asked for during a call, in order. */
  delayed: { agentId: string; request: StatusRequest }[];
};

export type Queue = { id: string; name: string; strategy: string };

export type Agent = { id: string; queues: string[] };

/** What is stored of a status. Times are in Gregorian seconds. */
export type AgentStatus = {
  agent_id: string;
  status: string;
  timestamp: number;
  wait_time?: number;
  pause_time?: number;
  pause_alias?: string;
  call_id?: string;
  queue_id?: string;
  caller_id_name?: string;
  caller_id_number?: string;
};

/** What an agent is asked for; `timeout` is the length of a pause in seconds. */
type StatusRequest = { status: string; timeout?: number; alias?: string };

/** An agent whose phone rang and who did not take the call. */
export type QueueMiss = { agent_id: string; reason: string; timestamp: number };

/** A call in a queue. Times are in Gregorian seconds, lengths in seconds. */
export type QueueCall = {
  id: string;
  call_id: string;
  queue_id: string;
  agent_id?: string;
  entered_timestamp: number;
  handled_timestamp?: number;
  abandoned_timestamp?: number;
  processed_timestamp?: number;
  hung_up_by?: 'member' | 'agent';
  abandoned_reason?: 'member_hangup' | 'member_timeout' | 'member_exit';
  status: 'waiting' | 'handled' | 'abandoned' | 'processed';
  caller_id_name?: string;
  caller_id_number: string;
  wait_time?: number;
  talk_time?: number;
  misses: QueueMiss[];
};

const DAY_SECONDS = 24 * 3600;
const HOUR_SECONDS = 3600;
const MOST_STATUSES = 25;
const DEFAULT_PAUSE_SECONDS = 600;

const UNKNOWN = 'unknown';

/** Notes the status of an agent, now unless told; another one of the same second is replaced. */
export const noteStatus = (
  { callCenter }: Company,
  agentId: string,
  status: string,
  at = new Date(),
  more: Partial<AgentStatus> = {},
): void => {
  const noted: AgentStatus = { agent_id: agentId, status, timestamp: gregorian(at), ...more };
  const isSame = ({ agent_id, timestamp }: AgentStatus) => agent_id === agentId && timestamp === noted.timestamp;
  callCenter.statuses = [...callCenter.statuses.filter((one) => !isSame(one)), noted];
};

/** A call comes into a queue and waits. */
export const enterQueue = (company: Company, { call_id, queue_id, caller, at = new Date() }: QueueEntry): QueueCall => {
  const id = `${call_id}::${queue_id}`;
  const back = company.callCenter.statistics.find((one) => one.id === id);
  if (back) return back;
  const call: QueueCall = {
    id,
    call_id,
    queue_id,
    entered_timestamp: gregorian(at),
    status: 'waiting',
    caller_id_name: caller.name,
    caller_id_number: caller.number,
    misses: [],
  };
  company.callCenter.statistics.push(call);
  return call;
};

export type QueueEntry = { call_id: string; queue_id: string; caller: { number: string; name: string }; at?: Date };

/** An agent does not take a call that waited so many seconds. */
export const missQueueCall = (call: QueueCall, agent_id: string, waited: number): void => {
  call.misses = [{ agent_id, reason: 'NO_ANSWER', timestamp: call.entered_timestamp + waited }, ...call.misses];
};

/** An agent takes a call that waited so many seconds. */
export const takeQueueCall = (call: QueueCall, agent_id: string, wait_time: number): void => {
  Object.assign(call, {
    status: 'handled',
    agent_id,
    wait_time,
    handled_timestamp: call.entered_timestamp + wait_time,
  });
};

/** A call that an agent took is over. */
export const finishQueueCall = (
  call: QueueCall,
  talk_time: number,
  hung_up_by: QueueCall['hung_up_by'] = 'member',
): void => {
  const taken = call.handled_timestamp ?? call.entered_timestamp;
  Object.assign(call, { status: 'processed', talk_time, processed_timestamp: taken + talk_time, hung_up_by });
};

/** A caller gives up after so many seconds, or has waited too long. */
export const abandonQueueCall = (
  call: QueueCall,
  wait_time: number,
  abandoned_reason: QueueCall['abandoned_reason'] = 'member_hangup',
): void => {
  const abandoned_timestamp = call.entered_timestamp + wait_time;
  Object.assign(call, { status: 'abandoned', wait_time, abandoned_timestamp, abandoned_reason });
};

/** All that is in memory alone is gone. The statuses are saved first, unless it crashes. */
export const restartCallCenter = ({ callCenter }: Company, crashes = false): void => {
  if (!crashes) callCenter.archive.push(...callCenter.statuses);
  callCenter.statuses = [];
  callCenter.statistics = [];
  callCenter.delayed = [];
  callCenter.monthsRead.clear();
};

/** An endpoint of the section, where the company has it; otherwise nothing is there. */
const switchable =
  (handler: Handler): Handler =>
  (call, state) => {
    if (!state.company.callCenter.enabled) throw new Refusal(404);
    return handler(call, state);
  };

const userOf = ({ users }: Company, { id }: Agent): User => oneOf(users, id);

/** `GET /queues` */
export const listQueues = switchable(({ query }, { company }) =>
  list(
    company.callCenter.queues,
    query,
    byId(({ id, name }) => ({ id, name })),
  ),
);

/** `GET /queues/{id}`: with the agents who work in it. */
export const getQueue = switchable(({ params }, { company: { callCenter } }) => {
  const queue = oneOf(callCenter.queues, params.queue);
  const agents = callCenter.agents.filter(({ queues }) => queues.includes(queue.id)).map(({ id }) => id);
  return ok({ ...queue, agents });
});

const BY_STATUS = ['handled', 'abandoned', 'waiting', 'processed'] as const;

const isCallStatus = (status: string): status is QueueCall['status'] => BY_STATUS.some((one) => one === status);

/** `GET /queues/stats`: what is still in memory, in KAZOO 4.3 of the last day; a range is one of when calls came. */
export const getQueueStatistics = switchable(({ query }, { company, settings }) => {
  const now = gregorian(new Date());
  const { status, agent_id } = query;
  if (status !== undefined && !isCallStatus(status.toLowerCase()))
    throw refuse(503, 'datastore_unreachable', { message: 'datastore timeout' });
  const dayAgo = now - DAY_SECONDS;
  const since = Math.max(Number(query.start_range ?? 0), settings.kazoo === '4.3' || query.start_range ? dayAgo : 0);
  const until = Number(query.end_range ?? now);
  const found = company.callCenter.statistics
    .filter((one) => status === undefined || one.status === status.toLowerCase())
    .filter((one) => agent_id === undefined || one.agent_id === agent_id)
    .filter(({ entered_timestamp }) => entered_timestamp >= since && entered_timestamp <= until);
  const stats = BY_STATUS.flatMap((wanted) => found.filter((one) => one.status === wanted));
  return ok({ current_timestamp: now, stats });
});

/** `GET /agents` */
export const listAgents = switchable(({ query }, { company }) =>
  list(
    company.callCenter.agents,
    query,
    byId((agent) => {
      const { id, first_name, last_name } = userOf(company, agent);
      return { id, first_name, last_name, queues: agent.queues };
    }),
  ),
);

/** A status as an answer shows it: KAZOO 4.2 drops the reason of a pause, 4.3 its length. */
const shownBy = (kazoo: KazooVersion, { pause_time, pause_alias, ...status }: AgentStatus) => ({
  ...status,
  id: `${status.agent_id}::${status.timestamp}`,
  ...(kazoo === '4.2' && pause_time !== undefined && { pause_time }),
  ...(kazoo === '4.3' && pause_alias !== undefined && { pause_alias }),
});

const latestFirst = (statuses: readonly AgentStatus[]): AgentStatus[] =>
  statuses.toSorted((a, b) => b.timestamp - a.timestamp);

type StatusQuery = { agent?: string | undefined; status?: string | undefined; limit?: string | undefined };

/** The statuses in memory that match, of each agent the newest, 25 at most. */
const inMemory = ({ callCenter }: Company, { agent, status, limit }: StatusQuery): AgentStatus[] => {
  const dayAgo = gregorian(new Date()) - DAY_SECONDS;
  const most = Math.max(1, Math.min(Number(limit ?? MOST_STATUSES), MOST_STATUSES));
  const matching = callCenter.statuses.filter(
    (one) =>
      one.timestamp >= dayAgo && (agent ?? one.agent_id) === one.agent_id && (status ?? one.status) === one.status,
  );
  const byAgent = Map.groupBy(latestFirst(matching), ({ agent_id }) => agent_id);
  return [...byAgent.values()].flatMap((statuses) => statuses.slice(0, most));
};

/** What is in the month's database: what a restart saved, and what is older than an hour. */
const inMonth = ({ callCenter }: Company): AgentStatus[] => {
  const hourAgo = gregorian(new Date()) - HOUR_SECONDS;
  return [...callCenter.archive, ...callCenter.statuses.filter(({ timestamp }) => timestamp <= hourAgo)];
};

/** What comes from the month's database: in KAZOO 4.3 all of it, whatever the status; in 4.2 once what matches. */
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

/** `GET /agents/status`: by agent and time; in KAZOO 4.2 by agent, no more than the last. */
export const listAgentStatuses = switchable(({ query }, state) => {
  const byAgent = statusesByAgent(state, query);
  if (state.settings.kazoo === '4.3') return ok(byAgent);
  const last = (statuses: Record<string, unknown>) => statuses[String(Math.max(...Object.keys(statuses).map(Number)))];
  return ok(Object.fromEntries(Object.entries(byAgent).map(([agent, statuses]) => [agent, last(statuses)])));
});

const lastStatus = (company: Company, agentId: string): string => {
  const ofAgent = ({ agent_id }: AgentStatus) => agent_id === agentId;
  const { statuses, archive } = company.callCenter;
  const [last] = [...latestFirst(statuses.filter(ofAgent)), ...latestFirst(archive.filter(ofAgent))];
  return last?.status ?? UNKNOWN;
};

/** The newest status in memory with all that is in it; where there is none, each version fails in its way. */
const fullStatus = ({ company, settings }: State, agentId: string) => {
  const [last] = latestFirst(company.callCenter.statuses.filter(({ agent_id }) => agent_id === agentId));
  if (last) return shownBy(settings.kazoo, last);
  throw settings.kazoo === '4.3' ? refuse(500) : refuse(400, 'status request contains errors', 'No agents found');
};

/** `GET /agents/{id}/status`: one word; `full` the whole status; `recent` the last ones by agent and time. */
export const getAgentStatus = switchable(({ params, query }, state) => {
  const agent = String(params.agent);
  if (query.recent === 'true') return ok(statusesByAgent(state, { ...query, agent }));
  return ok(query.full === 'true' ? fullStatus(state, agent) : lastStatus(state.company, agent));
});

const PENDING_UNTIL_FREE = ['connecting', 'connected', 'outbound'];

/** What becomes of an agent in a status who is asked for something. */
const obey = (company: Company, agentId: string, request: StatusRequest): void => {
  const now = lastStatus(company, agentId);
  const isIn = now !== UNKNOWN && now !== 'logged_out';
  const become = (status: string, more: Partial<AgentStatus> = {}) => {
    noteStatus(company, agentId, status, new Date(), more);
  };
  if (request.status === 'login') {
    if (isIn) return;
    become('logged_in');
    become('ready');
    return;
  }
  if (isIn && PENDING_UNTIL_FREE.includes(now) && request.status !== 'end_wrapup') {
    company.callCenter.delayed.push({ agentId, request });
    return;
  }
  if (request.status === 'logout') become('logged_out');
  else if (!isIn) return;
  else if (request.status === 'pause') {
    const { timeout: pause_time = DEFAULT_PAUSE_SECONDS, alias: pause_alias } = request;
    // Without a length nothing holds, and nothing is noted.
    if (pause_time > 0) become('paused', { pause_time, ...(pause_alias !== undefined && { pause_alias }) });
  } else if (now === (request.status === 'resume' ? 'paused' : 'wrapup')) become('ready');
};

/** The call of an agent is over: what the agent was asked for meanwhile happens now. */
export const endAgentCall = (company: Company, agentId: string, at = new Date()): void => {
  const { callCenter } = company;
  const own = callCenter.delayed.filter((one) => one.agentId === agentId);
  callCenter.delayed = callCenter.delayed.filter((one) => one.agentId !== agentId);
  noteStatus(company, agentId, 'ready', at);
  for (const { request } of own) obey(company, agentId, request);
};

const STATUS_CHANGES = ['login', 'logout', 'pause', 'resume', 'end_wrapup'];

const invalid = (field: string, rule: string, message: string, cause?: unknown): Refusal =>
  refuse(400, 'validation error', { [field]: { [rule]: { message, ...(cause !== undefined && { cause }) } } });

/** The length of a pause as each version reads it; a text that holds a number is one for the check alone. */
const pauseLength = (kazoo: KazooVersion, timeout: unknown): number | undefined => {
  const isNumber = typeof timeout === 'number' || (typeof timeout === 'string' && /^-?\d+$/.test(timeout));
  if (isNumber && Number(timeout) < 0)
    throw invalid('timeout', 'minimum', 'value must be at least greater than or equal to 0', Number(timeout));
  if (!isNumber && kazoo === '4.2')
    throw invalid('timeout', 'type', 'value must be an integer greater than or equal to 0', timeout);
  if (timeout === undefined) return undefined;
  // What is no integer then does not pass as a message to the agent's process.
  if (kazoo === '4.3' && !Number.isInteger(timeout)) throw refuse(500);
  return Number(timeout);
};

/** `POST /agents/{id}/status`: who is on a call does it afterwards. Any user will do. */
export const changeAgentStatus = switchable(({ params, data }, { company, settings }) => {
  const { status, timeout, alias } = data;
  if (typeof status !== 'string' || !STATUS_CHANGES.includes(status))
    throw invalid('status', 'enum', 'value is not a valid status', status);
  const { id } = oneOf(company.users, params.agent);
  const length = status === 'pause' ? pauseLength(settings.kazoo, timeout) : undefined;
  const keepsAlias = settings.kazoo === '4.3' && typeof alias === 'string';
  obey(company, id, {
    status,
    ...(length !== undefined && { timeout: length }),
    ...(keepsAlias && { alias }),
  });
  return ok('status update sent');
});

/** `GET /agents/{id}/queue_status` */
export const getQueuesOfAgent = switchable(({ params }, { company }) =>
  ok(oneOf(company.callCenter.agents, params.agent).queues),
);

const queueUpdateSchema: Schema = {
  action: { type: 'string', required: true, enum: ['login', 'logout'] },
  queue_id: { type: 'string', required: true, minLength: 1, maxLength: 128 },
};

/** `POST /agents/{id}/queue_status`: answers with the queues of the user from then on, whether they exist or not. */
export const changeQueuesOfAgent = switchable(({ params, data }, { company }) => {
  const { action, queue_id } = validated(queueUpdateSchema, data) as { action: string; queue_id: string };
  const { id } = oneOf(company.users, params.agent);
  const { agents } = company.callCenter;
  const agent = agents.find((one) => one.id === id) ?? { id, queues: [] };
  const others = agent.queues.filter((one) => one !== queue_id);
  const wasIn = others.length < agent.queues.length;
  if (action === 'login' && !wasIn) agent.queues = [queue_id, ...others];
  if (action === 'logout') agent.queues = others;
  if (!agents.includes(agent) && agent.queues.length > 0) agents.push(agent);
  return ok(agent.queues);
});
