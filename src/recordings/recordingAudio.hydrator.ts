import { AUDIO, fetchDashFile } from '../zapier/files.ts';
import { hydrator } from '../zapier/operation.ts';

/** What the pointer to a recording carries until a later step uses the file. */
export type RecordingPointer = Record<'recording_id' | 'name', string>;

/** Fetches the audio of a recording when a later step of the Zap uses it. */
export const recordingAudio = hydrator<RecordingPointer>(({ recording_id, name }, context) =>
  fetchDashFile(context, {
    path: ['recordings', recording_id],
    name,
    what: 'the audio of this recording',
    // For any other type Dash sends the description of the recording.
    accept: 'audio/mpeg',
    types: AUDIO,
  }),
);
