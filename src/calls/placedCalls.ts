import type { ZObject } from 'zapier-platform-core';
import { recall, remember } from '../zapier/cache.ts';

/** What Zapier remembers of a call that was placed: the id that Place Call gave, those of all its legs, and its reference. */
export type PlacedCall = { id: string; legIds: string[]; reference: string | null };

const keyOf = (legId: string): string => `placed:${legId}`;

/** Longer than calls last. */
const DAY_SECONDS = 24 * 60 * 60;

/**
 * Remembers a call by each of its legs: KAZOO takes the reference from a leg when somebody picks up, before the call goes
 * on to the number (`ecallmgr_originate:get_unset_vars`), so that neither its end nor its record tells it.
 */
export const rememberPlacedCall = async (z: ZObject, placed: PlacedCall): Promise<void> => {
  await Promise.all(placed.legIds.map((legId) => remember(z, keyOf(legId), placed, DAY_SECONDS)));
};

/** The call that was placed and of which a leg has this id; null where that is not known. */
export const recallPlacedCall = async (z: ZObject, legId: string): Promise<PlacedCall | null> =>
  (await recall(z, keyOf(legId))) as PlacedCall | null;
