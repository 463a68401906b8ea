import { DAY_SECONDS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';
import { claimKey } from '../zapier/instantTrigger.ts';
import type { Call } from './call.ts';
import { isQuickcall } from './legs/leg.ts';

/** For one quickcall, the switch rings the phones of a user within half of this time; another try comes later. */
const SPAN_MS = 8_000;

type Started = Pick<Call, 'id' | 'userIds' | 'to' | 'started'>;

/**
 * What a call is given once for when it starts: a quickcall rings several phones, each with a call ID of its own. Its time is in
 * two spans, one of which began half a span earlier, so that phones that ring in different seconds share at least one.
 */
const claimsOf = ({ id, userIds, to, started }: Started): string[] => {
  if (!isQuickcall({ callId: id })) return [id];
  const spans = [0, 0.5].map((shift) => `${shift} ${Math.floor(Number(started) / SPAN_MS + shift)}`);
  return [id, ...spans.map((span) => `quickcall ${userIds.join(' ')} ${String(to.number)} ${span}`)];
};

/** Whether a call starts for the first time. */
export const isFirstStart = async (call: Started, targetHash: string, { cache }: Context): Promise<boolean> => {
  for (const what of claimsOf(call)) if (!(await cache.claim(claimKey(targetHash, what), DAY_SECONDS))) return false;
  return true;
};
