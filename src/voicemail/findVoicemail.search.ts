import { defineInputFields } from 'zapier-platform-core';
import { createdBetween } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { callerValues } from '../fields/parties.ts';
import { ANONYMOUS, isHidden } from '../fields/phoneNumbers.ts';
import { sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { search } from '../zapier/operation.ts';
import {
  isInBox,
  storedVoicemailFields,
  storedVoicemailRecord,
  storedVoicemailSample,
  VOICEMAIL_FOLDERS,
  type StoredVoicemail,
} from './storedVoicemail.record.ts';
import { newestVoicemails, requireMailbox, withTranscription } from './voicemails.api.ts';

const PAGE_SIZE = 100;

const inputFields = defineInputFields([
  {
    key: 'mailbox',
    label: 'Voicemail Box',
    type: 'string',
    dynamic: 'list_mailboxes.id.name',
    helpText: 'Leave empty for all voicemail boxes. From an earlier step, map Voicemail Box ID.',
  },
  {
    key: 'from_number',
    label: 'From Number',
    type: 'string',
    helpText:
      "The caller's number in any format, an extension, or `anonymous` for a hidden number. Leave empty for all callers.",
  },
  {
    key: 'folder',
    label: 'Folder',
    type: 'string',
    choices: VOICEMAIL_FOLDERS,
    helpText: 'Leave empty for New and Saved.',
  },
  sinceField,
]);

type Input = InputReader<typeof inputFields>;

/** The number as records have it, which is `anonymous` for a hidden caller. Null for all callers. */
const callerNumber = (input: Input): string | null => {
  const typed = input.text('from_number');
  return typed !== null && isHidden(typed) ? ANONYMOUS : input.phoneNumber('from_number');
};

const matcher = (input: Input): ((voicemail: StoredVoicemail) => boolean) => {
  const number = callerNumber(input);
  const folder = input.text('folder')?.toLowerCase();
  return (voicemail) =>
    (folder === undefined ? isInBox(voicemail) : voicemail.folder === folder) &&
    (number === null || callerValues(voicemail.from.number, voicemail.from.name).from_number === number);
};

export const findVoicemail = search({
  key: 'find_voicemail',
  noun: 'Voicemail',
  label: 'Find Voicemail',
  description: 'Finds the most recent voicemail by voicemail box, caller, folder, or time.',
  inputFields,
  perform: async (input, context) => {
    const { dash, timeZone } = context;
    const matches = matcher(input);
    const now = new Date();
    const query = { ...createdBetween(input.searchStart('since', now, timeZone), now), page_size: PAGE_SIZE };
    const mailboxIds = input.list('mailbox');
    const found = await withSearchTimeout(newestVoicemails(dash, mailboxIds, { query, limit: 1, matches }));
    if (found.length === 0) await Promise.all(mailboxIds.map((id) => requireMailbox(dash, id)));
    return Promise.all(
      found.map(async (voicemail) => storedVoicemailRecord(await withTranscription(dash, voicemail), context)),
    );
  },
  outputFields: storedVoicemailFields,
  sample: storedVoicemailSample,
});
