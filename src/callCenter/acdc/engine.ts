import { fromGregorian, toGregorian } from '../../dash/time.ts';
import type { Dash } from '../../dash/client.ts';
import type { Engine, QueueCall } from '../engine.ts';
import { listAcdcAgents, requestQueueLogin } from './agents.api.ts';
import { currentStatus, listStatuses } from './agentStatus.api.ts';
import { listCallStatistics } from './queueCalls.api.ts';
import { durationsAt, queueEventKey, queueEventsOf, type CallStatistic, type QueueEvent } from './queueEvents.ts';
import { agentsOfQueue, loadQueue, loadQueues } from './queues.api.ts';
import { findQueueName } from './queues.lookUp.ts';
import { setAcdcStatus } from './setStatus.ts';
import type { StatusLogs } from './statusLog.ts';
import { watchStatuses } from './statusWatch.ts';

/** How many of these agents are ready, and how many signed in, by their latest status. An agent without one is signed out. */
const countAgents = (agents: ReadonlySet<string | null>, logs: StatusLogs): { ready: number; signedIn: number } => {
  const statuses = [...logs].filter(([id]) => agents.has(id)).map(([, log]) => log.statuses.at(-1)?.status);
  return {
    ready: statuses.filter((status) => status === 'ready').length,
    signedIn: statuses.filter((status) => status !== 'signed_out').length,
  };
};

const longestWait = (waiting: readonly CallStatistic[], at: number): number =>
  waiting.reduce((longest, { entered_timestamp }) => Math.max(longest, at - (entered_timestamp ?? at)), 0);

/** 3 requests. */
const loadQueueState = async (dash: Dash, id: string) => {
  const [agents, { calls, at }, statuses] = await Promise.all([
    agentsOfQueue(dash, id),
    listCallStatistics(dash),
    listStatuses(dash),
  ]);
  const waiting = calls.filter(({ queue_id, status }) => queue_id === id && status === 'waiting');
  const { ready, signedIn } = countAgents(agents, statuses);
  return {
    callsWaiting: waiting.length,
    longestWait: longestWait(waiting, at ?? toGregorian(new Date())),
    estimatedWait: null,
    agentsReady: ready,
    agentsSignedIn: signedIn,
  };
};

const toQueueCall = (event: QueueEvent): QueueCall => {
  const { call, status } = event;
  return {
    key: queueEventKey(event),
    status,
    queueId: call.queue_id,
    callId: call.call_id,
    caller: { number: call.caller_id_number, name: call.caller_id_name },
    agentId: status === 'handled' || status === 'processed' ? call.agent_id : null,
    enteredAt: fromGregorian(call.entered_timestamp),
    ...durationsAt(event),
  };
};

/** ACDC, KAZOO's own call center, which reports the events of the last day. */
export const acdcEngine: Engine = {
  listAgents: ({ dash }) => listAcdcAgents(dash, 'list the agents'),
  listAgentIds: async ({ dash }, purpose) => new Set((await listAcdcAgents(dash, purpose)).map(({ id }) => id)),
  listQueues: ({ dash }, purpose) => loadQueues(dash, purpose),
  findQueueName,
  loadQueueState: ({ dash }, queueId) => loadQueueState(dash, queueId),
  findStatus: ({ dash }, agentId) => currentStatus(dash, agentId),
  setStatus: ({ dash }, agentId, request) => setAcdcStatus(dash, agentId, request),
  hasPauses: true,
  queueLogin: {
    findQueue: ({ dash }, queueId, purpose) => loadQueue(dash, queueId, purpose),
    request: ({ dash }, login) => requestQueueLogin(dash, login),
  },
  listStatusChanges: watchStatuses,
  listQueueCalls: async ({ dash }) => queueEventsOf((await listCallStatistics(dash)).calls).map(toQueueCall),
};
