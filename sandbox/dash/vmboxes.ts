import { badIdentifier, ok, oneOf, Refusal, refuse } from './answers.ts';
import { fromGregorian, gregorian } from './gregorian.ts';
import { list } from './lists.ts';
import { validated } from './schema.ts';
import { inTimeRange, timeRange } from './timeRange.ts';
import type { Call, Handler } from './answers.ts';
import type { Company, Mailbox, Message } from './company.ts';
import type { Schema } from './schema.ts';
import type { KazooVersion } from './state.ts';

/** So long Dash keeps voicemails. */
const retentionSeconds = 31 * 24 * 3600;

const oldestKept = (): number => gregorian(new Date()) - retentionSeconds;

/** How many messages are in a mailbox; those that are deleted do not count. */
export const messageCounts = ({ messages }: Company, { id }: Mailbox) => {
  const count = (folder: Message['folder']) =>
    messages.filter((message) => message.mailbox_id === id && message.folder === folder).length;
  const folders = { new: count('new'), saved: count('saved') };
  return { messages: folders.new + folders.saved, folders };
};

/** The row of a box. KAZOO 4.2 has neither flags nor folders; 4.3 counts by folder where there is a message at all. */
const boxRow =
  (company: Company, kazoo: KazooVersion) =>
  (box: Mailbox): Record<string, unknown> => {
    const { id, name, mailbox, owner_id, flags } = box;
    const { messages, folders } = messageCounts(company, box);
    const isEmpty = company.messages.every(({ mailbox_id }) => mailbox_id !== id);
    const newer = kazoo === '4.3' && { flags, ...(!isEmpty && { folders }) };
    return { id, name, mailbox, owner_id, messages, ...newer };
  };

/** What Dash calls the metadata of a message: all but its box, its text and its audio. */
const metadata = ({ mailbox_id, transcription, audio, ...shown }: Message) => shown;

/** What a message is listed with that is past its retention. */
const pastRetention = {
  folder: 'deleted',
  retention: 'enforced',
  retention_message: 'this message is prior to retention policy, no update operation is permitted',
};

/** The row of a message; whether it has a text is told from KAZOO 4.3 on. */
const messageRow = (kazoo: KazooVersion) => (message: Message) => ({
  ...metadata(message),
  ...(kazoo === '4.3' && message.transcription ? { transcribed: message.transcription.result === 'success' } : {}),
  ...(message.timestamp < oldestKept() ? pastRetention : {}),
});

const partsOf = (address: string, name: 'from' | 'to') => {
  const [user, realm] = address.split('@');
  return { [`${name}_user`]: user, [`${name}_realm`]: realm };
};

/** The document of a message; its text, too, only from KAZOO 4.3 on. */
const messageDocument = (message: Message, kazoo: KazooVersion) => ({
  ...metadata(message),
  ...(kazoo === '4.3' && {
    ...partsOf(message.from, 'from'),
    ...partsOf(message.to, 'to'),
    ...(message.transcription && { transcription: message.transcription }),
  }),
});

/** By time, newest first; messages of one second share a key. */
const byTime = ({ timestamp }: Message): string => String(timestamp);

/** A message is looked for by its own id, and then must be in the box. */
const messageOf = ({ params }: Call, { messages }: Company): Message => {
  const message = messages.find(({ mailbox_id, media_id }) => {
    return mailbox_id === params.box && media_id === params.message;
  });
  if (!message) throw badIdentifier(params.message);
  return message;
};

/** `GET /vmboxes`: by name in KAZOO 4.2, by id in 4.3. */
export const listMailboxes: Handler = ({ query }, { company, settings: { kazoo } }) =>
  list(company.mailboxes, query, {
    key: ({ id, name }) => (kazoo === '4.2' ? name : id),
    row: boxRow(company, kazoo),
    isAscending: query.ascending !== 'false',
  });

/** `GET /vmboxes/{id}` */
export const getMailbox: Handler = ({ params }, { company }) => ok(oneOf(company.mailboxes, params.box));

/** `GET /vmboxes/messages`: the messages of all boxes, each under the id of its box. */
export const listAllMessages: Handler = ({ query }, { company, settings: { kazoo } }) =>
  list(inTimeRange(company.messages, query), query, {
    key: byTime,
    row: (message) => ({ [message.mailbox_id]: messageRow(kazoo)(message) }),
    firstKey: String(timeRange(query).to),
  });

/** `GET /vmboxes/{id}/messages`: of a box that there is not, none. */
export const listMessages: Handler = ({ params, query }, { company, settings: { kazoo } }) => {
  const messages = company.messages.filter(({ mailbox_id }) => mailbox_id === params.box);
  const firstKey = String(timeRange(query).to);
  return list(inTimeRange(messages, query), query, { key: byTime, row: messageRow(kazoo), firstKey });
};

/** `GET /vmboxes/{id}/messages/{media id}` */
export const getMessage: Handler = (call, { company, settings }) =>
  ok(messageDocument(messageOf(call, company), settings.kazoo));

const moveSchema: Schema = {
  folder: { type: 'string', enum: ['new', 'saved', 'deleted'], default: 'saved' },
};

/** `POST /vmboxes/{id}/messages/{media id}`: into another folder; without one, into that of the saved. */
export const moveMessage: Handler = (call, { company, settings }) => {
  const message = messageOf(call, company);
  const { folder } = validated(moveSchema, call.data) as Pick<Message, 'folder'>;
  const oldest = oldestKept();
  const date_range = { message: 'cannot make changes to messages prior to retention duration', cause: oldest };
  if (message.timestamp < oldest) throw refuse(400, 'validation error', { [message.media_id]: { date_range } });
  message.folder = folder;
  return ok(messageDocument(message, settings.kazoo));
};

/** `POST /vmboxes/{id}/messages`: several at once; of each that could not be moved it says why. */
export const moveMessages: Handler = ({ params, data }, { company }) => {
  const { id } = oneOf(company.mailboxes, params.box);
  const { folder } = validated(moveSchema, { folder: data.folder }) as Pick<Message, 'folder'>;
  const ids = Array.isArray(data.messages) ? data.messages.map(String) : [];
  const moved = company.messages.filter(({ mailbox_id, media_id }) => mailbox_id === id && ids.includes(media_id));
  for (const message of moved) message.folder = folder;
  const succeeded = moved.map(({ media_id }) => media_id);
  const unknown = ids.filter((one) => !succeeded.includes(one));
  return ok({ succeeded, failed: Object.fromEntries(unknown.map((one) => [one, 'not_found'])) });
};

const acceptsAudio = (accept: string): boolean => accept === '' || /\*\/\*|audio\//.test(accept);

/** `GET /vmboxes/{id}/messages/{media id}/raw`: the audio. */
export const getAudio: Handler = (call, { company, settings }) => {
  const message = messageOf(call, company);
  if (!acceptsAudio(call.accept)) throw new Refusal(406);
  const caller = message.caller_id_number;
  const written = fromGregorian(message.timestamp).toISOString().slice(0, 19).replace('T', '_');
  const moment = settings.kazoo === '4.2' ? written.replaceAll(':', '-') : written;
  const headers = {
    'Content-Type': 'audio/x-wav',
    'Content-Disposition': `attachment; filename=${caller}_${moment}.wav`,
  };
  return { status: 200, file: message.audio, headers };
};
