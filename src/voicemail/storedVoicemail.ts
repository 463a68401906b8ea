import type { Context } from '../zapier/hookTrigger.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { eventOf, type Message } from './messages.ts';
import { voicemailFields, voicemailRecord, voicemailSample } from './voicemail.ts';

/** The folders of a mailbox as Dash calls them, and as people do. */
export const folders = { new: 'New', saved: 'Saved', deleted: 'Deleted' };

/** A voicemail that is in a mailbox: what the trigger gives, and the folder. */
export const storedVoicemailFields = [...voicemailFields, field('folder', 'string', 'Folder')] as const;

export type StoredVoicemailRecord = RecordOf<typeof storedVoicemailFields>;

/** The record of a stored voicemail: at most 3 requests, for its text, the mailbox and the owner. */
export const storedVoicemailRecord = async (
  message: Message,
  context: Pick<Context, 'z' | 'dash' | 'timeZone'>,
): Promise<StoredVoicemailRecord> => ({
  ...(await voicemailRecord(await eventOf(context.dash, message), message.id, context)),
  folder: message.folder,
});

export const storedVoicemailSample: StoredVoicemailRecord = { ...voicemailSample, folder: 'saved' };
