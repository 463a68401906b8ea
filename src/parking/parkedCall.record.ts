import { field, type RecordOf } from '../fields/output.ts';
import { calledValues, calledFields, callerValues, callerFields, formatCaller } from '../fields/parties.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { parkingChangeOf, type ParkingChange, type ParkingMoment } from './parkingMoment.ts';

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

/** What a summary says of each change. */
const verbs: Record<ParkingChange, string> = {
  parked: 'is parked in',
  retrieved: 'was picked up from',
  abandoned: 'left',
};

/** The record of what happened, with a sentence: `Ann Lee (+1 415-488-6134) is parked in slot 1, Tue 24 Nov, 10:32.` */
export const parkedCallRecord = (
  { call, slot, event, occurred }: ParkingMoment,
  id: string,
  timeZone: string,
): ParkedCallRecord => {
  const from = callerValues(call.from.number, call.from.name);
  const change = parkingChangeOf(event);
  const verb = change === null ? 'was in' : verbs[change];
  const place = slot === null ? 'a parking slot' : `slot ${slot}`;
  return {
    id,
    summary: `${formatCaller(from)} ${verb} ${place}, ${formatTime(occurred, timeZone)}.`.replace(/^a /, 'A '),
    parking_event: change,
    parking_slot: slot,
    ...from,
    ...calledValues(call.to.number, call.to.name),
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
  ...eventTimeSample('occurred'),
  call_id: 'NDlkNGI3OTZl@10.126.0.9',
};
