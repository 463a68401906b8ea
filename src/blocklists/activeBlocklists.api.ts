import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { failedError, haltedError, isRetriedByZapier } from '../zapier/errors.ts';
import { blocklistRequest, createInactive, type Callers, type ChangedBlocklist } from './blocklists.api.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

/** The IDs in the account's document, none when it lacks the field; null when the field cannot be parsed. */
const parseIds = (account: unknown): string[] | null => {
  if (!isObject(account)) return null;
  const { blacklists = [] } = account;
  return Array.isArray(blacklists) && blacklists.every(isText) ? blacklists : null;
};

const MAX_WRITES = 3;
const CONFLICT = 409;
const NOT_LISTED = 'VirtualPBX did not give the lists that act just now. Try again in a few minutes.';
const OVERWRITTEN =
  'Could not switch the blocklist on or off: somebody else changes the blocklists of the account at the same moment. Try again.';

/** Dash replaces the account's whole array: of two actions that write it at the same time, one would get lost. */
export const blocklistLock = { key: 'blocklists', scope: ['auth' as const] };

/**
 * The IDs of the active blocklists: 1 request. An answer without them is an error: to take it for an empty list would
 * deactivate all other lists with the next write.
 */
export const loadActiveIds = async (dash: Dash): Promise<string[]> => {
  const ids = parseIds(await dash.get([], blocklistRequest('read which blocklists are active')));
  if (ids === null) throw failedError(NOT_LISTED, 'VirtualPBX');
  return ids;
};

/**
 * Activates or deactivates a blocklist: 1 request, and 2 more when that changes something; then it returns true. It reads the
 * array back, and writes it again when somebody who does not hold the lock has overwritten it.
 */
export const setActive = async (dash: Dash, id: string, isActive: boolean): Promise<boolean> => {
  for (let writes = 0; writes <= MAX_WRITES; writes += 1) {
    const ids = await loadActiveIds(dash);
    if (ids.includes(id) === isActive) return writes > 0;
    const blacklists = isActive ? [...ids, id] : ids.filter((other) => other !== id);
    const ask = blocklistRequest(isActive ? 'switch the blocklist on' : 'switch the blocklist off');
    if (writes < MAX_WRITES) await dash.patch([], { blacklists }, ask);
  }
  throw failedError(OVERWRITTEN, 'VirtualPBX', CONFLICT);
};

/**
 * What to do when a list was created, but perhaps not activated: advice for the user, a whole sentence, and whether the step
 * may run again.
 */
type Recovery = { advice: string; isRepeatable: boolean };

/**
 * Creates a blocklist and activates it: 5 requests. An error that would stop it halfway, such as an ended session, stops it
 * before the list is created. Later errors halt, because Zapier may repeat a step after any other error, unless the step may
 * run again.
 */
export const createActive = async (
  dash: Dash,
  name: string,
  callers: Callers,
  { advice, isRepeatable }: Recovery,
): Promise<ChangedBlocklist> => {
  await loadActiveIds(dash);
  const created = await createInactive(dash, name, callers);
  await setActive(dash, created.blocklist.id, true).catch((error: unknown) => {
    if (isRepeatable && isRetriedByZapier(error)) throw error;
    throw haltedError(`The list was made, but may not be active yet. ${advice}`);
  });
  return created;
};
