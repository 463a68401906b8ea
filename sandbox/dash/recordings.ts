import { randomBytes } from 'node:crypto';
import { badIdentifier, ok, refuse } from './answers.ts';
import { beep } from './audio.ts';
import { withoutUndefined } from './json.ts';
import { list } from './lists.ts';
import { inTimeRange, timeRange } from './timeRange.ts';
import { silence } from './mp3.ts';
import type { Handler } from './answers.ts';
import { addRecording } from './calls/documents.ts';
import type { CdrDocument } from './calls/documents.ts';
import type { PlayedCall } from './calls/stage.ts';
import type { Company } from './company.ts';
import type { KazooVersion, State } from './state.ts';

/** The formats in which Dash records, with the content type of each. */
const formats = { mp3: 'audio/mpeg', wav: 'audio/x-wav' } as const;

type Format = keyof typeof formats;

/** What of a call is recorded: of which leg, the first unless told, in which format, and why, as Dash words it. */
export type WhatToKeep = { leg?: string; hasAudio?: boolean; format?: Format; origin?: string };

/** The recording of a leg. Without `audio`, nothing is stored for it (yet). */
export type Recording = ReturnType<typeof documentOf> & { audio?: Uint8Array<ArrayBuffer> };

/** `owner_id` as FreeSWITCH's variables have it: `Owner-ID`. */
const asVariable = (key: string): string =>
  key
    .split('_')
    .map((word) => (word === 'id' ? 'ID' : word.charAt(0).toUpperCase() + word.slice(1)))
    .join('-');

const variablesOf = (cdr: CdrDocument): Record<string, unknown> =>
  Object.fromEntries(Object.entries(cdr.custom_channel_vars).map(([key, value]) => [asVariable(key), value]));

/** Why a leg is recorded, for legs that are because of a setting of the account or of a phone. */
const originOf = ({ call_direction, custom_channel_vars }: CdrDocument): string => {
  const isFromOutside = custom_channel_vars.authorizing_type === 'resource';
  if (call_direction === 'outbound') return 'inbound from offnet to endpoint';
  return isFromOutside ? 'inbound from offnet to account' : 'outbound to offnet from endpoint';
};

/**
 * The document of a recording. The caller's leg is recorded by `kzc_recording:store_recording_meta`, which before 4.3
 * keeps no variables of the channel; the leg of a phone that is called by `kz_endpoint_recording`, which does.
 */
const documentOf = (kazoo: KazooVersion, cdr: CdrDocument, { format = 'mp3', origin = originOf(cdr) }: WhatToKeep) => {
  const key = randomBytes(16).toString('hex');
  const isOfPhone = cdr.call_direction === 'outbound';
  const duration = Number(cdr.billing_seconds);
  return {
    id: `${cdr.id.slice(0, 6)}-${key}`,
    call_id: cdr.call_id,
    cdr_id: cdr.id,
    interaction_id: cdr.interaction_id,
    caller_id_number: cdr.caller_id_number,
    caller_id_name: cdr.caller_id_name,
    callee_id_number: cdr.callee_id_number,
    callee_id_name: cdr.callee_id_name,
    content_type: formats[format],
    from: cdr.from,
    to: cdr.to,
    request: cdr.request,
    direction: cdr.call_direction,
    duration,
    duration_ms: duration * 1000,
    start: cdr.timestamp - duration,
    /** When the recording was kept, by which Dash lists it; it never shows this. */
    timestamp: cdr.timestamp,
    name: `${key}.${format}`,
    description: `recording ${key}.${format}`,
    media_type: format,
    media_source: 'recorded',
    source_type: isOfPhone ? 'kz_endpoint_recording' : 'kzc_recording',
    origin,
    owner_id: cdr.custom_channel_vars.owner_id,
    custom_channel_vars: isOfPhone || kazoo === '4.3' ? variablesOf(cdr) : undefined,
  };
};

/** A recording as Dash answers it. */
const shown = ({ audio: _audio, timestamp: _kept, ...document }: Recording): Record<string, unknown> =>
  withoutUndefined(document);

/** Only the rows of a list tell whether the sound is there. */
const row = (recording: Recording) => ({
  ...shown(recording),
  _read_only: { content_types: recording.audio ? [recording.content_type] : [] },
});

/** Keeps a recording of one leg of a call that has ended; with audio, unless that is not there (yet). */
export const keepRecording = (
  { company, settings }: State,
  { legs, script }: PlayedCall,
  { leg = script.legs[0]?.leg ?? 'A', hasAudio = true, ...what }: WhatToKeep = {},
): Recording => {
  const cdr = [...company.cdrs.byId.values()].find(({ call_id }) => call_id === legs[leg]);
  if (!cdr) throw new Error(`There is no record of leg ${leg} (yet)`);
  const recording: Recording = documentOf(settings.kazoo, cdr, what);
  const seconds = Math.min(recording.duration, 5);
  if (hasAudio) recording.audio = recording.media_type === 'wav' ? beep(seconds) : silence(seconds);
  company.recordings.push(recording);
  addRecording(cdr, recording.id, settings.kazoo);
  return recording;
};

const recordingOf = ({ recordings }: Company, id = ''): Recording => {
  // Without a month Dash does not know where to look.
  if (!/^\d{6}-/.test(id)) throw refuse(404, 'bad identifier', [id]);
  const recording = recordings.find((one) => one.id === id);
  if (!recording) throw badIdentifier(id);
  return recording;
};

/** `GET /recordings`: whole documents, newest first. */
export const listRecordings: Handler = ({ query }, { company }) =>
  list(inTimeRange(company.recordings, query), query, {
    key: ({ timestamp, id }) => `${timestamp}-${id}`,
    row,
    firstKey: String(timeRange(query).to),
  });

/** The content types of an `Accept` header as Dash goes through them: best first, and of equals the last one first. */
const accepted = (header: string): string[] =>
  header
    .split(',')
    .map((entry) => {
      const [type = '', ...parameters] = entry.split(';').map((part) => part.trim());
      const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
      return { type, quality: Number(quality ?? 1) };
    })
    .toSorted((a, b) => a.quality - b.quality)
    .toReversed()
    .map(({ type }) => type);

const DESCRIPTION = ['application/json', 'application/x-json', '*/*'];
const SOUND = ['audio/mpeg', 'audio/mp3'];

/** Whether the sound is wanted: what Dash does not know, as `audio/x-wav`, it passes over (`cb_recordings:action_lookup`). */
const wantsSound = (header: string): boolean =>
  SOUND.includes(accepted(header).find((type) => [...DESCRIPTION, ...SOUND].includes(type)) ?? '');

/** `GET /recordings/{id}`: the document, or the sound if that alone is accepted, whichever format it has. */
export const getRecording: Handler = ({ params, accept, query }, { company }) => {
  const recording = recordingOf(company, params.recording);
  if (!wantsSound(query.accept ?? accept)) return ok(shown(recording));
  if (!recording.audio) {
    throw refuse(404, 'bad_identifier', { details: recording.id, message: 'bad identifier' });
  }
  const headers = {
    'Content-Type': recording.content_type,
    'Content-Disposition': `attachment; filename=${recording.name}`,
  };
  return { status: 200, file: recording.audio, headers };
};

/** `DELETE /recordings/{id}` */
export const deleteRecording: Handler = ({ params }, { company }) => {
  const recording = recordingOf(company, params.recording);
  company.recordings = company.recordings.filter(({ id }) => id !== recording.id);
  return ok({ ...shown(recording), _read_only: { deleted: true } });
};
