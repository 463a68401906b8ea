import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian } from '../dash/time.ts';
import type { InputReader } from '../fields/inputReader.ts';
import { field } from '../fields/output.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import {
  faxHeadFields,
  faxId,
  faxRecord,
  faxTailFields,
  jobField,
  sentSample,
  type FaxDirection,
} from './fax.record.ts';
import { faxboxFilterFields } from './faxboxFilter.ts';
import { recentlySent } from './faxes.api.ts';
import { directionOf, faxEventSchema, faxOfEvent } from './faxEvent.ts';
import { isFailed } from './listedFax.ts';

/** Dash's notification for each direction. */
const notifications: Record<FaxDirection, string> = { outbound: 'outbound_fax_error', inbound: 'inbound_fax_error' };

const inputFields = defineInputFields([
  {
    key: 'about',
    label: 'About',
    type: 'copy',
    helpText:
      'Runs once per outgoing fax, after its last try. For incoming faxes, runs each time one fails, even if the sender tries again.',
  },
  {
    key: 'direction',
    label: 'Direction',
    type: 'string',
    choices: { outbound: 'Outbound', inbound: 'Inbound' },
    helpText: 'Leave empty for both.',
  },
  ...faxboxFilterFields,
]);

const chosenDirections = (input: InputReader<typeof inputFields>): FaxDirection[] =>
  (['outbound', 'inbound'] as const).filter((direction) => input.passes('direction', direction));

export const faxFailed = hookTrigger({
  key: 'fax_failed',
  noun: 'Fax',
  label: 'Fax Failed',
  description: "Triggers when a fax can't be sent or received.",
  events: (input) =>
    chosenDirections(input).map((direction) => ({ hook: 'notifications', type: notifications[direction] })),
  inputFields,
  schema: faxEventSchema,
  matches: (event, input) => input.passes('direction', directionOf(event)) && input.passes('faxboxes', event.faxbox_id),
  load: (event) => faxOfEvent(event, new Date()),
  // KAZOO sends the event of an outgoing fax after the last try (`fax_worker:maybe_notify`, for the status `failed`).
  dedupeKey: faxId,
  record: async (fax, id, context) => ({
    ...(await faxRecord(fax, id, fax.direction === 'inbound' ? 'not received' : 'not sent', context)),
    ...eventTimeValues('failed', fromGregorian(fax.at), context.timeZone),
    direction: fax.direction,
    reason: fax.reason,
    job_id: fax.jobId,
  }),
  // Dash doesn't list faxes that it couldn't receive.
  samples: (input, { dash }) => (input.passes('direction', 'outbound') ? recentlySent(dash, input, isFailed) : []),
  outputFields: [
    ...faxHeadFields,
    field('direction', 'string', 'Direction'),
    field('reason', 'string', 'Reason'),
    ...eventTimeFields('failed', 'Failed'),
    ...faxTailFields,
    jobField,
  ],
  sample: {
    ...sentSample,
    id: '202611-4c7e5f9be1d34c7f8a6b9c0d1e2f3a4b',
    summary: "Fax to 415-555-0134 couldn't be sent, 2 pages, Tue, Nov 24, 2:05 PM.",
    document: 'https://example.com/Fax-14155550134-2026-11-24-14-05.pdf',
    ...eventTimeSample('failed', '14:05:48'),
    direction: 'outbound',
    reason: 'The call dropped prematurely',
    job_id: '4c7e5f9be1d34c7f8a6b9c0d1e2f3a4b',
  },
});
