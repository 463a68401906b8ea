import { isObject, number, text, type Parsed, type Parser } from '../dash/schema.ts';
import { fromGregorian, SECOND_MS } from '../dash/time.ts';
import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  calledFields,
  calledSample,
  calledValues,
  callerValues,
  callerFields,
  callerSample,
  formatCaller,
  type Caller,
  type Party,
} from '../fields/parties.ts';
import { personSample } from '../fields/person.ts';
import { durationFields, durationValues, durationInWords } from '../fields/durations.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { findPerson } from '../users/people.lookUp.ts';
import type { Context } from '../zapier/context.ts';
import { fileName, filePointer } from '../zapier/files.ts';
import { findMailbox } from './mailbox.lookUp.ts';
import { mailboxColumns, mailboxFields, mailboxSample, voicemailBoxOwnerFields } from './mailbox.record.ts';
import { voicemailAudio, type VoicemailPointer } from './voicemailAudio.hydrator.ts';

/** A voicemail, from the event of its arrival or from the message that Dash stores. */
export type Voicemail = {
  id: string | null;
  mailboxId: string | null;
  received: Date | null;
  seconds: number | null;
  /** Who left it. */
  from: Party;
  /** The number that was dialed. */
  dialed: string | null;
  transcription: string | null;
  callId: string | null;
};

/** The text of a transcription, which Dash writes as text or as `{"result": "success", "text": "…"}`. */
export const transcriptionText: Parser<string | null> = (value) =>
  text(isObject(value) ? value.text : value)?.trim() || null;

/** The event `voicemail_new`. `voicemail_length` is in milliseconds, `voicemail_timestamp` in Gregorian seconds. */
export const voicemailSchema = {
  voicemail_id: text,
  voicemail_box: text,
  voicemail_timestamp: number,
  voicemail_length: number,
  voicemail_transcription: transcriptionText,
  caller_id_number: text,
  caller_id_name: text,
  from_user: text,
  to_user: text,
  call_id: text,
};

/** The length of a voicemail in seconds, from Dash's milliseconds. */
export const voicemailSeconds = (milliseconds: number | null): number | null =>
  milliseconds === null ? null : milliseconds / SECOND_MS;

/** The voicemail of an event. If there is no caller ID, the user part of the caller's address is the number. */
export const voicemailOfEvent = (event: Parsed<typeof voicemailSchema>): Voicemail => ({
  id: event.voicemail_id,
  mailboxId: event.voicemail_box,
  received: fromGregorian(event.voicemail_timestamp),
  seconds: voicemailSeconds(event.voicemail_length),
  from: { number: event.caller_id_number ?? event.from_user, name: event.caller_id_name },
  dialed: event.to_user,
  transcription: event.voicemail_transcription,
  callId: event.call_id,
});

export const voicemailFields = [
  field('id', 'string', 'Voicemail ID'),
  field('summary', 'string', 'Summary'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  ...eventTimeFields('received', 'Received'),
  ...durationFields('duration', 'Duration'),
  ...mailboxFields,
  ...voicemailBoxOwnerFields,
  field('transcription', 'string', 'Transcription'),
  field('has_transcription', 'boolean', 'Has Transcription'),
  field('audio', 'file', 'Audio'),
  field('audio_status', 'string', 'Audio Status'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type VoicemailRecord = RecordOf<typeof voicemailFields>;

/** `ready`: there is audio. `empty`: the caller said nothing. `unknown`: the event has no ID of the audio. */
type AudioStatus = 'ready' | 'empty' | 'unknown';

const audioStatus = ({ id, mailboxId, seconds }: Voicemail): AudioStatus => {
  if (id === null || mailboxId === null) return 'unknown';
  return seconds === 0 ? 'empty' : 'ready';
};

/** A sentence such as `Voicemail from Ann Lee (415-555-0134) for Jane Doe, Tue, Nov 24, 10:32 AM, 5 sec long.` */
const summaryOf = (
  { received, seconds }: Voicemail,
  from: Caller,
  recipient: string | null,
  timeZone: string,
): string => {
  const parts = [
    `Voicemail from ${formatCaller(from)}${recipient === null ? '' : ` for ${recipient}`}`,
    received && formatTime(received, timeZone),
    seconds === null ? null : `${durationInWords(seconds)} long`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
};

/** The record of a voicemail: at most 2 requests, for the box and its owner, and none while both are cached. */
export const voicemailRecord = async (voicemail: Voicemail, id: string, context: Context): Promise<VoicemailRecord> => {
  const { received, transcription } = voicemail;
  const { timeZone } = context;
  const mailbox = await findMailbox(context, voicemail.mailboxId);
  const person = await findPerson(context, mailbox.owner_id);
  const from = callerValues(voicemail.from.number, voicemail.from.name);
  const parties = { ...from, ...calledValues(voicemail.dialed, null) };
  const when = eventTimeValues('received', received, timeZone);
  const audio_status = audioStatus(voicemail);
  const pointer = (): VoicemailPointer => ({
    mailbox_id: String(voicemail.mailboxId),
    message_id: String(voicemail.id),
    name: fileName('Voicemail', from.from_name ?? from.from_number, when.local_date, when.local_time),
  });
  return {
    id,
    summary: summaryOf(voicemail, from, person.user_name ?? mailbox.name, timeZone),
    ...parties,
    ...customerValues('inbound', parties),
    ...when,
    ...durationValues('duration', voicemail.seconds),
    ...mailboxColumns(mailbox),
    ...person,
    transcription,
    has_transcription: transcription !== null,
    audio: audio_status === 'unknown' ? null : filePointer(context, voicemailAudio, pointer()),
    audio_status,
    call_id: voicemail.callId,
  };
};

export const voicemailSample: VoicemailRecord = {
  id: '202611-5f0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Voicemail from Ann Lee (415-555-0134) for Jane Doe, Tue, Nov 24, 10:32 AM, 14 sec long.',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  ...eventTimeSample('received', '10:32:53'),
  duration_seconds: 14,
  duration_text: '0:14',
  ...mailboxSample,
  ...personSample,
  transcription: 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday? Thank you.',
  has_transcription: true,
  audio: 'https://example.com/Voicemail-Ann-Lee-2026-11-24-10-32.mp3',
  audio_status: 'ready',
  // The call of `missedCallSample`.
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
};
