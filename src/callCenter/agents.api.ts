import type { Dash } from '../dash/client.ts';
import { parseUser } from '../users/user.record.ts';
import { callCenterSection } from './section.ts';

/** The ids of all agents: 1 request. `purpose` completes "Could not …". The rows have neither email nor extension. */
export const listAgentIds = async (dash: Dash, purpose: string): Promise<ReadonlySet<string | null>> => {
  const rows = await dash.list(['agents'], { ...callCenterSection, purpose });
  return new Set(rows.map((row) => parseUser(row).id));
};

type Labels = Readonly<Record<string, string>>;

/**
 * Requests a status for an agent: 1 request. `timeout` is the duration of a pause in seconds, `alias` its reason; `labels`
 * has the field of the step for each key.
 */
export const requestStatus = async (
  dash: Dash,
  agentId: string,
  request: { status: string; timeout?: number; alias?: string },
  labels: Labels,
): Promise<void> => {
  const ask = { ...callCenterSection, purpose: 'set the status of the agent', labels };
  await dash.post(['agents', agentId, 'status'], request, ask);
};

/**
 * Requests that an agent logs in to one queue or out of it: 1 request. Dash accepts any queue, also one that does not exist,
 * and writes it into the user (KAZOO, `cb_agents:handle_queue_update`).
 */
export const requestQueueLogin = async (
  dash: Dash,
  agentId: string,
  request: { action: string; queue_id: string },
  { purpose, labels }: { purpose: string; labels: Labels },
): Promise<void> => {
  await dash.post(['agents', agentId, 'queue_status'], request, { ...callCenterSection, purpose, labels });
};
