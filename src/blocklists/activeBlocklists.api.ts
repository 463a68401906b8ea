import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { failedError, haltedError, isRetriedByZapier } from '../zapier/errors.ts';
import { blocklistRequest, createInactive, type Callers, type ChangedBlocklist } from './blocklists.api.ts';

const isText = (value: unknown): value is string => typeof value === 'string';

/** The IDs in the account's document, none if it lacks the field; null if the field can't be parsed. */
const parseIds = (account: unknown): string[] | null => {
  if (!isObject(account)) return null;
  const { blacklists = [] } = account;
  return Array.isArray(blacklists) && blacklists.every(isText) ? blacklists : null;
};

const MAX_WRITES = 3;
const CONFLICT = 409;
const NOT_LISTED = "VirtualPBX didn't return the active blocklists. Try again in a few minutes.";
const OVERWRITTEN =
  "The blocklist couldn't be turned on or off because someone else is changing blocklists at the same time. Try again in a few minutes.";

/** Dash replaces the account's whole array: if two actions wrote it at the same time, one of the changes would get lost. */
export const blocklistLock = { key: 'blocklists', scope: ['auth' as const] };

/**
 * The IDs of the active blocklists: 1 request. An answer without them is an error: if it counted as an empty list, the next
 * write would deactivate all other lists.
 */
export const loadActiveIds = async (dash: Dash): Promise<string[]> => {
  const ids = parseIds(await dash.get([], blocklistRequest('check which blocklists are active')));
  if (ids === null) throw failedError(NOT_LISTED, 'VirtualPBX');
  return ids;
};

/**
 * Activates or deactivates a blocklist: 1 request, and 2 more if that changes something; then it returns true. It reads the
 * array back, and writes it again if someone who doesn't hold the lock has overwritten it.
 */
export const setActive = async (dash: Dash, id: string, isActive: boolean): Promise<boolean> => {
  for (let writes = 0; writes <= MAX_WRITES; writes += 1) {
    const ids = await loadActiveIds(dash);
    if (ids.includes(id) === isActive) return writes > 0;
    const blacklists = isActive ? [...ids, id] : ids.filter((other) => other !== id);
    const ask = blocklistRequest(isActive ? 'turn the blocklist on' : 'turn the blocklist off');
    if (writes < MAX_WRITES) await dash.patch([], { blacklists }, ask);
  }
  throw failedError(OVERWRITTEN, 'VirtualPBX', CONFLICT);
};

/**
 * What to do when a list was created but perhaps not activated: advice for the user as whole sentences, and whether the step
 * may run again.
 */
type Recovery = { advice: string; isRepeatable: boolean };

/**
 * Creates a blocklist and activates it: 5 requests. The first one finds errors that would stop it halfway, such as an ended
 * session, before the list is created. Later errors halt the step, because Zapier may repeat it after any other error,
 * unless the step may run again.
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
    throw haltedError(`The blocklist was created, but it may not be active yet. ${advice}`);
  });
  return created;
};
