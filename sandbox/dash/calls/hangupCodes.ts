import type { LegScript } from './script.ts';

/** The SIP answers that go with hangup causes; a cause that is not here has none. */
const codes: Partial<Record<string, string>> = {
  NORMAL_CLEARING: 'sip:200',
  CALL_REJECTED: 'sip:603',
  DESTINATION_OUT_OF_ORDER: 'sip:502',
  INCOMPATIBLE_DESTINATION: 'sip:488',
  LOSE_RACE: 'sip:200',
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

export const hangupCode = ({ cause, sipCode }: LegScript): string | undefined => sipCode ?? codes[cause];
