import { number, parse, text } from '../../dash/schema.ts';
import { fromGregorian } from '../../dash/time.ts';
import { withoutRealm } from '../../fields/phoneNumbers.ts';
import { isQuickcall, type Leg } from './leg.ts';
import {
  dialedNumber,
  direction,
  durationSchema,
  ids,
  partiesIn,
  partySchema,
  withQuickcallParties,
} from './legFields.ts';

/** A row of `GET /cdrs`. */
const rowSchema = {
  ...partySchema,
  ...durationSchema,
  call_id: text,
  direction,
  authorizing_id: text,
  owner_id: text,
  timestamp: number,
  hangup_cause: text,
  other_leg_call_id: text,
  bridge_id: text,
  interaction_id: text,
  request: text,
  dialed_number: text,
  calling_from: text,
  media_recordings: ids,
};

/**
 * Parses a leg from a row of a list of CDRs; null if the value is not one. A row's time is the start of its leg. It does not
 * show halves of a loopback channel, conference rooms, or application variables. Source: cb_cdrs, COLUMNS.
 */
export const legOfRow = (value: unknown): Leg | null => {
  const row = parse(rowSchema, value);
  if (row.call_id === null || row.direction === null) return null;
  const { caller, callee } = partiesIn(row);
  return withQuickcallParties({
    callId: row.call_id,
    direction: row.direction,
    isLoopback: null,
    authorizedBy: null,
    authorizingId: row.authorizing_id,
    ownerId: row.owner_id,
    isCarrier: null,
    start: fromGregorian(row.timestamp),
    duration: row.duration_seconds,
    billing: row.billing_seconds,
    cause: row.hangup_cause ?? '',
    otherLegId: row.other_leg_call_id,
    bridgeId: row.bridge_id,
    memberCallId: null,
    queueId: null,
    interactionId: row.interaction_id,
    // For a quickcall, `calling_from` is the number to dial. Source: cb_cdrs:col_calling_from.
    caller: isQuickcall({ callId: row.call_id })
      ? caller
      : { ...caller, number: withoutRealm(row.calling_from) ?? caller.number },
    callee,
    dialed: dialedNumber(row.direction === 'inbound' ? (row.dialed_number ?? row.request) : row.request),
    isConference: false,
    recordingIds: row.media_recordings,
    reference: null,
  });
};
