import { number, parse, text } from '../dash/schema.ts';
import { timeFields, timeSample, timeValues } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { nameUnlessNumber } from '../fields/parties.ts';
import { parseNumber, formatNumber } from '../fields/phoneNumbers.ts';

/** A contact as VirtualText returns it; `last_message_date` is in milliseconds since 1970. */
const contactSchema = {
  id: text,
  phoneNumber: text,
  fullName: text,
  email: text,
  last_message: text,
  last_message_date: number,
};

export type Contact = {
  id: string | null;
  /** E.164 when it is one. */
  number: string | null;
  name: string | null;
  email: string | null;
  lastMessage: string | null;
  lastMessageAt: Date | null;
};

const dateOf = (milliseconds: number | null): Date | null => {
  const date = new Date(milliseconds ?? NaN);
  return Number.isNaN(date.getTime()) ? null : date;
};

/** Parses a contact. VirtualText shows the number as the name of a contact without one; here that is no name. */
export const parseContact = (value: unknown): Contact => {
  const { id, phoneNumber, fullName, email, last_message, last_message_date } = parse(contactSchema, value);
  const known = parseNumber(phoneNumber).number;
  return {
    id,
    number: known,
    name: nameUnlessNumber(known, fullName),
    email,
    lastMessage: last_message,
    lastMessageAt: dateOf(last_message_date),
  };
};

/** A contact by name and number: `Ann Lee (415-555-0134)`. */
export const formatContact = ({ name, number: known }: Pick<Contact, 'name' | 'number'>): string => {
  const formatted = known === null ? 'without a number' : formatNumber(known);
  return name === null ? formatted : `${name} (${formatted})`;
};

export const contactFields = [
  field('id', 'string', 'Contact ID'),
  field('summary', 'string', 'Summary'),
  field('name', 'string', 'Name'),
  field('number', 'string', 'Number'),
  field('email', 'string', 'Email'),
  field('last_message', 'string', 'Last Message'),
  ...timeFields('last_message', 'Last Message'),
] as const;

type ContactRecord = RecordOf<typeof contactFields>;

/** The record of a contact. */
export const contactRecord = (contact: Contact, timeZone: string): ContactRecord => ({
  id: contact.id ?? '',
  summary: formatContact(contact),
  name: contact.name,
  number: contact.number,
  email: contact.email,
  last_message: contact.lastMessage,
  ...timeValues('last_message', contact.lastMessageAt, timeZone),
});

/** The contact in the samples of text messages. */
export const contactSample: ContactRecord = {
  id: 'c7Hq2LwXn4',
  summary: 'Ann Lee (415-555-0134)',
  name: 'Ann Lee',
  number: '+14155550134',
  email: 'ann.lee@example.com',
  last_message: 'Can I come at three on Friday?',
  ...timeSample('last_message', '11:31:40'),
};

/** A new contact, who has no messages yet. */
export const newContactSample: ContactRecord = {
  ...contactSample,
  last_message: null,
  ...timeValues('last_message', null, 'UTC'),
};
