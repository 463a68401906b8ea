import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { isObject } from '../dash/schema.ts';
import { timeZoneOf } from '../zapier/context.ts';
import { requiredText, inputText } from '../fields/inputs.ts';
import { contactFields, contactRecord, contactSample, parseContact, type ContactRecord } from './contact.ts';
import { textNumber } from './textNumber.ts';
import { connectVirtualText } from './virtualText.ts';

const inputFields = defineInputFields([
  { key: 'number', label: 'Number', type: 'string', required: true, helpText: 'A phone number written in any way.' },
  { key: 'name', label: 'Name', type: 'string', placeholder: 'Ann Lee' },
  { key: 'email', label: 'Email', type: 'string' },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<ContactRecord> => {
  const { number, name, email } = bundle.inputData;
  const contact = {
    phoneNumber: String(textNumber('Number', requiredText('Number', number))),
    fullName: inputText(name),
    email: inputText(email),
  };
  const made = await connectVirtualText(z, bundle).createContact(contact);
  // The answer does not repeat all of it.
  const told = Object.entries(isObject(made) ? made : {}).filter(([, value]) => value !== null && value !== '');
  return contactRecord(parseContact({ ...contact, ...Object.fromEntries(told) }), timeZoneOf(bundle.authData));
};

export const createContact = {
  key: 'create_contact',
  noun: 'Contact',
  display: { label: 'Create Contact', description: 'Creates a contact for text messages.' },
  operation: { inputFields, perform, outputFields: [...contactFields], sample: contactSample },
};
