import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { toGregorian } from '../dash/time.ts';
import { claim, recall, remember } from '../zapier/cache.ts';
import { nullUnlessRepeated } from '../zapier/connection.ts';
import { DAY_SECONDS, type Context } from '../zapier/hookTrigger.ts';
import { callsParkedNow, happeningOf, type Happening, type ParkedCall, type ParkingMoment } from './parkedCall.ts';

/** The call that is, or has just been, in a slot. `parkedAt` is in Gregorian seconds; null when that is unknown. */
type Occupant = { call: ParkedCall; parkedAt: number | null; hasLeft: boolean };

/** The second report of a pick-up comes within seconds of the first. */
const AFTER_LEAVING_SECONDS = 120;

const keyOf = (slot: string): string => `parked:${slot}`;

const occupantOf = async (z: ZObject, slot: string): Promise<Occupant | null> =>
  (await recall(z, keyOf(slot))) as Occupant | null;

/** What happened, about the call that was in the slot. The call's own report may know more than that of its parking. */
const about = (moment: ParkingMoment, { call, parkedAt }: Occupant): ParkingMoment => ({
  ...moment,
  call: call.callId === moment.call.callId ? moment.call : call,
  parkedAt,
});

/** Notes that a call has left its slot: long enough for the second report, not so long that it is taken for the next. */
const left = async (z: ZObject, slot: string, moment: ParkingMoment, occupant: Occupant): Promise<ParkingMoment> => {
  await remember(z, keyOf(slot), { ...occupant, hasLeft: true }, AFTER_LEAVING_SECONDS);
  return about(moment, occupant);
};

/** The call that Dash has in a slot: 1 request; null when there is none, or when Dash cannot say. */
const seenIn = async (dash: Dash, slot: string): Promise<ParkedCall | null> => {
  const calls = await callsParkedNow(dash).catch(nullUnlessRepeated);
  return calls?.find(([place, { callId }]) => place === slot && callId !== null)?.[1] ?? null;
};

type Settle = (moment: ParkingMoment, slot: string, context: Pick<Context, 'z' | 'dash'>) => Promise<ParkingMoment>;

const settles: Record<Happening, Settle> = {
  // A call that is reported again without having left is the same event, sent again.
  parked: async (moment, slot, { z }) => {
    const known = await occupantOf(z, slot);
    const isSentAgain = known?.call.callId === moment.call.callId && !known.hasLeft;
    const parkedAt = isSentAgain ? known.parkedAt : toGregorian(moment.occurred);
    await remember(z, keyOf(slot), { call: moment.call, parkedAt, hasLeft: false }, DAY_SECONDS);
    return { ...moment, parkedAt };
  },
  abandoned: async (moment, slot, { z }) => {
    const known = await occupantOf(z, slot);
    return known?.call.callId === moment.call.callId ? left(z, slot, moment, known) : moment;
  },
  // KAZOO reports a pick-up for the parked call and for the call that picked it up, in either order (`cf_park:retrieve`,
  // `cf_park:wait_for_pickup`). Where nobody knows which of them was parked, the first report decides for both.
  retrieved: async (moment, slot, { z, dash }) => {
    const known = await occupantOf(z, slot);
    if (known) return left(z, slot, moment, known);
    const occupant = { call: (await seenIn(dash, slot)) ?? moment.call, parkedAt: null, hasLeft: true };
    await claim(z, keyOf(slot), AFTER_LEAVING_SECONDS, occupant);
    return about(moment, (await occupantOf(z, slot)) ?? occupant);
  },
};

/**
 * What happened, about the call that was parked, whichever call the event is about. Every event must come here, wanted or
 * not: who is in a slot is known from the events before, else from Dash (1 request).
 */
export const settle = async (moment: ParkingMoment, context: Pick<Context, 'z' | 'dash'>): Promise<ParkingMoment> => {
  const happening = happeningOf(moment.event);
  return happening === null || moment.slot === null ? moment : settles[happening](moment, moment.slot, context);
};
