import type { Dash } from '../../dash/client.ts';
import { SECOND_MS } from '../../dash/time.ts';
import { nullUnlessRetried } from '../../zapier/errors.ts';
import { wait } from '../../zapier/wait.ts';
import type { Status } from '../status.ts';
import {
  cancelWrapUp,
  findRecipientStatus,
  findReportedStatus,
  requestRecipientStatus,
  type StatusWord,
} from './recipients.api.ts';
import { signedOutRecipient, type RecipientStatus } from './recipientStatus.ts';

/** What an agent's status can be set to. */
export type WantedStatus = 'ready' | 'away' | 'signed_out' | 'end_wrap_up';

type Change = StatusWord | 'wrapup_cancel';

type Target = {
  /** The requests that lead from a status to the wanted one, in their order; `others` for a status without its own. */
  from: Readonly<Partial<Record<Status, readonly Change[]>>>;
  others: readonly Change[];
  isReached: (status: Status) => boolean;
};

/** Signing in makes an agent away, and ending the wrap-up makes one ready. */
const TARGETS: Readonly<Record<WantedStatus, Target>> = {
  ready: {
    from: { ready: [], offered: [], signed_out: ['login', 'ready'], wrap_up: ['wrapup_cancel'] },
    others: ['ready'],
    // Only a ready agent gets a call, and it may come at once.
    isReached: (status) => ['ready', 'offered', 'on_call'].includes(status),
  },
  away: {
    from: { away: [], signed_out: ['login'] },
    others: ['away'],
    isReached: (status) => status === 'away',
  },
  signed_out: {
    from: { signed_out: [] },
    others: ['logout'],
    isReached: (status) => status === 'signed_out',
  },
  end_wrap_up: {
    from: { wrap_up: ['wrapup_cancel'] },
    others: [],
    isReached: (status) => status !== 'wrap_up',
  },
};

const request = (dash: Dash, id: string, change: Change): Promise<void> =>
  change === 'wrapup_cancel' ? cancelWrapUp(dash, id) : requestRecipientStatus(dash, id, change);

/** Requests one change after the other, and returns the status that is reported afterwards. */
const apply = async (dash: Dash, current: RecipientStatus, { from, others }: Target): Promise<RecipientStatus> => {
  const { id, status } = current;
  const [first, ...more] = from[status] ?? others;
  if (first === undefined) return current;
  await request(dash, id, first);
  // Signing in takes a moment, in which the next change may be refused; the second attempt repeats it.
  for (const change of more) await request(dash, id, change).catch(nullUnlessRetried);
  return (await findReportedStatus(dash, id)) ?? signedOutRecipient(id);
};

/**
 * Sets the status of an agent and returns the one that is true in the end, which may be another: a call in progress keeps
 * its status. Null for a user who is no agent. 1 request when nothing has to change, else 3 to 5; when the wanted status isn't
 * there afterwards, it waits a second and tries once more, with up to 4 more.
 */
export const setRecipientStatus = async (
  dash: Dash,
  id: string,
  wanted: WantedStatus,
): Promise<RecipientStatus | null> => {
  const target = TARGETS[wanted];
  const current = await findRecipientStatus(dash, id);
  if (current === null) return null;
  const first = await apply(dash, current, target);
  if (target.isReached(first.status)) return first;
  await wait(SECOND_MS);
  const later = (await findReportedStatus(dash, id)) ?? signedOutRecipient(id);
  return target.isReached(later.status) ? later : apply(dash, later, target);
};
