import { fromGregorian } from '../dash/time.ts';
import { isObject, number, text, type Parsed, type Parser } from '../dash/schema.ts';
import { findPerson } from '../users/people.ts';
import { fileName } from '../zapier/files.ts';
import type { Context } from '../zapier/hookTrigger.ts';
import {
  formatDuration,
  durationValues,
  durationFields,
  eventTimeValues,
  eventTimeFields,
  formatTime,
} from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  called,
  calledFields,
  caller,
  callerFields,
  formatCaller,
  type Caller,
  callerSample,
} from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';
import { findMailbox, mailboxFields, type Mailbox } from './mailbox.ts';
import { voicemailAudio, type AudioPointer } from './voicemailAudio.hydrator.ts';

/** Dash gives a transcription as text, or as `{"result": "success", "text": "…"}`. */
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

export type VoicemailEvent = Parsed<typeof voicemailSchema>;

export const voicemailFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...callerFields,
  ...calledFields,
  ...eventTimeFields('received', 'Received'),
  ...durationFields('duration', 'Duration'),
  ...mailboxFields,
  ...personFields,
  field('transcription', 'string', 'Transcription'),
  field('has_transcription', 'boolean', 'Has Transcription'),
  field('audio', 'file', 'Audio'),
  field('audio_status', 'string', 'Audio Status'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type VoicemailRecord = RecordOf<typeof voicemailFields>;

/** Who left a voicemail; the address stands in for a missing caller id. */
export const callerOf = ({ caller_id_number, caller_id_name, from_user }: VoicemailEvent): Caller =>
  caller(caller_id_number ?? from_user, caller_id_name);

/** How long a voicemail is, in seconds. */
export const secondsOf = ({ voicemail_length }: VoicemailEvent): number | null =>
  voicemail_length === null ? null : voicemail_length / 1000;

/** `ready`: a recording was made. `empty`: the caller said nothing. `unknown`: the event names no recording. */
type AudioStatus = 'ready' | 'empty' | 'unknown';

const audioStatus = ({ voicemail_id, voicemail_box, voicemail_length }: VoicemailEvent): AudioStatus => {
  if (voicemail_id === null || voicemail_box === null) return 'unknown';
  return voicemail_length === 0 ? 'empty' : 'ready';
};

type Told = Pick<Caller, 'from_number' | 'from_name'> & {
  owner: string | null;
  mailbox: Mailbox;
  received: Date | null;
  seconds: number | null;
  timeZone: string;
};

/** As one would write it in a message: `Voicemail from Ann Lee (+1 415-555-0134) for Jane Doe, Tue 24 Nov, 10:32, 0:05 long.` */
const summaryOf = ({ owner, mailbox, received, seconds, timeZone, ...from }: Told): string => {
  const recipient = owner ?? mailbox.name;
  const parts = [
    `Voicemail from ${formatCaller(from)}${recipient === null ? '' : ` for ${recipient}`}`,
    received && formatTime(received, timeZone),
    seconds === null ? null : `${formatDuration(seconds)} long`,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
};

/** The record of a voicemail: at most 2 requests, for the mailbox and its owner, and none while both are cached. */
export const voicemailRecord = async (
  event: VoicemailEvent,
  id: string,
  { z, dash, timeZone }: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<VoicemailRecord> => {
  const mailbox = await findMailbox(z, dash, event.voicemail_box);
  const person = await findPerson(z, dash, mailbox.owner_id);
  const from = callerOf(event);
  const received = fromGregorian(event.voicemail_timestamp);
  const seconds = secondsOf(event);
  const when = eventTimeValues('received', received, timeZone);
  const audio_status = audioStatus(event);
  const pointer = (): AudioPointer => ({
    mailbox_id: String(event.voicemail_box),
    message_id: String(event.voicemail_id),
    name: fileName('Voicemail', from.from_name ?? from.from_number, when.local_date, when.local_time),
  });
  return {
    id,
    summary: summaryOf({ ...from, owner: person.user_name, mailbox, received, seconds, timeZone }),
    ...from,
    ...called(event.to_user, null),
    ...when,
    ...durationValues('duration', seconds),
    mailbox_id: mailbox.id,
    mailbox_name: mailbox.name,
    mailbox_number: mailbox.mailbox,
    ...person,
    transcription: event.voicemail_transcription,
    has_transcription: event.voicemail_transcription !== null,
    audio: audio_status === 'unknown' ? null : z.dehydrateFile(voicemailAudio, pointer()),
    audio_status,
    call_id: event.call_id,
  };
};

export const voicemailSample: VoicemailRecord = {
  id: '202611-5f0c2a9be1d34c7f8a6b9c0d1e2f3a4b',
  summary: 'Voicemail from Ann Lee (+1 415-555-0134) for Jane Doe, Tue 24 Nov, 10:32, 0:14 long.',
  ...callerSample,
  to_number: '1002',
  to_number_national: null,
  to_country: null,
  to_name: null,
  received_at: '2026-11-24T18:32:05Z',
  received_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  duration_seconds: 14,
  duration_text: '0:14',
  mailbox_id: '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60',
  mailbox_name: "Jane Doe's Voicemail",
  mailbox_number: '1002',
  ...personSample,
  transcription: 'Hello, this is Ann Lee. Could you call me back about my appointment on Friday? Thank you.',
  has_transcription: true,
  audio: 'https://example.com/Voicemail-Ann-Lee-2026-11-24-10-32.mp3',
  audio_status: 'ready',
  call_id: '0_2921477642@10.126.0.9',
};
