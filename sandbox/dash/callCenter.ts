import { ok, oneOf, refuse, Refusal } from './answers.ts';
import { gregorian } from './gregorian.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import type { Handler } from './answers.ts';
import type { Company, User } from './company.ts';
import type { Schema } from './schema.ts';

/** The call center of a company. What is not `enabled` has no endpoints. */
export type CallCenter = {
  enabled: boolean;
  queues: Queue[];
  /** Users who work in queues, with the ids of these. */
  agents: Agent[];
  /** In memory alone, the oldest first. */
  statuses: AgentStatus[];
  /** In memory alone: the calls of the queues. */
  statistics: QueueCall[];
};

export type Queue = { id: string; name: string; strategy: string };

export type Agent = { id: string; queues: string[] };

/** Times are in Gregorian seconds. */
export type AgentStatus = { agent_id: string; status: string; timestamp: number; pause_time?: number; alias?: string };

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
  status: 'waiting' | 'handled' | 'abandoned' | 'processed';
  caller_id_name?: string;
  caller_id_number: string;
  wait_time?: number;
  talk_time?: number;
  misses: string[];
};

/** Notes the status of an agent; the time is now unless told. */
export const noteStatus = (company: Company, agentId: string, status: string, at = new Date()): void => {
  company.callCenter.statuses.push({ agent_id: agentId, status, timestamp: gregorian(at) });
};

/** A call comes into a queue and waits. */
export const enterQueue = (company: Company, { call_id, queue_id, caller, at = new Date() }: QueueEntry): QueueCall => {
  const call: QueueCall = {
    id: `${call_id}::${queue_id}`,
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
export const finishQueueCall = (call: QueueCall, talk_time: number): void => {
  const taken = call.handled_timestamp ?? call.entered_timestamp;
  Object.assign(call, { status: 'processed', talk_time, processed_timestamp: taken + talk_time });
};

/** A caller gives up after so many seconds. */
export const abandonQueueCall = (call: QueueCall, wait_time: number): void => {
  const abandoned_timestamp = call.entered_timestamp + wait_time;
  Object.assign(call, { status: 'abandoned', wait_time, abandoned_timestamp });
};

/** All that is in memory alone is gone. */
export const restartCallCenter = ({ callCenter }: Company): void => {
  callCenter.statuses = [];
  callCenter.statistics = [];
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

/** `GET /queues/stats`: what is still in memory. */
export const getQueueStatistics = switchable((_call, { company }) =>
  ok({ current_timestamp: gregorian(new Date()), stats: company.callCenter.statistics }),
);

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

/** `GET /agents/status`: by agent and time, what is still in memory. */
export const listAgentStatuses = switchable((_call, { company }) => {
  const byAgent: Record<string, Record<string, AgentStatus>> = {};
  for (const status of company.callCenter.statuses)
    (byAgent[status.agent_id] ??= {})[String(status.timestamp)] = status;
  return ok(byAgent);
});

const lastStatus = ({ callCenter }: Company, agentId: string): string =>
  callCenter.statuses.findLast(({ agent_id }) => agent_id === agentId)?.status ?? 'unknown';

/** `GET /agents/{id}/status`: one word. */
export const getAgentStatus = switchable(({ params }, { company }) =>
  ok(lastStatus(company, oneOf(company.callCenter.agents, params.agent).id)),
);

/** What an agent becomes who is asked for one of these. */
const statusAfter: Record<string, string> = {
  login: 'ready',
  logout: 'logged_out',
  pause: 'paused',
  resume: 'ready',
  end_wrapup: 'ready',
};

const statusSchema: Schema = {
  status: { type: 'string', required: true, enum: Object.keys(statusAfter) },
  alias: { type: 'string' },
};

const pauseSchema: Schema = { ...statusSchema, timeout: { type: 'integer', required: true, minimum: 0 } };

/** `POST /agents/{id}/status`: who is on a call is logged out after it. */
export const changeAgentStatus = switchable(({ params, data }, { company }) => {
  const { id } = oneOf(company.callCenter.agents, params.agent);
  const { status, timeout, alias } = validated(data.status === 'pause' ? pauseSchema : statusSchema, data) as {
    status: string;
    timeout?: number;
    alias?: string;
  };
  const isOnCall = lastStatus(company, id) === 'connected';
  const after = status === 'logout' && isOnCall ? 'pending_logged_out' : (statusAfter[status] ?? status);
  const pause = status === 'pause' ? { pause_time: timeout, ...(alias === undefined ? {} : { alias }) } : {};
  company.callCenter.statuses.push({ agent_id: id, status: after, timestamp: gregorian(new Date()), ...pause });
  return ok('status update sent');
});

/** `GET /agents/{id}/queue_status` */
export const getQueuesOfAgent = switchable(({ params }, { company }) =>
  ok(oneOf(company.callCenter.agents, params.agent).queues),
);

const queueUpdateSchema: Schema = {
  action: { type: 'string', required: true, enum: ['login', 'logout'] },
  queue_id: { type: 'string', required: true },
};

/** `POST /agents/{id}/queue_status`: answers with the queues of the agent from then on. */
export const changeQueuesOfAgent = switchable(({ params, data }, { company }) => {
  const agent = oneOf(company.callCenter.agents, params.agent);
  const { action, queue_id } = validated(queueUpdateSchema, data) as { action: string; queue_id: string };
  if (!company.callCenter.queues.some(({ id }) => id === queue_id)) {
    throw refuse(400, 'validation error', { queue_id: { not_found: { message: 'Queue not found', cause: queue_id } } });
  }
  const others = agent.queues.filter((id) => id !== queue_id);
  agent.queues = action === 'login' ? [...others, queue_id] : others;
  return ok(agent.queues);
});
