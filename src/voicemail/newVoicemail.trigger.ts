import { defineInputFields } from 'zapier-platform-core';
import type { Path } from '../dash/client.ts';
import { flag, isObject, number, read, text } from '../dash/shape.ts';
import { chosen, isChosen } from '../zapier/filters.ts';
import { hookTrigger, SHOWN_IN_EDITOR, type Context } from '../zapier/hookTrigger.ts';
import { withoutRealm } from '../zapier/phoneNumbers.ts';
import { voicemailFields, voicemailRecord, voicemailSample, voicemailShape, type VoicemailEvent } from './voicemail.ts';

/** A message as a list of Dash has it. */
const messageShape = {
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
};

const wording = { purpose: 'read the recent voicemails', section: 'Voicemail' };

type Message = { box: string; row: ReturnType<typeof readMessage> };
const readMessage = (value: unknown) => read(messageShape, value);

/** Each row of the account's list is the message under the id of its box; a box's own list has bare messages. */
const messagesOfAccount = (rows: unknown[]): Message[] =>
  rows.flatMap((row) =>
    Object.entries(isObject(row) ? row : {}).map(([box, message]) => ({ box, row: readMessage(message) })),
  );

const messagesOf = async ({ dash }: Context, boxes: string[]): Promise<Message[]> => {
  const newest = async (path: Path) => (await dash.page(path, { ...wording, query: { page_size: 20 } })).rows;
  if (boxes.length === 0) return messagesOfAccount(await newest(['vmboxes', 'messages']));
  const perBox = boxes.map(async (box) => {
    const rows = await newest(['vmboxes', box, 'messages']);
    return rows.map((row) => ({ box, row: readMessage(row) }));
  });
  return (await Promise.all(perBox)).flat();
};

/** A stored message as the event that told of it; the text of a transcription takes a request of its own. */
const asEvent = async ({ dash }: Context, { box, row }: Message): Promise<VoicemailEvent> => {
  const path = ['vmboxes', box, 'messages', String(row.media_id)];
  const message = row.transcribed ? await dash.find(path, wording) : null;
  return read(voicemailShape, {
    ...row,
    voicemail_id: row.media_id,
    voicemail_box: box,
    voicemail_timestamp: row.timestamp,
    voicemail_length: row.length,
    voicemail_transcription: isObject(message) ? message.transcription : null,
    from_user: withoutRealm(row.from),
    to_user: withoutRealm(row.to),
  });
};

const recent = async (context: Context): Promise<VoicemailEvent[]> => {
  const messages = await messagesOf(context, chosen(context.bundle.inputData.mailboxes));
  const newest = messages
    .filter(({ row }) => row.media_id !== null && row.folder !== 'deleted')
    .sort((a, b) => Number(b.row.timestamp) - Number(a.row.timestamp))
    .slice(0, SHOWN_IN_EDITOR);
  return Promise.all(newest.map((message) => asEvent(context, message)));
};

export const newVoicemail = hookTrigger({
  key: 'new_voicemail',
  noun: 'Voicemail',
  label: 'New Voicemail',
  description: 'Triggers when a caller leaves a new voicemail.',
  events: () => [{ hook: 'notifications', type: 'voicemail_new' }],
  inputFields: defineInputFields([
    {
      key: 'mailboxes',
      label: 'Mailboxes',
      type: 'string',
      list: true,
      dynamic: 'list_mailboxes.id.name',
      helpText: 'Leave empty for the voicemails of every mailbox.',
    },
  ]),
  shape: voicemailShape,
  isWanted: ({ voicemail_box }, { mailboxes }) => isChosen(voicemail_box, mailboxes),
  item: (event) => Promise.resolve(event),
  identity: ({ voicemail_id }) => voicemail_id,
  record: voicemailRecord,
  recent,
  outputFields: voicemailFields,
  sample: voicemailSample,
});
