import { defineInputFields } from 'zapier-platform-core';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  fullMailboxFields,
  fullMailboxId,
  fullMailboxRecord,
  fullMailboxSample,
  fullMailboxSchema,
} from './fullMailbox.record.ts';
import { fullMailboxesNow } from './fullMailboxes.api.ts';

export const voicemailBoxFull = hookTrigger({
  key: 'voicemail_box_full',
  noun: 'Voicemail Box',
  label: 'Voicemail Box Full',
  description: "Triggers when a caller can't leave a voicemail because the voicemail box is full.",
  events: () => [{ hook: 'notifications', type: 'voicemail_full' }],
  inputFields: defineInputFields([
    {
      key: 'mailboxes',
      label: 'Voicemail Boxes',
      type: 'string',
      list: true,
      dynamic: 'list_mailboxes.id.name',
      helpText: 'Leave empty for all voicemail boxes.',
    },
    { key: 'about', label: 'About', type: 'copy', helpText: 'Runs at most once an hour per voicemail box.' },
  ]),
  schema: fullMailboxSchema,
  matches: ({ voicemail_box }, input) => input.passes('mailboxes', voicemail_box),
  load: (event) => ({ ...event, occurred: new Date() }),
  dedupeKey: fullMailboxId,
  record: fullMailboxRecord,
  samples: async (input, { dash }) => {
    const full = await fullMailboxesNow(dash, new Date());
    return full.filter(({ voicemail_box }) => input.passes('mailboxes', voicemail_box));
  },
  outputFields: fullMailboxFields,
  sample: fullMailboxSample,
});
