import { withoutUndefined } from '../../shared/json.ts';
import { ok } from '../http/endpoint.ts';
import { list } from '../http/list.ts';
import { badIdentifier, refuse } from '../http/refusal.ts';
import { inTimeRange, timeRange } from '../http/timeRange.ts';
import type { Recording } from '../calls/recording.ts';
import type { Handler, Routes } from '../http/endpoint.ts';
import type { State } from '../state.ts';

/** A recording in responses. */
const shown = ({ audio: _audio, timestamp: _kept, ...document }: Recording): Record<string, unknown> =>
  withoutUndefined(document);

/** Only rows show whether the audio exists. */
const row = (recording: Recording) => ({
  ...shown(recording),
  _read_only: { content_types: recording.audio ? [recording.content_type] : [] },
});

const findRecording = ({ recordings }: State, id = ''): Recording => {
  // Dash finds a recording by the month in its id.
  if (!/^\d{6}-/.test(id)) throw refuse(404, 'bad identifier', [id]);
  const recording = recordings.find((one) => one.id === id);
  if (!recording) throw badIdentifier(id);
  return recording;
};

/** `GET /recordings`: whole documents, newest first. */
const listRecordings: Handler = ({ query }, { recordings }) =>
  list(inTimeRange(recordings, query), query, {
    key: ({ timestamp, id }) => `${timestamp}-${id}`,
    row,
    firstKey: String(timeRange(query).to),
  });

/** The content types of an `Accept` header in Dash's order: by quality, and the last of equal ones first. */
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

/**
 * Whether the audio is preferred. Dash ignores types that it does not know, such as `audio/x-wav`
 * (`cb_recordings:action_lookup`).
 */
const wantsSound = (header: string): boolean =>
  SOUND.includes(accepted(header).find((type) => [...DESCRIPTION, ...SOUND].includes(type)) ?? '');

/** `GET /recordings/{id}`: the document, or the audio in its own format if the client prefers it. */
const getRecording: Handler = ({ params, accept, query }, state) => {
  const recording = findRecording(state, params.recording);
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
const deleteRecording: Handler = ({ params }, state) => {
  const recording = findRecording(state, params.recording);
  state.recordings = state.recordings.filter(({ id }) => id !== recording.id);
  return ok({ ...shown(recording), _read_only: { deleted: true } });
};

export const recordingRoutes: Routes = {
  'GET /recordings': listRecordings,
  'GET /recordings/:recording': getRecording,
  'DELETE /recordings/:recording': deleteRecording,
};
