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

/** What a filter or a record may need to know of a call. */
export type Aspect = 'direction' | 'outcome' | 'users' | 'numbers' | 'caller';

/** A call as people know it. Durations are whole seconds; `talk` counts only people who talk. Null is unknown. */
export type Call = {
  id: string;
  direction: CallDirection;
  /** The leg that the first was bridged to last. */
  otherLegId: string | null;
  /** Null while the call is in progress, and where it is not known how it ended. */
  outcome: Outcome | null;
  missedReason: MissedReason | null;
  /** Whether a mailbox, a menu, a queue, an announcement or a conference room picked up. */
  systemAnswered: boolean | null;
  /** The caller; for a call to the outside, the number that was shown there. */
  from: Party;
  /** The caller as the caller's own leg has it: a user of the account by the extension. */
  caller: Party;
  /** The user and the phone that the call was made with, when a user of the account called. */
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
  /** Who talked, or the only one who was rung; the caller, when a user of the account called. */
  ownerId: string | null;
  deviceId: string | null;
  /** The users whose call it is: those who talked, else those who were rung; the caller, when a user of the account called. */
  userIds: string[];
  transferred: boolean | null;
  /** Answered on, or sent to, an outside phone of a user of the account. */
  forwarded: boolean | null;
  legCount: number;
  recordingIds: string[];
  /** The queue that the call was in, where a leg says so. */
  queueId: string | null;
  hangupCause: string;
  reference: string | null;
  /** Whether the first leg and the leg that it was bridged to were both read. */
  complete: boolean;
  /** What may change when the other legs are known. */
  unknown: readonly Aspect[];
} & LookedUp;

/** What no leg says: it is looked up where a step asks for it. */
type LookedUp = {
  /** Whether the call began while one of the chosen schedules applied; null where that cannot be found out. */
  duringOfficeHours?: boolean | null;
  /** The status of the audio of the first recording. */
  recordingStatus?: RecordingStatus;
};

/** Whether the caller hides the number; such callers share one name and cannot be told apart. */
export const isFromHidden = ({ from }: Pick<Call, 'from'>): boolean => isHidden(from.number);

/**
 * What a missed-call trigger is for: calls from outside that nobody answered, whatever the reason. Null where
 * it is not known how the call ended.
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

/** Whether a call was recorded; null while a leg that may have been recorded is missing. */
export const hasRecording = ({ recordingIds, complete }: Pick<Call, 'recordingIds' | 'complete'>): boolean | null =>
  recordingIds.length > 0 || (complete ? false : null);
