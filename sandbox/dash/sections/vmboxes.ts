import { fromGregorian, gregorian } from '../company/gregorian.ts';
import { messageCounts } from '../company/mailboxes.ts';
import { ok } from '../http/endpoint.ts';
import { list } from '../http/list.ts';
import { badIdentifier, findById, Refusal, refuse } from '../http/refusal.ts';
import { validate } from '../http/schema.ts';
import { inTimeRange, timeRange } from '../http/timeRange.ts';
import type { Company, Mailbox, Message } from '../company/model.ts';
import type { ApiRequest, Handler, Routes } from '../http/endpoint.ts';
import type { Schema } from '../http/schema.ts';
import type { KazooVersion } from '../settings.ts';

/** How long Dash keeps voicemails. */
const RETENTION_SECONDS = 31 * 24 * 3600;

const oldestKept = (): number => gregorian(new Date()) - RETENTION_SECONDS;

/** The row of a box. KAZOO 4.2 has neither flags nor folders; 4.3 has folders if there is any message. */
const boxRow =
  (company: Company, kazoo: KazooVersion) =>
  (box: Mailbox): Record<string, unknown> => {
    const { id, name, mailbox, owner_id, flags } = box;
    const { messages, folders } = messageCounts(company, box);
    const isEmpty = company.messages.every(({ mailbox_id }) => mailbox_id !== id);
    const newer = kazoo === '4.3' && { flags, ...(!isEmpty && { folders }) };
    return { id, name, mailbox, owner_id, messages, ...newer };
  };

/** The metadata of a message: all but its box, transcription and audio. */
const metadata = ({ mailbox_id, transcription, audio, ...shown }: Message) => shown;

/** The keys of a message that is past its retention. */
const pastRetention = {
  folder: 'deleted',
  retention: 'enforced',
  retention_message: 'this message is prior to retention policy, no update operation is permitted',
};

/** The row of a message; KAZOO 4.3 shows whether it is transcribed. */
const messageRow = (kazoo: KazooVersion) => (message: Message) => ({
  ...metadata(message),
  ...(kazoo === '4.3' && message.transcription ? { transcribed: message.transcription.result === 'success' } : {}),
  ...(message.timestamp < oldestKept() ? pastRetention : {}),
});

const partsOf = (address: string, name: 'from' | 'to') => {
  const [user, realm] = address.split('@');
  return { [`${name}_user`]: user, [`${name}_realm`]: realm };
};

/** The document of a message; only KAZOO 4.3 has the transcription. */
const messageDocument = (message: Message, kazoo: KazooVersion) => ({
  ...metadata(message),
  ...(kazoo === '4.3' && {
    ...partsOf(message.from, 'from'),
    ...partsOf(message.to, 'to'),
    ...(message.transcription && { transcription: message.transcription }),
  }),
});

/** Messages are sorted by time; those of one second share a key. */
const byTime = ({ timestamp }: Message): string => String(timestamp);

/** Finds a message by its id and box. */
const messageOf = ({ params }: ApiRequest, { messages }: Company): Message => {
  const message = messages.find(({ mailbox_id, media_id }) => {
    return mailbox_id === params.box && media_id === params.message;
  });
  if (!message) throw badIdentifier(params.message);
  return message;
};

/** `GET /vmboxes`: by name in KAZOO 4.2, by id in 4.3. */
const listMailboxes: Handler = ({ query }, { company, settings: { kazoo } }) =>
  list(company.mailboxes, query, {
    key: ({ id, name }) => (kazoo === '4.2' ? name : id),
    row: boxRow(company, kazoo),
    isAscending: query.ascending !== 'false',
  });

/** `GET /vmboxes/{id}` */
const getMailbox: Handler = ({ params }, { company }) => ok(findById(company.mailboxes, params.box));

/** `GET /vmboxes/messages`: the messages of all boxes, each under the id of its box. */
const listAllMessages: Handler = ({ query }, { company, settings: { kazoo } }) =>
  list(inTimeRange(company.messages, query), query, {
    key: byTime,
    row: (message) => ({ [message.mailbox_id]: messageRow(kazoo)(message) }),
    firstKey: String(timeRange(query).to),
  });

/** `GET /vmboxes/{id}/messages`: none for an unknown box. */
const listMessages: Handler = ({ params, query }, { company, settings: { kazoo } }) => {
  const messages = company.messages.filter(({ mailbox_id }) => mailbox_id === params.box);
  const firstKey = String(timeRange(query).to);
  return list(inTimeRange(messages, query), query, { key: byTime, row: messageRow(kazoo), firstKey });
};

/** `GET /vmboxes/{id}/messages/{media id}` */
const getMessage: Handler = (request, { company, settings }) =>
  ok(messageDocument(messageOf(request, company), settings.kazoo));

const moveSchema: Schema = {
  folder: { type: 'string', enum: ['new', 'saved', 'deleted'], default: 'saved' },
};

/** `POST /vmboxes/{id}/messages/{media id}`: moves a message, by default to the saved ones. */
const moveMessage: Handler = (request, { company, settings }) => {
  const message = messageOf(request, company);
  const { folder } = validate(moveSchema, request.data) as Pick<Message, 'folder'>;
  const oldest = oldestKept();
  const date_range = { message: 'cannot make changes to messages prior to retention duration', cause: oldest };
  if (message.timestamp < oldest) throw refuse(400, 'validation error', { [message.media_id]: { date_range } });
  message.folder = folder;
  return ok(messageDocument(message, settings.kazoo));
};

/** `POST /vmboxes/{id}/messages`: moves several messages; returns why one could not be moved. */
const moveMessages: Handler = ({ params, data }, { company }) => {
  const { id } = findById(company.mailboxes, params.box);
  const { folder } = validate(moveSchema, { folder: data.folder }) as Pick<Message, 'folder'>;
  const ids = Array.isArray(data.messages) ? data.messages.map(String) : [];
  const moved = company.messages.filter(({ mailbox_id, media_id }) => mailbox_id === id && ids.includes(media_id));
  for (const message of moved) message.folder = folder;
  const succeeded = moved.map(({ media_id }) => media_id);
  const unknown = ids.filter((one) => !succeeded.includes(one));
  return ok({ succeeded, failed: Object.fromEntries(unknown.map((one) => [one, 'not_found'])) });
};

const acceptsAudio = (accept: string): boolean => accept === '' || /\*\/\*|audio\//.test(accept);

/** `GET /vmboxes/{id}/messages/{media id}/raw`: the audio. */
const getAudio: Handler = (request, { company, settings }) => {
  const message = messageOf(request, company);
  if (!acceptsAudio(request.accept)) throw new Refusal(406);
  const caller = message.caller_id_number;
  const written = fromGregorian(message.timestamp).toISOString().slice(0, 19).replace('T', '_');
  const moment = settings.kazoo === '4.2' ? written.replaceAll(':', '-') : written;
  const headers = {
    'Content-Type': 'audio/x-wav',
    'Content-Disposition': `attachment; filename=${caller}_${moment}.wav`,
  };
  return { status: 200, file: message.audio, headers };
};

export const vmboxRoutes: Routes = {
  'GET /vmboxes': listMailboxes,
  'GET /vmboxes/messages': listAllMessages,
  'GET /vmboxes/:box': getMailbox,
  'GET /vmboxes/:box/messages': listMessages,
  'POST /vmboxes/:box/messages': moveMessages,
  'GET /vmboxes/:box/messages/:message': getMessage,
  'POST /vmboxes/:box/messages/:message': moveMessage,
  'GET /vmboxes/:box/messages/:message/raw': getAudio,
};
