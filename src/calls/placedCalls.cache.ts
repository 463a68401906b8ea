import { DAY_SECONDS } from '../dash/time.ts';
import type { Context } from '../zapier/context.ts';

/** What the cache has of a call that was placed: the id that Place Call gave, those of all its legs, and its reference. */
export type PlacedCall = { id: string; legIds: string[]; reference: string | null };

const keyOf = (legId: string): string => `placed:${legId}`;

/** Longer than calls last. */
const LIFETIME_SECONDS = DAY_SECONDS;

/**
 * Stores a call under each of its legs: KAZOO takes the reference from a leg when somebody picks up, before the call goes
 * on to the number (`ecallmgr_originate:get_unset_vars`), so that neither its end event nor its record has it.
 */
export const storePlacedCall = async ({ cache }: Context, placed: PlacedCall): Promise<void> => {
  await Promise.all(placed.legIds.map((legId) => cache.set(keyOf(legId), placed, LIFETIME_SECONDS)));
};

/** The placed call with a leg of this id; null where the cache has none. */
export const findPlacedCall = async ({ cache }: Context, legId: string): Promise<PlacedCall | null> =>
  (await cache.get(keyOf(legId))) as PlacedCall | null;
