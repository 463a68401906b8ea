import { badIdentifier, ok, oneOf, Refusal, refuse } from './answers.ts';
import { fromGregorian, gregorian } from './gregorian.ts';
import { byId, list } from './lists.ts';
import { validated } from './schema.ts';
import { inTimeRange } from './timeRange.ts';
import type { Call, Handler } from './answers.ts';
import type { Company, Mailbox, Message } from './company.ts';
import type { Schema } from './schema.ts';

/** So long Dash keeps voicemails. */
const retentionSeconds = 31 * 24 * 3600;

/** How many messages are in a mailbox; those that are deleted do not count. */
export const messageCounts = ({ messages }: Company, { id }: Mailbox) => {
  const count = (folder: Message['folder']) =>
    messages.filter((message) => message.mailbox_id === id && message.folder === folder).length;
  const folders = { new: count('new'), saved: count('saved') };
  return { messages: folders.new + folders.saved, folders };
};

const boxRow = (company: Company) => (box: Mailbox) => {
  const { id, name, mailbox, owner_id, flags } = box;
  return { id, name, mailbox, owner_id, flags, ...messageCounts(company, box) };
};

/** What Dash calls the metadata of a message: all but its box, its text and its audio. */
const metadata = ({ mailbox_id, transcription, audio, ...shown }: Message) => ({
  ...shown,
  ...(transcription ? { transcribed: true } : {}),
});

/** Newest first; the id keeps two messages of one second apart. */
const newestFirst = { key: ({ timestamp, media_id }: Message) => `${timestamp}-${media_id}`, row: metadata };

const messageOf = ({ params }: Call, company: Company): Message => {
  const { id } = oneOf(company.mailboxes, params.box);
  const message = company.messages.find(({ mailbox_id, media_id }) => mailbox_id === id && media_id === params.message);
  if (!message) throw badIdentifier(params.message);
  return message;
};

/** `GET /vmboxes` */
export const listMailboxes: Handler = ({ query }, { company }) => list(company.mailboxes, query, byId(boxRow(company)));

/** `GET /vmboxes/{id}` */
export const getMailbox: Handler = ({ params }, { company }) => ok(oneOf(company.mailboxes, params.box));

/** `GET /vmboxes/messages`: the messages of all boxes, each under the id of its box. */
export const listAllMessages: Handler = ({ query }, { company }) =>
  list(inTimeRange(company.messages, query), query, {
    ...newestFirst,
    row: (message) => ({ [message.mailbox_id]: metadata(message) }),
  });

/** `GET /vmboxes/{id}/messages` */
export const listMessages: Handler = ({ params, query }, { company }) => {
  const { id } = oneOf(company.mailboxes, params.box);
  const messages = company.messages.filter(({ mailbox_id }) => mailbox_id === id);
  return list(inTimeRange(messages, query), query, newestFirst);
};

/** `GET /vmboxes/{id}/messages/{media id}` */
export const getMessage: Handler = (call, { company }) => {
  const message = messageOf(call, company);
  return ok({ ...metadata(message), transcription: message.transcription });
};

const moveSchema: Schema = {
  folder: { type: 'string', enum: ['new', 'saved', 'deleted'], default: 'saved' },
};

/** `POST /vmboxes/{id}/messages/{media id}`: into another folder; without one, into that of the saved. */
export const moveMessage: Handler = (call, { company }) => {
  const message = messageOf(call, company);
  const { folder } = validated(moveSchema, call.data) as Pick<Message, 'folder'>;
  const oldest = gregorian(new Date()) - retentionSeconds;
  const date_range = { message: 'cannot make changes to messages prior to retention duration', cause: oldest };
  if (message.timestamp < oldest) throw refuse(400, 'validation error', { [message.media_id]: { date_range } });
  message.folder = folder;
  return ok(metadata(message));
};

const acceptsAudio = (accept: string): boolean => accept === '' || /\*\/\*|audio\//.test(accept);

/** `GET /vmboxes/{id}/messages/{media id}/raw`: the audio. */
export const getAudio: Handler = (call, { company }) => {
  const message = messageOf(call, company);
  if (!acceptsAudio(call.accept)) throw new Refusal(406);
  const caller = message.caller_id_number.replace(/\W/g, '');
  const date = fromGregorian(message.timestamp).toISOString().slice(0, 19).replaceAll(':', '-');
  const headers = {
    'Content-Type': 'audio/x-wav',
    'Content-Disposition': `attachment; filename="${caller}_${date}.wav"`,
  };
  return { status: 200, file: message.audio, headers };
};
