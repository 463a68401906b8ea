import { isInsideNumber, partiesOfLeg, type Direction } from '../calls/assemble.ts';
import { isQuickcall, legOfDocument, type Leg, type Party } from '../calls/leg.ts';
import { anyFields, isObject, number, object, parse, text, type Parser } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import { fileName } from '../zapier/files.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import {
  formatDuration,
  durationValues,
  durationFields,
  eventTimeValues,
  eventTimeFields,
  formatTime,
} from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  called,
  calledFields,
  caller,
  callerFields,
  formatCaller,
  callerSample,
  calledSample,
} from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { recordingAudio, type RecordingPointer } from './recordingAudio.hydrator.ts';

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

/** Whose a channel is. Recordings keep its variables as FreeSWITCH writes them (`Owner-ID`); elsewhere it is `owner_id`. */
const channelVars: Parser<Readonly<Record<string, unknown>>> = (value) =>
  Object.fromEntries(
    Object.entries(anyFields(value)).map(([key, one]) => [key.toLowerCase().replaceAll('-', '_'), one]),
  );

const recordingSchema = {
  id: text,
  call_id: text,
  cdr_id: text,
  interaction_id: text,
  owner_id: text,
  direction: text,
  origin: text,
  start: number,
  duration: number,
  content_type: text,
  custom_channel_vars: channelVars,
};

/** What lists add to a document: the content types of what is stored. */
const listedSchema = { _read_only: object({ content_types: firstText }) };

/**
 * The recording of a call, or of one leg of it. `contentType` is null while no audio is stored; only lists tell. What
 * nobody has told yet is null: the direction of its call, and whose call it is.
 */
export type Recording = {
  id: string;
  callId: string | null;
  cdrId: string | null;
  interactionId: string | null;
  ownerId: string | null;
  userIds: string[] | null;
  start: Date | null;
  seconds: number | null;
  contentType: string | null;
  direction: Direction | null;
  from: Party;
  to: Party;
};

type Side = 'ours' | 'outside';

/**
 * Whose the caller is by the words for why a call was recorded; a recording that a call flow starts has others
 * (`cf_route_win` of 4.2, `kz_account_recording` and `kz_endpoint_recording` of 4.3).
 */
const callerByOrigin: readonly [RegExp, Side][] = [
  [/^inbound from offnet /, 'outside'],
  [/^inbound from onnet /, 'ours'],
  [/^outbound to offnet /, 'ours'],
  [/^outbound to onnet from (endpoint|user|device)/, 'ours'],
];

/** What was recorded of a phone that is called, or of a carrier, is the leg that the switch made. */
const isOfCalled = ({ direction }: Leg): boolean => direction === 'outbound';

const callerSide = (leg: Leg, origin: string | null): Side | null => {
  if (!isOfCalled(leg) && leg.authorizedBy !== null) return leg.authorizedBy === 'resource' ? 'outside' : 'ours';
  return callerByOrigin.find(([words]) => words.test(String(origin)))?.[1] ?? null;
};

/** Dash names the direction of the leg, and the leg of a phone of ours that makes a call comes in to the switch. */
const partiesOf = (leg: Leg, origin: string | null): Pick<Recording, 'direction' | 'from' | 'to'> => {
  if (isQuickcall(leg) || (isOfCalled(leg) && leg.authorizedBy !== null)) return partiesOfLeg(leg);
  const isNamed = leg.dialled !== null && leg.dialled === leg.callee.number;
  const dialled = { number: leg.dialled, name: isNamed ? leg.callee.name : null };
  const parties = { from: leg.caller, to: isOfCalled(leg) ? leg.callee : dialled };
  const side = callerSide(leg, origin);
  if (side === null) return { ...parties, direction: null };
  if (side === 'outside') return { ...parties, direction: 'inbound' };
  const isInside = isOfCalled(leg) || isInsideNumber(String(leg.dialled));
  return { ...parties, direction: isInside ? 'internal' : 'outbound' };
};

const NOBODY: Party = { number: null, name: null };

/** A recording from its document, which lists give whole; null when it is none. */
export const parseRecording = (value: unknown): Recording | null => {
  const document = parse(recordingSchema, value);
  const { id, call_id, cdr_id, interaction_id, owner_id, direction, origin, start, duration, content_type } = document;
  if (id === null) return null;
  const { custom_channel_vars } = document;
  const isListed = isObject(value) && '_read_only' in value;
  const leg = legOfDocument({
    ...anyFields(value),
    call_id: String(call_id),
    custom_channel_vars,
    call_direction: direction ?? 'inbound',
  });
  const parties = leg === null ? { direction: null, from: NOBODY, to: NOBODY } : partiesOf(leg, origin);
  const ownerId = owner_id ?? leg?.ownerId ?? null;
  return {
    id,
    callId: call_id,
    cdrId: cdr_id,
    interactionId: interaction_id,
    ownerId,
    userIds: ownerId === null ? null : [ownerId],
    start: fromGregorian(start),
    seconds: duration,
    contentType: isListed ? parse(listedSchema, value)._read_only.content_types : content_type,
    ...parties,
    ...(direction === null && { direction: null }),
  };
};

/**
 * `ready`: the audio is stored. `processing`: not yet. `external_or_missing`: half an hour after the recording it
 * still is not, so it is kept elsewhere or lost. `deleted`: just now, by a step of the Zap.
 */
export type RecordingStatus = 'ready' | 'processing' | 'external_or_missing' | 'deleted';

const PATIENCE_MS = 30 * 60 * 1000;

/**
 * When a recording ended. By that time Dash lists it, since KAZOO writes the document then
 * (`kzc_recording:store_recording_meta`, view `recordings/crossbar_listing`).
 */
export const endOf = ({ start, seconds }: Recording): Date | null =>
  start && new Date(start.getTime() + (seconds ?? 0) * 1000);

/** Whether a recording is so new that what is not known of it may still become known. */
export const isFresh = (recording: Recording, now: Date): boolean =>
  now.getTime() - (endOf(recording)?.getTime() ?? 0) < PATIENCE_MS;

/** What is known of the audio without a request. */
export const recordingStatus = (recording: Recording, now: Date): RecordingStatus => {
  if (recording.contentType !== null) return 'ready';
  return isFresh(recording, now) ? 'processing' : 'external_or_missing';
};

export const recordingFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...eventTimeFields('started', 'Started'),
  ...durationFields('duration', 'Duration'),
  ...personFields,
  field('recording', 'file', 'Recording'),
  field('recording_status', 'string', 'Recording Status'),
  field('content_type', 'string', 'Content Type'),
  field('call_id', 'string', 'Call ID'),
  field('interaction_id', 'string', 'Interaction ID'),
] as const;

export type RecordingRecord = RecordOf<typeof recordingFields>;

/** As one would write it: `Recording of 2:05, Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32.` */
export const recordingSummary = ({ start, seconds, from, to }: Recording, timeZone: string): string => {
  const { to_number } = called(to.number, to.name);
  const parties = `${formatCaller(caller(from.number, from.name))} to ${to_number === null ? 'an unknown number' : formatNumber(to_number)}`;
  const subject = seconds === null ? 'Recording' : `Recording of ${formatDuration(seconds)}`;
  return `${[subject, parties, ...(start ? [formatTime(start, timeZone)] : [])].join(', ')}.`;
};

/** The record of a recording: 1 request, for its person, and none while that is cached. */
export const recordingRecord = async (
  recording: Recording,
  status: RecordingStatus,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<RecordingRecord> => {
  const { from, to } = recording;
  const callerBlock = caller(from.number, from.name);
  const when = eventTimeValues('started', recording.start, timeZone);
  const pointer = (): RecordingPointer => ({
    recording_id: recording.id,
    name: fileName('Recording', callerBlock.from_name ?? callerBlock.from_number, when.local_date, when.local_time),
  });
  return {
    id: recording.id,
    summary: recordingSummary(recording, timeZone),
    direction: recording.direction,
    ...callerBlock,
    ...called(to.number, to.name),
    ...when,
    ...durationValues('duration', recording.seconds),
    ...(await findPerson(z, dash, recording.ownerId)),
    recording: status === 'deleted' ? null : z.dehydrateFile(recordingAudio, pointer()),
    recording_status: status,
    content_type: recording.contentType,
    call_id: recording.callId,
    interaction_id: recording.interactionId,
  };
};

export const recordingSample: RecordingRecord = {
  id: '202611-9d0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Recording of 2:05, Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32.',
  direction: 'inbound',
  ...callerSample,
  ...calledSample,
  started_at: '2026-11-24T18:32:05Z',
  started_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  duration_seconds: 125,
  duration_text: '2:05',
  ...personSample,
  recording: 'https://example.com/Recording-Ann-Lee-2026-11-24-10-32.mp3',
  recording_status: 'ready',
  content_type: 'audio/mpeg',
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
  interaction_id: '63962764325-af5b9a0e',
};
