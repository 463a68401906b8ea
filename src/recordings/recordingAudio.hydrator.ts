import type { Caller } from '../fields/parties.ts';
import type { Context } from '../zapier/context.ts';
import { AUDIO, fetchDashFile, fileName, filePointer } from '../zapier/files.ts';
import { hydrator } from '../zapier/operation.ts';

/** The content of the pointer to a recording's audio. */
type RecordingPointer = Record<'recording_id' | 'name', string>;

/** Fetches the audio of a recording when a later step of the Zap uses it. */
export const recordingAudio = hydrator<RecordingPointer>(({ recording_id, name }, context) =>
  fetchDashFile(context, {
    path: ['recordings', recording_id],
    name,
    what: 'the audio of this recording',
    // For any other type, Dash returns the document of the recording.
    accept: 'audio/mpeg',
    types: AUDIO,
  }),
);

/** A pointer to the audio of a recording, with a readable file name. No request until a later step uses the file. */
export const recordingFile = (
  context: Context,
  recording_id: string,
  { from_name, from_number, local_date, local_time }: Caller & Record<'local_date' | 'local_time', string | null>,
): string | null => {
  const name = fileName('Recording', from_name ?? from_number, local_date, local_time);
  return filePointer<RecordingPointer>(context, recordingAudio, { recording_id, name });
};
