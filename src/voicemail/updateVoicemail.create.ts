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
    helpText: 'The voicemail box it is in. From an earlier step, map Voicemail Box ID.',
  },
  {
    key: 'voicemail',
    label: 'Voicemail',
    type: 'string',
    required: true,
    dynamic: 'list_voicemails.id.name',
    search: 'find_voicemail.id',
    dependsOn: ['mailbox'],
    helpText: 'From an earlier step, map Voicemail ID.',
  },
  { key: 'folder', label: 'Folder', type: 'string', required: true, choices: VOICEMAIL_FOLDERS },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText: 'Deleted removes the voicemail from the phone, and the phone system later erases it for good.',
  },
]);

export const updateVoicemail = create({
  key: 'update_voicemail',
  noun: 'Voicemail',
  label: 'Update Voicemail',
  description: 'Moves a voicemail to new, saved, or deleted.',
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
