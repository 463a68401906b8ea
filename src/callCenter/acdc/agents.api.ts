import type { Dash } from '../../dash/client.ts';
import { fullName, parseUser } from '../../users/user.record.ts';
import { callCenterAccess } from '../access.ts';
import type { Entry, QueueLogin } from '../engine.ts';

/** All agents: 1 request. `purpose` completes "Could not …". The rows have neither email nor extension. */
export const listAcdcAgents = async (dash: Dash, purpose: string): Promise<Entry[]> => {
  const rows = await dash.list(['agents'], { ...callCenterAccess, purpose });
  return rows.map(parseUser).flatMap((user) => (user.id === null ? [] : [{ id: user.id, name: fullName(user) }]));
};

/**
 * Requests a status for an agent: 1 request. `timeout` is the length of a pause in seconds, `alias` its reason; `labels` has
 * the label of the step's field for each key.
 */
export const requestStatus = async (
  dash: Dash,
  agentId: string,
  request: { status: string; timeout?: number; alias?: string },
  labels: QueueLogin['labels'],
): Promise<void> => {
  const ask = { ...callCenterAccess, purpose: "set the agent's status", labels };
  await dash.post(['agents', agentId, 'status'], request, ask);
};

/**
 * Requests that an agent logs in to one queue or out of it: 1 request. Dash accepts any queue, even one that doesn't exist, and
 * writes it into the user (KAZOO, `cb_agents:handle_queue_update`).
 */
export const requestQueueLogin = async (
  dash: Dash,
  { agentId, queueId, action, purpose, labels }: QueueLogin,
): Promise<void> => {
  const ask = { ...callCenterAccess, purpose, labels };
  await dash.post(['agents', agentId, 'queue_status'], { action, queue_id: queueId }, ask);
};
