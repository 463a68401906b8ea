import { defineInputFields } from 'zapier-platform-core';
import { HOUR_SECONDS } from '../dash/time.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { claimKey } from '../zapier/instantTrigger.ts';
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
  // An hour from the first event. Dash may send an event again ten minutes later, in the clock's next hour.
  isFirst: ({ voicemail_box }, targetHash, { cache }) =>
    cache.claim(claimKey(targetHash, `full ${String(voicemail_box)}`), HOUR_SECONDS),
  record: fullMailboxRecord,
  samples: async (input, { dash }) => {
    const full = await fullMailboxesNow(dash, new Date());
    return full.filter(({ voicemail_box }) => input.passes('mailboxes', voicemail_box));
  },
  outputFields: fullMailboxFields,
  sample: fullMailboxSample,
});
