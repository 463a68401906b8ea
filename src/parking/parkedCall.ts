import type { Dash } from '../dash/client.ts';
import { isObject, number, read, text, type Read } from '../dash/shape.ts';
import { fromGregorian, toGregorian } from '../dash/time.ts';
import { mainMoment, mainMomentFields, spokenMoment } from '../zapier/moments.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import { called, calledFields, caller, callerFields, spokenCaller } from '../zapier/parties.ts';

/** The event `parking`. Dash spells the caller's number in two ways, and its samples have no `timestamp`. */
export const parkingShape = {
  event_name: text,
  call_id: text,
  parking_slot: text,
  caller_id_number: text,
  caller_id_Number: text,
  caller_id_name: text,
  callee_id_number: text,
  callee_id_name: text,
  timestamp: number,
};

export type ParkingEvent = Read<typeof parkingShape>;

/** What happens to a parked call, by our word for it: as a choice, and in a sentence. */
const happenings = {
  parked: { name: 'PARK_PARKED', label: 'Parked', verb: 'is parked in' },
  retrieved: { name: 'PARK_RETRIEVED', label: 'Picked Up Again', verb: 'was picked up from' },
  abandoned: { name: 'PARK_ABANDONED', label: 'Given Up by the Caller', verb: 'hung up while parked in' },
};

type Happening = keyof typeof happenings;

const words = Object.keys(happenings) as Happening[];

export const PARKING_LABELS = Object.fromEntries(words.map((word) => [word, happenings[word].label]));

/** Our word for what an event tells; null for what Dash has not told of so far. */
export const happeningOf = (event_name: string | null): Happening | null =>
  words.find((word) => happenings[word].name === event_name) ?? null;

/** A call in a parking slot. `occurred` is the time of the arrival where the event tells none of its own. */
export type ParkedCall = {
  callId: string | null;
  slot: string | null;
  event: string | null;
  from: { number: string | null; name: string | null };
  to: { number: string | null; name: string | null };
  occurred: Date;
  tellsTime: boolean;
};

/** The call of an event that has just arrived. */
export const parkedCallOf = (event: ParkingEvent, arrived: Date): ParkedCall => {
  const own = fromGregorian(event.timestamp);
  return {
    callId: event.call_id,
    slot: event.parking_slot,
    event: event.event_name,
    from: { number: event.caller_id_number ?? event.caller_id_Number, name: event.caller_id_name },
    to: { number: event.callee_id_number, name: event.callee_id_name },
    occurred: own ?? arrived,
    tellsTime: own !== null,
  };
};

const joined = (parts: readonly (string | number | null)[]): string => parts.filter((part) => part !== null).join('-');

/** The call, what happened to it, the slot, and when: the same call may be parked there again. */
export const parkedCallId = ({ callId, slot, event, occurred }: ParkedCall): string | null =>
  callId === null ? null : joined([callId, event, slot, toGregorian(occurred)]);

/** Dash sends again at once what it could not deliver; nobody parks a call in the same slot again so soon. */
const SENT_AGAIN_SECONDS = 60;

/** What tells an event without a time from the same one that is sent again. */
export const onceWithoutTime = ({ callId, slot, event, from, tellsTime }: ParkedCall) =>
  tellsTime ? null : { key: joined([callId ?? from.number, event, slot]), seconds: SENT_AGAIN_SECONDS };

/** What Dash keeps of a parked call (KAZOO, `cf_park.erl`). */
const slotShape = { 'Call-ID': text, 'CID-Number': text, 'CID-Name': text };

const slotsShape = { slots: (value: unknown) => (isObject(value) ? Object.entries(value) : []) };

/** The calls that are parked now, by slot. */
export const callsParkedNow = async (dash: Dash, now: Date): Promise<ParkedCall[]> => {
  const answer = await dash.get(['parked_calls'], { purpose: 'list the parked calls', section: 'Call Parking' });
  return read(slotsShape, answer).slots.map(([slot, value]) => {
    const call = read(slotShape, value);
    return {
      callId: call['Call-ID'],
      slot,
      event: happenings.parked.name,
      from: { number: call['CID-Number'], name: call['CID-Name'] },
      to: { number: null, name: null },
      occurred: now,
      tellsTime: false,
    };
  });
};

export const parkedCallFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  field('parking_event', 'string', 'Parking Event'),
  field('parking_slot', 'string', 'Parking Slot'),
  ...callerFields,
  ...calledFields,
  ...mainMomentFields('occurred', 'Occurred'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type ParkedCallRecord = RecordOf<typeof parkedCallFields>;

/** The record of a parked call, with a sentence: `Ann Lee (+1 415-488-6134) is parked in slot 1, Tue 24 Nov, 10:32.` */
export const parkedCallRecord = (call: ParkedCall, id: string, timeZone: string): ParkedCallRecord => {
  const from = caller(call.from.number, call.from.name);
  const happening = happeningOf(call.event);
  const verb = happening === null ? 'was in' : happenings[happening].verb;
  const place = call.slot === null ? 'a parking slot' : `slot ${call.slot}`;
  return {
    id,
    summary: `${spokenCaller(from)} ${verb} ${place}, ${spokenMoment(call.occurred, timeZone)}.`.replace(/^a /, 'A '),
    parking_event: happening,
    parking_slot: call.slot,
    ...from,
    ...called(call.to.number, call.to.name),
    ...mainMoment('occurred', call.occurred, timeZone),
    call_id: call.callId,
  };
};

export const parkedCallSample: ParkedCallRecord = {
  id: 'NDlkNGI3OTZl@10.126.0.9-PARK_PARKED-1-63962764325',
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
