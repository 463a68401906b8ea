import { SECOND_MS } from '../dash/time.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { wait } from '../zapier/wait.ts';
import type { Status } from './status.ts';

/** What an agent's status can be set to, with the labels that people read. */
export const WANTED_LABELS = {
  ready: 'Ready',
  away: 'Away',
  signed_out: 'Signed Out',
  end_wrap_up: 'End Wrap-Up',
} as const;

export type WantedStatus = keyof typeof WANTED_LABELS;

/**
 * The changes `C`, in order, that lead from a status to the wanted one, in the engine's words. `others` is for every status
 * that isn't in `from`.
 */
export type StatusPaths<C> = Readonly<
  Record<WantedStatus, { from: Readonly<Partial<Record<Status, readonly C[]>>>; others: readonly C[] }>
>;

const REACHED: Readonly<Record<WantedStatus, (status: Status) => boolean>> = {
  // Only a ready agent gets a call, and it may come right away.
  ready: (status) => ['ready', 'offered', 'on_call'].includes(status),
  away: (status) => status === 'away',
  signed_out: (status) => status === 'signed_out',
  end_wrap_up: (status) => status !== 'wrap_up',
};

/** Whether a status is the wanted one. */
export const isReached = (wanted: WantedStatus, status: Status): boolean => REACHED[wanted](status);

/** How an engine reads and changes one agent's status. */
export type StatusControl<C> = {
  paths: StatusPaths<C>;
  read: () => Promise<Status>;
  request: (change: C) => Promise<void>;
};

/** Requests the changes one after another, and returns the status that is reported afterwards. */
const apply = async <C>(
  { paths, read, request }: StatusControl<C>,
  status: Status,
  wanted: WantedStatus,
): Promise<Status> => {
  const { from, others } = paths[wanted];
  const [first, ...more] = from[status] ?? others;
  if (first === undefined) return status;
  await request(first);
  // Signing in takes a moment, during which the next change may be refused; the second attempt repeats it.
  for (const change of more) await request(change).catch(nullUnlessRetried);
  return read();
};

/**
 * Sets the status of an agent whose status is `current`, and returns the actual status afterwards. That may not be the wanted
 * one: an agent on a call stays on it. If it isn't, waits a second and tries once more.
 */
export const reachStatus = async <C>(
  control: StatusControl<C>,
  current: Status,
  wanted: WantedStatus,
): Promise<Status> => {
  const first = await apply(control, current, wanted);
  if (isReached(wanted, first)) return first;
  await wait(SECOND_MS);
  const later = await control.read();
  return isReached(wanted, later) ? later : apply(control, later, wanted);
};
