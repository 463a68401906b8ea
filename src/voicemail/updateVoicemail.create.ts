import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/context.ts';
import { inputChoice, requiredText } from '../fields/inputs.ts';
import { moveMessage } from './messages.ts';
import {
  folders,
  storedVoicemailFields,
  storedVoicemailRecord,
  storedVoicemailSample,
  type StoredVoicemailRecord,
} from './storedVoicemail.ts';

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
  { key: 'folder', label: 'Folder', type: 'string', required: true, choices: folders },
  {
    key: 'warning',
    label: 'Warning',
    type: 'copy',
    helpText:
      'Deleted takes the voicemail out of the mailbox: nobody hears it on the phone any more, and in time the phone system removes it for good.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<StoredVoicemailRecord> => {
  const mailbox = requiredText('Mailbox', bundle.inputData.mailbox);
  const voicemail = requiredText('Voicemail', bundle.inputData.voicemail);
  const folder = inputChoice('Folder', folders, bundle.inputData.folder);
  const connection = connect(z, bundle);
  const message = await moveMessage(connection.dash, mailbox, voicemail, folder);
  return storedVoicemailRecord(message, { z, ...connection });
};

export const updateVoicemail = {
  key: 'update_voicemail',
  noun: 'Voicemail',
  display: {
    label: 'Update Voicemail',
    description: 'Marks a voicemail as new, saves it or deletes it.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...storedVoicemailFields],
    sample: storedVoicemailSample,
  },
};
