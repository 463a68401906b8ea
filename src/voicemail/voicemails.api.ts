import type { Dash } from '../dash/client.ts';
import type { Path, Query } from '../dash/http.ts';
import { collect } from '../dash/collect.ts';
import { isObject } from '../dash/schema.ts';
import { messageId, storedVoicemailOf, type StoredVoicemail } from './storedVoicemail.record.ts';

const section = 'Voicemail';
const listing = { section, purpose: 'read the voicemail box' };

/** The voicemail of a row; none if the row has no ID. */
const voicemailsIn = (mailboxId: string, row: unknown): StoredVoicemail[] => {
  const id = messageId(row);
  return id === null ? [] : [storedVoicemailOf(mailboxId, id, row)];
};

/** A list of messages, and the parser of its rows. */
type MessageList = { path: Path; parseRow: (row: unknown) => StoredVoicemail[] };

/** In the account's list, a row has the message under the ID of its voicemail box. */
const listOfAccount: MessageList = {
  path: ['vmboxes', 'messages'],
  parseRow: (row) => Object.entries(isObject(row) ? row : {}).flatMap(([id, message]) => voicemailsIn(id, message)),
};

const listOfMailbox = (id: string): MessageList => ({
  path: ['vmboxes', id, 'messages'],
  parseRow: (row) => voicemailsIn(id, row),
});

const byNewest = (a: StoredVoicemail, b: StoredVoicemail): number =>
  (b.received?.getTime() ?? 0) - (a.received?.getTime() ?? 0);

/** The voicemails of each page of a list, newest first; Dash does not guarantee their order within a page. */
async function* voicemailPages(
  dash: Dash,
  { path, parseRow }: MessageList,
  query: Query,
): AsyncGenerator<StoredVoicemail[], void> {
  // Rows have no `id`, and messages of the same second share a key, and a page can start at that key.
  const idOf = (row: unknown) => parseRow(row)[0]?.id ?? null;
  for await (const rows of dash.pages(path, { ...listing, query, idOf })) yield rows.flatMap(parseRow).sort(byNewest);
}

type Wanted = {
  query: Query;
  limit: number;
  /** As many pages of each list as are read at most; all unless given. */
  mostPages?: number;
  matches: (voicemail: StoredVoicemail) => boolean;
};

/** More voicemail boxes than this are searched in the list of the account: each other list is a request of its own. */
const MOST_LISTS = 10;

/**
 * The newest voicemails that match, newest first, `limit` at most, from the voicemail boxes with these IDs. Without IDs,
 * all boxes are searched. No page is requested after the last match.
 */
export const newestVoicemails = async (
  dash: Dash,
  mailboxIds: readonly string[],
  { query, limit, mostPages, matches }: Wanted,
): Promise<StoredVoicemail[]> => {
  const wanted = new Set(mailboxIds);
  const hasOwnLists = wanted.size > 0 && wanted.size <= MOST_LISTS;
  const lists = hasOwnLists ? mailboxIds.map(listOfMailbox) : [listOfAccount];
  const isWanted = (voicemail: StoredVoicemail): boolean =>
    (wanted.size === 0 || wanted.has(voicemail.mailboxId)) && matches(voicemail);
  const choose = (voicemail: StoredVoicemail) => (isWanted(voicemail) ? [voicemail] : []);
  const newest = await Promise.all(
    lists.map((list) => collect(voicemailPages(dash, list, query), limit, choose, mostPages)),
  );
  return newest.flat().sort(byNewest).slice(0, limit);
};

/** Stops the step if there is no such voicemail box; Dash returns an empty list of its messages. 1 request. */
export const requireMailbox = (dash: Dash, id: string): Promise<unknown> => dash.get(['vmboxes', id], listing);

const pathOf = (mailboxId: string, id: string): Path => ['vmboxes', mailboxId, 'messages', id];

/** The stored transcription of a voicemail, or null: 1 request. */
export const findTranscription = async (dash: Dash, mailboxId: string, id: string): Promise<string | null> => {
  const document = await dash.find(pathOf(mailboxId, id), { section, purpose: 'read the voicemail' });
  return storedVoicemailOf(mailboxId, id, document).transcription;
};

/** A listed voicemail with its transcription: 1 request if it has one. */
export const withTranscription = async (dash: Dash, voicemail: StoredVoicemail): Promise<StoredVoicemail> => {
  const { id, mailboxId, isTranscribed, transcription } = voicemail;
  if (!isTranscribed || transcription !== null) return voicemail;
  return { ...voicemail, transcription: await findTranscription(dash, mailboxId, id) };
};

const TOO_OLD = 'This voicemail is too old to move. Choose a newer one in Voicemail.';

/** Moves a voicemail to a folder, and returns it with its transcription: 2 requests. */
export const moveVoicemail = async (
  dash: Dash,
  mailboxId: string,
  id: string,
  folder: string,
): Promise<StoredVoicemail> => {
  const ask = { section, purpose: 'move the voicemail' };
  const document = await dash.get(pathOf(mailboxId, id), ask);
  // Dash refuses one thing about a folder: a change to a message past its retention.
  await dash.post(pathOf(mailboxId, id), { folder }, { ...ask, sentences: { 400: TOO_OLD } });
  return { ...storedVoicemailOf(mailboxId, id, document), folder };
};
