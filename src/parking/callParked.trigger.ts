import { defineInputFields } from 'zapier-platform-core';
import { passesFilter } from '../fields/inputValues.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  callsParkedNow,
  happeningOf,
  PARKING_LABELS,
  parkedCallFields,
  parkedCallRecord,
  parkedCallSample,
  parkedNow,
  parkingId,
  parkingMomentOf,
  parkingOnce,
  parkingSchema,
} from './parkedCall.ts';
import { settle } from './parkingSlot.ts';

export const callParked = hookTrigger({
  key: 'call_parked',
  noun: 'Call',
  label: 'Call Parked',
  description: 'Triggers when a call is parked, picked up from parking, or abandoned there.',
  events: () => [{ hook: 'parking' }],
  inputFields: defineInputFields([
    {
      key: 'parking_events',
      label: 'Parking Events',
      type: 'string',
      list: true,
      choices: PARKING_LABELS,
      helpText:
        'Leave empty for all three. Abandoned: the call left its slot without being picked up; the caller hung up, or the call went on.',
    },
  ]),
  schema: parkingSchema,
  // An event that is not wanted still says who is in the slot.
  matches: () => true,
  load: async (event, context) => {
    const moment = await settle(parkingMomentOf(event, new Date()), context);
    return passesFilter(happeningOf(moment.event), context.bundle.inputData.parking_events) ? moment : null;
  },
  dedupeKey: parkingId,
  throttle: parkingOnce,
  record: (moment, id, { timeZone }) => Promise.resolve(parkedCallRecord(moment, id, timeZone)),
  samples: async ({ dash, bundle }) => {
    if (!passesFilter('parked', bundle.inputData.parking_events)) return [];
    const now = new Date();
    return (await callsParkedNow(dash)).map(([slot, call]) => parkedNow(slot, call, now));
  },
  outputFields: parkedCallFields,
  sample: parkedCallSample,
});
