import type { Dash } from '../dash/client.ts';
import { isObject } from '../dash/schema.ts';
import { DAY_SECONDS, toGregorian } from '../dash/time.ts';
import type { Cache } from '../zapier/cache.ts';
import type { Context } from '../zapier/context.ts';
import { nullUnlessRetried } from '../zapier/errors.ts';
import { callsParkedNow } from './parkedCalls.api.ts';
import { parkingChangeOf, type ParkedCall, type ParkingChange, type ParkingMoment } from './parkingMoment.ts';

/**
 * The call that is, or has just been, in a slot. `parkedAt` is in Gregorian seconds; null if unknown. `pickUp` is null while
 * the call is still there, and if it left some other way.
 */
type Occupant = { call: ParkedCall; parkedAt: number | null; hasLeft: boolean; pickUp: PickUp | null };

/** When a pick-up was first reported, in Gregorian seconds, and the other call that reported it; null until one does. */
type PickUp = { at: number; otherId: string | null };

/** How long Dash may repeat the event of a pick-up, or of a call that left. */
const AFTER_LEAVING_SECONDS = 120;

/** The two calls of a pick-up report it within seconds of each other; only the parked call reports a ring-back. */
const MAX_BETWEEN_REPORTS_SECONDS = 30;

const keyOf = (slot: string): string => `parked:${slot}`;

const occupantAt = async (cache: Cache, key: string): Promise<Occupant | null> =>
  (await cache.get(key)) as Occupant | null;

const occupantOf = (cache: Cache, slot: string): Promise<Occupant | null> => occupantAt(cache, keyOf(slot));

/** The same moment with the call that was in the slot. The call's own report may have more data than its parking event. */
const about = (moment: ParkingMoment, { call, parkedAt }: Occupant): ParkingMoment => ({
  ...moment,
  call: call.callId === moment.call.callId ? moment.call : call,
  parkedAt,
});

/** Stores that a call has left its slot: long enough for the second report, too short to confuse it with the next call. */
const recordLeaving = async (
  { cache }: Context,
  slot: string,
  moment: ParkingMoment,
  occupant: Occupant,
): Promise<ParkingMoment> => {
  await cache.set(keyOf(slot), { ...occupant, hasLeft: true }, AFTER_LEAVING_SECONDS);
  return about(moment, occupant);
};

/** Stores that a call was picked up, and which call reported it. */
const recordPickUp = (
  context: Context,
  slot: string,
  moment: ParkingMoment,
  occupant: Occupant,
): Promise<ParkingMoment> => {
  const { callId } = moment.call;
  const { at, otherId } = occupant.pickUp ?? { at: toGregorian(moment.occurred), otherId: null };
  const pickUp = { at, otherId: callId === occupant.call.callId ? otherId : callId };
  return recordLeaving(context, slot, moment, { ...occupant, pickUp });
};

/** Whether a report is known to come from the call itself, or to be the other report of its pick-up. */
const isAbout = ({ call, pickUp }: Occupant, { call: { callId }, occurred }: ParkingMoment): boolean => {
  if (callId === call.callId || pickUp === null) return callId === call.callId;
  const isOpen = pickUp.otherId === null && toGregorian(occurred) - pickUp.at <= MAX_BETWEEN_REPORTS_SECONDS;
  return isOpen || callId === pickUp.otherId;
};

/** The call that Dash lists in a slot: 1 request. Null if there is none, or if the request fails. */
const listedIn = async (dash: Dash, slot: string): Promise<ParkedCall | null> => {
  const calls = await callsParkedNow(dash).catch(nullUnlessRetried);
  return calls?.find(([name, { callId }]) => name === slot && callId !== null)?.[1] ?? null;
};

/** Whether a call is known to be in progress: 1 request. Dash answers 503 for one that has ended (`cb_channels:read`). */
const isInProgress = async (dash: Dash, { callId }: ParkedCall): Promise<boolean> =>
  callId !== null &&
  isObject(await dash.find(['channels', callId], { purpose: 'find the parked call' }).catch(nullUnlessRetried));

/**
 * The occupant that a pick-up is about, if its report may be about another call than the last known one: 1 or 2 requests.
 * KAZOO does not report that a caller hangs up during a ring-back (`cf_park:wait_for_pickup`), and a report may get lost, so
 * the last known occupant counts only while its call is in progress. If it is unknown who was parked, the first of the two
 * reports decides for both.
 */
const findOccupant = async (
  { dash, cache }: Context,
  moment: ParkingMoment,
  slot: string,
  known: Occupant | null,
): Promise<Occupant> => {
  const parked = known?.hasLeft === false ? known : null;
  if (parked && (await isInProgress(dash, parked.call))) return parked;
  const listed = await listedIn(dash, slot);
  if (parked && listed?.callId === parked.call.callId) return parked;
  const found = { call: listed ?? moment.call, parkedAt: null, hasLeft: true, pickUp: null };
  const key = `${keyOf(slot)}:after:${JSON.stringify([known?.call.callId, known?.parkedAt])}`;
  await cache.claim(key, AFTER_LEAVING_SECONDS, found);
  return (await occupantAt(cache, key)) ?? found;
};

type Handler = (context: Context, moment: ParkingMoment, slot: string) => Promise<ParkingMoment>;

const handlers: Record<ParkingChange, Handler> = {
  // A call that is reported again without having left is the same event, sent again.
  parked: async ({ cache }, moment, slot) => {
    const known = await occupantOf(cache, slot);
    const isRepeated = known?.call.callId === moment.call.callId && !known.hasLeft;
    const parkedAt = isRepeated ? known.parkedAt : toGregorian(moment.occurred);
    await cache.set(keyOf(slot), { call: moment.call, parkedAt, hasLeft: false, pickUp: null }, DAY_SECONDS);
    return { ...moment, parkedAt };
  },
  abandoned: async (context, moment, slot) => {
    const known = await occupantOf(context.cache, slot);
    return known?.call.callId === moment.call.callId ? recordLeaving(context, slot, moment, known) : moment;
  },
  // KAZOO reports a pick-up for the parked call and for the call that picked it up, in either order (`cf_park:retrieve`,
  // `cf_park:wait_for_pickup`).
  retrieved: async (context, moment, slot) => {
    const known = await occupantOf(context.cache, slot);
    const occupant = known && isAbout(known, moment) ? known : await findOccupant(context, moment, slot, known);
    return recordPickUp(context, slot, moment, occupant);
  },
};

/**
 * The moment with the call that was parked, whichever call the event is about. Pass every event, even one that a filter
 * leaves out: earlier events show who is in a slot, otherwise Dash does (1 request, 2 if those events were wrong).
 */
export const withParkedCall = async (context: Context, moment: ParkingMoment): Promise<ParkingMoment> => {
  const change = parkingChangeOf(moment.event);
  return change === null || moment.slot === null ? moment : handlers[change](context, moment, moment.slot);
};
