import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { failedError, haltedError, isRetriedByZapier } from '../zapier/errors.ts';
import { makeBlocklist, wording, type Callers, type Changed } from './blocklists.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

/** The ids in the account's document, none where it has no such field; null where that cannot be read. */
const idsIn = (account: unknown): string[] | null => {
  if (!isObject(account)) return null;
  const { blacklists = [] } = account;
  return Array.isArray(blacklists) && blacklists.every(isText) ? blacklists : null;
};

const MOST_WRITES = 3;
const CONFLICT = 409;
const NOT_GIVEN = 'VirtualPBX did not give the lists that act just now. Try again in a few minutes.';
const OVERWRITTEN =
  'Could not switch the blocklist on or off: somebody else changes the blocklists of the account at the same moment. Try again.';

/** Dash replaces the account's array whole: of two actions that write it at the same moment, one would be lost. */
export const lock = { key: 'blocklists', scope: ['auth' as const] };

/**
 * The ids of the blocklists that act: 1 request. An answer that does not tell them is an error: to take it for none
 * would switch off the lists of everybody else with the next write.
 */
export const activeIds = async (dash: Dash): Promise<string[]> => {
  const ids = idsIn(await dash.get([], wording('read which blocklists are active')));
  if (ids === null) throw failedError(NOT_GIVEN, 'VirtualPBX');
  return ids;
};

/**
 * Switches a blocklist on or off: 1 request, and 2 more where that changes something. True when it did. The array is
 * read back, and written again where somebody whom the lock does not stop has overwritten it.
 */
export const setActive = async (dash: Dash, id: string, isWanted: boolean): Promise<boolean> => {
  for (let writes = 0; writes <= MOST_WRITES; writes += 1) {
    const ids = await activeIds(dash);
    if (ids.includes(id) === isWanted) return writes > 0;
    const blacklists = isWanted ? [...ids, id] : ids.filter((other) => other !== id);
    const ask = wording(isWanted ? 'switch the blocklist on' : 'switch the blocklist off');
    if (writes < MOST_WRITES) await dash.patch([], { blacklists }, ask);
  }
  throw failedError(OVERWRITTEN, 'VirtualPBX', CONFLICT);
};

/** What follows where a list was made, but not switched on for certain; `advice` is a whole sentence. */
type Otherwise = { advice: string; isRepeatable: boolean };

/**
 * Makes a blocklist and switches it on: 5 requests. What would stop it halfway, as a session that has ended, stops it
 * before anything is made. After that it halts, because Zapier may repeat a step after an error by itself, unless that
 * is welcome.
 */
export const makeActive = async (
  dash: Dash,
  name: string,
  callers: Callers,
  { advice, isRepeatable }: Otherwise,
): Promise<Changed> => {
  await activeIds(dash);
  const made = await makeBlocklist(dash, name, callers);
  await setActive(dash, made.blocklist.id, true).catch((error: unknown) => {
    if (isRepeatable && isRetriedByZapier(error)) throw error;
    throw haltedError(`The list was made, but may not be active yet. ${advice}`);
  });
  return made;
};
