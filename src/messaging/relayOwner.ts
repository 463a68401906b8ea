import type { ZObject } from 'zapier-platform-core';
import { isObject } from '../dash/schema.ts';
import { claim, forget, recall, remember, WHOLE_APP } from '../zapier/cache.ts';
import { hash } from '../zapier/hookTrigger.ts';

/**
 * VirtualText sends the messages of a user to one address, and does not tell which. So the app remembers the Zap that
 * took it, for every connection of that user. Zapier comes back daily for a Zap that is on; one that
 * ended without a word is forgotten in time.
 */
const KEPT_SECONDS = 2 * 24 * 60 * 60;

/**
 * A subscription, and the Zap that it is for: by its target URL and, where Zapier tells it, by its number, since a Zap
 * that was edited may get another URL.
 */
export type Owner = { subscription: string; target_hash: string; zap: string | null };

const keyFor = (user: string): string => `relay:${hash(user)}`;

const isSame = (owner: Owner, other: unknown): boolean =>
  isObject(other) && (other.target_hash === owner.target_hash || (owner.zap !== null && other.zap === owner.zap));

/** Whether it is this subscription, and no later one, to which the messages go. */
const isOwner = async (z: ZObject, key: string, subscription: string): Promise<boolean> => {
  const owner = await recall(z, key, WHOLE_APP);
  return isObject(owner) && owner.subscription === subscription;
};

/**
 * Makes a Zap the owner of the messages; false when another one is. It stays so only if `take` succeeds. When the cache
 * is down, nobody is known to be the owner.
 */
export const takeRelay = async (
  z: ZObject,
  user: string,
  owner: Owner,
  take: () => Promise<void>,
): Promise<boolean> => {
  const key = keyFor(user);
  if (!(await claim(z, key, KEPT_SECONDS, owner, WHOLE_APP))) {
    const before = await recall(z, key, WHOLE_APP);
    if (before !== null && !isSame(owner, before)) return false;
  }
  try {
    await take();
  } catch (error) {
    if (await isOwner(z, key, owner.subscription)) await forget(z, key, WHOLE_APP);
    throw error;
  }
  await remember(z, key, owner, KEPT_SECONDS, WHOLE_APP);
  return true;
};

/**
 * Ends the ownership of a subscription, with `clear` before. Nothing happens when it has ended already: Zapier may end an
 * old subscription of a Zap after it has made the new one.
 */
export const releaseRelay = async (
  z: ZObject,
  user: string,
  subscription: string,
  clear: () => Promise<void>,
): Promise<void> => {
  const key = keyFor(user);
  if (!(await isOwner(z, key, subscription))) return;
  // Where VirtualText keeps the address, Zapier answers that the Zap is off.
  await clear().catch(() => null);
  await forget(z, key, WHOLE_APP);
};
