import { dropdown } from '../zapier/dropdown.ts';
import { readMailbox } from './mailbox.ts';

export const listMailboxes = dropdown({
  key: 'list_mailboxes',
  noun: 'Mailbox',
  path: ['vmboxes'],
  purpose: 'list the mailboxes',
  section: 'Voicemail',
  choice: (row) => {
    const { id, name, mailbox } = readMailbox(row);
    if (id === null) return null;
    if (name === null || mailbox === null) return { id, name: name ?? mailbox ?? 'Mailbox without a name' };
    return { id, name: `${name} (${mailbox})` };
  },
});
