import type { Dash } from '../dash/client.ts';
import { isObject, parse, text, type Parsed } from '../dash/schema.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import { eventTimeValues, eventTimeFields, formatTime } from '../fields/times.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { called, calledFields, caller, callerFields, formatCaller } from '../fields/parties.ts';

/** The event `parking`, which has no time of its own (KAZOO, `cf_park:publish_event`, `webhooks_parking:format`). */
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
 * What happens to a parked call, by our word for it: as a choice, and in a sentence. PARK_ABANDONED is also sent when a
 * call goes on to the next step because nobody answered the ring-back (KAZOO, `cf_park:unanswered_action`).
 */
const happenings = {
  parked: { name: 'PARK_PARKED', label: 'Parked', verb: 'is parked in' },
  retrieved: { name: 'PARK_RETRIEVED', label: 'Retrieved', verb: 'was picked up from' },
  abandoned: { name: 'PARK_ABANDONED', label: 'Abandoned', verb: 'left' },
};

export type Happening = keyof typeof happenings;

const words = Object.keys(happenings) as Happening[];

export const PARKING_LABELS = Object.fromEntries(words.map((word) => [word, happenings[word].label]));

/** Our word for what an event reports; null for an event that Dash has not sent so far. */
export const happeningOf = (event_name: string | null): Happening | null =>
  words.find((word) => happenings[word].name === event_name) ?? null;

type Party = { number: string | null; name: string | null };

/** A call in a parking slot; JSON can hold it. */
export type ParkedCall = { callId: string | null; from: Party; to: Party };

/**
 * What happened to a call in a slot, and when it was reported. `parkedAt` is when the call was put there, in Gregorian
 * seconds; null when that is unknown.
 */
export type ParkingMoment = {
  call: ParkedCall;
  slot: string | null;
  event: string | null;
  occurred: Date;
  parkedAt: number | null;
};

/** What an event reports that has just arrived. */
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

const joined = (parts: readonly (string | number | null)[]): string => parts.filter((part) => part !== null).join('-');

/** The call, what happened to it, the slot, and the minute: the same call may be parked there again. */
export const parkingId = ({ call, slot, event, occurred }: ParkingMoment): string | null =>
  call.callId === null ? null : joined([call.callId, event, slot, occurred.toISOString().slice(0, 16)]);

/** Dash sends again at once what it could not deliver, and reports one pick-up twice. */
const SENT_AGAIN_SECONDS = 60;

/** What identifies an event when it is sent again, also a minute later; a call that was parked again is another one. */
export const parkingOnce = ({ call, slot, event, parkedAt }: ParkingMoment) => ({
  key: joined([call.callId ?? call.from.number, event, slot, parkedAt]),
  seconds: SENT_AGAIN_SECONDS,
});

/** A slot as Dash lists it (KAZOO, `cf_park:create_slot`, `cb_parked_calls:normalize_view_results`). */
const slotSchema = { call_id: text, cid_number: text, cid_name: text };

const slotsSchema = { slots: (value: unknown) => (isObject(value) ? Object.entries(value) : []) };

/** The calls that are parked now, by slot: 1 request. */
export const callsParkedNow = async (dash: Dash): Promise<[slot: string, call: ParkedCall][]> => {
  const ask = { purpose: 'list the parked calls', section: 'Call Parking' };
  const answer = await dash.get(['parked_calls'], ask);
  if (!isObject(answer)) throw unexpectedAnswerError(ask);
  return parse(slotsSchema, answer).slots.map(([slot, value]) => {
    const { call_id, cid_number, cid_name } = parse(slotSchema, value);
    return [slot, { callId: call_id, from: { number: cid_number, name: cid_name }, to: { number: null, name: null } }];
  });
};

/** A call that is parked now, as if that had just been reported. */
export const parkedNow = (slot: string, call: ParkedCall, now: Date): ParkingMoment => ({
  call,
  slot,
  event: happenings.parked.name,
  occurred: now,
  parkedAt: null,
});

export const parkedCallFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('parking_event', 'string', 'Parking Event'),
  field('parking_slot', 'string', 'Parking Slot'),
  ...callerFields,
  ...calledFields,
  ...eventTimeFields('occurred', 'Occurred'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type ParkedCallRecord = RecordOf<typeof parkedCallFields>;

/** The record of what happened, with a sentence: `Ann Lee (+1 415-488-6134) is parked in slot 1, Tue 24 Nov, 10:32.` */
export const parkedCallRecord = (
  { call, slot, event, occurred }: ParkingMoment,
  id: string,
  timeZone: string,
): ParkedCallRecord => {
  const from = caller(call.from.number, call.from.name);
  const happening = happeningOf(event);
  const verb = happening === null ? 'was in' : happenings[happening].verb;
  const place = slot === null ? 'a parking slot' : `slot ${slot}`;
  return {
    id,
    summary: `${formatCaller(from)} ${verb} ${place}, ${formatTime(occurred, timeZone)}.`.replace(/^a /, 'A '),
    parking_event: happening,
    parking_slot: slot,
    ...from,
    ...called(call.to.number, call.to.name),
    ...eventTimeValues('occurred', occurred, timeZone),
    call_id: call.callId,
  };
};

export const parkedCallSample: ParkedCallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9-PARK_PARKED-1-2026-11-24T18:32',
  summary: 'Ann Lee (+1 415-488-6134) is parked in slot 1, Tue 24 Nov, 10:32.',
  parking_event: 'parked',
  parking_slot: '1',
  from_number: '+14154886134',
  from_number_national: '(415) 488-6134',
  from_country: 'US',
  from_name: 'Ann Lee',
  from_tel_link: 'tel:+14154886134',
  to_number: '+14154886100',
  to_number_national: '(415) 488-6100',
  to_country: 'US',
  to_name: null,
  occurred_at: '2026-11-24T18:32:05Z',
  occurred_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
};
