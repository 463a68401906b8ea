import { dropdown } from '../zapier/dropdown.ts';
import { readMailbox, spokenMailbox } from './mailbox.ts';

export const listMailboxes = dropdown({
  key: 'list_mailboxes',
  noun: 'Mailbox',
  path: ['vmboxes'],
  purpose: 'list the mailboxes',
  section: 'Voicemail',
  choice: (row) => {
    const mailbox = readMailbox(row);
    return mailbox.id === null ? null : { id: mailbox.id, name: spokenMailbox(mailbox) ?? 'Mailbox without a name' };
  },
});
