import { defineInputFields } from 'zapier-platform-core';
import { create } from '../zapier/operation.ts';
import {
  storedVoicemailFields,
  storedVoicemailRecord,
  storedVoicemailSample,
  VOICEMAIL_FOLDERS,
} from './storedVoicemail.record.ts';
import { moveVoicemail } from './voicemails.api.ts';

const inputFields = defineInputFields([
  {
    key: 'mailbox',
    label: 'Voicemail Box',
    type: 'string',
    required: true,
    dynamic: 'list_mailboxes.id.name',
    helpText: 'The voicemail box that the voicemail is in. From an earlier step, map Voicemail Box ID.',
  },
  {
    key: 'voicemail',
    label: 'Voicemail',
    type: 'string',
    required: true,
    dynamic: 'list_voicemails.id.name',
    search: 'find_voicemail.id',
    dependsOn: ['mailbox'],
    helpText: 'Choose a voicemail, or map Voicemail ID from an earlier step such as New Voicemail or Find Voicemail.',
  },
  {
    key: 'folder',
    label: 'Folder',
    type: 'string',
    required: true,
    choices: VOICEMAIL_FOLDERS,
    helpText: 'The folder to move the voicemail to.',
  },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText: 'Choosing Deleted removes the voicemail from the phone, and the phone system later erases it for good.',
  },
]);

export const updateVoicemail = create({
  key: 'update_voicemail',
  noun: 'Voicemail',
  label: 'Update Voicemail',
  description: 'Moves a voicemail to the New, Saved, or Deleted folder.',
  inputFields,
  perform: async (input, context) => {
    const mailboxId = input.required('mailbox');
    const id = input.required('voicemail');
    const folder = input.choice('folder');
    return storedVoicemailRecord(await moveVoicemail(context.dash, mailboxId, id, folder), context);
  },
  outputFields: storedVoicemailFields,
  sample: storedVoicemailSample,
});
