import { gregorian } from '../gregorian.ts';
import { addressesOf, authorizingId, joinedAddresses, otherLeg, userPart } from './addresses.ts';
import { hangupCode } from './hangupCodes.ts';
import { durationOf } from './time.ts';
import type { LegScript } from './script.ts';
import type { Leg, TimedCall } from './legs.ts';

const sdp = (address: string): string =>
  ['v=0', `o=FreeSWITCH 1706 1706 IN IP4 ${address}`, 's=FreeSWITCH', 't=0 0', 'm=audio 24552 RTP/AVP 0 101', ''].join(
    '\r\n',
  );
const LOCAL_SDP = sdp('203.0.113.20');
const REMOTE_SDP = sdp('198.51.100.7');

/** Where a leg comes from or goes to, in the switch's words. */
const resourceType = ({ direction, authorizedBy }: LegScript): string => {
  const net = authorizedBy === 'resource' ? 'offnet' : 'onnet';
  return `${net}-${direction === 'inbound' ? 'origination' : 'termination'}`;
};

/** The month in which a leg ended begins the id of its record. */
export const cdrId = ({ endsAt, callId }: Leg): string => {
  const month = new Date(endsAt).toISOString().slice(0, 7).replace('-', '');
  return `${month}-${callId}`;
};

const customChannelVars = (call: TimedCall, leg: Leg) => {
  const { account } = call.company;
  const { script, interaction, owner, phone } = leg;
  return {
    account_id: account.id,
    authorizing_id: authorizingId(call, leg),
    authorizing_type: script.authorizedBy,
    bridge_id: interaction.bridgeId,
    call_interaction_id: interaction.id,
    global_resource: script.authorizedBy === 'resource' ? 'true' : undefined,
    owner_id: owner?.id,
    realm: account.realm,
    resource_type: resourceType(script),
    username: script.authorizedBy === 'resource' ? undefined : phone?.sip.username,
  };
};

const joinedWith = (call: TimedCall, other: Leg | undefined) => ({
  other_leg_call_id: other?.callId,
  other_leg_destination_number: other && userPart(addressesOf(call, other).request),
  other_leg_direction: other?.script.direction,
});

/** The record of a leg as Dash stores it when the leg has ended; `timestamp` is that end. Unknown keys are undefined. */
export const documentOf = (call: TimedCall, leg: Leg) => {
  const { script, interaction, phone, callId } = leg;
  const other = otherLeg(call, leg);
  const { caller, callee, from, to, request } = joinedAddresses(call, leg, other);
  return {
    id: cdrId(leg),
    app_name: 'cdr',
    app_version: '4.3.142',
    billing_seconds: script.talks,
    call_direction: script.direction,
    call_id: callId,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
    caller_id_name: caller?.name,
    caller_id_number: caller?.number,
    channel_call_state: 'HANGUP',
    channel_created_time: leg.createdAt,
    channel_is_loopback: false,
    channel_name: `sofia/sipinterface_1/${userPart(script.direction === 'inbound' ? from : to)}`,
    channel_state: 'REPORTING',
    custom_application_vars:
      call.script.correlationId === undefined ? {} : { correlation_id: call.script.correlationId },
    custom_channel_vars: customChannelVars(call, leg),
    disposition: script.talks > 0 ? 'ANSWER' : undefined,
    duration_seconds: durationOf(script),
    event_category: 'call_event',
    event_name: 'CHANNEL_DESTROY',
    from,
    from_uri: from,
    hangup_cause: script.cause,
    hangup_code: hangupCode(script),
    interaction_id: interaction.id,
    interaction_key: interaction.key,
    interaction_time: interaction.time,
    is_conference: script.conference,
    local_sdp: LOCAL_SDP,
    media_recordings: script.recordings ?? [],
    media_server: 'fs1.sandbox.invalid',
    ...joinedWith(call, other),
    presence_id: leg.owner && `${leg.owner.presence_id}@${call.company.account.realm}`,
    remote_sdp: REMOTE_SDP,
    request,
    ringing_seconds: script.rings,
    timestamp: gregorian(new Date(leg.endsAt)),
    to,
    to_uri: to,
    user_agent: script.authorizedBy === 'resource' ? undefined : phone?.name,
  };
};

export type CdrDocument = ReturnType<typeof documentOf>;

/** Legs inside the switch get no record. */
export const documentsOf = (call: TimedCall): [leg: string, document: CdrDocument][] =>
  call.legs.filter(({ script }) => !script.loopback).map((leg) => [leg.script.leg, documentOf(call, leg)]);
