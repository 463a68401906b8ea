import { number, text, type Parsed } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personSample } from '../fields/person.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { findMailbox } from './mailbox.lookUp.ts';
import {
  formatMailbox,
  mailboxColumns,
  mailboxFields,
  mailboxSample,
  voicemailBoxOwnerFields,
} from './mailbox.record.ts';

/** The event `voicemail_full`. */
export const fullMailboxSchema = { voicemail_box: text, message_count: number, max_message_count: number };

/** A voicemail box that was full. `occurred` is when its event arrived, because the event has no time. */
export type FullMailbox = Parsed<typeof fullMailboxSchema> & { occurred: Date };

/** The voicemail box and the hour. Dash sends an event for each caller, and the first one in an hour is enough. */
export const fullMailboxId = ({ voicemail_box, occurred }: FullMailbox): string | null =>
  voicemail_box && `${voicemail_box}-${occurred.toISOString().slice(0, 13)}`;

export const fullMailboxFields = [
  field('id', 'string', 'Alert ID'),
  field('summary', 'string', 'Summary'),
  ...mailboxFields,
  ...eventTimeFields('occurred', 'Occurred'),
  ...voicemailBoxOwnerFields,
  field('message_count', 'number', 'Number of Voicemails'),
  field('max_message_count', 'number', 'Voicemail Limit'),
] as const;

export type FullMailboxRecord = RecordOf<typeof fullMailboxFields>;

/** A sentence such as `The voicemail box Front Desk (1000) is full, so callers can't leave voicemails.` */
const summaryOf = (mailbox: string | null): string =>
  `${mailbox === null ? 'A voicemail box' : `The voicemail box ${mailbox}`} is full, so callers can't leave voicemails.`;

/** The record of a full voicemail box: at most 2 requests, for the box and its owner, and none while both are cached. */
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
  summary: "The voicemail box Jane Doe's Voicemail (1002) is full, so callers can't leave voicemails.",
  ...mailboxSample,
  ...eventTimeSample('occurred', '15:40:30'),
  ...personSample,
  message_count: 100,
  max_message_count: 100,
};
