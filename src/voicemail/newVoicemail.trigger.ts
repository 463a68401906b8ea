import { defineInputFields } from 'zapier-platform-core';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { EDITOR_SAMPLES } from '../zapier/instantTrigger.ts';
import { isInBox } from './storedVoicemail.record.ts';
import {
  voicemailFields,
  voicemailOfEvent,
  voicemailRecord,
  voicemailSample,
  voicemailSchema,
} from './voicemail.record.ts';
import { newestVoicemails, withTranscription } from './voicemails.api.ts';

export const newVoicemail = hookTrigger({
  key: 'new_voicemail',
  noun: 'Voicemail',
  label: 'New Voicemail',
  description: 'Triggers when a caller leaves a new voicemail.',
  events: () => [{ hook: 'notifications', type: 'voicemail_new' }],
  inputFields: defineInputFields([
    {
      key: 'mailboxes',
      label: 'Mailboxes',
      type: 'string',
      list: true,
      dynamic: 'list_mailboxes.id.name',
      helpText: 'Leave empty for the voicemails of every mailbox.',
    },
  ]),
  schema: voicemailSchema,
  matches: ({ voicemail_box }, input) => input.passes('mailboxes', voicemail_box),
  load: voicemailOfEvent,
  dedupeKey: ({ id }) => id,
  record: voicemailRecord,
  samples: async (input, { dash }) => {
    const wanted = { query: { page_size: 20 }, limit: EDITOR_SAMPLES, matches: isInBox };
    const newest = await newestVoicemails(dash, input.list('mailboxes'), wanted);
    return Promise.all(newest.map((voicemail) => withTranscription(dash, voicemail)));
  },
  outputFields: voicemailFields,
  sample: voicemailSample,
});
