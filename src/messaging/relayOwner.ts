import { isObject } from '../dash/schema.ts';
import { DAY_SECONDS } from '../dash/time.ts';
import { WHOLE_APP, type Cache } from '../zapier/cache.ts';
import { hash } from '../zapier/hash.ts';

/**
 * VirtualText sends the messages of a user to one URL, which can't be read. So the app stores which Zap owns it, for every
 * connection of that user. Zapier renews the subscription of a Zap that is on every day; the ownership of a Zap that ended
 * without unsubscribing expires.
 */
const OWNERSHIP_SECONDS = 2 * DAY_SECONDS;

/**
 * A subscription and its Zap, identified by the hash of the target URL and, if Zapier sends it, by the Zap's ID, because an
 * edited Zap may get another URL.
 */
export type RelayOwner = { subscription: string; target_hash: string; zap: string | null };

const keyFor = (user: string): string => `relay:${hash(user)}`;

const isSame = (owner: RelayOwner, other: unknown): boolean =>
  isObject(other) && (other.target_hash === owner.target_hash || (owner.zap !== null && other.zap === owner.zap));

/** Whether the messages go to this subscription, and not to a later one. */
const isOwner = async (cache: Cache, key: string, subscription: string): Promise<boolean> => {
  const owner = await cache.get(key, WHOLE_APP);
  return isObject(owner) && owner.subscription === subscription;
};

/**
 * Makes a Zap the owner of the messages; false if another Zap is. It stays the owner only if `take` succeeds. While the
 * cache is down, no Zap is known to be the owner.
 */
export const takeRelay = async (
  cache: Cache,
  user: string,
  owner: RelayOwner,
  take: () => Promise<void>,
): Promise<boolean> => {
  const key = keyFor(user);
  if (!(await cache.claim(key, OWNERSHIP_SECONDS, owner, WHOLE_APP))) {
    const before = await cache.get(key, WHOLE_APP);
    if (before !== null && !isSame(owner, before)) return false;
  }
  try {
    await take();
  } catch (error) {
    if (await isOwner(cache, key, owner.subscription)) await cache.delete(key, WHOLE_APP);
    throw error;
  }
  await cache.set(key, owner, OWNERSHIP_SECONDS, WHOLE_APP);
  return true;
};

/**
 * Ends the ownership of a subscription, after `clear`. Nothing happens if it has already ended: Zapier may end an old
 * subscription of a Zap after it has created the new one.
 */
export const releaseRelay = async (
  cache: Cache,
  user: string,
  subscription: string,
  clear: () => Promise<void>,
): Promise<void> => {
  const key = keyFor(user);
  if (!(await isOwner(cache, key, subscription))) return;
  // If VirtualText keeps the URL, Zapier answers its requests with the status that the Zap is off.
  await clear().catch(() => null);
  await cache.delete(key, WHOLE_APP);
};
