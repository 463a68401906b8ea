import { inBatches } from '../dash/batches.ts';
import type { Ask } from '../dash/http.ts';
import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import { isBlocking, keysOf, numberOfEntry, parseBlocklist, type Blocklist } from './blocklist.record.ts';

/** The wording of errors for a request of this section. `purpose` is a verb phrase. */
export const blocklistRequest = (purpose: string): Ask => ({
  purpose,
  section: 'The Blocklists app',
  labels: { name: 'Name', numbers: 'Numbers', should_block_anonymous: 'Block Hidden Callers' },
});

/** The error for a blocklist that doesn't exist. */
export const UNKNOWN_BLOCKLIST =
  "VirtualPBX can't find this blocklist; it may have been deleted. Choose it again in Blocklist.";

/** Halts the step, because Zapier may repeat a step on its own after other errors. */
const PERHAPS_CREATED =
  "VirtualPBX didn't confirm the new blocklist, so it may have been created. Check Dash before you run this step again.";

const NOT_STORED = "VirtualPBX didn't save the change. Try again in a few minutes.";

/** The blocklist with this ID, which its document may lack: 1 request. Null if there is none. */
export const findBlocklistById = async (dash: Dash, id: string): Promise<Blocklist | null> => {
  const document = await dash.find(['blacklists', id], blocklistRequest('read the blocklist'));
  return isObject(document) ? parseBlocklist({ ...document, id }) : null;
};

/** The blocklist that the user chose: 1 request. If it doesn't exist, the step stops. */
export const chosenBlocklist = async (dash: Dash, id: string): Promise<Blocklist> => {
  const blocklist = await findBlocklistById(dash, id);
  if (!blocklist) throw haltedError(UNKNOWN_BLOCKLIST);
  return blocklist;
};

/** The rows of the list of blocklists, which have only ID and name. */
const loadRows = async (dash: Dash): Promise<Blocklist[]> => {
  const rows = await dash.list(['blacklists'], blocklistRequest('list the blocklists'));
  return rows.map(parseBlocklist).filter((row) => row !== null);
};

/** All blocklists: 1 request, and 1 more for each list. */
export const loadBlocklists = async (dash: Dash): Promise<Blocklist[]> => {
  const rows = await loadRows(dash);
  const blocklists = await inBatches(rows, ({ id }) => findBlocklistById(dash, id));
  return blocklists.filter((blocklist) => blocklist !== null);
};

const isSameName = (stored: string, wanted: string): boolean =>
  stored.trim().localeCompare(wanted, 'en', { sensitivity: 'base' }) === 0;

/**
 * The blocklist with this name, which has no space around it, ignoring case and accents: 1 request, and 1 more if it exists.
 * Null if there is none.
 */
export const findBlocklistByName = async (dash: Dash, name: string): Promise<Blocklist | null> => {
  const row = (await loadRows(dash)).find((one) => isSameName(one.name, name));
  return row ? findBlocklistById(dash, row.id) : null;
};

/** Callers to block. Null keeps the setting for hidden callers. */
export type Callers = { add: readonly string[]; blockHiddenCallers: boolean | null };

/** The changes to a blocklist. Fields that are missing or null stay the same. A number in both lists is removed. */
export type BlocklistChanges = Partial<Callers> & { name?: string | null; remove?: readonly string[] };

/** A blocklist after a change, and what changed. */
export type ChangedBlocklist = {
  blocklist: Blocklist;
  added: readonly string[];
  removed: readonly string[];
  isChanged: boolean;
};

/** The stored blocklist, from the answer to a write; null if it lacks the change. */
const storedBlocklist = (answer: unknown, added: readonly string[], removed: readonly string[]): Blocklist | null => {
  const blocklist = parseBlocklist(answer);
  if (!blocklist) return null;
  const isStored =
    added.every((number) => isBlocking(blocklist, number)) &&
    removed.every((number) => keysOf(blocklist, number).length === 0);
  return isStored ? blocklist : null;
};

/** New entries. The value of an entry is an object for notes. */
const entriesFor = (added: readonly string[]) => Object.fromEntries(added.map((number) => [number, {}]));

/** An entry of a patch. Null removes the key. */
type Entry = readonly [key: string, notes: object | null];

/** The part of a patch that removes keys from a list. */
const removalOf = (keys: readonly string[]): Entry[] => keys.map((key) => [key, null]);

/** The part of a patch that adds a number. Old keys for it are removed, and their notes move to the key that blocks. */
const additionOf = (before: Blocklist, number: string): Entry[] => {
  const old = keysOf(before, number);
  const notes = old.map((key) => before.entries[key]).find(isObject) ?? {};
  return [...removalOf(old), [number, notes]];
};

/** Creates a blocklist: 1 request. It isn't active until the account refers to it. */
export const createInactive = async (
  dash: Dash,
  name: string,
  { add, blockHiddenCallers }: Callers,
): Promise<ChangedBlocklist> => {
  const document = {
    name,
    numbers: entriesFor(add),
    ...(blockHiddenCallers !== null && { should_block_anonymous: blockHiddenCallers }),
  };
  const ask = { ...blocklistRequest('create the blocklist'), unclear: PERHAPS_CREATED };
  const blocklist = storedBlocklist(await dash.put(['blacklists'], document, ask), add, []);
  if (!blocklist) throw haltedError(PERHAPS_CREATED);
  return { blocklist, added: add, removed: [], isChanged: true };
};

/**
 * Changes a blocklist: 1 request, none if nothing would change. Dash merges the change into the document, so that entries
 * that someone else adds at the same time are kept.
 */
export const changeBlocklist = async (
  dash: Dash,
  before: Blocklist,
  { name = null, add = [], remove = [], blockHiddenCallers = null }: BlocklistChanges,
): Promise<ChangedBlocklist> => {
  const removed = remove.filter((number) => keysOf(before, number).length > 0);
  const unwanted = new Set(remove.map(numberOfEntry));
  const added = add.filter((number) => !isBlocking(before, number) && !unwanted.has(numberOfEntry(number)));
  const numbers = Object.fromEntries([
    ...added.flatMap((number) => additionOf(before, number)),
    ...removed.flatMap((number) => removalOf(keysOf(before, number))),
  ]);
  const patch = {
    ...(name !== null && name !== before.name && { name }),
    ...(added.length + removed.length > 0 && { numbers }),
    ...(blockHiddenCallers !== null &&
      blockHiddenCallers !== before.blocksHiddenCallers && { should_block_anonymous: blockHiddenCallers }),
  };
  if (Object.keys(patch).length === 0) return { blocklist: before, added, removed, isChanged: false };
  const answer = await dash.patch(['blacklists', before.id], patch, blocklistRequest('update the blocklist'));
  const blocklist = storedBlocklist(answer, added, removed);
  if (!blocklist) throw failedError(NOT_STORED, 'VirtualPBX');
  return { blocklist, added, removed, isChanged: true };
};
