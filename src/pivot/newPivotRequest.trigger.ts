import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian, MINUTE_MS } from '../dash/time.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { loadPivotRequests, withDetails } from './pivotLog.api.ts';
import {
  pivotRequestFields,
  pivotRequestRecord,
  pivotRequestSample,
  type PivotRequest,
} from './pivotRequest.record.ts';

/** The answer to a request is logged later than the request; and Zaps that share a memory may each poll every 15 minutes. */
const OVERLAP_MS = 20 * MINUTE_MS;

/** Each costs a request, and is cached for an hour in case Dash asks for a pause. */
const MAX_REQUESTS = 500;

export const newPivotRequest = pollingTrigger({
  key: 'new_pivot_request',
  noun: 'Pivot Request',
  label: 'New Pivot Request',
  description: 'Triggers when a call sends a request to your Pivot server.',
  inputFields: defineInputFields([
    {
      key: 'about',
      label: 'About',
      type: 'copy',
      helpText:
        'Turn on Debug in the Pivot step of the call flow first. On accounts that log thousands of requests a month, a new one can take several checks to show up.',
    },
    {
      key: 'only_failures',
      label: 'Only Failures',
      type: 'boolean',
      helpText:
        'Turn on to get only the requests that your server refused, did not answer, or answered with JSON that has mistakes.',
    },
  ]),
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: PivotRequest) => fromGregorian(created) },
  limit: MAX_REQUESTS,
  load: (input, context, window) =>
    loadPivotRequests(context, window, { limit: MAX_REQUESTS, onlyFailures: input.flag('only_failures') ?? false }),
  dedupeKey: ({ id }) => id,
  record: async (request, context) => pivotRequestRecord(await withDetails(request, context), context.timeZone),
  outputFields: pivotRequestFields,
  sample: pivotRequestSample,
});
