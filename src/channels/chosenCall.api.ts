import { isQuickcall } from '../calls/legs/leg.ts';
import { findPlacedCall } from '../calls/placedCalls.cache.ts';
import type { Dash } from '../dash/client.ts';
import type { Answer } from '../dash/answer.ts';
import type { Context } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { hasLeg, type ActiveCall } from './channelGrouping.ts';
import { loadActiveCalls } from './channels.api.ts';

const ENDED = 'This call has already ended. Choose a call in progress.';

/** The error for a call that Dash doesn't list yet. */
export const NOT_YET =
  "VirtualPBX can't act on this call yet. Run the step again in a few seconds, or choose another call.";

/**
 * The error for a call that has ended, from Dash's answer. No switch responds for its leg, so KAZOO times out
 * (`cb_channels:read`). Any other 503 is an outage.
 */
export const endedCallSentence = ({ status, envelope }: Answer): string | undefined =>
  status === 503 && envelope?.message === 'datastore timeout' ? ENDED : undefined;

/** The call in progress with a leg that has one of these IDs. */
const findActive = async (dash: Dash, ids: readonly string[]): Promise<ActiveCall | undefined> =>
  (await loadActiveCalls(dash)).find((call) => ids.some((id) => hasLeg(call, id)));

/** All IDs under which a call may be in progress: a placed call continues under the ID of the phone that is picked up. */
const idsOf = async (context: Context, id: string): Promise<string[]> => {
  const placed = isQuickcall({ callId: id }) ? await findPlacedCall(context, id) : null;
  return [id, ...(placed?.legIds ?? [])];
};

/**
 * The call in progress with this ID: 1 request, and up to 2 more if it isn't listed. Such a call has ended, or is so new
 * that Dash doesn't know its account yet: a carrier's leg has none until it is routed. Both stop the step.
 */
export const chosenCall = async (context: Context, id: string): Promise<ActiveCall> => {
  const { dash } = context;
  const ids = await idsOf(context, id);
  const listed = await findActive(dash, ids);
  if (listed) return listed;
  const exists = (await dash.find(['channels', id], { purpose: 'find the call', means: endedCallSentence })) !== null;
  const listedNow = exists ? await findActive(dash, ids) : undefined;
  if (!listedNow) throw haltedError(NOT_YET);
  return listedNow;
};
