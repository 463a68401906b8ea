import { flag, number, object, text, type Parsed } from '../../dash/schema.ts';
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

/** KAZOO leaves out the ids of the account, the owner, and the device here, and an operator can leave out everything. */
const eventVars = object({
  'Bridge-ID': text,
  'Member-Call-ID': text,
  'Queue-ID': text,
  'Media-Recordings': ids,
  'Is-Conference': flag,
  'Resource-ID': text,
  'Resource-Type': text,
  'Global-Resource': flag,
  Inception: text,
});

/** The channel events `channel_create`, `channel_answer`, `channel_bridge` and `channel_destroy`. */
export const channelSchema = {
  ...partySchema,
  ...durationSchema,
  hook_event: text,
  timestamp: number,
  call_id: text,
  call_direction: direction,
  is_internal_leg: flag,
  call_forwarded: flag,
  emergency_resource_used: flag,
  authorizing_type: text,
  authorizing_id: text,
  owner_id: text,
  hangup_cause: text,
  other_leg_call_id: text,
  other_leg_destination_number: text,
  request: text,
  to: text,
  custom_channel_vars: eventVars,
  custom_application_vars: applicationVars,
};

export type ChannelEvent = Parsed<typeof channelSchema>;

/**
 * What was dialed, according to an event. A bridge event has no request; for an incoming call, its inception is the dialed
 * number. Source: ecallmgr_call_events:specific_call_event_props.
 */
const dialedIn = ({ request, to, call_direction, custom_channel_vars }: ChannelEvent): string | null =>
  request ?? to ?? (call_direction === 'inbound' ? custom_channel_vars.Inception : null);

/**
 * Parses a leg from a channel event; null if the event is not one. Durations are 0 until the leg ends. Source:
 * webhooks_channel_util:format_event.
 */
export const legOfEvent = (event: ChannelEvent): Leg | null => {
  if (event.call_id === null || event.call_direction === null) return null;
  const vars = event.custom_channel_vars;
  return withQuickcallParties(
    {
      callId: event.call_id,
      direction: event.call_direction,
      isLoopback: event.call_forwarded === true || isHalfOfForward(event.is_internal_leg, vars['Resource-Type']),
      authorizedBy: event.authorizing_type,
      authorizingId: event.authorizing_id,
      ownerId: event.owner_id,
      isCarrier: isCarrierBy(vars['Resource-ID'], vars['Global-Resource']),
      start: secondsBefore(fromGregorian(event.timestamp), event.duration_seconds),
      duration: event.duration_seconds,
      billing: event.billing_seconds,
      cause: event.hangup_cause ?? '',
      otherLegId: event.other_leg_call_id,
      bridgeId: vars['Bridge-ID'],
      memberCallId: vars['Member-Call-ID'],
      queueId: vars['Queue-ID'],
      interactionId: null,
      ...partiesIn(event),
      dialed: dialedNumber(dialedIn(event)),
      isConference: vars['Is-Conference'] === true,
      recordingIds: vars['Media-Recordings'],
      reference: event.custom_application_vars.correlation_id,
    },
    withoutRealm(event.other_leg_destination_number),
  );
};
