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
    label: 'Mailbox',
    type: 'string',
    required: true,
    dynamic: 'list_mailboxes.id.name',
    helpText: 'The one that the voicemail is in. For the voicemail of an earlier step, use the Mailbox ID from there.',
  },
  {
    key: 'voicemail',
    label: 'Voicemail',
    type: 'string',
    required: true,
    dynamic: 'list_voicemails.id.name',
    search: 'find_voicemail.id',
    dependsOn: ['mailbox'],
    helpText: 'One of the list. For the voicemail of an earlier step, use the ID from there.',
  },
  { key: 'folder', label: 'Folder', type: 'string', required: true, choices: VOICEMAIL_FOLDERS },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText:
      'Deleted takes the voicemail out of the mailbox: nobody hears it on the phone any more, and in time the phone system removes it for good.',
  },
]);

export const updateVoicemail = create({
  key: 'update_voicemail',
  noun: 'Voicemail',
  label: 'Update Voicemail',
  description: 'Marks a voicemail as new, saves it or deletes it.',
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
