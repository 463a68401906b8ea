import { listContacts } from './contacts.dropdown.ts';
import { createContact } from './createContact.create.ts';
import { findContact, findOrCreateContact } from './findContact.search.ts';
import { messageFile } from './messageFile.hydrator.ts';
import { newMessage } from './newMessage.trigger.ts';
import { sendMessage } from './sendMessage.create.ts';

export const messaging = {
  triggers: [newMessage, listContacts],
  searches: [findContact],
  creates: [createContact, sendMessage],
  searchOrCreates: [findOrCreateContact],
  hydrators: { messageFile },
};
