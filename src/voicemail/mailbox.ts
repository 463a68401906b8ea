import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { read, text, type Read } from '../dash/shape.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { field } from '../zapier/output.ts';

const mailboxShape = { id: text, name: text, mailbox: text, owner_id: text };

/** A voicemail box; `mailbox` is its number. */
export type Mailbox = Read<typeof mailboxShape>;

export const readMailbox = (value: unknown): Mailbox => read(mailboxShape, value);

/** A mailbox as people call it: `Front Desk (1000)`; null where it has neither name nor number. */
export const spokenMailbox = ({ name, mailbox }: Pick<Mailbox, 'name' | 'mailbox'>): string | null =>
  name === null || mailbox === null ? (name ?? mailbox) : `${name} (${mailbox})`;

export const mailboxFields = [
  field('mailbox_id', 'string', 'Mailbox ID'),
  field('mailbox_name', 'string', 'Mailbox Name'),
  field('mailbox_number', 'string', 'Mailbox Number'),
] as const;

const lookUp = cachedLookUp('mailbox', (id) => ['vmboxes', id], readMailbox);

/** The mailbox with this id: 1 request, none while cached. What cannot be found out is null. */
export const findMailbox = async (z: ZObject, dash: Dash, id: string | null): Promise<Mailbox> =>
  (id === null ? null : await lookUp(z, dash, id)) ?? { id, name: null, mailbox: null, owner_id: null };
