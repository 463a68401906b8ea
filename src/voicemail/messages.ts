import type { Dash, IdOfRow, Path, Query } from '../dash/client.ts';
import { flag, isObject, number, parse, text } from '../dash/schema.ts';
import { withoutRealm } from '../fields/phoneNumbers.ts';
import { transcriptionText, voicemailSchema, type VoicemailEvent } from './voicemail.ts';

/** A message as Dash stores it; only its own document has the transcription, a row of a list says whether there is one. */
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

/** A stored voicemail: what the event of its arrival told, and the folder that it is in now. */
export type Message = { id: string; box: string; folder: string; isTranscribed: boolean; event: VoicemailEvent };

const parseMessage = (box: string, id: string, value: unknown): Message => {
  const { folder, transcribed, transcription, from, to, timestamp, length, ...told } = parse(messageSchema, value);
  const event = parse(voicemailSchema, {
    ...told,
    voicemail_id: id,
    voicemail_box: box,
    voicemail_timestamp: timestamp,
    voicemail_length: length,
    voicemail_transcription: transcription,
    from_user: withoutRealm(from),
    to_user: withoutRealm(to),
  });
  // Dash puts a message without a folder into `new` as soon as anybody reads it.
  return { id, box, folder: folder ?? 'new', isTranscribed: transcribed === true, event };
};

/** The message of a row; none where the row has no id. */
const messagesIn = (box: string, row: unknown): Message[] => {
  const { media_id } = parse(messageSchema, row);
  return media_id === null ? [] : [parseMessage(box, media_id, row)];
};

/** A list of messages, and how its rows are read. */
type List = { path: Path; read: (row: unknown) => Message[] };

/** In the list of the account a row is the message under the id of its box. */
const listOfAccount: List = {
  path: ['vmboxes', 'messages'],
  read: (row) => Object.entries(isObject(row) ? row : {}).flatMap(([box, message]) => messagesIn(box, message)),
};

const listOfBox = (box: string): List => ({
  path: ['vmboxes', box, 'messages'],
  read: (row) => messagesIn(box, row),
});

const section = 'Voicemail';
const listing = { section, purpose: 'look into the mailbox' };

type Wanted = { query: Query; most: number; isMatch: (message: Message) => boolean };

const takeFrom = async (dash: Dash, { path, read }: List, { query, most, isMatch }: Wanted): Promise<Message[]> => {
  // Rows have no id of their own, and messages of one second share a key, at which a page may begin.
  const idOf: IdOfRow = (row) => read(row)[0]?.id ?? null;
  const taken: Message[] = [];
  for await (const rows of dash.pages(path, { ...listing, query, idOf })) {
    taken.push(...rows.flatMap(read).filter(isMatch));
    if (taken.length >= most) break;
  }
  return taken;
};

const receivedAt = ({ event }: Message): number => event.voicemail_timestamp ?? 0;

/**
 * The newest messages that meet a condition, newest first, `most` at most: of the mailboxes with these ids, of all
 * where there are none. No page beyond the last of them is asked for.
 */
export const takeMessages = async (dash: Dash, boxes: readonly string[], wanted: Wanted): Promise<Message[]> => {
  const lists = boxes.length === 0 ? [listOfAccount] : boxes.map(listOfBox);
  const taken = await Promise.all(lists.map((list) => takeFrom(dash, list, wanted)));
  return taken
    .flat()
    .sort((a, b) => receivedAt(b) - receivedAt(a))
    .slice(0, wanted.most);
};

/** Whether a message is in its box; Dash lists those that were deleted, too. */
export const isInBox = ({ folder }: Pick<Message, 'folder'>): boolean => folder !== 'deleted';

/** Refuses a box that there is not, of which Dash lists no messages as it does of an empty one: 1 request. */
export const refuseUnknownBox = (dash: Dash, box: string): Promise<unknown> => dash.get(['vmboxes', box], listing);

const pathOf = (box: string, id: string): Path => ['vmboxes', box, 'messages', id];

/** What the event of a listed message told; the text of a transcription takes a request of its own. */
export const eventOf = async (dash: Dash, { box, id, isTranscribed, event }: Message): Promise<VoicemailEvent> => {
  if (!isTranscribed || event.voicemail_transcription !== null) return event;
  const document = await dash.find(pathOf(box, id), { section, purpose: 'read the voicemail' });
  return { ...event, voicemail_transcription: parse(messageSchema, document).transcription };
};

const TOO_OLD =
  'This voicemail is too old: the phone system does not move it any more. Choose a newer one in Voicemail.';

/** Puts a message into a folder, and gives it as it is then: 2 requests. */
export const moveMessage = async (dash: Dash, box: string, id: string, folder: string): Promise<Message> => {
  const ask = { section, purpose: 'move the voicemail' };
  const document = await dash.get(pathOf(box, id), ask);
  // The one thing about a folder that Dash refuses: a change to what is past its retention.
  await dash.post(pathOf(box, id), { folder }, { ...ask, sentences: { 400: TOO_OLD } });
  // Its own document has the text of the transcription, if there is one.
  return { ...parseMessage(box, id, document), isTranscribed: false, folder };
};
