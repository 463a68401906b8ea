import { text, type Parsed } from '../dash/schema.ts';
import type { Party } from '../fields/parties.ts';

/** The event `parking`, which does not contain a time (KAZOO, `cf_park:publish_event`, `webhooks_parking:format`). */
export const parkingSchema = {
  event_name: text,
  call_id: text,
  parking_slot: text,
  caller_id_number: text,
  caller_id_name: text,
  callee_id_number: text,
  callee_id_name: text,
};

export type ParkingEvent = Parsed<typeof parkingSchema>;

/**
 * What can happen to a parked call, each with Dash's name for it. PARK_ABANDONED is also sent when a call continues with
 * the next step because nobody answered the ring-back (KAZOO, `cf_park:unanswered_action`).
 */
const EVENT_NAMES = { parked: 'PARK_PARKED', retrieved: 'PARK_RETRIEVED', abandoned: 'PARK_ABANDONED' };

export type ParkingChange = keyof typeof EVENT_NAMES;

/** What happened, from the name of the event; null for an unknown name. */
export const parkingChangeOf = (eventName: string | null): ParkingChange | null =>
  (Object.keys(EVENT_NAMES) as ParkingChange[]).find((change) => EVENT_NAMES[change] === eventName) ?? null;

/** A call in a parking slot, in a form that can be cached as JSON. */
export type ParkedCall = { callId: string | null; from: Party; to: Party };

/**
 * What happened to a call in a slot, and when it was reported. `event` is the name of the event. `parkedAt` is when the
 * call was parked there, in Gregorian seconds; null if that is unknown.
 */
export type ParkingMoment = {
  call: ParkedCall;
  slot: string | null;
  event: string | null;
  occurred: Date;
  parkedAt: number | null;
};

/** Parses an event that has just arrived. */
export const parkingMomentOf = (event: ParkingEvent, arrived: Date): ParkingMoment => ({
  call: {
    callId: event.call_id,
    from: { number: event.caller_id_number, name: event.caller_id_name },
    to: { number: event.callee_id_number, name: event.callee_id_name },
  },
  slot: event.parking_slot,
  event: event.event_name,
  occurred: arrived,
  parkedAt: null,
});

const joinKnown = (parts: readonly (string | number | null)[]): string =>
  parts.filter((part) => part !== null).join('-');

/** The dedupe key: the call, what happened, the slot, and the minute, because a call may be parked there again. */
export const parkingId = ({ call, slot, event, occurred }: ParkingMoment): string | null =>
  call.callId === null ? null : joinKnown([call.callId, event, slot, occurred.toISOString().slice(0, 16)]);

/** Dash retries a failed delivery at once, and reports one pick-up twice. */
const RETRY_SECONDS = 60;

/** Identifies an event that is sent again, even in the next minute. A call that is parked again has another key. */
export const parkingThrottle = ({ call, slot, event, parkedAt }: ParkingMoment) => ({
  key: joinKnown([call.callId ?? call.from.number, event, slot, parkedAt]),
  seconds: RETRY_SECONDS,
});

/** A call that is parked now, in the shape of an event that has just been reported. */
export const parkedNow = (slot: string, call: ParkedCall, now: Date): ParkingMoment => ({
  call,
  slot,
  event: EVENT_NAMES.parked,
  occurred: now,
  parkedAt: null,
});
