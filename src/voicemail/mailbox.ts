import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { parse, text, type Parsed } from '../dash/schema.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { field } from '../fields/output.ts';

const mailboxSchema = { id: text, name: text, mailbox: text, owner_id: text };

/** A voicemail box; `mailbox` is its number. */
export type Mailbox = Parsed<typeof mailboxSchema>;

export const parseMailbox = (value: unknown): Mailbox => parse(mailboxSchema, value);

/** A mailbox as people call it: `Front Desk (1000)`; null where it has neither name nor number. */
export const formatMailbox = ({ name, mailbox }: Pick<Mailbox, 'name' | 'mailbox'>): string | null =>
  name === null || mailbox === null ? (name ?? mailbox) : `${name} (${mailbox})`;

export const mailboxFields = [
  field('mailbox_id', 'string', 'Mailbox ID'),
  field('mailbox_name', 'string', 'Mailbox Name'),
  field('mailbox_number', 'string', 'Mailbox Number'),
] as const;

const lookUp = cachedLookUp('mailbox', (id) => ['vmboxes', id], parseMailbox);

/** The mailbox with this id: 1 request, none while cached. What cannot be found out is null. */
export const findMailbox = async (z: ZObject, dash: Dash, id: string | null): Promise<Mailbox> =>
  (id === null ? null : await lookUp(z, dash, id)) ?? { id, name: null, mailbox: null, owner_id: null };
