import { defineInputFields } from 'zapier-platform-core';
import { isChosen } from '../zapier/filters.ts';
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
  parkingShape,
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
  shape: parkingShape,
  // An event that is not wanted still says who is in the slot.
  isWanted: () => true,
  item: async (event, context) => {
    const moment = await settle(parkingMomentOf(event, new Date()), context);
    return isChosen(happeningOf(moment.event), context.bundle.inputData.parking_events) ? moment : null;
  },
  identity: parkingId,
  atMostOnce: parkingOnce,
  record: (moment, id, { timeZone }) => Promise.resolve(parkedCallRecord(moment, id, timeZone)),
  recent: async ({ dash, bundle }) => {
    if (!isChosen('parked', bundle.inputData.parking_events)) return [];
    const now = new Date();
    return (await callsParkedNow(dash)).map(([slot, call]) => parkedNow(slot, call, now));
  },
  outputFields: parkedCallFields,
  sample: parkedCallSample,
});
