import type { Dash } from '../../dash/client.ts';
import { reachStatus, type StatusPaths, type WantedStatus } from '../setStatus.ts';
import type { Status } from '../status.ts';
import {
  cancelWrapUp,
  findRecipientStatus,
  findReportedStatus,
  requestRecipientStatus,
  type StatusWord,
} from './recipients.api.ts';

type Change = StatusWord | 'wrapup_cancel';

/** An agent who signs in is away, and one whose wrap-up ends is ready. */
const paths: StatusPaths<Change> = {
  ready: {
    from: { ready: [], offered: [], signed_out: ['login', 'ready'], wrap_up: ['wrapup_cancel'] },
    others: ['ready'],
  },
  away: { from: { away: [], signed_out: ['login'] }, others: ['away'] },
  signed_out: { from: { signed_out: [] }, others: ['logout'] },
  end_wrap_up: { from: { wrap_up: ['wrapup_cancel'] }, others: [] },
};

/**
 * Sets an agent's status; returns the status before and the actual status afterwards. Null for a user who isn't an agent.
 * 1 request when nothing has to change, else 3 to 5; up to 4 more when the agent doesn't have the wanted status right away.
 */
export const setRecipientStatus = async (
  dash: Dash,
  id: string,
  wanted: WantedStatus,
): Promise<{ previous: Status; status: Status } | null> => {
  const current = await findRecipientStatus(dash, id);
  if (current === null) return null;
  const previous = current.status;
  const control = {
    paths,
    read: async (): Promise<Status> => (await findReportedStatus(dash, id))?.status ?? 'signed_out',
    request: (change: Change): Promise<void> =>
      change === 'wrapup_cancel' ? cancelWrapUp(dash, id) : requestRecipientStatus(dash, id, change),
  };
  return { previous, status: await reachStatus(control, previous, wanted) };
};
