import type { Dash } from '../dash/client.ts';
import { read, text, type Reader } from '../dash/shape.ts';
import { failed } from '../zapier/errors.ts';
import { wording } from './blocklists.ts';

const texts: Reader<string[]> = (value) =>
  Array.isArray(value) ? value.map(text).filter((entry) => entry !== null) : [];

const accountShape = { blacklists: texts };

const MOST_WRITES = 3;
const CONFLICT = 409;
const OVERWRITTEN =
  'Could not switch the blocklist on or off: somebody else changes the blocklists of the account at the same moment. Try again.';

/** Dash replaces the account's array whole: of two actions that write it at the same moment, one would be lost. */
export const lock = { key: 'blocklists', scope: ['auth' as const] };

/** The ids of the blocklists that act: 1 request. */
export const activeIds = async (dash: Dash): Promise<string[]> =>
  read(accountShape, await dash.get([], wording('read which blocklists are active'))).blacklists;

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
    if (writes < MOST_WRITES) await dash.merge([], { blacklists }, ask);
  }
  throw failed(OVERWRITTEN, 'VirtualPBX', CONFLICT);
};
