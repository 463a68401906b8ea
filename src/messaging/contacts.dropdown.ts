import { choiceList, sortChoices } from '../zapier/dropdown.ts';
import { formatContact, parseContact } from './contact.record.ts';
import { connectVirtualText } from './virtualText.ts';

/** The value of a choice is the contact's number, to which a message is sent. */
export const listContacts = choiceList({
  key: 'list_contacts',
  noun: 'Contact',
  load: async (context) => {
    const contacts = (await connectVirtualText(context).contacts()).map(parseContact);
    const names = new Map(
      contacts.flatMap((contact) =>
        contact.number === null ? [] : [[contact.number, formatContact(contact)] as const],
      ),
    );
    return sortChoices([...names].map(([id, name]) => ({ id, name })));
  },
});
