import { DAY_SECONDS } from '../dash/time.ts';
import type { Call } from './call.ts';
import { isQuickcall } from './legs/leg.ts';

/** For one quickcall, the switch rings the phones of a user within this time; another try comes later. */
const SAME_QUICKCALL_MS = 8_000;

/** What a call is given once for when it starts: a quickcall rings several phones, each with a call id of its own. */
export const onceForQuickcall = ({
  id,
  userIds,
  to,
  started,
}: Pick<Call, 'id' | 'userIds' | 'to' | 'started'>): { key: string; seconds: number } | null => {
  if (!isQuickcall({ callId: id })) return null;
  const moment = Math.floor(Number(started) / SAME_QUICKCALL_MS);
  return { key: `quickcall ${userIds.join(' ')} ${String(to.number)} ${moment}`, seconds: DAY_SECONDS };
};
