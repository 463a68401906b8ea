import { gregorian } from '../company/gregorian.ts';
import { ok } from '../http/endpoint.ts';
import { byId, list } from '../http/list.ts';
import { findById, Refusal, refuse } from '../http/refusal.ts';
import type { QueueCall } from '../company/model.ts';
import type { Handler, Routes } from '../http/endpoint.ts';

/** An endpoint of the call center; a 404 if the company has none. */
export const switchable =
  (handler: Handler): Handler =>
  (request, state) => {
    if (!state.company.callCenter.enabled) throw new Refusal(404);
    return handler(request, state);
  };

/** `GET /queues` */
const listQueues = switchable(({ query }, { company }) =>
  list(
    company.callCenter.queues,
    query,
    byId(({ id, name }) => ({ id, name })),
  ),
);

/** `GET /queues/{id}`: with its agents. */
const getQueue = switchable(({ params }, { company: { callCenter } }) => {
  const queue = findById(callCenter.queues, params.queue);
  const agents = callCenter.agents.filter(({ queues }) => queues.includes(queue.id)).map(({ id }) => id);
  return ok({ ...queue, agents });
});

const BY_STATUS = ['handled', 'abandoned', 'waiting', 'processed'] as const;

const isCallStatus = (status: string): status is QueueCall['status'] => BY_STATUS.some((one) => one === status);

export const DAY_SECONDS = 24 * 3600;

/** `GET /queues/stats`: the calls in memory, in KAZOO 4.3 of the last day. A range applies to the time of entry. */
const getQueueStatistics = switchable(({ query }, { company, settings }) => {
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

export const queueRoutes: Routes = {
  'GET /queues': listQueues,
  'GET /queues/stats': getQueueStatistics,
  'GET /queues/:queue': getQueue,
};
