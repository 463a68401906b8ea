import { randomBytes } from 'node:crypto';
import { beep } from './audio.ts';
import { gregorian } from './gregorian.ts';
import { notification, publish } from './deliveries.ts';
import { messageCounts } from './vmboxes.ts';
import type { Company, Mailbox, Message } from './company.ts';
import type { DashEvent } from './deliveries.ts';
import type { State } from './state.ts';

/** A voicemail to leave: `mailbox` is the number of the box; without `at`, it is left now. */
export type NewVoicemail = {
  mailbox: string;
  callerNumber: string;
  callerName?: string;
  seconds?: number;
  transcription?: string | { result: string; text: string };
  at?: Date;
};

/** A voicemail that was left, or that a full mailbox did not take, and the event that told of it. */
export type LeftVoicemail = Message & { event: DashEvent };

/** Long messages have a short audio, so that a test with an hour of voicemail does not make an hour of sound. */
const longestAudioSeconds = 5;

/** As many messages as a mailbox holds. */
const mostMessages = 100;

const hex = () => randomBytes(16).toString('hex');

const boxWith = ({ mailboxes }: Company, number: string): Mailbox => {
  const box = mailboxes.find(({ mailbox }) => mailbox === number);
  if (!box) throw new Error(`The company has no mailbox ${number}`);
  return box;
};

const messageOf = (company: Company, box: Mailbox, voicemail: NewVoicemail): Message => {
  const { mailbox, callerNumber, callerName, seconds = 4, transcription, at = new Date() } = voicemail;
  const month = at.toISOString().slice(0, 7).replace('-', '');
  return {
    timestamp: gregorian(at),
    from: `${callerNumber}@carrier.invalid`,
    to: `${mailbox}@${company.account.realm}`,
    caller_id_number: callerNumber,
    ...(callerName === undefined ? {} : { caller_id_name: callerName }),
    call_id: `${hex()}@10.126.0.9`,
    folder: 'new',
    length: seconds * 1000,
    media_id: `${month}-${hex()}`,
    mailbox_id: box.id,
    ...(transcription === undefined
      ? {}
      : {
          transcription: typeof transcription === 'string' ? { result: 'success', text: transcription } : transcription,
        }),
    audio: beep(Math.min(seconds, longestAudioSeconds)),
  };
};

/** A notification of the voicemail box, which the call flow publishes. */
const notificationOfBox = (company: Company, name: string, call_id: string, details: object): DashEvent => {
  const { hook, payload } = notification(company, name, { ...details });
  const published = { app_name: 'callflow', app_version: '4.0.0', system_log_id: call_id };
  return { hook, payload: { ...payload, ...published } };
};

const databaseOf = ({ account: { id } }: Company): string =>
  `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}`;

const newVoicemailEvent = (company: Company, message: Message, voicemail: NewVoicemail): DashEvent =>
  notificationOfBox(company, 'voicemail_new', message.call_id, {
    account_db: databaseOf(company),
    call_id: message.call_id,
    caller_id_name: message.caller_id_name,
    caller_id_number: message.caller_id_number,
    from_realm: 'carrier.invalid',
    from_user: message.caller_id_number,
    to_realm: company.account.realm,
    to_user: voicemail.mailbox,
    voicemail_box: message.mailbox_id,
    voicemail_id: message.media_id,
    voicemail_length: message.length,
    voicemail_timestamp: message.timestamp,
    voicemail_transcription: voicemail.transcription,
  });

const fullMailboxEvent = (company: Company, box: Mailbox): DashEvent =>
  notificationOfBox(company, 'voicemail_full', `${hex()}@10.126.0.9`, {
    voicemail_box: box.id,
    max_message_count: mostMessages,
    message_count: messageCounts(company, box).messages,
  });

const isFull = (company: Company, box: Mailbox): boolean => messageCounts(company, box).messages >= mostMessages;

/**
 * Stores a voicemail, tells every webhook that wants to know, and resolves when all deliveries are done. A full mailbox
 * takes none; then Dash tells of that.
 */
export const leaveVoicemail = async (state: State, voicemail: NewVoicemail): Promise<LeftVoicemail> => {
  const { company } = state;
  const box = boxWith(company, voicemail.mailbox);
  const message = messageOf(company, box, voicemail);
  const wasFull = isFull(company, box);
  if (!wasFull) company.messages.push(message);
  const event = wasFull ? fullMailboxEvent(company, box) : newVoicemailEvent(company, message, voicemail);
  await publish(state, event);
  return { ...message, event };
};

/** Puts voicemails into a mailbox until it is full, one for each minute that has passed, and tells nobody. */
export const fillMailbox = ({ company }: State, mailbox: string): void => {
  const box = boxWith(company, mailbox);
  const callerNumber = '+14155550199';
  for (let minute = 1; !isFull(company, box); minute++) {
    const at = new Date(Date.now() - minute * 60_000);
    company.messages.push(messageOf(company, box, { mailbox, callerNumber, seconds: 1, at }));
  }
};
