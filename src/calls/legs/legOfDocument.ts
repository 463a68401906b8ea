import { flag, isObject, number, object, parse, text } from '../../dash/schema.ts';
import { fromGregorian } from '../../dash/time.ts';
import { withoutRealm } from '../../fields/phoneNumbers.ts';
import type { Leg } from './leg.ts';
import {
  applicationVars,
  dialedNumber,
  direction,
  durationSchema,
  ids,
  isCarrierBy,
  isHalfOfForward,
  partiesIn,
  partySchema,
  secondsBefore,
  withQuickcallParties,
} from './legFields.ts';
import { legOfRow } from './legOfRow.ts';

const documentVars = object({
  authorizing_id: text,
  authorizing_type: text,
  owner_id: text,
  bridge_id: text,
  member_call_id: text,
  queue_id: text,
  global_resource: flag,
  resource_id: text,
  resource_type: text,
  media_recordings: ids,
});

/** A CDR document. */
const documentSchema = {
  ...partySchema,
  ...durationSchema,
  call_id: text,
  call_direction: direction,
  timestamp: number,
  hangup_cause: text,
  other_leg_call_id: text,
  other_leg_destination_number: text,
  interaction_id: text,
  request: text,
  to: text,
  from_uri: text,
  is_conference: flag,
  channel_is_loopback: flag,
  media_recordings: ids,
  custom_channel_vars: documentVars,
  custom_application_vars: applicationVars,
};

/**
 * Parses a leg from a CDR document; null if the value is not one. A document's time is the end of its leg. `ringing_seconds`
 * is not how long the leg rang, so it is not read. Source: cdr_channel_destroy, ecallmgr_call_events:get_ringing_seconds.
 */
export const legOfDocument = (value: unknown): Leg | null => {
  const cdr = parse(documentSchema, value);
  if (cdr.call_id === null || cdr.call_direction === null) return null;
  const vars = cdr.custom_channel_vars;
  const { caller, callee } = partiesIn(cdr);
  return withQuickcallParties(
    {
      callId: cdr.call_id,
      direction: cdr.call_direction,
      isLoopback: isHalfOfForward(cdr.channel_is_loopback, vars.resource_type),
      authorizedBy: vars.authorizing_type,
      authorizingId: vars.authorizing_id,
      ownerId: vars.owner_id,
      isCarrier: isCarrierBy(vars.resource_id, vars.global_resource),
      start: secondsBefore(fromGregorian(cdr.timestamp), cdr.duration_seconds),
      duration: cdr.duration_seconds,
      billing: cdr.billing_seconds,
      cause: cdr.hangup_cause ?? '',
      otherLegId: cdr.other_leg_call_id,
      bridgeId: vars.bridge_id,
      memberCallId: vars.member_call_id,
      queueId: vars.queue_id,
      interactionId: cdr.interaction_id,
      caller: { ...caller, number: caller.number ?? withoutRealm(cdr.from_uri) },
      callee,
      dialed: dialedNumber(cdr.request ?? cdr.to),
      isConference: cdr.is_conference === true,
      recordingIds: [...new Set([...cdr.media_recordings, ...vars.media_recordings])],
      reference: cdr.custom_application_vars.correlation_id,
    },
    withoutRealm(cdr.other_leg_destination_number),
  );
};

/** Parses a leg of `/cdrs/legs/…`, which the API docs show as rows and Dash sends as documents. */
export const legOf = (value: unknown): Leg | null =>
  isObject(value) && 'call_direction' in value ? legOfDocument(value) : legOfRow(value);
