import type { Dash } from '../dash/client.ts';
import { number, parse, text, type Parsed } from '../dash/schema.ts';
import { findPerson } from '../users/people.ts';
import { passesFilter } from '../fields/inputValues.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import { eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { personFields, personSample } from '../fields/person.ts';
import { findMailbox, mailboxFields, formatMailbox } from './mailbox.ts';

/** The event `voicemail_full`. */
export const fullMailboxSchema = { voicemail_box: text, message_count: number, max_message_count: number };

/** A mailbox that was full at a moment: the event tells no time, so it is that of its arrival. */
export type FullMailbox = Parsed<typeof fullMailboxSchema> & { occurred: Date };

/** As many messages as a mailbox holds where nobody set another number (`cf_voicemail:max_message_count`). */
const USUAL_MOST = 100;

const rowSchema = { id: text, messages: number };

/**
 * The mailboxes that seem full now and pass the filter, fullest first. Dash tells how many messages there are, not how
 * many may be: where it is more than usual, the limit is another, and unknown.
 */
export const fullMailboxesNow = async (dash: Dash, mailboxes: unknown, now: Date): Promise<FullMailbox[]> => {
  const rows = await dash.list(['vmboxes'], { purpose: 'list the mailboxes', section: 'Voicemail' });
  return rows
    .map((row) => parse(rowSchema, row))
    .flatMap(({ id, messages }) =>
      messages !== null && messages >= USUAL_MOST && passesFilter(id, mailboxes)
        ? [
            {
              voicemail_box: id,
              message_count: messages,
              max_message_count: messages === USUAL_MOST ? USUAL_MOST : null,
              occurred: now,
            },
          ]
        : [],
    )
    .sort((a, b) => b.message_count - a.message_count);
};

/** The mailbox and the hour: each caller who meets a full mailbox makes an event, and the first of an hour says it all. */
export const fullMailboxId = ({ voicemail_box, occurred }: FullMailbox): string | null =>
  voicemail_box && `${voicemail_box}-${occurred.toISOString().slice(0, 13)}`;

export const fullMailboxFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...mailboxFields,
  ...eventTimeFields('occurred', 'Occurred'),
  ...personFields,
  field('message_count', 'number', 'Message Count'),
  field('max_message_count', 'number', 'Maximum Message Count'),
] as const;

export type FullMailboxRecord = RecordOf<typeof fullMailboxFields>;

/** As one would write it in a message: `The mailbox Front Desk (1000) is full: callers cannot leave any more voicemails.` */
const summaryOf = (mailbox: string | null): string =>
  `${mailbox === null ? 'A mailbox' : `The mailbox ${mailbox}`} is full: callers cannot leave any more voicemails.`;

/** The record of a full mailbox: at most 2 requests, for the mailbox and its owner, and none while both are cached. */
export const fullMailboxRecord = async (
  { voicemail_box, message_count, max_message_count, occurred }: FullMailbox,
  id: string,
  { z, dash, timeZone }: Context,
): Promise<FullMailboxRecord> => {
  const mailbox = await findMailbox(z, dash, voicemail_box);
  return {
    id,
    summary: summaryOf(formatMailbox(mailbox)),
    mailbox_id: mailbox.id,
    mailbox_name: mailbox.name,
    mailbox_number: mailbox.mailbox,
    ...eventTimeValues('occurred', occurred, timeZone),
    ...(await findPerson(z, dash, mailbox.owner_id)),
    message_count,
    max_message_count,
  };
};

export const fullMailboxSample: FullMailboxRecord = {
  id: '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60-2026-11-24T18',
  summary: "The mailbox Jane Doe's Voicemail (1002) is full: callers cannot leave any more voicemails.",
  mailbox_id: '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60',
  mailbox_name: "Jane Doe's Voicemail",
  mailbox_number: '1002',
  occurred_at: '2026-11-24T18:32:05Z',
  occurred_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  ...personSample,
  message_count: 100,
  max_message_count: 100,
};
