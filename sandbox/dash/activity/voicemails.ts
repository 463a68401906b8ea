import { gregorian } from '../company/gregorian.ts';
import { accountDatabase, monthlyId, newId } from '../company/ids.ts';
import { messageCounts } from '../company/mailboxes.ts';
import { notification, publish } from '../events/deliveries.ts';
import { beep } from '../files/wav.ts';
import type { Company, Mailbox, Message } from '../company/model.ts';
import type { DashEvent } from '../events/deliveries.ts';
import type { State } from '../state.ts';

/** A voicemail to leave: `mailbox` is the number of the box, `at` is now by default. */
export type NewVoicemail = {
  mailbox: string;
  callerNumber: string;
  callerName?: string;
  seconds?: number;
  transcription?: string | { result: string; text: string };
  at?: Date;
};

/** A voicemail that was left, or that a full mailbox rejected, and the event about it. */
export type LeftVoicemail = Message & { event: DashEvent };

/** Longer messages have a shorter audio, to keep it small. */
const MAX_AUDIO_SECONDS = 5;

/** How many messages a mailbox holds. */
const MAX_MESSAGES = 100;

const boxWith = ({ mailboxes }: Company, number: string): Mailbox => {
  const box = mailboxes.find(({ mailbox }) => mailbox === number);
  if (!box) throw new Error(`The company has no mailbox ${number}`);
  return box;
};

const messageOf = (company: Company, box: Mailbox, voicemail: NewVoicemail): Message => {
  const { mailbox, callerNumber, callerName, seconds = 4, transcription, at = new Date() } = voicemail;
  return {
    timestamp: gregorian(at),
    from: `${callerNumber}@carrier.invalid`,
    to: `${mailbox}@${company.account.realm}`,
    caller_id_number: callerNumber,
    ...(callerName === undefined ? {} : { caller_id_name: callerName }),
    call_id: `${newId()}@10.126.0.9`,
    folder: 'new',
    length: seconds * 1000,
    media_id: monthlyId(at, newId()),
    mailbox_id: box.id,
    ...(transcription === undefined
      ? {}
      : {
          transcription: typeof transcription === 'string' ? { result: 'success', text: transcription } : transcription,
        }),
    audio: beep(Math.min(seconds, MAX_AUDIO_SECONDS)),
  };
};

/** A notification of the voicemail box, which the call flow publishes. */
const notificationOfBox = (company: Company, name: string, call_id: string, details: object): DashEvent => {
  const { hook, payload } = notification(company, name, { ...details });
  const published = { app_name: 'callflow', app_version: '4.0.0', system_log_id: call_id };
  return { hook, payload: { ...payload, ...published } };
};

const newVoicemailEvent = (company: Company, message: Message, voicemail: NewVoicemail): DashEvent =>
  notificationOfBox(company, 'voicemail_new', message.call_id, {
    account_db: accountDatabase(company.account.id),
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
  notificationOfBox(company, 'voicemail_full', `${newId()}@10.126.0.9`, {
    voicemail_box: box.id,
    max_message_count: MAX_MESSAGES,
    message_count: messageCounts(company, box).messages,
  });

const isFull = (company: Company, box: Mailbox): boolean => messageCounts(company, box).messages >= MAX_MESSAGES;

/** Stores a voicemail, or reports that the mailbox is full. Resolves when all webhooks have been called. */
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

/** Fills a mailbox with voicemails, one for each of the last minutes, without any event. */
export const fillMailbox = ({ company }: State, mailbox: string): void => {
  const box = boxWith(company, mailbox);
  const callerNumber = '+14155550199';
  for (let minute = 1; !isFull(company, box); minute++) {
    const at = new Date(Date.now() - minute * 60_000);
    company.messages.push(messageOf(company, box, { mailbox, callerNumber, seconds: 1, at }));
  }
};
