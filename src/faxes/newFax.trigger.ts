import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian, HOUR_MS } from '../dash/time.ts';
import { eventTimeFields, eventTimeSample, eventTimeValues } from '../fields/times.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { faxHeadFields, faxRecord, faxTailFields, receivedSample } from './fax.record.ts';
import { faxboxFilterFields } from './faxboxFilter.ts';
import { receivedFaxes } from './faxes.api.ts';
import { faxOfListed, type ListedFax } from './listedFax.ts';

/** A fax is returned once its pages are stored, which may be after Dash lists it. */
const OVERLAP_MS = HOUR_MS;

/** Each fax may need a request for its fax box and one for its owner. */
const MAX_FAXES = 500;

export const newFax = pollingTrigger({
  key: 'new_fax',
  noun: 'Fax',
  label: 'New Fax',
  description: 'Triggers when someone sends you a fax.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText: 'Checks every few minutes, and runs once the pages of the fax are ready.',
    },
    ...faxboxFilterFields,
  ]),
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: ListedFax) => fromGregorian(created), isRanged: true },
  limit: MAX_FAXES,
  load: receivedFaxes,
  dedupeKey: ({ id }) => id,
  record: async (listed, context) => {
    const fax = faxOfListed('inbound', listed);
    return {
      ...(await faxRecord(fax, listed.id, 'received', context)),
      ...eventTimeValues('received', fromGregorian(fax.at), context.timeZone),
    };
  },
  outputFields: [...faxHeadFields, ...eventTimeFields('received', 'Received'), ...faxTailFields],
  sample: { ...receivedSample, ...eventTimeSample('received', '13:15:20') },
});
