import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { timeZoneOf } from '../zapier/context.ts';
import { haltedError } from '../zapier/errors.ts';
import { dialableNumber, inputText } from '../fields/inputs.ts';
import { matchScore, normalizeName } from '../fields/matching.ts';
import {
  contactFields,
  contactRecord,
  contactSample,
  parseContact,
  type Contact,
  type ContactRecord,
} from './contact.ts';
import { connectVirtualText } from './virtualText.ts';

const inputFields = defineInputFields([
  {
    key: 'number',
    label: 'Number',
    type: 'string',
    helpText: 'A phone number written in any way. When it is filled in, it alone decides.',
  },
  {
    key: 'email',
    label: 'Email',
    type: 'string',
    helpText: 'Decides when Number is empty. Capitals make no difference.',
  },
  {
    key: 'name',
    label: 'Name',
    type: 'string',
    helpText:
      'Decides when both are empty: the whole name or the beginning of it. Accents and capitals make no difference.',
  },
]);

/** How well a contact fits; 0: not at all. */
type Fit = (contact: Contact) => number;

/** The first of the three that is filled in decides, so that a contact is found under another spelling of its name, too. */
const fitOf = ({ number, email, name }: Bundle['inputData']): Fit => {
  const wantedNumber = dialableNumber('Number', number);
  if (wantedNumber !== null) return (contact) => Number(contact.number === wantedNumber);
  const wantedEmail = inputText(email)?.toLowerCase() ?? null;
  if (wantedEmail !== null) return (contact) => Number(contact.email?.toLowerCase() === wantedEmail);
  const wantedName = normalizeName(inputText(name));
  if (wantedName) return (contact) => matchScore(wantedName, normalizeName(contact.name));
  throw haltedError('Fill in Number, Email or Name to find a contact.');
};

const perform = async (z: ZObject, bundle: Bundle): Promise<ContactRecord[]> => {
  const fit = fitOf(bundle.inputData);
  const contacts = (await connectVirtualText(z, bundle).contacts()).map(parseContact);
  const [best] = contacts
    .filter(({ id }) => id !== null)
    .map((contact) => ({ contact, fits: fit(contact) }))
    .filter(({ fits }) => fits > 0)
    .sort((a, b) => b.fits - a.fits);
  return best === undefined ? [] : [contactRecord(best.contact, timeZoneOf(bundle.authData))];
};

export const findContact = {
  key: 'find_contact',
  noun: 'Contact',
  display: {
    label: 'Find Contact',
    description: 'Finds a contact for text messages by number, email or name. Of several, the closest match.',
  },
  operation: { inputFields, perform, outputFields: [...contactFields], sample: contactSample },
};

/** Its key has to be that of the search. */
export const findOrCreateContact = {
  key: 'find_contact',
  display: {
    label: 'Find or Create Contact',
    description: 'Finds a contact for text messages by number, email or name, or creates it.',
  },
  search: 'find_contact',
  create: 'create_contact',
};
