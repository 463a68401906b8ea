import type { Company, Mailbox, Message } from './model.ts';

/** How many messages are in a mailbox, without deleted ones. */
export const messageCounts = ({ messages }: Company, { id }: Mailbox) => {
  const count = (folder: Message['folder']) =>
    messages.filter((message) => message.mailbox_id === id && message.folder === folder).length;
  const folders = { new: count('new'), saved: count('saved') };
  return { messages: folders.new + folders.saved, folders };
};
