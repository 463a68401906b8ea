/**
 * What a hangup cause means for a leg. FreeSWITCH's list is open-ended: a cause that is missing here, and any that names a
 * fault, means that no phone could be reached. Source: Dash API, channel events.
 */
export type CauseKind = 'ended' | 'cancelled' | 'unanswered' | 'busy' | 'rejected' | 'offline' | 'unreachable';

const kinds: Record<string, CauseKind> = {
  NORMAL_CLEARING: 'ended',
  NORMAL_UNSPECIFIED: 'ended',
  LOSE_RACE: 'ended',
  PICKED_OFF: 'ended',
  ATTENDED_TRANSFER: 'ended',
  BLIND_TRANSFER: 'ended',
  ORIGINATOR_CANCEL: 'cancelled',
  NO_ANSWER: 'unanswered',
  NO_USER_RESPONSE: 'unanswered',
  PROGRESS_TIMEOUT: 'unanswered',
  ALLOTTED_TIMEOUT: 'unanswered',
  USER_BUSY: 'busy',
  CALL_REJECTED: 'rejected',
  USER_NOT_REGISTERED: 'offline',
  SUBSCRIBER_ABSENT: 'offline',
};

export const kindOfCause = (cause: string): CauseKind => (Object.hasOwn(kinds, cause) && kinds[cause]) || 'unreachable';
