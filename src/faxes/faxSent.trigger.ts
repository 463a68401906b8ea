import { fromGregorian } from '../dash/time.ts';
import { passesFilter } from '../fields/inputValues.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { faxHeadFields, faxId, faxRecord, faxTailFields, jobField, sampleTimes, sentSample } from './fax.ts';
import { faxboxesField } from './faxbox.ts';
import { faxEventSchema, faxOfEvent } from './faxEvent.ts';
import { isSent, recentlySent } from './faxList.ts';

export const faxSent = hookTrigger({
  key: 'fax_sent',
  noun: 'Fax',
  label: 'Fax Sent',
  description: 'Triggers when a fax has arrived where it was sent to.',
  events: () => [{ hook: 'notifications', type: 'outbound_fax' }],
  inputFields: [faxboxesField],
  schema: faxEventSchema,
  matches: ({ faxbox_id }, { faxboxes }) => passesFilter(faxbox_id, faxboxes),
  load: (event) => Promise.resolve(faxOfEvent(event, new Date())),
  dedupeKey: faxId,
  record: async (fax, id, context) => ({
    ...(await faxRecord(fax, id, 'sent', context)),
    ...eventTimeValues('sent', fromGregorian(fax.at), context.timeZone),
    job_id: fax.jobId,
  }),
  samples: (context) => recentlySent(context, isSent),
  outputFields: [...faxHeadFields, ...eventTimeFields('sent', 'Sent'), ...faxTailFields, jobField],
  sample: { ...sentSample, sent_at: sampleTimes.utc, sent_at_local: sampleTimes.local },
});
