import type { CallDirection } from '../calls/call.ts';
import { legOfDocument } from '../calls/legs/legOfDocument.ts';
import { anyFields, isObject, number, object, parse, text, type Parser } from '../dash/schema.ts';
import { fromGregorian, SECOND_MS } from '../dash/time.ts';
import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  calledValues,
  calledFields,
  calledSample,
  callerValues,
  callerFields,
  callerSample,
  formatCaller,
  type Party,
} from '../fields/parties.ts';
import { personFieldsOf, personSample } from '../fields/person.ts';
import { formatNumber } from '../fields/phoneNumbers.ts';
import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { recordingFile } from './recordingAudio.hydrator.ts';
import { audioStatus, isFreshSince, type RecordingStatus } from './recordingStatus.ts';
import { recordedParties } from './recordedParties.ts';

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

/** The variables of a channel. Recordings have FreeSWITCH's names (`Owner-ID`); other documents have `owner_id`. */
const channelVars: Parser<Readonly<Record<string, unknown>>> = (value) =>
  Object.fromEntries(
    Object.entries(anyFields(value)).map(([key, variable]) => [key.toLowerCase().replaceAll('-', '_'), variable]),
  );

const recordingSchema = {
  id: text,
  call_id: text,
  cdr_id: text,
  owner_id: text,
  direction: text,
  origin: text,
  start: number,
  duration: number,
  content_type: text,
  custom_channel_vars: channelVars,
};

/** What lists add to a document: the content types of the stored audio. */
const readOnlySchema = { _read_only: object({ content_types: firstText }) };

/**
 * The recording of a call, or of one leg of it. `contentType` is null while no audio is stored, which only lists report.
 * `direction`, the direction of the call, and `userIds`, the owners of the call, are null while they are unknown.
 */
export type Recording = {
  id: string;
  callId: string | null;
  cdrId: string | null;
  ownerId: string | null;
  userIds: string[] | null;
  start: Date | null;
  seconds: number | null;
  contentType: string | null;
  direction: CallDirection | null;
  from: Party;
  to: Party;
};

/** The recording in a document, or in a row of a list, which is a whole document; null without an ID. */
export const parseRecording = (value: unknown): Recording | null => {
  const document = parse(recordingSchema, value);
  const { id, call_id, cdr_id, owner_id, direction, origin, start, duration, content_type } = document;
  if (id === null) return null;
  const { custom_channel_vars } = document;
  const isListed = isObject(value) && '_read_only' in value;
  const leg = legOfDocument({
    ...anyFields(value),
    call_id: String(call_id),
    custom_channel_vars,
    call_direction: direction ?? 'inbound',
  });
  const { from, to, ...recorded } = recordedParties(leg, origin);
  const ownerId = owner_id ?? leg?.ownerId ?? null;
  return {
    id,
    callId: call_id,
    cdrId: cdr_id,
    ownerId,
    userIds: ownerId === null ? null : [ownerId],
    start: fromGregorian(start),
    seconds: duration,
    contentType: isListed ? parse(readOnlySchema, value)._read_only.content_types : content_type,
    direction: direction === null ? null : recorded.direction,
    from,
    to,
  };
};

/**
 * When a recording ended. From then on Dash lists it, because KAZOO writes the document at that time
 * (`kzc_recording:store_recording_meta`, view `recordings/crossbar_listing`).
 */
export const endOf = ({ start, seconds }: Recording): Date | null =>
  start && new Date(start.getTime() + (seconds ?? 0) * SECOND_MS);

/** Whether a recording is so new that missing data may still arrive. */
export const isFresh = (recording: Recording, now: Date): boolean => isFreshSince(endOf(recording), now);

/** The status of the audio, as far as it is known without a request. */
export const recordingStatus = (recording: Recording, now: Date): RecordingStatus =>
  audioStatus(recording.contentType !== null, endOf(recording), now);

export const recordingFields = [
  field('id', 'string', 'Recording ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  ...eventTimeFields('started', 'Started'),
  ...durationFields('duration', 'Duration'),
  ...personFieldsOf('Recorded User', 'Recorded User'),
  field('recording', 'file', 'Recording'),
  field('recording_status', 'string', 'Recording Status'),
  field('content_type', 'string', 'Audio Type'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type RecordingRecord = RecordOf<typeof recordingFields>;

/** A sentence such as `Recording of a call from Ann Lee (415-555-0134) to 415-555-0100, Tue, Nov 24, 10:32 AM, 24 sec long.` */
export const recordingSummary = ({ start, seconds, from, to }: Recording, timeZone: string): string => {
  const { to_number } = calledValues(to.number, to.name);
  const caller = formatCaller(callerValues(from.number, from.name));
  const called = to_number === null ? 'an unknown number' : formatNumber(to_number);
  const parts = [
    `Recording of a call from ${caller} to ${called}`,
    start && formatTime(start, timeZone),
    seconds === null ? null : `${durationInWords(seconds)} long`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
};

/** The record of a recording: 1 request, for the user, and none while that user is cached. */
export const recordingRecord = async (
  recording: Recording,
  status: RecordingStatus,
  context: Context,
): Promise<RecordingRecord> => {
  const { from, to } = recording;
  const parties = { ...callerValues(from.number, from.name), ...calledValues(to.number, to.name) };
  const when = eventTimeValues('started', recording.start, context.timeZone);
  return {
    id: recording.id,
    summary: recordingSummary(recording, context.timeZone),
    direction: recording.direction,
    ...parties,
    ...customerValues(recording.direction, parties),
    ...when,
    ...durationValues('duration', recording.seconds),
    ...(await findPerson(context, recording.ownerId)),
    recording: status === 'deleted' ? null : recordingFile(context, recording.id, { ...parties, ...when }),
    recording_status: status,
    content_type: recording.contentType,
    call_id: recording.callId,
  };
};

export const recordingSample: RecordingRecord = {
  id: '202611-9d0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Recording of a call from Ann Lee (415-555-0134) to 415-555-0100, Tue, Nov 24, 11:05 AM, 2 min 5 sec long.',
  direction: 'inbound',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  ...eventTimeSample('started', '11:05:18'),
  duration_seconds: 125,
  duration_text: '2:05',
  ...personSample,
  recording: 'https://example.com/Recording-Ann-Lee-2026-11-24-11-05.mp3',
  recording_status: 'ready',
  content_type: 'audio/mpeg',
  // The call of `recordedCallSample`.
  call_id: 'YTk4MWY0OGEy@10.126.0.9',
};
