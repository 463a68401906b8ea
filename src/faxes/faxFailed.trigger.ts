import { fromGregorian } from '../dash/time.ts';
import { passesFilter } from '../fields/inputValues.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { field } from '../fields/output.ts';
import {
  faxHeadFields,
  faxId,
  faxRecord,
  faxTailFields,
  jobField,
  sampleTimes,
  sentSample,
  type FaxDirection,
} from './fax.ts';
import { faxboxesField } from './faxbox.ts';
import { directionOf, faxEventSchema, faxOfEvent } from './faxEvent.ts';
import { isFailed, recentlySent } from './faxList.ts';

/** The notification of Dash for each direction. */
const notifications: Record<FaxDirection, string> = { outbound: 'outbound_fax_error', inbound: 'inbound_fax_error' };

const directions = ({ direction }: Record<string, unknown>): FaxDirection[] =>
  (['outbound', 'inbound'] as const).filter((one) => passesFilter(one, direction));

export const faxFailed = hookTrigger({
  key: 'fax_failed',
  noun: 'Fax',
  label: 'Fax Failed',
  description: 'Triggers when a fax could not be sent or received.',
  events: (input) => directions(input).map((one) => ({ hook: 'notifications', type: notifications[one] })),
  inputFields: [
    {
      key: 'direction',
      label: 'Direction',
      type: 'string',
      choices: { outbound: 'Outbound', inbound: 'Inbound' },
      helpText: 'Leave empty for faxes of both directions.',
    },
    faxboxesField,
  ],
  schema: faxEventSchema,
  matches: (event, { direction, faxboxes }) =>
    passesFilter(directionOf(event), direction) && passesFilter(event.faxbox_id, faxboxes),
  load: (event) => Promise.resolve(faxOfEvent(event, new Date())),
  dedupeKey: faxId,
  record: async (fax, id, context) => ({
    ...(await faxRecord(fax, id, fax.direction === 'inbound' ? 'not received' : 'not sent', context)),
    ...eventTimeValues('failed', fromGregorian(fax.at), context.timeZone),
    direction: fax.direction,
    reason: fax.reason,
    job_id: fax.jobId,
  }),
  // Dash does not list faxes that it could not receive.
  samples: async (context) =>
    directions(context.bundle.inputData).includes('outbound') ? recentlySent(context, isFailed) : [],
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
    summary: 'The fax to +1 415-488-6134 could not be sent, 2 pages, Tue 24 Nov, 10:32.',
    failed_at: sampleTimes.utc,
    failed_at_local: sampleTimes.local,
    direction: 'outbound',
    reason: 'The call dropped prematurely',
  },
});
