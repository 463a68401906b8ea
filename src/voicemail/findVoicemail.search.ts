import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { createdBetween } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import { inputList } from '../fields/inputValues.ts';
import { dialableNumber, inputText } from '../fields/inputs.ts';
import { ANONYMOUS, isHidden } from '../fields/phoneNumbers.ts';
import { searchStart, sinceField, withSearchTimeout } from '../fields/searchWindow.ts';
import { isInBox, refuseUnknownBox, takeMessages, type Message } from './messages.ts';
import {
  folders,
  storedVoicemailFields,
  storedVoicemailRecord,
  storedVoicemailSample,
  type StoredVoicemailRecord,
} from './storedVoicemail.ts';
import { callerOf } from './voicemail.ts';

const PAGE_SIZE = 100;

const inputFields = defineInputFields([
  {
    key: 'mailbox',
    label: 'Mailbox',
    type: 'string',
    dynamic: 'list_mailboxes.id.name',
    helpText: 'Leave empty to look into every mailbox.',
  },
  {
    key: 'from_number',
    label: 'From Number',
    type: 'string',
    helpText: 'The number of the caller, written in any way; an extension is fine, too. Leave empty for every caller.',
  },
  {
    key: 'folder',
    label: 'Folder',
    type: 'string',
    choices: folders,
    helpText: 'Leave empty to look into New and Saved. Choose Deleted to look for a deleted voicemail.',
  },
  sinceField,
]);

/** The number as records give it, from which somebody may have mapped that of a hidden caller. */
const callerNumber = (input: unknown): string | null => {
  const typed = inputText(input);
  return typed !== null && isHidden(typed) ? ANONYMOUS : dialableNumber('From Number', typed);
};

const perform = async (z: ZObject, bundle: Bundle): Promise<StoredVoicemailRecord[]> => {
  const { mailbox, from_number, folder, since } = bundle.inputData;
  const caller = callerNumber(from_number);
  const now = new Date();
  const connection = connect(z, bundle);
  const start = searchStart(inputText(since) ?? undefined, now, connection.timeZone);
  const wanted = inputText(folder)?.toLowerCase();
  const isMatch = (message: Message): boolean =>
    (wanted === undefined ? isInBox(message) : message.folder === wanted) &&
    (caller === null || callerOf(message.event).from_number === caller);
  const boxes = inputList(mailbox);
  const search = takeMessages(connection.dash, boxes, {
    query: { ...createdBetween(start, now), page_size: PAGE_SIZE },
    most: 1,
    isMatch,
  });
  const found = await withSearchTimeout(search);
  if (found.length === 0) await Promise.all(boxes.map((box) => refuseUnknownBox(connection.dash, box)));
  return Promise.all(found.map((message) => storedVoicemailRecord(message, { z, ...connection })));
};

export const findVoicemail = {
  key: 'find_voicemail',
  noun: 'Voicemail',
  display: {
    label: 'Find Voicemail',
    description: 'Finds the newest voicemail by mailbox, caller, folder or time.',
  },
  operation: {
    inputFields,
    perform,
    outputFields: [...storedVoicemailFields],
    sample: storedVoicemailSample,
  },
};
