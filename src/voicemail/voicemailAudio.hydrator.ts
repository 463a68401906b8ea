import { AUDIO, fetchDashFile } from '../zapier/files.ts';
import { hydrator } from '../zapier/operation.ts';

/** The content of the pointer to a voicemail's audio. */
export type VoicemailPointer = Record<'mailbox_id' | 'message_id' | 'name', string>;

/** Fetches the audio of a voicemail when a later step of the Zap uses it. */
export const voicemailAudio = hydrator<VoicemailPointer>(({ mailbox_id, message_id, name }, context) =>
  fetchDashFile(context, {
    path: ['vmboxes', mailbox_id, 'messages', message_id, 'raw'],
    name,
    what: 'the audio of this voicemail',
    accept: '*/*',
    types: AUDIO,
  }),
);
