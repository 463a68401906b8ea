import { flag, isObject, number, object, read, text, type Reader } from '../dash/shape.ts';
import { fromGregorian } from '../dash/time.ts';
import { reference } from '../quickcall/reference.ts';
import { withoutRealm } from '../zapier/phoneNumbers.ts';

/** A number with the name that came with it. */
export type Party = { number: string | null; name: string | null };

/** One leg of a call, whichever way Dash told of it. Times are dates, lengths whole seconds. */
export type Leg = {
  callId: string;
  /** From the switch: `inbound` arrives there, `outbound` leaves it for a phone or a carrier. */
  direction: 'inbound' | 'outbound';
  isLoopback: boolean;
  /** `resource` is a carrier; null where a CDR row does not tell. */
  authorizedBy: string | null;
  /** The device (or user) that made or took the leg. */
  authorizingId: string | null;
  ownerId: string | null;
  start: Date | null;
  duration: number;
  ringing: number;
  billing: number;
  cause: string;
  otherLegId: string | null;
  /** The call id of the leg that this one belongs to, its own for the first leg. */
  bridgeId: string | null;
  interactionId: string | null;
  caller: Party;
  callee: Party;
  /** What was dialled: for a leg that the switch began, the SIP user of a phone. */
  dialled: string | null;
  isConference: boolean;
  recordingIds: string[];
  correlationId: string | null;
};

const texts: Reader<string[]> = (value) =>
  Array.isArray(value) ? value.map(text).filter((entry) => entry !== null) : [];

/** As far back as Dash keeps records; nothing lasts longer. */
const LONGEST_SECONDS = 31 * 24 * 3600;

const seconds: Reader<number> = (value) => Math.min(LONGEST_SECONDS, Math.max(0, Math.round(number(value) ?? 0)));

/** What was dialled, without the star code that hides or shows one's own number. */
const dialledNumber = (raw: string | null): string | null =>
  withoutRealm(raw)?.replace(/^\*(67|82)(?=\+?\d)/, '') ?? null;

const direction: Reader<Leg['direction'] | null> = (value) =>
  value === 'inbound' || value === 'outbound' ? value : null;

const party = (rawNumber: string | null, name: string | null): Party => ({ number: withoutRealm(rawNumber), name });

const minus = (moment: Date | null, length: number): Date | null =>
  moment && new Date(moment.getTime() - length * 1000);

const parties = { caller_id_number: text, caller_id_name: text, callee_id_number: text, callee_id_name: text };
const lengths = { duration_seconds: seconds, billing_seconds: seconds };
const correlation = object({ correlation_id: reference });

const rowShape = {
  ...parties,
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
  dialed_number: text,
  calling_from: text,
  media_recordings: texts,
  custom_application_vars: correlation,
};

/** A leg from a row of a list of CDRs; null when the row is none. A row's time is the start of its leg. */
export const legOfRow = (value: unknown): Leg | null => {
  const row = read(rowShape, value);
  if (row.call_id === null || row.direction === null) return null;
  return {
    callId: row.call_id,
    direction: row.direction,
    isLoopback: false,
    authorizedBy: null,
    authorizingId: row.authorizing_id,
    ownerId: row.owner_id,
    start: fromGregorian(row.timestamp),
    duration: row.duration_seconds,
    ringing: Math.max(0, row.duration_seconds - row.billing_seconds),
    billing: row.billing_seconds,
    cause: row.hangup_cause ?? '',
    otherLegId: row.other_leg_call_id,
    bridgeId: row.bridge_id,
    interactionId: row.interaction_id,
    caller: party(row.calling_from ?? row.caller_id_number, row.caller_id_name),
    callee: party(row.callee_id_number, row.callee_id_name),
    dialled: dialledNumber(row.dialed_number),
    isConference: false,
    recordingIds: row.media_recordings,
    correlationId: row.custom_application_vars.correlation_id,
  };
};

const channelVars = object({ authorizing_id: text, authorizing_type: text, owner_id: text, bridge_id: text });

const documentShape = {
  ...parties,
  ...lengths,
  call_id: text,
  call_direction: direction,
  ringing_seconds: number,
  timestamp: number,
  hangup_cause: text,
  other_leg_call_id: text,
  interaction_id: text,
  request: text,
  to: text,
  from_uri: text,
  is_conference: flag,
  channel_is_loopback: flag,
  media_recordings: texts,
  custom_channel_vars: channelVars,
  custom_application_vars: correlation,
};

/** A leg from a CDR document; null when the document is none. A document's time is the end of its leg. */
export const legOfDocument = (value: unknown): Leg | null => {
  const cdr = read(documentShape, value);
  if (cdr.call_id === null || cdr.call_direction === null) return null;
  const vars = cdr.custom_channel_vars;
  const isInbound = cdr.call_direction === 'inbound';
  return {
    callId: cdr.call_id,
    direction: cdr.call_direction,
    isLoopback: cdr.channel_is_loopback === true,
    authorizedBy: vars.authorizing_type,
    authorizingId: vars.authorizing_id,
    ownerId: vars.owner_id,
    start: minus(fromGregorian(cdr.timestamp), cdr.duration_seconds),
    duration: cdr.duration_seconds,
    ringing: seconds(cdr.ringing_seconds ?? cdr.duration_seconds - cdr.billing_seconds),
    billing: cdr.billing_seconds,
    cause: cdr.hangup_cause ?? '',
    otherLegId: cdr.other_leg_call_id,
    bridgeId: vars.bridge_id,
    interactionId: cdr.interaction_id,
    caller: party(cdr.caller_id_number ?? cdr.from_uri, cdr.caller_id_name),
    callee: party(cdr.callee_id_number, cdr.callee_id_name),
    dialled: dialledNumber(isInbound ? cdr.request : cdr.to),
    isConference: cdr.is_conference === true,
    recordingIds: cdr.media_recordings,
    correlationId: cdr.custom_application_vars.correlation_id,
  };
};

/** A leg of `/cdrs/legs/…`, which is documented as rows and comes as documents. */
export const legOf = (value: unknown): Leg | null =>
  isObject(value) && 'call_direction' in value ? legOfDocument(value) : legOfRow(value);

/** The channel events `channel_create`, `channel_answer`, `channel_bridge` and `channel_destroy`. */
export const channelShape = {
  ...parties,
  ...lengths,
  ringing_seconds: seconds,
  hook_event: text,
  timestamp: number,
  call_id: text,
  call_direction: direction,
  is_internal_leg: flag,
  authorizing_type: text,
  authorizing_id: text,
  owner_id: text,
  hangup_cause: text,
  other_leg_call_id: text,
  other_leg_destination_number: text,
  inception: text,
  request: text,
  to: text,
  custom_application_vars: correlation,
};

export type ChannelEvent = { [K in keyof typeof channelShape]: ReturnType<(typeof channelShape)[K]> };

/** A leg from the event of a channel; null when the event is none. Before the end of a leg its lengths are 0. */
export const legOfEvent = (event: ChannelEvent): Leg | null => {
  if (event.call_id === null || event.call_direction === null) return null;
  return {
    callId: event.call_id,
    direction: event.call_direction,
    isLoopback: event.is_internal_leg === true,
    authorizedBy: event.authorizing_type,
    authorizingId: event.authorizing_id,
    ownerId: event.owner_id,
    start: minus(fromGregorian(event.timestamp), event.duration_seconds),
    duration: event.duration_seconds,
    ringing: event.ringing_seconds,
    billing: event.billing_seconds,
    cause: event.hangup_cause ?? '',
    otherLegId: event.other_leg_call_id,
    bridgeId: null,
    interactionId: null,
    caller: party(event.caller_id_number, event.caller_id_name),
    callee: party(event.callee_id_number, event.callee_id_name),
    dialled: dialledNumber(event.call_direction === 'inbound' ? event.request : event.to),
    isConference: false,
    recordingIds: [],
    correlationId: event.custom_application_vars.correlation_id,
  };
};
