import { refuseTextable } from './refusal.ts';
import { isE164, isFilled } from './fields.ts';
import { makeId } from './office.ts';
import type { Contact, Office } from './office.ts';

const find = ({ contacts }: Office, phoneNumber: string): Contact | undefined =>
  contacts.find((one) => one.phoneNumber === phoneNumber);

const add = (
  { contacts }: Office,
  phoneNumber: string,
  fullName = phoneNumber,
  email: string | null = null,
): Contact => {
  const contact = { id: makeId(), phoneNumber, fullName, email, last_message: null, last_message_date: null };
  contacts.push(contact);
  return contact;
};

/** The contact with this number, which is created with this name and email if it is new. */
export const contactAt = (office: Office, phoneNumber: string, name?: string, email?: string): Contact =>
  find(office, phoneNumber) ?? add(office, phoneNumber, name, email);

/** `POST /api/contacts`. Numbers are unique: a second contact with a number updates the first. */
export const createContact = (office: Office, { phoneNumber, fullName, email }: Record<string, unknown>): Contact => {
  if (!isFilled(phoneNumber)) throw refuseTextable(400, ['Missing parameter phoneNumber']);
  if (!isE164(phoneNumber)) throw refuseTextable(400, ['Invalid phone number']);
  const contact = contactAt(office, phoneNumber);
  if (isFilled(fullName)) contact.fullName = fullName;
  if (isFilled(email)) contact.email = email;
  return contact;
};
