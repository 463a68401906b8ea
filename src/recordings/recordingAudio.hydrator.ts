import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { AUDIO, fetchDashFile } from '../zapier/files.ts';
import { withErrorBoundary } from '../zapier/errorBoundary.ts';

/** What the pointer to a recording carries until somebody uses the file. */
export type RecordingPointer = Record<'recording_id' | 'name', string>;

/** Fetches the audio of a recording when a later step of the Zap uses it. */
export const recordingAudio = withErrorBoundary(
  async (z: ZObject, bundle: Bundle<Record<string, string>>): Promise<string> => {
    const { recording_id, name } = bundle.inputData as RecordingPointer;
    return fetchDashFile(z, connect(z, bundle).dash, {
      path: ['recordings', recording_id],
      name,
      what: 'the audio of this recording',
      // Dash answers any other wish with the description of the recording.
      accept: 'audio/mpeg',
      types: AUDIO,
    });
  },
);
