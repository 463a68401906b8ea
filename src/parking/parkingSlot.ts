import type { ZObject } from 'zapier-platform-core';
import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { toGregorian } from '../dash/time.ts';
import { claim, recall, remember } from '../zapier/cache.ts';
import { nullUnlessRetried } from '../zapier/context.ts';
import { DAY_SECONDS, type Context } from '../zapier/hookTrigger.ts';
import { callsParkedNow, happeningOf, type Happening, type ParkedCall, type ParkingMoment } from './parkedCall.ts';

/**
 * The call that is, or has just been, in a slot. `parkedAt` is in Gregorian seconds; null when that is unknown. `pickUp`
 * is null where the call is still there, and where it left in some other way.
 */
type Occupant = { call: ParkedCall; parkedAt: number | null; hasLeft: boolean; pickUp: PickUp | null };

/** When a pick-up was first reported, in Gregorian seconds, and the other call that reported it; null until one does. */
type PickUp = { at: number; otherId: string | null };

/** A pick-up may be sent again for so long, as may that a call left. */
const AFTER_LEAVING_SECONDS = 120;

/** The two calls of a pick-up report it within seconds of each other; a ring-back is reported by the parked call alone. */
const BETWEEN_REPORTS_SECONDS = 30;

const keyOf = (slot: string): string => `parked:${slot}`;

const occupantAt = async (z: ZObject, key: string): Promise<Occupant | null> =>
  (await recall(z, key)) as Occupant | null;

const occupantOf = (z: ZObject, slot: string): Promise<Occupant | null> => occupantAt(z, keyOf(slot));

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

/** Notes that a call was picked up, and which call reported it. */
const pickedUp = (z: ZObject, slot: string, moment: ParkingMoment, occupant: Occupant): Promise<ParkingMoment> => {
  const { callId } = moment.call;
  const { at, otherId } = occupant.pickUp ?? { at: toGregorian(moment.occurred), otherId: null };
  const pickUp = { at, otherId: callId === occupant.call.callId ? otherId : callId };
  return left(z, slot, moment, { ...occupant, pickUp });
};

/** Whether a report is known to be that of a call itself, or the other one of its pick-up. */
const isOf = ({ call, pickUp }: Occupant, { call: { callId }, occurred }: ParkingMoment): boolean => {
  if (callId === call.callId || pickUp === null) return callId === call.callId;
  const isOpen = pickUp.otherId === null && toGregorian(occurred) - pickUp.at <= BETWEEN_REPORTS_SECONDS;
  return isOpen || callId === pickUp.otherId;
};

/** The call that Dash has in a slot: 1 request; null when there is none, or when Dash cannot say. */
const seenIn = async (dash: Dash, slot: string): Promise<ParkedCall | null> => {
  const calls = await callsParkedNow(dash).catch(nullUnlessRetried);
  return calls?.find(([place, { callId }]) => place === slot && callId !== null)?.[1] ?? null;
};

/** Whether a call is known to go on: 1 request. Dash says 503 of one that is over (`cb_channels:read`). */
const goesOn = async (dash: Dash, { callId }: ParkedCall): Promise<boolean> =>
  callId !== null &&
  isObject(await dash.find(['channels', callId], { purpose: 'find the parked call' }).catch(nullUnlessRetried));

/**
 * Whom a report of a pick-up is about that is not known to be of the call last seen in the slot: 1 or 2 requests. KAZOO
 * does not report when a caller hangs up during a ring-back (`cf_park:wait_for_pickup`), and a report may be lost, so that
 * whoever was last seen counts only while it goes on. Where nobody knows who was parked, the first of the two reports
 * decides for both.
 */
const foundOut = async (
  moment: ParkingMoment,
  slot: string,
  known: Occupant | null,
  { z, dash }: Pick<Context, 'z' | 'dash'>,
): Promise<Occupant> => {
  const parked = known?.hasLeft === false ? known : null;
  if (parked && (await goesOn(dash, parked.call))) return parked;
  const seen = await seenIn(dash, slot);
  if (parked && seen?.callId === parked.call.callId) return parked;
  const found = { call: seen ?? moment.call, parkedAt: null, hasLeft: true, pickUp: null };
  const key = `${keyOf(slot)}:after:${JSON.stringify([known?.call.callId, known?.parkedAt])}`;
  await claim(z, key, AFTER_LEAVING_SECONDS, found);
  return (await occupantAt(z, key)) ?? found;
};

type Settle = (moment: ParkingMoment, slot: string, context: Pick<Context, 'z' | 'dash'>) => Promise<ParkingMoment>;

const settles: Record<Happening, Settle> = {
  // A call that is reported again without having left is the same event, sent again.
  parked: async (moment, slot, { z }) => {
    const known = await occupantOf(z, slot);
    const isSentAgain = known?.call.callId === moment.call.callId && !known.hasLeft;
    const parkedAt = isSentAgain ? known.parkedAt : toGregorian(moment.occurred);
    await remember(z, keyOf(slot), { call: moment.call, parkedAt, hasLeft: false, pickUp: null }, DAY_SECONDS);
    return { ...moment, parkedAt };
  },
  abandoned: async (moment, slot, { z }) => {
    const known = await occupantOf(z, slot);
    return known?.call.callId === moment.call.callId ? left(z, slot, moment, known) : moment;
  },
  // KAZOO reports a pick-up for the parked call and for the call that picked it up, in either order (`cf_park:retrieve`,
  // `cf_park:wait_for_pickup`).
  retrieved: async (moment, slot, context) => {
    const known = await occupantOf(context.z, slot);
    const occupant = known && isOf(known, moment) ? known : await foundOut(moment, slot, known, context);
    return pickedUp(context.z, slot, moment, occupant);
  },
};

/**
 * What happened, about the call that was parked, whichever call the event is about. Every event must come here, wanted or
 * not: who is in a slot is known from the events before, else from Dash (1 request, 2 where those events proved wrong).
 */
export const settle = async (moment: ParkingMoment, context: Pick<Context, 'z' | 'dash'>): Promise<ParkingMoment> => {
  const happening = happeningOf(moment.event);
  return happening === null || moment.slot === null ? moment : settles[happening](moment, moment.slot, context);
};
