import { number, text, type Parsed } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { findMailbox } from './mailbox.lookUp.ts';
import { formatMailbox, mailboxColumns, mailboxFields, mailboxSample } from './mailbox.record.ts';

/** The event `voicemail_full`. */
export const fullMailboxSchema = { voicemail_box: text, message_count: number, max_message_count: number };

/** A mailbox that was full at a moment: when its event arrived, because the event has no time of its own. */
export type FullMailbox = Parsed<typeof fullMailboxSchema> & { occurred: Date };

/** The mailbox and the hour: each caller who meets a full mailbox makes an event, and the first of an hour is enough. */
export const fullMailboxId = ({ voicemail_box, occurred }: FullMailbox): string | null =>
  voicemail_box && `${voicemail_box}-${occurred.toISOString().slice(0, 13)}`;

export const fullMailboxFields = [
  field('id', 'string', 'Full Voicemail Box ID'),
  field('summary', 'string', 'Summary'),
  ...mailboxFields,
  ...eventTimeFields('occurred', 'Occurred'),
  ...personFields,
  field('message_count', 'number', 'Message Count'),
  field('max_message_count', 'number', 'Maximum Message Count'),
] as const;

export type FullMailboxRecord = RecordOf<typeof fullMailboxFields>;

/** A sentence such as `The mailbox Front Desk (1000) is full: callers cannot leave any more voicemails.` */
const summaryOf = (mailbox: string | null): string =>
  `${mailbox === null ? 'A mailbox' : `The mailbox ${mailbox}`} is full: callers cannot leave any more voicemails.`;

/** The record of a full mailbox: at most 2 requests, for the mailbox and its owner, and none while both are cached. */
export const fullMailboxRecord = async (
  { voicemail_box, message_count, max_message_count, occurred }: FullMailbox,
  id: string,
  context: Context,
): Promise<FullMailboxRecord> => {
  const mailbox = await findMailbox(context, voicemail_box);
  return {
    id,
    summary: summaryOf(formatMailbox(mailbox)),
    ...mailboxColumns(mailbox),
    ...eventTimeValues('occurred', occurred, context.timeZone),
    ...(await findPerson(context, mailbox.owner_id)),
    message_count,
    max_message_count,
  };
};

export const fullMailboxSample: FullMailboxRecord = {
  id: '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60-2026-11-24T23',
  summary: "The mailbox Jane Doe's Voicemail (1002) is full: callers cannot leave any more voicemails.",
  ...mailboxSample,
  ...eventTimeSample('occurred', '15:40:30'),
  ...personSample,
  message_count: 100,
  max_message_count: 100,
};
