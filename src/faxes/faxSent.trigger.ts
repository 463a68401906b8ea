import { fromGregorian } from '../dash/time.ts';
import { isChosen } from '../zapier/filters.ts';
import { hookTrigger } from '../zapier/hookTrigger.ts';
import { mainMoment, mainMomentFields } from '../zapier/moments.ts';
import { faxHeadFields, faxId, faxRecord, faxTailFields, jobField, sampleTimes, sentSample } from './fax.ts';
import { faxboxesField } from './faxbox.ts';
import { faxEventShape, faxOfEvent } from './faxEvent.ts';
import { isSent, recentlySent } from './faxList.ts';

export const faxSent = hookTrigger({
  key: 'fax_sent',
  noun: 'Fax',
  label: 'Fax Sent',
  description: 'Triggers when a fax has arrived where it was sent to.',
  events: () => [{ hook: 'notifications', type: 'outbound_fax' }],
  inputFields: [faxboxesField],
  shape: faxEventShape,
  isWanted: ({ faxbox_id }, { faxboxes }) => isChosen(faxbox_id, faxboxes),
  item: (event) => Promise.resolve(faxOfEvent(event, new Date())),
  identity: faxId,
  record: async (fax, id, context) => ({
    ...(await faxRecord(fax, id, 'sent', context)),
    ...mainMoment('sent', fromGregorian(fax.at), context.timeZone),
    job_id: fax.jobId,
  }),
  recent: (context) => recentlySent(context, isSent),
  outputFields: [...faxHeadFields, ...mainMomentFields('sent', 'Sent'), ...faxTailFields, jobField],
  sample: { ...sentSample, sent_at: sampleTimes.utc, sent_at_local: sampleTimes.local },
});
