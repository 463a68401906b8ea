import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian } from '../dash/time.ts';
import { inputFlag } from '../fields/inputs.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import { takePivotRequests, withDetails } from './pivotLog.ts';
import { pivotRequestFields, pivotRequestRecord, pivotRequestSample, type PivotRequest } from './pivotRequest.ts';

const ONLY_FAILURES = 'Only Failures';

/**
 * The answer to a request is written down later than the request; and Zaps that share what is remembered may each poll
 * only every 15 minutes.
 */
const OVERLAP_MS = 20 * 60 * 1000;

/** Each costs a request, and is remembered for an hour should Dash ask for a pause. */
const MOST_REQUESTS = 500;

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
      label: ONLY_FAILURES,
      type: 'boolean',
      helpText:
        'Turn on to get only the requests that your server refused, did not answer, or answered with JSON that has mistakes.',
    },
  ]),
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: PivotRequest) => fromGregorian(created) },
  limit: MOST_REQUESTS,
  load: (context, window) => {
    const onlyFailures = inputFlag(ONLY_FAILURES, context.bundle.inputData.only_failures) ?? false;
    return takePivotRequests(context, window, MOST_REQUESTS, onlyFailures);
  },
  dedupeKey: ({ id }) => id,
  record: async (request, context) => pivotRequestRecord(await withDetails(request, context), context.timeZone),
  outputFields: pivotRequestFields,
  sample: pivotRequestSample,
});
