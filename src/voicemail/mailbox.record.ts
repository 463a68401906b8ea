import { parse, text, type Parsed } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFieldsOf } from '../fields/person.ts';

const mailboxSchema = { id: text, name: text, mailbox: text, owner_id: text };

/** A voicemail box; `mailbox` is its number. */
export type Mailbox = Parsed<typeof mailboxSchema>;

export const parseMailbox = (value: unknown): Mailbox => parse(mailboxSchema, value);

/** The name and number of a voicemail box: `Front Desk (1000)`. Null if it has neither. */
export const formatMailbox = ({ name, mailbox }: Pick<Mailbox, 'name' | 'mailbox'>): string | null =>
  name === null || mailbox === null ? (name ?? mailbox) : `${name} (${mailbox})`;

export const mailboxFields = [
  field('mailbox_id', 'string', 'Voicemail Box ID'),
  field('mailbox_name', 'string', 'Voicemail Box Name'),
  field('mailbox_number', 'string', 'Voicemail Box Number'),
] as const;

/** The user whom a voicemail box belongs to. */
export const voicemailBoxOwnerFields = personFieldsOf('Voicemail Box Owner', 'Voicemail Box Owner');

type MailboxColumns = RecordOf<typeof mailboxFields>;

/** The values of `mailboxFields`. */
export const mailboxColumns = ({ id, name, mailbox }: Mailbox): MailboxColumns => ({
  mailbox_id: id,
  mailbox_name: name,
  mailbox_number: mailbox,
});

export const mailboxSample: MailboxColumns = {
  mailbox_id: '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60',
  mailbox_name: "Jane Doe's Voicemail",
  mailbox_number: '1002',
};
