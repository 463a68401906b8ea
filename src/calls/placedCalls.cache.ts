import { DAY_SECONDS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';

/** A placed call in the cache: the id that Place Call returned, the ids of all its legs, and its reference. */
export type PlacedCall = { id: string; legIds: string[]; reference: string | null };

const keyOf = (legId: string): string => `placed:${legId}`;

/** Longer than calls last. */
const LIFETIME_SECONDS = DAY_SECONDS;

/**
 * Stores a call under each of its legs: KAZOO removes the reference from a leg when someone picks up, before it dials the
 * number (`ecallmgr_originate:get_unset_vars`), so neither the end event nor the record has it.
 */
export const storePlacedCall = async ({ cache }: Context, placed: PlacedCall): Promise<void> => {
  await Promise.all(placed.legIds.map((legId) => cache.set(keyOf(legId), placed, LIFETIME_SECONDS)));
};

/** The placed call with a leg of this id; null if it is not in the cache. */
export const findPlacedCall = async ({ cache }: Context, legId: string): Promise<PlacedCall | null> =>
  (await cache.get(keyOf(legId))) as PlacedCall | null;
