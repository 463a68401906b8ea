import { loadActiveCalls } from '../channels/channels.api.ts';
import { nullUnlessStale } from '../zapier/errors.ts';
import type { Context } from '../zapier/context.ts';
import type { Call } from './call.ts';
import { isQuickcall } from './legs/leg.ts';

/**
 * Whether the user's other phones may have rung for the same quickcall: which of their legs is the first is known only once
 * all are written, and each has an event of its own.
 */
export const mayLackTwins = ({ id, outcome, otherLegId }: Call): boolean =>
  isQuickcall({ callId: id }) && outcome !== 'answered' && otherLegId === null;

/**
 * Whether a quickcall is in progress although a phone that rang for it has ended, such as one that was busy: the others still
 * ring, or the user talks on one of them. All have the interaction id of the quickcall
 * (`ecallmgr_originate:get_channel_vars`). 1 request, and no more in a run. Where it isn't known, as without
 * an interaction id, the call counts as over: one too many is better than a lost one.
 */
export const isInProgressElsewhere = async (
  { dash, once }: Context,
  interactionId: string | null,
): Promise<boolean> => {
  if (interactionId === null) return false;
  const inProgress = await once('calls in progress', () => loadActiveCalls(dash).catch(nullUnlessStale));
  return inProgress?.some(({ channels }) => channels.some((leg) => leg.interactionId === interactionId)) === true;
};
