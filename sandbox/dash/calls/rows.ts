import { fromGregorian } from '../gregorian.ts';
import { userPart } from './addresses.ts';
import type { KazooVersion } from '../state.ts';
import type { CdrDocument } from './documents.ts';

/** `2024-01-31 10:20:30` */
const dateTime = (moment: Date): string => moment.toISOString().slice(0, 19).replace('T', ' ');

/** The number that a leg was sent to, and the one it came from. */
const dialling = ({ call_direction, request, to, from_uri, caller_id_number }: CdrDocument) =>
  call_direction === 'inbound'
    ? { dialed_number: userPart(request), calling_from: caller_id_number ?? '' }
    : { dialed_number: userPart(to), calling_from: userPart(from_uri) };

/**
 * A record as lists show it: texts, empty where nothing is known, and times of the start of the leg, where the document
 * has its end. `utcOffset`, in seconds, shifts `datetime` alone.
 */
export const rowOf = (document: CdrDocument, utcOffset = 0) => {
  const { custom_channel_vars } = document;
  const timestamp = document.timestamp - document.duration_seconds;
  const start = fromGregorian(timestamp);
  const iso = start.toISOString();
  const { dialed_number, calling_from } = dialling(document);
  return {
    id: document.id,
    call_id: document.call_id,
    caller_id_number: document.caller_id_number ?? '',
    caller_id_name: document.caller_id_name ?? '',
    callee_id_number: document.callee_id_number ?? '',
    callee_id_name: document.callee_id_name ?? '',
    duration_seconds: document.duration_seconds,
    billing_seconds: document.billing_seconds,
    timestamp: String(timestamp),
    hangup_cause: document.hangup_cause,
    disposition: document.disposition ?? '',
    other_leg_call_id: document.other_leg_call_id ?? '',
    owner_id: custom_channel_vars.owner_id ?? '',
    to: document.to,
    from: document.from,
    direction: document.call_direction,
    request: document.request,
    authorizing_id: custom_channel_vars.authorizing_id ?? '',
    cost: '0',
    dialed_number,
    calling_from,
    datetime: dateTime(new Date(start.getTime() + 1000 * utcOffset)),
    unix_timestamp: String(start.getTime() / 1000),
    rfc_1036: start.toUTCString(),
    iso_8601: iso.slice(0, 10),
    iso_8601_combined: `${iso.slice(0, 19)}Z`,
    call_type: '',
    rate: '0.0',
    rate_name: '',
    bridge_id: custom_channel_vars.bridge_id,
    recording_url: '',
    media_recordings: document.media_recordings,
    media_server: document.media_server,
    call_priority: '',
    interaction_id: document.interaction_id,
  };
};

export type CdrRow = ReturnType<typeof rowOf>;

/** The row of a whole call: that of its first leg, and whether we made the call or received it. */
export const interactionRowOf = (document: CdrDocument, utcOffset = 0) => ({
  ...rowOf(document, utcOffset),
  inception_direction: document.custom_channel_vars.authorizing_id === undefined ? 'termination' : 'origination',
});

/** A row as that version of Dash shows it. */
export const shownBy = (version: KazooVersion, row: CdrRow & { inception_direction?: string }): Partial<typeof row> => {
  const { disposition, iso_8601_combined, interaction_id, inception_direction, ...older } = row;
  return version === '4.2' ? older : row;
};
