import { DAY_SECONDS } from '../../dash/time.ts';
import { loadUserNames } from '../../users/users.api.ts';
import type { Engine, QueueCall } from '../engine.ts';
import { loadAgentStatuses } from './agentStatuses.api.ts';
import { findQubicleQueueName } from './lists.lookUp.ts';
import { listQubicleQueues, loadQueueStatus } from './queues.api.ts';
import { queueCallEventKey, waitOf, watchQueues, type QueueCallEvent, type QueueMemory } from './queueWatch.ts';
import { findReportedStatus, listRecipients } from './recipients.api.ts';
import { loadCallers } from './sessions.api.ts';
import { setRecipientStatus } from './setStatus.ts';
import { watchRecipients, type StatusMemory } from './statusWatch.ts';

const STATUS_MEMORY_KEY = 'qubicle-status-changes';
const QUEUE_MEMORY_KEY = 'qubicle-queue-calls';

const listAgents: Engine['listAgents'] = async (context) => {
  const [agents, nameOf] = await Promise.all([
    listRecipients(context.dash, 'list the agents'),
    loadUserNames(context.dash),
  ]);
  return agents.map(({ id, name }) => ({ id, name: nameOf(id) ?? name }));
};

const loadQueueState: Engine['loadQueueState'] = async ({ dash }, queueId) => {
  const status = await loadQueueStatus(dash, queueId);
  return {
    callsWaiting: status?.callsWaiting ?? null,
    longestWait: status?.longestWait ?? null,
    estimatedWait: status?.estimatedWait ?? null,
    agentsReady: status?.agentsReady ?? null,
    agentsSignedIn: status?.agentsSignedIn ?? null,
  };
};

const listStatusChanges: Engine['listStatusChanges'] = async (context, now) => {
  const { cache } = context;
  const before = (await cache.get(STATUS_MEMORY_KEY)) as StatusMemory | null;
  const memory = watchRecipients(before, { ...(await loadAgentStatuses(context)), now });
  await cache.set(STATUS_MEMORY_KEY, memory, DAY_SECONDS);
  return memory.changes.toReversed();
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

const listQueueCalls: Engine['listQueueCalls'] = async (context, now) => {
  const { cache } = context;
  const before = (await cache.get(QUEUE_MEMORY_KEY)) as QueueMemory | null;
  const { stays, queues, agents } = await loadCallers(context);
  const counts = [...queues].flatMap(([id, { abandonedCount }]) =>
    abandonedCount === null ? [] : [[id, abandonedCount] as const],
  );
  const memory = watchQueues(before, { stays, abandoned: Object.fromEntries(counts), hasAgents: agents.size > 0, now });
  await cache.set(QUEUE_MEMORY_KEY, memory, DAY_SECONDS);
  return memory.events.map(toQueueCall).reverse();
};

/** Qubicle, which reports only how things are now: a poll compares that with what the poll before it saw. */
export const qubicleEngine: Engine = {
  listAgents,
  listAgentIds: async ({ dash }, purpose) => new Set((await listRecipients(dash, purpose)).map(({ id }) => id)),
  listQueues: ({ dash }, purpose) => listQubicleQueues(dash, purpose),
  findQueueName: findQubicleQueueName,
  loadQueueState,
  findStatus: async ({ dash }, agentId) => (await findReportedStatus(dash, agentId))?.status ?? 'signed_out',
  setStatus: ({ dash }, agentId, { status }) => setRecipientStatus(dash, agentId, status),
  hasPauses: false,
  queueLogin: null,
  listStatusChanges,
  listQueueCalls,
};
