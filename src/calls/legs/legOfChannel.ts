import { flag, number, object, parse, text } from '../../dash/schema.ts';
import { fromGregorian } from '../../dash/time.ts';
import type { Leg } from './leg.ts';
import {
  applicationVars,
  dialedNumber,
  direction,
  isCarrierBy,
  partiesIn,
  partySchema,
  withQuickcallParties,
} from './legFields.ts';

const channelVars = object({ bridge_id: text, member_call_id: text, global_resource: flag });

/** The answer of `GET /channels/{call id}`. */
const legInProgressSchema = {
  ...partySchema,
  call_id: text,
  call_direction: direction,
  authorizing_type: text,
  authorizing_id: text,
  owner_id: text,
  resource_id: text,
  destination: text,
  timestamp: number,
  is_loopback: flag,
  answered: flag,
  other_leg_call_id: text,
  call_interaction_id: text,
  custom_channel_vars: channelVars,
  custom_application_vars: applicationVars,
};

/**
 * Parses a leg in progress from the answer of `GET /channels/{call id}`; null if it is not one. It has no durations: `billing`
 * is 0 while the leg rings, and 1 once it is answered. Source: cb_channels:read.
 */
export const legOfChannel = (value: unknown): Leg | null => {
  const channel = parse(legInProgressSchema, value);
  if (channel.call_id === null || channel.call_direction === null) return null;
  const vars = channel.custom_channel_vars;
  return withQuickcallParties({
    callId: channel.call_id,
    direction: channel.call_direction,
    // There is no type here: a way to another account has a resource, and half of a forward has none.
    isLoopback: channel.is_loopback === true && channel.resource_id === null,
    authorizedBy: channel.authorizing_type,
    authorizingId: channel.authorizing_id,
    ownerId: channel.owner_id,
    isCarrier: isCarrierBy(channel.resource_id, vars.global_resource),
    start: fromGregorian(channel.timestamp),
    duration: 0,
    billing: channel.answered === false ? 0 : 1,
    cause: '',
    otherLegId: channel.other_leg_call_id,
    bridgeId: vars.bridge_id,
    memberCallId: vars.member_call_id,
    queueId: null,
    interactionId: channel.call_interaction_id,
    ...partiesIn(channel),
    dialed: dialedNumber(channel.destination),
    isConference: false,
    recordingIds: [],
    reference: channel.custom_application_vars.correlation_id,
  });
};
