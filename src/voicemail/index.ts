import { findVoicemail } from './findVoicemail.search.ts';
import { listMailboxes } from './mailboxes.dropdown.ts';
import { newVoicemail } from './newVoicemail.trigger.ts';
import { updateVoicemail } from './updateVoicemail.create.ts';
import { voicemailAudio } from './voicemailAudio.hydrator.ts';
import { voicemailBoxFull } from './voicemailBoxFull.trigger.ts';
import { listVoicemails } from './voicemails.dropdown.ts';

export const voicemail = {
  triggers: [newVoicemail, voicemailBoxFull, listMailboxes, listVoicemails],
  searches: [findVoicemail],
  creates: [updateVoicemail],
  hydrators: { voicemailAudio },
};
