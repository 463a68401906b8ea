import { defineInputFields } from 'zapier-platform-core';
import { isChosen } from '../zapier/filters.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  callsParkedNow,
  happeningOf,
  onceWithoutTime,
  PARKING_LABELS,
  parkedCallFields,
  parkedCallId,
  parkedCallOf,
  parkedCallRecord,
  parkedCallSample,
  parkingShape,
} from './parkedCall.ts';

export const callParked = hookTrigger({
  key: 'call_parked',
  noun: 'Call',
  label: 'Call Parked',
  description: 'Triggers when a call is parked, picked up again, or given up by its caller.',
  events: () => [{ hook: 'parking' }],
  inputFields: defineInputFields([
    {
      key: 'parking_events',
      label: 'Parking Events',
      type: 'string',
      list: true,
      choices: PARKING_LABELS,
      helpText: 'Leave empty for all three.',
    },
  ]),
  shape: parkingShape,
  isWanted: ({ event_name }, { parking_events }) => isChosen(happeningOf(event_name), parking_events),
  item: (event) => Promise.resolve(parkedCallOf(event, new Date())),
  identity: parkedCallId,
  atMostOnce: onceWithoutTime,
  record: (call, id, { timeZone }) => Promise.resolve(parkedCallRecord(call, id, timeZone)),
  recent: async ({ dash, bundle }) =>
    isChosen('parked', bundle.inputData.parking_events) ? callsParkedNow(dash, new Date()) : [],
  outputFields: parkedCallFields,
  sample: parkedCallSample,
});
