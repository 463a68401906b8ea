import type { Bundle, ZObject } from 'zapier-platform-core';
import { sortChoices, type Choice } from '../zapier/dropdown.ts';
import { parseContact, formatContact } from './contact.ts';
import { connectVirtualText } from './virtualText.ts';

/** A contact is chosen by its number, to which a message goes. */
const perform = async (z: ZObject, bundle: Bundle): Promise<Choice[]> => {
  const contacts = (await connectVirtualText(z, bundle).contacts()).map(parseContact);
  const names = new Map(
    contacts.flatMap((contact) => (contact.number === null ? [] : [[contact.number, formatContact(contact)] as const])),
  );
  return sortChoices([...names].map(([id, name]) => ({ id, name })));
};

export const listContacts = {
  key: 'list_contacts',
  noun: 'Contact',
  display: { label: 'Contact List', description: 'Lists the choices of a dropdown.', hidden: true },
  operation: { type: 'polling' as const, perform },
};
