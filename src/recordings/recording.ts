import { partiesOfLeg, type Call } from '../calls/assemble.ts';
import { legOfDocument } from '../calls/leg.ts';
import { number, object, read, text, type Reader } from '../dash/shape.ts';
import { fromGregorian } from '../dash/time.ts';
import { findPerson } from '../users/people.ts';
import { fileName } from '../zapier/files.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { clockText, length, lengthFields, mainMoment, mainMomentFields, spokenMoment } from '../zapier/moments.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import {
  called,
  calledFields,
  caller,
  callerFields,
  spokenCaller,
  callerSample,
  calledSample,
} from '../zapier/parties.ts';
import { personFields, personSample } from '../zapier/person.ts';
import { spokenNumber } from '../zapier/phoneNumbers.ts';
import { recordingAudio, type RecordingPointer } from './recordingAudio.hydrator.ts';

const firstText: Reader<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);

const recordingShape = {
  id: text,
  call_id: text,
  interaction_id: text,
  owner_id: text,
  direction: text,
  start: number,
  duration: number,
  _read_only: object({ content_types: firstText }),
};

/** The recording of a call, or of one leg of it. `contentType` is null while no audio is stored. */
export type Recording = {
  id: string;
  callId: string | null;
  interactionId: string | null;
  ownerId: string | null;
  start: Date | null;
  seconds: number | null;
  contentType: string | null;
  call: Pick<Call, 'direction' | 'from' | 'to'> | null;
};

/** A recording from its document, which lists give whole; null when it is none. */
export const readRecording = (value: unknown): Recording | null => {
  const document = read(recordingShape, value);
  const { id, call_id, interaction_id, owner_id, direction, start, duration, _read_only } = document;
  if (id === null) return null;
  const leg = legOfDocument({ ...(value as object), call_direction: direction });
  return {
    id,
    callId: call_id,
    interactionId: interaction_id,
    ownerId: owner_id ?? leg?.ownerId ?? null,
    start: fromGregorian(start),
    seconds: duration,
    contentType: _read_only.content_types,
    call: leg && partiesOfLeg(leg),
  };
};

/**
 * `ready`: the audio is stored. `processing`: not yet. `external_or_missing`: half an hour after the recording it
 * still is not, so it is kept elsewhere or lost. `deleted`: just now, by a step of the Zap.
 */
export type RecordingStatus = 'ready' | 'processing' | 'external_or_missing' | 'deleted';

const PATIENCE_MS = 30 * 60 * 1000;

/** What is known of the audio without a request. */
export const recordingStatus = ({ contentType, start, seconds }: Recording, now: Date): RecordingStatus => {
  if (contentType !== null) return 'ready';
  const end = (start?.getTime() ?? 0) + (seconds ?? 0) * 1000;
  return now.getTime() - end < PATIENCE_MS ? 'processing' : 'external_or_missing';
};

export const recordingFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('direction', 'string', 'Direction'),
  ...callerFields,
  ...calledFields,
  ...mainMomentFields('started', 'Started'),
  ...lengthFields('duration', 'Duration'),
  ...personFields,
  field('recording', 'file', 'Recording'),
  field('recording_status', 'string', 'Recording Status'),
  field('content_type', 'string', 'Content Type'),
  field('call_id', 'string', 'Call ID'),
  field('interaction_id', 'string', 'Interaction ID'),
] as const;

export type RecordingRecord = RecordOf<typeof recordingFields>;

const NOBODY = { number: null, name: null };

/** As one would write it: `Recording of 2:05, Ann Lee (+1 415-555-0134) to +1 415-555-0100, Tue 24 Nov, 10:32.` */
export const recordingSummary = ({ start, seconds, call }: Recording, timeZone: string): string => {
  const { from, to } = call ?? { from: NOBODY, to: NOBODY };
  const { to_number } = called(to.number, to.name);
  const parties = `${spokenCaller(caller(from.number, from.name))} to ${to_number === null ? 'an unknown number' : spokenNumber(to_number)}`;
  const subject = seconds === null ? 'Recording' : `Recording of ${clockText(seconds)}`;
  return `${[subject, parties, ...(start ? [spokenMoment(start, timeZone)] : [])].join(', ')}.`;
};

/** The record of a recording: 1 request, for its person, and none while that is cached. */
export const recordingRecord = async (
  recording: Recording,
  status: RecordingStatus,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<RecordingRecord> => {
  const { from, to } = recording.call ?? { from: NOBODY, to: NOBODY };
  const callerBlock = caller(from.number, from.name);
  const when = mainMoment('started', recording.start, timeZone);
  const pointer = (): RecordingPointer => ({
    recording_id: recording.id,
    name: fileName('Recording', callerBlock.from_name ?? callerBlock.from_number, when.local_date, when.local_time),
  });
  return {
    id: recording.id,
    summary: recordingSummary(recording, timeZone),
    direction: recording.call?.direction ?? null,
    ...callerBlock,
    ...called(to.number, to.name),
    ...when,
    ...length('duration', recording.seconds),
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
