import { randomBytes } from 'node:crypto';
import { beep } from './audio.ts';
import { gregorian } from './gregorian.ts';
import { notification, publish } from './deliveries.ts';
import type { Company, Message } from './company.ts';
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

/** A voicemail that was left, and the event that told of it. */
export type LeftVoicemail = Message & { event: DashEvent };

/** Long messages have a short audio, so that a test with an hour of voicemail does not make an hour of sound. */
const longestAudioSeconds = 5;

const hex = () => randomBytes(16).toString('hex');

const messageOf = (company: Company, voicemail: NewVoicemail): Message => {
  const { mailbox, callerNumber, callerName, seconds = 4, transcription, at = new Date() } = voicemail;
  const box = company.mailboxes.find((one) => one.mailbox === mailbox);
  if (!box) throw new Error(`The company has no mailbox ${mailbox}`);
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

/** Stores a voicemail, tells every webhook that wants to know, and resolves when all deliveries are done. */
export const leaveVoicemail = async (state: State, voicemail: NewVoicemail): Promise<LeftVoicemail> => {
  const { company } = state;
  const message = messageOf(company, voicemail);
  company.messages.push(message);
  const event = notification(company, 'voicemail_new', {
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
  await publish(state, event);
  return { ...message, event };
};
