import { defineInputFields } from 'zapier-platform-core';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { parkedCallFields, parkedCallRecord, parkedCallSample } from './parkedCall.record.ts';
import { callsParkedNow } from './parkedCalls.api.ts';
import {
  parkedNow,
  parkingChangeOf,
  parkingId,
  parkingMomentOf,
  parkingSchema,
  parkingThrottle,
} from './parkingMoment.ts';
import { withParkedCall } from './parkingSlot.ts';

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
      choices: { parked: 'Parked', retrieved: 'Retrieved', abandoned: 'Abandoned' },
      helpText:
        'Retrieved: someone picked up the call. Abandoned: the caller hung up, or the call left parking some other way. Leave empty for all.',
    },
  ]),
  schema: parkingSchema,
  // An event that the filter leaves out still shows who is in the slot.
  matches: () => true,
  load: async (event, input, context) => {
    const moment = await withParkedCall(context, parkingMomentOf(event, new Date()));
    return input.passes('parking_events', parkingChangeOf(moment.event)) ? moment : null;
  },
  dedupeKey: parkingId,
  throttle: parkingThrottle,
  record: (moment, id, { timeZone }) => parkedCallRecord(moment, id, timeZone),
  samples: async (input, { dash }) => {
    if (!input.passes('parking_events', 'parked')) return [];
    const now = new Date();
    return (await callsParkedNow(dash)).map(([slot, call]) => parkedNow(slot, call, now));
  },
  outputFields: parkedCallFields,
  sample: parkedCallSample,
});
