import { fromGregorian } from '../dash/time.ts';
import { eventTimeValues, eventTimeFields } from '../fields/times.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { faxHeadFields, faxRecord, faxTailFields, receivedSample, sampleTimes } from './fax.ts';
import { faxboxesField } from './faxbox.ts';
import { faxOfRow, receivedFaxes, type FaxRow } from './faxList.ts';

/** A fax is returned once its pages are stored, which may be after it is listed. */
const OVERLAP_MS = 3600 * 1000;

/** Each may need the name of its fax box and of the owner. */
const MOST_FAXES = 500;

export const newFax = pollingTrigger({
  key: 'new_fax',
  noun: 'Fax',
  label: 'New Fax',
  description: 'Triggers when a new fax is received.',
  inputFields: [faxboxesField],
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: FaxRow) => fromGregorian(created) },
  limit: MOST_FAXES,
  load: receivedFaxes,
  dedupeKey: ({ id }) => id,
  record: async (row, context) => {
    const fax = faxOfRow('inbound', row);
    return {
      ...(await faxRecord(fax, row.id, 'received', context)),
      ...eventTimeValues('received', fromGregorian(fax.at), context.timeZone),
    };
  },
  outputFields: [...faxHeadFields, ...eventTimeFields('received', 'Received'), ...faxTailFields],
  sample: { ...receivedSample, received_at: sampleTimes.utc, received_at_local: sampleTimes.local },
});
