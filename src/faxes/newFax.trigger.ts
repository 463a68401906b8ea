import { fromGregorian } from '../dash/time.ts';
import { mainMoment, mainMomentFields } from '../zapier/moments.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { faxHeadFields, faxRecord, faxTailFields, receivedSample, sampleTimes } from './fax.ts';
import { faxboxesField } from './faxbox.ts';
import { faxOfRow, isComplete, takeFaxes, type FaxRow } from './faxList.ts';

/** The pages of a long fax are stored later than it is listed. */
const OVERLAP_MS = 3600 * 1000;

/** Each costs a request, and is remembered for an hour should Dash ask for a pause. */
const MOST_FAXES = 500;

export const newFax = pollingTrigger({
  key: 'new_fax',
  noun: 'Fax',
  label: 'New Fax',
  description: 'Triggers when a new fax is received.',
  inputFields: [faxboxesField],
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: FaxRow) => fromGregorian(created) },
  most: MOST_FAXES,
  items: ({ dash, bundle }, window) => takeFaxes(dash, 'inbound', bundle.inputData.faxboxes, window, isComplete),
  identity: ({ id }) => id,
  record: async (row, context) => {
    const fax = await faxOfRow(context.z, context.dash, 'inbound', row);
    return {
      ...(await faxRecord(fax, row.id, 'received', context)),
      ...mainMoment('received', fromGregorian(fax.at), context.timeZone),
    };
  },
  outputFields: [...faxHeadFields, ...mainMomentFields('received', 'Received'), ...faxTailFields],
  sample: { ...receivedSample, received_at: sampleTimes.utc, received_at_local: sampleTimes.local },
});
