import { dropdown } from '../zapier/dropdown.ts';
import { parseMailbox, formatMailbox } from './mailbox.record.ts';

export const listMailboxes = dropdown({
  key: 'list_mailboxes',
  noun: 'Mailbox',
  path: ['vmboxes'],
  purpose: 'list the mailboxes',
  section: 'Voicemail',
  choice: (row) => {
    const mailbox = parseMailbox(row);
    return mailbox.id === null ? null : { id: mailbox.id, name: formatMailbox(mailbox) ?? 'Mailbox without a name' };
  },
});
