import { gregorian, monthOf } from '../../company/gregorian.ts';
import { digest } from '../timeline/callIds.ts';
import { kindOf } from '../timeline/legKind.ts';
import { rungBy } from '../timeline/partners.ts';
import { addressesAt, addressesOf, destinationOf, dialedBy, connectedLeg } from './addresses.ts';
import { channelVarsOf, recordingsOf } from './channelVars.ts';
import { durationsOf } from './durations.ts';
import { hangupCode } from './hangupCodes.ts';
import type { KazooVersion } from '../../settings.ts';
import type { LegKind } from '../timeline/legKind.ts';
import type { Leg, TimedCall } from '../timeline/model.ts';
import type { ChannelVars } from './channelVars.ts';

const MEDIA_SERVER = 'fs1.sandbox.invalid';

const REMOTE_SDP = ['v=0', 'o=- 1 1 IN IP4 198.51.100.7', 's=-', 't=0 0', 'm=audio 24552 RTP/AVP 0 101', ''].join(
  '\r\n',
);

const CARRIER_AGENT = 'Carrier SBC';

/**
 * The id of a record starts with the month of its interaction, which is also its database, however long the call takes.
 * Source: KAZOO, `cdr_channel_destroy:set_interaction`, `update_pvt_parameters`.
 */
const cdrId = ({ interaction, callId }: Leg): string => `${monthOf(interaction.time)}-${callId}`;

/** Stored names of variables: `CallFlow-ID` becomes `callflow_id`. */
const normalized = (name: string): string => name.toLowerCase().replaceAll('-', '_');

/** Variables that are top-level keys of a record instead. */
const topLevelVars = ['E164-Destination', 'Is-Conference'];

/** KAZOO 4.2 stores one recording as text and several as a list; 4.3 always stores a list. */
const textOrList = (version: KazooVersion, ids: readonly string[]): string | string[] =>
  version === '4.2' && ids.length === 1 ? (ids[0] ?? '') : [...ids];

const mediaNames = (ids: readonly string[]): string[] => ids.map((id) => `call_recording_${id.slice(7)}.mp3`);

/** The custom channel variables of a record. */
export type StoredVars = {
  account_id: string;
  authorizing_id?: string;
  authorizing_type?: string;
  bridge_id?: string;
  media_names?: string | string[];
  media_recordings?: string | string[];
  owner_id?: string;
  [other: string]: string | string[] | undefined;
};

const withRecordings = (version: KazooVersion, vars: StoredVars, ids: readonly string[]): StoredVars =>
  ids.length === 0
    ? vars
    : { ...vars, media_names: textOrList(version, mediaNames(ids)), media_recordings: textOrList(version, ids) };

const storedVars = (call: TimedCall, leg: Leg, all: ChannelVars): StoredVars => {
  const kept = Object.entries(all).flatMap(([name, value]) =>
    typeof value === 'string' && !topLevelVars.includes(name) ? [[normalized(name), value] as const] : [],
  );
  const vars = { ...Object.fromEntries(kept), account_id: call.company.account.id };
  return withRecordings(call.version, vars, recordingsOf(leg));
};

/** The keys about the connected leg. */
type Connection = {
  other_leg_call_id?: string;
  other_leg_caller_id_name?: string;
  other_leg_caller_id_number?: string;
  other_leg_destination_number?: string;
  other_leg_direction?: string;
};

const connectionOf = (call: TimedCall, leg: Leg): Connection => {
  const other = connectedLeg(call, leg);
  if (!other) return {};
  // The rung leg shows its caller at that time; so the phone of a quickcall keeps its first name.
  const when = kindOf(other.script) === 'quickcall' && rungBy(call.legs, leg) === other ? 'answer' : 'destroy';
  const { caller } = addressesOf(call, other, when);
  return {
    other_leg_call_id: other.callId,
    other_leg_caller_id_name: caller?.name,
    other_leg_caller_id_number: caller?.number,
    other_leg_destination_number: destinationOf(call, other),
    other_leg_direction: other.script.direction,
  };
};

/** Whether a leg rang another that answered. */
const hasReached = ({ bridges }: TimedCall, leg: Leg): boolean => bridges.some(({ subject }) => subject === leg);

/**
 * The outcome of a leg's attempt to ring someone, or of the leg itself. Nothing for a leg that nobody answered.
 * Source: KAZOO, `ecallmgr_call_events:get_disposition`.
 */
const dispositionOf = (call: TimedCall, leg: Leg): string | undefined => {
  const { legs } = call;
  const rung = legs.filter((one) => rungBy(legs, one) === leg);
  if (hasReached(call, leg)) return 'SUCCESS';
  if (leg.script.direction === 'inbound' && rung.length > 0) return rung.at(-1)?.script.cause;
  return leg.answersAt === undefined ? undefined : 'ANSWER';
};

/** The user agent of a caller's phone or carrier. */
const userAgentOf = ({ script, phone }: Leg): string | undefined => {
  const kind = kindOf(script);
  if (kind === 'outsideCaller') return CARRIER_AGENT;
  return kind === 'insideCaller' ? phone?.name : undefined;
};

const presenceOf = (call: TimedCall, leg: Leg): string | undefined => {
  const kind = kindOf(leg.script);
  if (kind === 'outsideCaller') return undefined;
  const isCarrier = kind === 'carrier';
  if (isCarrier && call.version === '4.3' && !leg.forwarder) return undefined;
  return isCarrier ? addressesOf(call, leg).to : leg.owner && `${leg.owner.presence_id}@${call.company.account.realm}`;
};

/** KAZOO's own SIP headers, to and from a phone. */
const sipHeadersOf = (call: TimedCall, leg: Leg): Record<string, string> => {
  const kind = kindOf(leg.script);
  if (kind === 'insideCaller') return { x_auth_ip: '192.168.4.21', x_auth_port: '54730' };
  if (kind === 'outsideCaller' || kind === 'carrier' || kind === 'loopbackB') return {};
  const { realm } = call.company.account;
  return { x_kazoo_aor: `sip:${leg.phone?.sip.username ?? 'nouser'}@${realm}`, x_kazoo_invite_format: 'contact' };
};

const channelNameOf = (call: TimedCall, leg: Leg): string => {
  const { from, from_uri, to_uri, to } = addressesOf(call, leg);
  const { loopback, direction } = leg.script;
  if (loopback) return `loopback/${dialedBy(leg)}-${loopback.toLowerCase()}`;
  return `sofia/sipinterface_1/${direction === 'inbound' ? (from_uri ?? from) : (to_uri ?? to)}`;
};

/** Keys that only some kinds of legs have. */
type Extras = {
  channel_is_loopback?: boolean;
  channel_loopback_bowout?: boolean;
  channel_loopback_bowout_execute?: boolean;
  channel_loopback_leg?: string;
  channel_loopback_other_leg_id?: string;
  e164_destination?: string;
  fax_info?: { fax_identity_name?: string; fax_identity_number?: string };
};

/** Each half of a loopback refers to the other. */
const ofLoopback = ({ legs }: TimedCall, { script }: Leg): Extras => {
  const isOther = (one: Leg) => one.script.loopback !== undefined && one.script.loopback !== script.loopback;
  return {
    channel_is_loopback: true,
    channel_loopback_bowout: true,
    channel_loopback_bowout_execute: false,
    channel_loopback_leg: script.loopback,
    channel_loopback_other_leg_id: legs.find((one) => isOther(one) && one.script.dials === script.dials)?.callId,
  };
};

/** KAZOO prepares a leg to a carrier for a fax. */
const ofCarrier = (call: TimedCall, leg: Leg): Extras => {
  const { caller } = addressesOf(call, leg);
  return {
    e164_destination: dialedBy(leg),
    fax_info: { fax_identity_name: caller?.name, fax_identity_number: caller?.number },
  };
};

const extras: Partial<Record<LegKind, (call: TimedCall, leg: Leg) => Extras>> = {
  carrier: ofCarrier,
  loopbackA: ofLoopback,
  loopbackB: ofLoopback,
};

const extrasOf = (call: TimedCall, leg: Leg): Extras => extras[kindOf(leg.script)]?.(call, leg) ?? {};

/** Whether the tag of the other side is known: on a caller's leg only after an answer. */
const hasToTag = (call: TimedCall, leg: Leg): boolean => leg.script.direction === 'outbound' || hasReached(call, leg);

/** The record of a leg as Dash stores it after its end, which is `timestamp`. Unknown keys are undefined. */
export const cdrDocumentOf = (call: TimedCall, leg: Leg) => {
  const { interaction, callId, script } = leg;
  const { caller, callee, ...uris } = addressesAt(call, leg, 'destroy');
  const isLoopback = script.loopback !== undefined;
  return {
    id: cdrId(leg),
    app_name: 'ecallmgr',
    app_version: '4.0.0',
    call_direction: script.direction,
    call_id: callId,
    callee_id_name: callee?.name,
    callee_id_number: callee?.number,
    caller_id_name: caller?.name,
    caller_id_number: caller?.number,
    channel_call_state: 'HANGUP',
    channel_created_time: leg.createdAt,
    channel_name: channelNameOf(call, leg),
    channel_state: 'REPORTING',
    custom_application_vars: { correlation_id: call.script.correlationId },
    custom_channel_vars: storedVars(call, leg, channelVarsOf(call, leg, 'destroy')),
    custom_sip_headers: sipHeadersOf(call, leg),
    disposition: dispositionOf(call, leg),
    event_category: 'call_event',
    event_name: 'CHANNEL_DESTROY',
    ...uris,
    from_tag: kindOf(script) === 'loopbackB' ? undefined : digest(`from ${callId}`).slice(0, 16),
    hangup_cause: script.cause,
    hangup_code: hangupCode(script),
    interaction_id: interaction.id,
    interaction_key: interaction.key,
    interaction_time: interaction.time,
    is_conference: script.conference,
    ...durationsOf(call, leg),
    media_server: MEDIA_SERVER,
    msg_id: String(leg.endsAt * 1000),
    node: 'ecallmgr@sandbox.invalid',
    ...connectionOf(call, leg),
    presence_id: presenceOf(call, leg),
    remote_sdp: script.direction === 'inbound' && !isLoopback ? REMOTE_SDP : undefined,
    switch_hostname: MEDIA_SERVER,
    switch_nodename: `freeswitch@${MEDIA_SERVER}`,
    switch_uri: 'sip:203.0.113.20:11000',
    switch_url: 'sip:mod_sofia@203.0.113.20:11000',
    timestamp: gregorian(new Date(leg.endsAt)),
    to_tag: hasToTag(call, leg) ? digest(`to ${callId}`).slice(0, 16) : undefined,
    user_agent: userAgentOf(leg),
    ...extrasOf(call, leg),
  };
};

export type CdrDocument = ReturnType<typeof cdrDocumentOf>;

/** The ids of the recordings in a record. */
export const recordingsIn = ({ custom_channel_vars: { media_recordings = [] } }: CdrDocument): string[] =>
  [media_recordings].flat();

/** Adds a recording to the record of its leg. */
export const addRecording = (document: CdrDocument, id: string, version: KazooVersion): void => {
  const ids = [id, ...recordingsIn(document)];
  document.custom_channel_vars = withRecordings(version, document.custom_channel_vars, ids);
};

/** The records of all legs with an end event. */
export const cdrDocumentsOf = (call: TimedCall): [leg: string, document: CdrDocument][] =>
  call.legs.filter(({ script }) => !script.disconnected).map((leg) => [leg.script.leg, cdrDocumentOf(call, leg)]);
