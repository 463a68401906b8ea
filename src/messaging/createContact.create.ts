import { defineInputFields } from 'zapier-platform-core';
import { anyFields } from '../dash/schema.ts';
import { create } from '../zapier/operation.ts';
import { contactFields, contactRecord, newContactSample, parseContact } from './contact.record.ts';
import { parseTextNumber } from './textNumber.ts';
import { connectVirtualText } from './virtualText.ts';

export const createContact = create({
  key: 'create_contact',
  noun: 'Contact',
  label: 'Create Contact',
  description: 'Creates a text messaging contact.',
  inputFields: defineInputFields([
    { key: 'number', label: 'Number', type: 'string', required: true, helpText: 'Any format.' },
    { key: 'name', label: 'Name', type: 'string', placeholder: 'Ann Lee' },
    { key: 'email', label: 'Email', type: 'string' },
  ]),
  perform: async (input, context) => {
    const contact = {
      phoneNumber: parseTextNumber(input.label('number'), input.required('number'), 'receive'),
      fullName: input.text('name'),
      email: input.text('email'),
    };
    const answer = anyFields(await connectVirtualText(context).createContact(contact));
    // The answer doesn't contain every field.
    const filledIn = Object.entries(answer).filter(([, value]) => value !== null && value !== '');
    return contactRecord(parseContact({ ...contact, ...Object.fromEntries(filledIn) }), context.timeZone);
  },
  outputFields: contactFields,
  sample: newContactSample,
});
