import { randomBytes } from 'node:crypto';
import { badIdentifier, ok } from './answers.ts';
import { list } from './lists.ts';
import { inTimeRange } from './timeRange.ts';
import { silence } from './mp3.ts';
import type { Handler } from './answers.ts';
import { addRecording } from './calls/documents.ts';
import type { CdrDocument } from './calls/documents.ts';
import type { PlayedCall } from './calls/stage.ts';
import type { Company } from './company.ts';
import type { State } from './state.ts';

/** The recording of a leg. Without `audio`, nothing is stored for it (yet). */
export type Recording = ReturnType<typeof documentOf> & { audio?: Uint8Array<ArrayBuffer> };

const documentOf = (cdr: CdrDocument) => {
  const month = cdr.id.slice(0, 6);
  const duration = Number(cdr.billing_seconds);
  return {
    id: `${month}-${randomBytes(16).toString('hex')}`,
    call_id: cdr.call_id,
    cdr_id: cdr.id,
    interaction_id: cdr.interaction_id,
    caller_id_number: cdr.caller_id_number,
    caller_id_name: cdr.caller_id_name,
    callee_id_number: cdr.callee_id_number,
    callee_id_name: cdr.callee_id_name,
    from: cdr.from,
    to: cdr.to,
    request: cdr.request,
    direction: cdr.call_direction,
    duration,
    duration_ms: duration * 1000,
    start: cdr.timestamp - duration,
    /** When the recording was kept, by which Dash lists it. */
    timestamp: cdr.timestamp,
    name: `call_recording_${cdr.call_id}.mp3`,
    description: `recording call_recording_${cdr.call_id}.mp3`,
    media_type: 'mp3',
    media_source: 'recorded',
    source_type: 'kzc_recording',
    origin: 'callflow',
    owner_id: cdr.custom_channel_vars.owner_id,
    custom_channel_vars: cdr.custom_channel_vars,
  };
};

/** What Dash shows of a recording. */
const shown = ({ audio, timestamp: _kept, ...document }: Recording) => ({
  ...document,
  content_type: audio && 'audio/mpeg',
  _read_only: { content_types: audio ? ['audio/mpeg'] : [] },
});

/** Keeps a recording of one leg of a call that has ended; with audio, unless that is not there (yet). */
export const keepRecording = (
  { company, settings }: State,
  { legs, script }: PlayedCall,
  { leg = script.legs[0]?.leg ?? 'A', hasAudio = true }: { leg?: string; hasAudio?: boolean } = {},
): Recording => {
  const cdr = [...company.cdrs.byId.values()].find(({ call_id }) => call_id === legs[leg]);
  if (!cdr) throw new Error(`There is no record of leg ${leg} (yet)`);
  const recording: Recording = documentOf(cdr);
  if (hasAudio) recording.audio = silence(Math.min(recording.duration, 5));
  company.recordings.push(recording);
  addRecording(cdr, recording.id, settings.kazoo);
  return recording;
};

const recordingOf = ({ recordings }: Company, id: string | undefined): Recording => {
  const recording = recordings.find((one) => one.id === id);
  if (!recording) throw badIdentifier(id);
  return recording;
};

/** `GET /recordings`: whole documents, newest first. */
export const listRecordings: Handler = ({ query }, { company }) =>
  list(inTimeRange(company.recordings, query), query, {
    key: ({ timestamp, id }) => `${timestamp}-${id}`,
    row: shown,
  });

/** `GET /recordings/{id}`: the document, or the audio if that alone is accepted. */
export const getRecording: Handler = ({ params, accept }, { company }) => {
  const recording = recordingOf(company, params.recording);
  if (!/^audio\/(mpeg|mp3)/.test(accept)) return ok(shown(recording));
  if (!recording.audio) throw badIdentifier(recording.id);
  const headers = {
    'Content-Type': 'audio/mpeg',
    'Content-Disposition': `attachment; filename="${recording.id}.mp3"`,
  };
  return { status: 200, file: recording.audio, headers };
};

/** `DELETE /recordings/{id}` */
export const deleteRecording: Handler = ({ params }, { company }) => {
  const recording = recordingOf(company, params.recording);
  company.recordings = company.recordings.filter(({ id }) => id !== recording.id);
  return ok({ ...shown(recording), _read_only: { deleted: true } });
};
