import { defineInputFields } from 'zapier-platform-core';
import type { InputReader } from '../fields/inputReader.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import { haltedError } from '../zapier/errors.ts';
import { search } from '../zapier/operation.ts';
import { contactFields, contactRecord, contactSample, parseContact, type Contact } from './contact.record.ts';
import { connectVirtualText } from './virtualText.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    helpText: 'Any format. Searched first. Fill in at least one of Number, Email, or Name.',
  },
  {
    key: 'email',
    label: 'Email',
    type: 'string',
    helpText: 'Used if Number is empty. Fill in at least one of Number, Email, or Name.',
  },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText:
      'Used if Number and Email are empty. The full name, or how it starts. Fill in at least one of Number, Email, or Name.',
  },
]);

/** How well a contact matches; 0: not at all. */
type Score = (contact: Contact) => number;

/** The first filled-in field decides, so that a contact is also found under another spelling of its name. */
const scoreFor = (input: InputReader<typeof inputFields>): Score => {
  const number = input.phoneNumber('number', 'outside');
  if (number !== null) return (contact) => Number(contact.number === number);
  const email = input.text('email')?.toLowerCase() ?? null;
  if (email !== null) return (contact) => Number(contact.email?.toLowerCase() === email);
  const name = normalizeName(input.text('name'));
  if (name) return (contact) => matchScore(name, normalizeName(contact.name));
  throw haltedError('Fill in at least one of Number, Email, or Name.');
};

export const findContact = search({
  key: 'find_contact',
  noun: 'Contact',
  label: 'Find Contact',
  description: 'Finds a text messaging contact by number, email, or name.',
  inputFields,
  perform: async (input, context) => {
    const scoreOf = scoreFor(input);
    const contacts = (await connectVirtualText(context).contacts()).map(parseContact);
    const [best] = contacts
      .filter(({ id }) => id !== null)
      .map((contact) => ({ contact, score: scoreOf(contact) }))
      .filter(({ score }) => score > 0)
      .sort((a, b) => b.score - a.score);
    return best === undefined ? [] : [contactRecord(best.contact, context.timeZone)];
  },
  outputFields: contactFields,
  sample: contactSample,
});

/** Its key must be the key of the search. */
export const findOrCreateContact = {
  key: 'find_contact',
  display: {
    label: 'Find or Create Contact',
    description: 'Finds a text messaging contact by number, email, or name, or creates it.',
  },
  search: 'find_contact',
  create: 'create_contact',
};
