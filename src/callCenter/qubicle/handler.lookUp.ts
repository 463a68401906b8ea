import type { Context } from '../../zapier/context.ts';
import { nullUnlessRetried } from '../../zapier/errors.ts';
import { loadAgentStatuses } from './agentStatuses.api.ts';

/** The agent who is talking with a session's caller, and when the caller entered the queue, in milliseconds since 1970. */
export type Handler = { agentId: string; enteredAt: number | null };

/** The agent who is talking with a caller: 1 request, 2 when the list of agents isn't cached. Null when it can't be found. */
export const findHandler = async (context: Context, sessionId: string): Promise<Handler | null> => {
  const statuses = await loadAgentStatuses(context).catch(nullUnlessRetried);
  const agent = [...(statuses?.reported.values() ?? [])].find(({ handlingCall }) => handlingCall?.id === sessionId);
  return agent ? { agentId: agent.id, enteredAt: agent.handlingCall?.enteredAt ?? null } : null;
};
