import { defineInputFields } from 'zapier-platform-core';
import { passesFilter } from '../fields/inputValues.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  fullMailboxesNow,
  fullMailboxFields,
  fullMailboxId,
  fullMailboxRecord,
  fullMailboxSample,
  fullMailboxSchema,
} from './fullMailbox.ts';

export const voicemailBoxFull = hookTrigger({
  key: 'voicemail_box_full',
  noun: 'Mailbox',
  label: 'Voicemail Box Full',
  description:
    'Triggers when a caller cannot leave a voicemail because the mailbox is full. It tells of a mailbox once an hour.',
  events: () => [{ hook: 'notifications', type: 'voicemail_full' }],
  inputFields: defineInputFields([
    {
      key: 'mailboxes',
      label: 'Mailboxes',
      type: 'string',
      list: true,
      dynamic: 'list_mailboxes.id.name',
      helpText: 'Leave empty to be told of every mailbox.',
    },
  ]),
  schema: fullMailboxSchema,
  matches: ({ voicemail_box }, { mailboxes }) => passesFilter(voicemail_box, mailboxes),
  load: (event) => Promise.resolve({ ...event, occurred: new Date() }),
  dedupeKey: fullMailboxId,
  record: fullMailboxRecord,
  samples: ({ dash, bundle }) => fullMailboxesNow(dash, bundle.inputData.mailboxes, new Date()),
  outputFields: fullMailboxFields,
  sample: fullMailboxSample,
});
