import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian } from '../dash/time.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { faxHeadFields, faxId, faxRecord, faxTailFields, jobField, sentSample } from './fax.record.ts';
import { faxboxFilterFields } from './faxboxFilter.ts';
import { recentlySent } from './faxes.api.ts';
import { faxEventSchema, faxOfEvent } from './faxEvent.ts';
import { isSent } from './listedFax.ts';

export const faxSent = hookTrigger({
  key: 'fax_sent',
  noun: 'Fax',
  label: 'Fax Sent',
  description: 'Triggers when a fax is delivered.',
  events: () => [{ hook: 'notifications', type: 'outbound_fax' }],
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: 'For a fax from a Send Fax step, Fax Job ID is the same here as in that step.',
    },
    ...faxboxFilterFields,
  ]),
  schema: faxEventSchema,
  matches: ({ faxbox_id }, input) => input.passes('faxboxes', faxbox_id),
  load: (event) => faxOfEvent(event, new Date()),
  dedupeKey: faxId,
  record: async (fax, id, context) => ({
    ...(await faxRecord(fax, id, 'sent', context)),
    ...eventTimeValues('sent', fromGregorian(fax.at), context.timeZone),
    job_id: fax.jobId,
  }),
  samples: (input, { dash }) => recentlySent(dash, input, isSent),
  outputFields: [...faxHeadFields, ...eventTimeFields('sent', 'Sent'), ...faxTailFields, jobField],
  sample: { ...sentSample, ...eventTimeSample('sent', '13:40:12') },
});
