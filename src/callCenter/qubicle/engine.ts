import { loadUserNames } from '../../users/users.api.ts';
import type { Engine, QueueCall, QueueState } from '../engine.ts';
import { loadAgentStatuses } from './agentStatuses.api.ts';
import { findQubicleQueueName } from './lists.lookUp.ts';
import { pollWithMemory } from './pollMemory.ts';
import { listQubicleQueues, loadQueueStatus } from './queues.api.ts';
import {
  queueCallEventKey,
  waitOf,
  watchQueues,
  withNewestEvents,
  type QueueCallEvent,
  type QueueMemory,
} from './queueWatch.ts';
import { findReportedStatus, listRecipients } from './recipients.api.ts';
import { loadCallers, type Callers } from './sessions.api.ts';
import { setRecipientStatus } from './setStatus.ts';
import { watchRecipients, withNewestChanges, type StatusMemory } from './statusWatch.ts';

const listAgents: Engine['listAgents'] = async (context) => {
  const [agents, nameOf] = await Promise.all([
    listRecipients(context.dash, 'list the agents'),
    loadUserNames(context.dash),
  ]);
  return agents.map(({ id, name }) => ({ id, name: nameOf(id) ?? name }));
};

const UNKNOWN_STATE: QueueState = {
  callsWaiting: null,
  longestWait: null,
  estimatedWait: null,
  agentsReady: null,
  agentsSignedIn: null,
};

const listStatusChanges: Engine['listStatusChanges'] = async (context, now) => {
  const { changes } = await pollWithMemory(context, {
    key: 'qubicle-status-changes',
    load: () => loadAgentStatuses(context),
    compare: (before: StatusMemory | null, answer) => watchRecipients(before, { ...answer, now }),
    forNextPoll: withNewestChanges,
  });
  return changes.toReversed();
};

const toQueueCall = (event: QueueCallEvent): QueueCall => {
  const { stay, status } = event;
  return {
    key: queueCallEventKey(event),
    status,
    queueId: stay.queueId,
    callId: stay.callId,
    caller: { number: stay.callerNumber, name: stay.callerName },
    agentId: stay.agentId,
    enteredAt: stay.enteredAt === null ? null : new Date(stay.enteredAt),
    wait: waitOf(event),
    talk: null,
  };
};

const abandonedCounts = (queues: Callers['queues']): Record<string, number> => {
  const counts = [...queues].flatMap(([id, { abandonedCount }]) =>
    abandonedCount === null ? [] : [[id, abandonedCount] as const],
  );
  return Object.fromEntries(counts);
};

const listQueueCalls: Engine['listQueueCalls'] = async (context, now) => {
  const { events } = await pollWithMemory(context, {
    key: 'qubicle-queue-calls',
    load: () => loadCallers(context),
    compare: (before: QueueMemory | null, { stays, queues, agents }) =>
      watchQueues(before, { stays, abandoned: abandonedCounts(queues), hasAgents: agents.size > 0, now }),
    forNextPoll: withNewestEvents,
  });
  return events.map(toQueueCall).reverse();
};

/** Qubicle, which reports only the current state: each poll compares it with what the poll before saw. */
export const qubicleEngine: Engine = {
  listAgents,
  listAgentIds: async ({ dash }, purpose) => new Set((await listRecipients(dash, purpose)).map(({ id }) => id)),
  listQueues: ({ dash }, purpose) => listQubicleQueues(dash, purpose),
  findQueueName: findQubicleQueueName,
  loadQueueState: async ({ dash }, queueId) => (await loadQueueStatus(dash, queueId)) ?? UNKNOWN_STATE,
  findStatus: async ({ dash }, agentId) => (await findReportedStatus(dash, agentId))?.status ?? 'signed_out',
  setStatus: ({ dash }, agentId, { status }) => setRecipientStatus(dash, agentId, status),
  hasPauses: false,
  queueLogin: null,
  listStatusChanges,
  listQueueCalls,
};
