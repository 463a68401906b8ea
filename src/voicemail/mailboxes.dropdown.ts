import { dropdown } from '../zapier/dropdown.ts';
import { parseMailbox, formatMailbox } from './mailbox.record.ts';

export const listMailboxes = dropdown({
  key: 'list_mailboxes',
  noun: 'Voicemail Box',
  path: ['vmboxes'],
  purpose: 'list the voicemail boxes',
  section: 'Voicemail',
  choice: (row) => {
    const mailbox = parseMailbox(row);
    return mailbox.id === null
      ? null
      : { id: mailbox.id, name: formatMailbox(mailbox) ?? 'Voicemail box without a name' };
  },
});
