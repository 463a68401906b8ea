import { flag, isObject, number, object, parse, text, type Parsed, type Parser } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { reference } from './reference.ts';
import { withoutRealm } from '../fields/phoneNumbers.ts';

/** A number with the name that came with it. */
export type Party = { number: string | null; name: string | null };

/** One leg of a call, whichever way Dash told of it. Times are dates, lengths whole seconds. */
export type Leg = {
  callId: string;
  /** From the switch: `inbound` arrives there, `outbound` leaves it for a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  /** Half of a loopback channel through which a call is forwarded; null in rows, which do not tell. */
  isLoopback: boolean | null;
  /** `resource` is a carrier's leg that comes in; null for a carrier's leg going out, and in rows. */
  authorizedBy: string | null;
  /** The device (or user) that made or took the leg. */
  authorizingId: string | null;
  ownerId: string | null;
  /** Whether the leg leads to a carrier; null where neither the document nor the event says so. */
  isCarrier: boolean | null;
  start: Date | null;
  duration: number;
  billing: number;
  /** Empty where the event or record has none. */
  cause: string;
  /** The leg that this one was bridged to last; for a leg that a bridge rang, the leg that rang it. */
  otherLegId: string | null;
  /** The call id of the leg that this one belongs to, its own for the first leg. */
  bridgeId: string | null;
  /** The caller's leg, where this one rings an agent of a queue. */
  memberCallId: string | null;
  interactionId: string | null;
  caller: Party;
  callee: Party;
  /** What was dialled, as the caller's leg says it. The legs that ring tell the SIP user of a phone or an extension. */
  dialled: string | null;
  isConference: boolean;
  recordingIds: string[];
  correlationId: string | null;
};

/** A list of ids, one id as text, or several with commas; KAZOO writes all three. Source: cb_cdrs, cdr_util. */
const ids: Parser<string[]> = (value) =>
  [value].flat().flatMap((entry) =>
    (text(entry) ?? '')
      .split(',')
      .map((id) => id.trim())
      .filter(Boolean),
  );

/** As far back as Dash keeps records; nothing lasts longer. */
const LONGEST_SECONDS = 31 * 24 * 3600;

const seconds: Parser<number> = (value) => Math.min(LONGEST_SECONDS, Math.max(0, Math.round(number(value) ?? 0)));

/** What was dialled, without the star code that hides or shows one's own number. */
const dialledNumber = (raw: string | null): string | null =>
  withoutRealm(raw)?.replace(/^\*(67|82)(?=\+?\d)/, '') ?? null;

const direction: Parser<Leg['direction'] | null> = (value) =>
  value === 'inbound' || value === 'outbound' ? value : null;

const party = (rawNumber: string | null, name: string | null): Party => ({ number: withoutRealm(rawNumber), name });

const minus = (moment: Date | null, length: number): Date | null =>
  moment && new Date(moment.getTime() - length * 1000);

const distinctIds = (...lists: string[][]): string[] => [...new Set(lists.flat())];

/** A resource is what KAZOO calls a way to a carrier, of the operator (global) or of the account. */
const isCarrierBy = (resourceId: string | null, isGlobal: boolean | null): boolean | null =>
  resourceId !== null || isGlobal === true || (isGlobal === false ? false : null);

/**
 * Whether a leg in a loopback channel is half of a forward. A call between two accounts of the same phone system runs
 * through one, too: there the halves are the legs to and from the other account. Source: stepswitch_local_extension.
 */
const isHalfOfForward = (isLoopback: boolean | null, resourceType: string | null): boolean =>
  isLoopback === true && resourceType?.startsWith('onnet-') !== true;

/** Whether the switch began the call on this leg: it rings the caller's own phones first. */
export const isQuickcall = ({ callId }: Pick<Leg, 'callId'>): boolean => callId.endsWith('-quickcall');

/** What a phone shows while it rings for its owner's quickcall. Source: cb_quickcall:originate_quickcall. */
const QUICKCALL_CALLER = 'Device QuickCall';

/**
 * The leg of a quickcall with caller and callee as people see them: while it rings, KAZOO has the number to dial as
 * caller, and ours as callee; afterwards ours as both, with a colon behind the name, and the number dialled is where the
 * other leg went. Of a leg to a phone that is a SIP user, which nobody dialled.
 */
const withQuickcallParties = (leg: Leg, otherDestination: string | null = null): Leg => {
  if (!isQuickcall(leg)) return leg;
  const isRinging = leg.caller.name === QUICKCALL_CALLER;
  const caller = isRinging ? leg.callee : leg.caller;
  const name = caller.name?.replace(/:\s*$/, '') ?? null;
  const isNumber = /^[+*#\d]+$/.test(otherDestination ?? '');
  const dialled = isRinging ? leg.caller.number : isNumber ? otherDestination : null;
  return { ...leg, caller: { ...caller, name }, callee: { number: dialled, name: null }, dialled };
};

const partyFields = { caller_id_number: text, caller_id_name: text, callee_id_number: text, callee_id_name: text };
const lengths = { duration_seconds: seconds, billing_seconds: seconds };
const applicationVars = object({ correlation_id: reference });

const partiesIn = (said: Parsed<typeof partyFields>): Pick<Leg, 'caller' | 'callee'> => ({
  caller: party(said.caller_id_number, said.caller_id_name),
  callee: party(said.callee_id_number, said.callee_id_name),
});

const rowSchema = {
  ...partyFields,
  ...lengths,
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
 * A leg from a row of a list of CDRs; null when the row is none. A row's time is the start of its leg. It tells neither
 * halves of a loopback, conference rooms nor application variables. Source: cb_cdrs, COLUMNS.
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
    interactionId: row.interaction_id,
    // Of a quickcall that is the number to dial. Source: cb_cdrs:col_calling_from.
    caller: isQuickcall({ callId: row.call_id })
      ? caller
      : { ...caller, number: withoutRealm(row.calling_from) ?? caller.number },
    callee,
    dialled: dialledNumber(row.direction === 'inbound' ? (row.dialed_number ?? row.request) : row.request),
    isConference: false,
    recordingIds: row.media_recordings,
    correlationId: null,
  });
};

const documentVars = object({
  authorizing_id: text,
  authorizing_type: text,
  owner_id: text,
  bridge_id: text,
  member_call_id: text,
  global_resource: flag,
  resource_id: text,
  resource_type: text,
  media_recordings: ids,
});

const documentSchema = {
  ...partyFields,
  ...lengths,
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
 * A leg from a CDR document; null when the document is none. A document's time is the end of its leg. `ringing_seconds`
 * is not how long it rang, and is not read. Source: cdr_channel_destroy, ecallmgr_call_events:get_ringing_seconds.
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
      start: minus(fromGregorian(cdr.timestamp), cdr.duration_seconds),
      duration: cdr.duration_seconds,
      billing: cdr.billing_seconds,
      cause: cdr.hangup_cause ?? '',
      otherLegId: cdr.other_leg_call_id,
      bridgeId: vars.bridge_id,
      memberCallId: vars.member_call_id,
      interactionId: cdr.interaction_id,
      caller: { ...caller, number: caller.number ?? withoutRealm(cdr.from_uri) },
      callee,
      dialled: dialledNumber(cdr.request ?? cdr.to),
      isConference: cdr.is_conference === true,
      recordingIds: distinctIds(cdr.media_recordings, vars.media_recordings),
      correlationId: cdr.custom_application_vars.correlation_id,
    },
    withoutRealm(cdr.other_leg_destination_number),
  );
};

/** A leg of `/cdrs/legs/…`, which is documented as rows and comes as documents. */
export const legOf = (value: unknown): Leg | null =>
  isObject(value) && 'call_direction' in value ? legOfDocument(value) : legOfRow(value);

/** KAZOO leaves out the account's, owner's and authorizing ids here, and an operator may leave out all. */
const eventVars = object({
  'Bridge-ID': text,
  'Member-Call-ID': text,
  'Media-Recordings': ids,
  'Is-Conference': flag,
  'Resource-ID': text,
  'Resource-Type': text,
  'Global-Resource': flag,
  Inception: text,
});

/** The channel events `channel_create`, `channel_answer`, `channel_bridge` and `channel_destroy`. */
export const channelSchema = {
  ...partyFields,
  ...lengths,
  hook_event: text,
  timestamp: number,
  call_id: text,
  call_direction: direction,
  is_internal_leg: flag,
  call_forwarded: flag,
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

export type ChannelEvent = { [K in keyof typeof channelSchema]: ReturnType<(typeof channelSchema)[K]> };

/**
 * What was dialled, as an event says it: a bridge has no request, and of a call from outside its inception is that
 * number. Source: ecallmgr_call_events:specific_call_event_props.
 */
const dialledIn = ({ request, to, call_direction, custom_channel_vars }: ChannelEvent): string | null =>
  request ?? to ?? (call_direction === 'inbound' ? custom_channel_vars.Inception : null);

/**
 * A leg from the event of a channel; null when the event is none. Before the end of a leg its lengths are 0. Source:
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
      start: minus(fromGregorian(event.timestamp), event.duration_seconds),
      duration: event.duration_seconds,
      billing: event.billing_seconds,
      cause: event.hangup_cause ?? '',
      otherLegId: event.other_leg_call_id,
      bridgeId: vars['Bridge-ID'],
      memberCallId: vars['Member-Call-ID'],
      interactionId: null,
      ...partiesIn(event),
      dialled: dialledNumber(dialledIn(event)),
      isConference: vars['Is-Conference'] === true,
      recordingIds: vars['Media-Recordings'],
      correlationId: event.custom_application_vars.correlation_id,
    },
    withoutRealm(event.other_leg_destination_number),
  );
};

const channelVars = object({ bridge_id: text, member_call_id: text, global_resource: flag });

const liveSchema = {
  ...partyFields,
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
 * A leg in progress from the answer of `GET /channels/{call id}`; null when it is none. Of its lengths only that it was
 * answered is known: `billing` is 0 while it rings. Source: cb_channels:read.
 */
export const legOfChannel = (value: unknown): Leg | null => {
  const channel = parse(liveSchema, value);
  if (channel.call_id === null || channel.call_direction === null) return null;
  const vars = channel.custom_channel_vars;
  return withQuickcallParties({
    callId: channel.call_id,
    direction: channel.call_direction,
    // It does not tell its type; the way to another account has a resource, and half of a forward none.
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
    interactionId: channel.call_interaction_id,
    ...partiesIn(channel),
    dialled: dialledNumber(channel.destination),
    isConference: false,
    recordingIds: [],
    correlationId: channel.custom_application_vars.correlation_id,
  });
};
