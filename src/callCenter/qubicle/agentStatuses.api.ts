import type { Context } from '../../zapier/context.ts';
import { findRecipients } from './lists.lookUp.ts';
import { loadReportedStatuses } from './recipients.api.ts';
import type { RecipientStatus } from './recipientStatus.ts';

/** The IDs of all agents, and the reported statuses by ID: 1 request, 2 when the list isn't cached. */
export const loadAgentStatuses = async (
  context: Context,
): Promise<{ listed: string[]; reported: ReadonlyMap<string, RecipientStatus> }> => {
  const listed = (await findRecipients(context)).map(({ id }) => id);
  return { listed, reported: await loadReportedStatuses(context.dash, listed) };
};
