import { defineInputFields } from 'zapier-platform-core';
import { inputList, passesFilter } from '../fields/inputValues.ts';
import { hookTrigger, EDITOR_SAMPLES, type Context } from '../zapier/hookTrigger.ts';
import { eventOf, isInBox, takeMessages } from './messages.ts';
import {
  voicemailFields,
  voicemailRecord,
  voicemailSample,
  voicemailSchema,
  type VoicemailEvent,
} from './voicemail.ts';

const recent = async ({ dash, bundle }: Context): Promise<VoicemailEvent[]> => {
  const newest = await takeMessages(dash, inputList(bundle.inputData.mailboxes), {
    query: { page_size: 20 },
    most: EDITOR_SAMPLES,
    isMatch: isInBox,
  });
  return Promise.all(newest.map((message) => eventOf(dash, message)));
};

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
  matches: ({ voicemail_box }, { mailboxes }) => passesFilter(voicemail_box, mailboxes),
  load: (event) => Promise.resolve(event),
  dedupeKey: ({ voicemail_id }) => voicemail_id,
  record: voicemailRecord,
  samples: recent,
  outputFields: voicemailFields,
  sample: voicemailSample,
});
