import { isHidden } from '../fields/phoneNumbers.ts';
import type { RecordingStatus } from '../recordings/recordingStatus.ts';
import type { Party } from '../fields/parties.ts';

export const DIRECTIONS = ['inbound', 'outbound', 'internal'] as const;
export const OUTCOMES = ['answered', 'missed', 'busy', 'cancelled', 'no_answer', 'failed'] as const;
export const MISSED_REASONS = [
  'system_answered',
  'caller_hung_up',
  'rejected',
  'busy',
  'no_phone_online',
  'nobody_answered',
] as const;

/** Why a call was missed, in words. */
export const MISSED_REASON_TEXTS: Readonly<Record<(typeof MISSED_REASONS)[number], string>> = {
  system_answered: 'Voicemail, a menu, or a queue answered',
  caller_hung_up: 'The caller hung up',
  rejected: 'The call was declined',
  busy: 'Busy',
  no_phone_online: 'No phone was online',
  nobody_answered: 'Nobody answered',
};

export type CallDirection = (typeof DIRECTIONS)[number];
export type Outcome = (typeof OUTCOMES)[number];
export type MissedReason = (typeof MISSED_REASONS)[number];

/** What a filter or a record may need to know about a call. */
export type Aspect = 'direction' | 'outcome' | 'users' | 'numbers' | 'caller';

/** A call as people know it. Durations are in whole seconds; `talk` counts only people who talk. Null means unknown. */
export type Call = {
  id: string;
  direction: CallDirection;
  /** The leg that the first leg was bridged to last. */
  otherLegId: string | null;
  /** Null while the call is in progress, and if it is not known how it ended. */
  outcome: Outcome | null;
  missedReason: MissedReason | null;
  /** Whether a voicemail box, a menu, a queue, an announcement, or a conference room picked up. */
  systemAnswered: boolean | null;
  /** The caller; for an outbound call, the number that was shown. */
  from: Party;
  /** The caller as the caller's own leg has it: for a user of the account, the extension. */
  caller: Party;
  /** The user who called and the phone that was used, if the call came from the account. */
  callerOwnerId: string | null;
  callerDeviceId: string | null;
  to: Party;
  started: Date | null;
  answered: Date | null;
  ended: Date | null;
  wait: number | null;
  ringing: number | null;
  talk: number | null;
  total: number | null;
  /** The user who talked, or the only one whose phone rang; for an outbound call, the caller. */
  ownerId: string | null;
  deviceId: string | null;
  /** The users whose call it is: those who talked, else those whose phones rang; and the caller, if a user called. */
  userIds: string[];
  transferred: boolean | null;
  /** Whether it was answered on, or sent to, an outside phone of a user. */
  forwarded: boolean | null;
  legCount: number;
  recordingIds: string[];
  /** The queue that the call was in, if a leg names it. */
  queueId: string | null;
  hangupCause: string;
  reference: string | null;
  /** Whether both the first leg and the leg that it was bridged to were read. */
  complete: boolean;
  /** What may change once the other legs are known. */
  unknown: readonly Aspect[];
} & LookedUp;

/** What no leg contains. It is looked up if a step asks for it. */
type LookedUp = {
  /** Whether the call started while one of the chosen schedules applied; null if that cannot be determined. */
  duringOfficeHours?: boolean | null;
  /** The status of the audio of the first recording. */
  recordingStatus?: RecordingStatus;
};

/** Whether the caller hides the number. Such callers all look alike, so they cannot be distinguished. */
export const isFromHidden = ({ from }: Pick<Call, 'from'>): boolean => isHidden(from.number);

/**
 * Whether a call is a missed call: an incoming call that nobody answered, whatever the reason. Null if it is not known how
 * the call ended.
 */
export const isMissedFromOutside = ({
  direction,
  outcome,
  unknown,
}: Pick<Call, 'direction' | 'outcome' | 'unknown'>): boolean | null => {
  if (direction !== 'inbound') return false;
  if (outcome === null || (outcome === 'answered' && unknown.includes('outcome'))) return null;
  return outcome !== 'answered';
};

/** Whether a call was recorded; null if a leg that may have been recorded is missing. */
export const hasRecording = ({ recordingIds, complete }: Pick<Call, 'recordingIds' | 'complete'>): boolean | null =>
  recordingIds.length > 0 || (complete ? false : null);
