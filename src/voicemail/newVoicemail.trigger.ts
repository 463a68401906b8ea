import { defineInputFields } from 'zapier-platform-core';
import { chosen, isChosen } from '../zapier/filters.ts';
import { hookTrigger, SHOWN_IN_EDITOR, type Context } from '../zapier/hookTrigger.ts';
import { eventOf, isInBox, takeMessages } from './messages.ts';
import { voicemailFields, voicemailRecord, voicemailSample, voicemailShape, type VoicemailEvent } from './voicemail.ts';

const recent = async ({ dash, bundle }: Context): Promise<VoicemailEvent[]> => {
  const newest = await takeMessages(dash, chosen(bundle.inputData.mailboxes), {
    query: { page_size: 20 },
    most: SHOWN_IN_EDITOR,
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
  shape: voicemailShape,
  isWanted: ({ voicemail_box }, { mailboxes }) => isChosen(voicemail_box, mailboxes),
  item: (event) => Promise.resolve(event),
  identity: ({ voicemail_id }) => voicemail_id,
  record: voicemailRecord,
  recent,
  outputFields: voicemailFields,
  sample: voicemailSample,
});
