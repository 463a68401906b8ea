import type { Ask, Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { failedError, haltedError } from '../zapier/errors.ts';
import { isInForce, keysOf, numberOf, parseBlocklist, type Blocklist } from './blocklist.ts';

/** How each request of this section is spoken of; `purpose` completes "Could not …". */
export const wording = (purpose: string): Ask => ({
  purpose,
  section: 'The Blocklists app',
  labels: { name: 'Name', numbers: 'Numbers', should_block_anonymous: 'Block Hidden Callers' },
});

/** The sentence for a list that is not there. */
export const UNKNOWN = 'There is no such blocklist, or it is deleted already. Choose it again in Blocklist.';

/** Not an error, because Zapier may repeat a step after one by itself. */
const PERHAPS_MADE =
  'VirtualPBX did not say whether it made the list. Look in Dash whether it is there before you run this step again.';

const NOT_KEPT = 'VirtualPBX answered, but did not keep the change. Try again in a few minutes.';

/** The blocklist with this id, which its document may leave out; null when there is none: 1 request. */
export const blocklistWithId = async (dash: Dash, id: string): Promise<Blocklist | null> => {
  const document = await dash.find(['blacklists', id], wording('read the blocklist'));
  return isObject(document) ? parseBlocklist({ ...document, id }) : null;
};

/** The blocklist that somebody chose: 1 request. An unknown one stops the step. */
export const chosenBlocklist = async (dash: Dash, id: string): Promise<Blocklist> => {
  const blocklist = await blocklistWithId(dash, id);
  if (!blocklist) throw haltedError(UNKNOWN);
  return blocklist;
};

const withoutNumbers = async (dash: Dash): Promise<Blocklist[]> => {
  const rows = await dash.list(['blacklists'], wording('list the blocklists'));
  return rows.map(parseBlocklist).filter((row) => row !== null);
};

/** Every blocklist: 1 request, and 1 for each list. */
export const allBlocklists = async (dash: Dash): Promise<Blocklist[]> => {
  const rows = await withoutNumbers(dash);
  const blocklists = await Promise.all(rows.map(({ id }) => blocklistWithId(dash, id)));
  return blocklists.filter((blocklist) => blocklist !== null);
};

const isSameName = (one: string, other: string): boolean =>
  one.trim().localeCompare(other.trim(), 'en', { sensitivity: 'base' }) === 0;

/** The blocklist with this name, whatever its capitals and accents, null when there is none: 1 request, and 1 more for one that is there. */
export const blocklistNamed = async (dash: Dash, name: string): Promise<Blocklist | null> => {
  const row = (await withoutNumbers(dash)).find((one) => isSameName(one.name, name));
  return row ? blocklistWithId(dash, row.id) : null;
};

/** Callers to block; null leaves it open whether hidden ones are blocked. */
export type Callers = { add: readonly string[]; blockHiddenCallers: boolean | null };

/** What somebody wants of a blocklist; what is left out or null stays as it is. A number in both lists is removed. */
export type Changes = Partial<Callers> & { name?: string | null; remove?: readonly string[] };

/** A blocklist after a change, and what the change was. */
export type Changed = {
  blocklist: Blocklist;
  added: readonly string[];
  removed: readonly string[];
  isChanged: boolean;
};

/** The list as the answer to a write has it, which is the document that was stored; null when the change is not in it. */
const stored = (answer: unknown, added: readonly string[], removed: readonly string[]): Blocklist | null => {
  const blocklist = parseBlocklist(answer);
  if (!blocklist) return null;
  const isKept =
    added.every((number) => isInForce(blocklist, number)) &&
    removed.every((number) => keysOf(blocklist, number).length === 0);
  return isKept ? blocklist : null;
};

/** An entry is an object in which Dash would keep notes. */
const entries = (added: readonly string[]) => Object.fromEntries(added.map((number) => [number, {}]));

/** What takes keys off a list. */
const nulls = (keys: readonly string[]) => Object.fromEntries(keys.map((key) => [key, null]));

/** What puts a number on a list. Where an old one has it in another form, its notes move to the form that blocks. */
const entryFor = (before: Blocklist, number: string): Record<string, unknown> => {
  const old = keysOf(before, number);
  const notes = old.map((key) => before.entries[key]).find(isObject) ?? {};
  return { ...nulls(old), [number]: notes };
};

/** Makes a blocklist: 1 request. It acts when the account refers to it. */
export const makeBlocklist = async (
  dash: Dash,
  name: string,
  { add, blockHiddenCallers }: Callers,
): Promise<Changed> => {
  const document = {
    name,
    numbers: entries(add),
    ...(blockHiddenCallers !== null && { should_block_anonymous: blockHiddenCallers }),
  };
  const ask = { ...wording('create the blocklist'), unclear: PERHAPS_MADE };
  const blocklist = stored(await dash.put(['blacklists'], document, ask), add, []);
  if (!blocklist) throw haltedError(PERHAPS_MADE);
  return { blocklist, added: add, removed: [], isChanged: true };
};

/**
 * Changes a blocklist, of which Dash keeps all that is not named: 1 request, and none where nothing would change. Dash
 * merges, so that the entries of somebody who writes at the same moment stay.
 */
export const changeBlocklist = async (
  dash: Dash,
  before: Blocklist,
  { name = null, add = [], remove = [], blockHiddenCallers = null }: Changes,
): Promise<Changed> => {
  const removed = remove.filter((number) => keysOf(before, number).length > 0);
  const unwanted = remove.map(numberOf);
  const added = add.filter((number) => !isInForce(before, number) && !unwanted.includes(numberOf(number)));
  const numbers = Object.assign(
    {},
    ...added.map((number) => entryFor(before, number)),
    ...removed.map((number) => nulls(keysOf(before, number))),
  ) as Record<string, unknown>;
  const patch = {
    ...(name !== null && name !== before.name && { name }),
    ...(added.length + removed.length > 0 && { numbers }),
    ...(blockHiddenCallers !== null &&
      blockHiddenCallers !== before.blocksHiddenCallers && { should_block_anonymous: blockHiddenCallers }),
  };
  if (Object.keys(patch).length === 0) return { blocklist: before, added, removed, isChanged: false };
  const answer = await dash.patch(['blacklists', before.id], patch, wording('change the blocklist'));
  const blocklist = stored(answer, added, removed);
  if (!blocklist) throw failedError(NOT_KEPT, 'VirtualPBX');
  return { blocklist, added, removed, isChanged: true };
};
