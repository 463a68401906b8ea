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

/** A response is logged later than its request, and Zaps that share a memory may each poll every 15 minutes. */
const OVERLAP_MS = 20 * MINUTE_MS;

/** Each Pivot request costs 1 request, and is cached for an hour in case Dash limits the rate. */
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
        'Turn on Debug in the Pivot step of the call flow first. Checks every few minutes; with thousands of requests a month, new ones can show up later.',
    },
    {
      key: 'only_failures',
      label: 'Only Failures',
      type: 'boolean',
      helpText:
        "Turn on to run only when your server refused the request, didn't respond, or returned a call flow with errors.",
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
