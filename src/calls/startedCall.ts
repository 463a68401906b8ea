import { DAY_SECONDS } from '../dash/time.ts';
import type { CallRecord } from './call.record.ts';
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

/** What is not known of any call when it starts, for samples. */
export const UNKNOWN_IN_SAMPLE = {
  outcome: null,
  missed_reason: null,
  system_answered: null,
  ended_at: null,
  ended_at_local: null,
  wait_seconds: null,
  wait_text: null,
  ringing_seconds: null,
  ringing_text: null,
  talk_seconds: null,
  talk_text: null,
  total_seconds: null,
  total_text: null,
  transferred: null,
  forwarded: null,
  leg_count: 1,
  has_recording: null,
  hangup_cause: null,
  complete: false,
  interaction_id: null,
} as const satisfies Partial<CallRecord>;
