import { customerFields, customerSample, customerValues } from '../fields/customer.ts';
import { field, type RecordOf } from '../fields/output.ts';
import {
  calledFields,
  calledSample,
  calledValues,
  callerFields,
  callerSample,
  callerValues,
  formatCaller,
} from '../fields/parties.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues, formatTime } from '../fields/times.ts';
import { parkingChangeOf, type ParkingChange, type ParkingMoment } from './parkingMoment.ts';

export const parkedCallFields = [
  field('id', 'string', 'Parking Event ID'),
  field('summary', 'string', 'Summary'),
  field('parking_event', 'string', 'Parking Event'),
  field('parking_slot', 'string', 'Parking Slot'),
  ...callerFields,
  ...calledFields,
  ...customerFields,
  ...eventTimeFields('occurred', 'Occurred'),
  field('call_id', 'string', 'Call ID'),
] as const;

export type ParkedCallRecord = RecordOf<typeof parkedCallFields>;

/** The verb of the summary for each change. */
const verbs: Record<ParkingChange, string> = {
  parked: 'is parked in',
  retrieved: 'was picked up from',
  abandoned: 'left',
};

/** The record of what happened, with a sentence: `Ann Lee (415-555-0134) is parked in slot 1, Tue, Nov 24, 10:32 AM.` */
export const parkedCallRecord = (
  { call, slot, event, occurred }: ParkingMoment,
  id: string,
  timeZone: string,
): ParkedCallRecord => {
  const from = callerValues(call.from.number, call.from.name);
  const parties = { ...from, ...calledValues(call.to.number, call.to.name) };
  const change = parkingChangeOf(event);
  const verb = change === null ? 'was in' : verbs[change];
  const place = slot === null ? 'a parking slot' : `slot ${slot}`;
  return {
    id,
    summary: `${formatCaller(from)} ${verb} ${place}, ${formatTime(occurred, timeZone)}.`.replace(/^a /, 'A '),
    parking_event: change,
    parking_slot: slot,
    ...parties,
    // A call from one of our own phones shows the phone's extension.
    ...customerValues('inbound', parties),
    ...eventTimeValues('occurred', occurred, timeZone),
    call_id: call.callId,
  };
};

export const parkedCallSample: ParkedCallRecord = {
  id: 'ZDEyM2E0NWI2@10.126.0.9-PARK_PARKED-1-2026-11-24T19:22',
  summary: 'Ann Lee (415-555-0134) is parked in slot 1, Tue, Nov 24, 11:22 AM.',
  parking_event: 'parked',
  parking_slot: '1',
  ...callerSample,
  ...calledSample,
  ...customerSample,
  ...eventTimeSample('occurred', '11:22:40'),
  // The call in progress of the other samples.
  call_id: 'ZDEyM2E0NWI2@10.126.0.9',
};
