import type { Context } from '../../zapier/context.ts';
import { loadAgentStatuses } from './agentStatuses.api.ts';
import { findQubicleQueues } from './lists.lookUp.ts';
import { listSessionsOf, loadQueueStatuses, type QueueStatus } from './queues.api.ts';
import { staysOf, type Stay } from './queueWatch.ts';
import type { RecipientStatus } from './recipientStatus.ts';

/** Where every caller is now, with the statuses of queues and agents by ID. */
export type Callers = {
  stays: Stay[];
  queues: ReadonlyMap<string, QueueStatus>;
  agents: ReadonlyMap<string, RecipientStatus>;
};

/**
 * All callers in the queues, and those with an agent: 2 requests, and 1 more for each queue that has callers. The agents come
 * last, so that a caller who is answered in the meantime is seen with the agent instead of being lost between two answers.
 */
export const loadCallers = async (context: Context): Promise<Callers> => {
  const { dash } = context;
  const queueIds = (await findQubicleQueues(context)).map(({ id }) => id);
  const queues = await loadQueueStatuses(dash, queueIds);
  const busy = [...queues].filter(([, { callsWaiting }]) => callsWaiting !== 0).map(([id]) => id);
  const sessions = await listSessionsOf(dash, busy);
  const { reported: agents } = await loadAgentStatuses(context);
  return { stays: staysOf(sessions, agents.values()), queues, agents };
};
