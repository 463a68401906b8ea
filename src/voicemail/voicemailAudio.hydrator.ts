import type { Bundle, ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { AUDIO, fetchDashFile } from '../zapier/files.ts';
import { withErrorBoundary } from '../zapier/errorBoundary.ts';

/** What the pointer to a voicemail's audio carries until somebody uses the file. */
export type AudioPointer = Record<'mailbox_id' | 'message_id' | 'name', string>;

/** Fetches the audio of a voicemail when a later step of the Zap uses it. */
export const voicemailAudio = withErrorBoundary(
  async (z: ZObject, bundle: Bundle<Record<string, string>>): Promise<string> => {
    const { mailbox_id, message_id, name } = bundle.inputData as AudioPointer;
    return fetchDashFile(z, connect(z, bundle).dash, {
      path: ['vmboxes', mailbox_id, 'messages', message_id, 'raw'],
      name,
      what: 'the audio of this voicemail',
      accept: '*/*',
      types: AUDIO,
    });
  },
);
