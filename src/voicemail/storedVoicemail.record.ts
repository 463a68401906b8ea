import { flag, number, parse, text } from '../dash/schema.ts';
import { fromGregorian } from '../dash/time.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { withoutRealm } from '../fields/phoneNumbers.ts';
import type { Context } from '../zapier/context.ts';
import {
  transcriptionText,
  voicemailFields,
  voicemailRecord,
  voicemailSample,
  voicemailSeconds,
  type Voicemail,
} from './voicemail.record.ts';

/** The folders of a voicemail box, each with its label. */
export const VOICEMAIL_FOLDERS = { new: 'New', saved: 'Saved', deleted: 'Deleted' };

/** A voicemail in a voicemail box. `isTranscribed`: Dash has a transcription, which rows of lists leave out. */
export type StoredVoicemail = Voicemail & { id: string; mailboxId: string; folder: string; isTranscribed: boolean };

/**
 * A message as Dash stores it. `length` is in milliseconds, `timestamp` in Gregorian seconds; `from` and `to` are SIP
 * addresses. Only the document of the message has the transcription.
 */
const messageSchema = {
  media_id: text,
  timestamp: number,
  length: number,
  caller_id_number: text,
  caller_id_name: text,
  from: text,
  to: text,
  call_id: text,
  folder: text,
  transcribed: flag,
  transcription: transcriptionText,
};

/** The ID of a message; null if it has none. */
export const messageId = (value: unknown): string | null => parse(messageSchema, value).media_id;

/** The voicemail of a message, whether from a list or from its own document. */
export const storedVoicemailOf = (mailboxId: string, id: string, value: unknown): StoredVoicemail => {
  const message = parse(messageSchema, value);
  return {
    id,
    mailboxId,
    received: fromGregorian(message.timestamp),
    seconds: voicemailSeconds(message.length),
    from: { number: message.caller_id_number ?? withoutRealm(message.from), name: message.caller_id_name },
    dialed: withoutRealm(message.to),
    transcription: message.transcription,
    callId: message.call_id,
    // Dash moves a message without a folder to `new` as soon as someone reads it.
    folder: message.folder ?? 'new',
    isTranscribed: message.transcribed === true,
  };
};

/** Whether a voicemail is not deleted; Dash lists deleted ones, too. */
export const isInBox = ({ folder }: StoredVoicemail): boolean => folder !== 'deleted';

/** The fields of the trigger New Voicemail, and the folder. */
export const storedVoicemailFields = [...voicemailFields, field('folder', 'string', 'Folder')] as const;

export type StoredVoicemailRecord = RecordOf<typeof storedVoicemailFields>;

/** The record of a stored voicemail: at most 2 requests, for the box and its owner, and none while both are cached. */
export const storedVoicemailRecord = async (
  voicemail: StoredVoicemail,
  context: Context,
): Promise<StoredVoicemailRecord> => ({
  ...(await voicemailRecord(voicemail, voicemail.id, context)),
  folder: voicemail.folder,
});

export const storedVoicemailSample: StoredVoicemailRecord = { ...voicemailSample, folder: 'saved' };
