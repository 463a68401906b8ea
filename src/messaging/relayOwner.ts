import type { ZObject } from 'zapier-platform-core';
import { isObject } from '../dash/shape.ts';
import { claim, forget, recall, remember } from '../zapier/cache.ts';
import { hash } from '../zapier/hookTrigger.ts';

/**
 * VirtualText sends the messages of a user to one address, and does not tell which. So the connection remembers the Zap
 * that took it. Zapier comes back daily for a Zap that is on; one that was deleted without a word is forgotten in time.
 */
const KEPT_SECONDS = 2 * 24 * 60 * 60;

/**
 * A subscription, and the Zap that it is for: by its target URL and, where Zapier tells it, by its number, since a Zap
 * that was edited may get another URL.
 */
export type Owner = { subscription: string; target_hash: string; zap: string | null };

const keyFor = (userId: string): string => `relay:${hash(userId)}`;

const isSame = (owner: Owner, other: unknown): boolean =>
  isObject(other) && (other.target_hash === owner.target_hash || (owner.zap !== null && other.zap === owner.zap));

/**
 * Makes a Zap the owner of the messages; false when another one is. It stays so only if `take` succeeds. When the cache
 * is down, nobody is known to be the owner.
 */
export const takeRelay = async (
  z: ZObject,
  userId: string,
  owner: Owner,
  take: () => Promise<void>,
): Promise<boolean> => {
  const key = keyFor(userId);
  const isNew = await claim(z, key, KEPT_SECONDS, owner);
  const before = isNew ? null : await recall(z, key);
  if (before !== null && !isSame(owner, before)) return false;
  try {
    await take();
  } catch (error) {
    if (isNew) await forget(z, key);
    throw error;
  }
  await remember(z, key, owner, KEPT_SECONDS);
  return true;
};

/**
 * Ends the ownership of a subscription, with `clear` before. Nothing happens when it has ended already: Zapier may end an
 * old subscription of a Zap after it has made the new one.
 */
export const releaseRelay = async (
  z: ZObject,
  userId: string,
  subscription: string,
  clear: () => Promise<void>,
): Promise<void> => {
  const key = keyFor(userId);
  const owner = await recall(z, key);
  if (!isObject(owner) || owner.subscription !== subscription) return;
  // Where VirtualText keeps the address, Zapier answers that the Zap is off.
  await clear().catch(() => null);
  await forget(z, key);
};
