import { DAY_SECONDS } from '../dash/time.ts';
import type { Call } from './call.ts';
import { isQuickcall } from './legs/leg.ts';

/** The switch rings all phones of a user for one quickcall within this time; another try comes later. */
const SAME_QUICKCALL_MS = 8_000;

/** The throttle for call starts: a quickcall rings several phones, each with a call id of its own. */
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
