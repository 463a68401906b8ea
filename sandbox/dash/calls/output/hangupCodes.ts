import { kindOf } from '../timeline/legKind.ts';
import type { LegScript } from '../timeline/script.ts';

/** The SIP responses of hangup causes, where they have one. */
const codes: Partial<Record<string, string>> = {
  NORMAL_CLEARING: 'sip:200',
  CALL_REJECTED: 'sip:603',
  DESTINATION_OUT_OF_ORDER: 'sip:502',
  INCOMPATIBLE_DESTINATION: 'sip:488',
  NORMAL_TEMPORARY_FAILURE: 'sip:503',
  NO_ANSWER: 'sip:480',
  NO_ROUTE_DESTINATION: 'sip:404',
  NO_USER_RESPONSE: 'sip:408',
  ORIGINATOR_CANCEL: 'sip:487',
  SUBSCRIBER_ABSENT: 'sip:480',
  UNALLOCATED_NUMBER: 'sip:404',
  USER_BUSY: 'sip:486',
  USER_NOT_REGISTERED: 'sip:480',
};

/** Causes from the switch itself: the rung leg has no SIP response. */
const switchCauses = new Set(['LOSE_RACE', 'NO_ANSWER', 'ORIGINATOR_CANCEL', 'PICKED_OFF', 'PROGRESS_TIMEOUT']);

export const hangupCode = (leg: LegScript): string | undefined => {
  const { cause, sipCode, direction } = leg;
  const isLoopback = kindOf(leg) === 'loopbackA' || kindOf(leg) === 'loopbackB';
  if (isLoopback || (direction === 'outbound' && switchCauses.has(cause))) return undefined;
  return sipCode ?? codes[cause];
};
