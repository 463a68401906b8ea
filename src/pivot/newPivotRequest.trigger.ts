import { defineInputFields } from 'zapier-platform-core';
import { fromGregorian } from '../dash/time.ts';
import { yesOrNo } from '../zapier/inputs.ts';
import { pollingTrigger } from '../zapier/pollingTrigger.ts';
import {
  isFailure,
  pivotRequestFields,
  pivotRequestRecord,
  pivotRequestSample,
  takePivotRequests,
  type PivotRequest,
} from './pivotRequest.ts';

const ONLY_FAILURES = 'Only Failures';

/** The answer to a request is written down later than the request. */
const OVERLAP_MS = 10 * 60 * 1000;

/** Each costs a request, and is remembered for an hour should Dash ask for a pause. */
const MOST_REQUESTS = 500;

export const newPivotRequest = pollingTrigger({
  key: 'new_pivot_request',
  noun: 'Pivot Request',
  label: 'New Pivot Request',
  description:
    'Triggers when a call has asked a server of yours what to do. The Pivot step of the call flow must have debugging switched on.',
  inputFields: defineInputFields([
    {
      key: 'only_failures',
      label: ONLY_FAILURES,
      type: 'boolean',
      helpText:
        'Choose yes for those that your server refused, did not answer, or answered with a call flow that has mistakes.',
    },
  ]),
  history: { overlapMs: OVERLAP_MS, listedAt: ({ created }: PivotRequest) => fromGregorian(created) },
  most: MOST_REQUESTS,
  items: ({ dash, bundle }, window) => {
    const onlyFailures = yesOrNo(ONLY_FAILURES, bundle.inputData.only_failures) ?? false;
    return takePivotRequests(dash, window, (request) => !onlyFailures || isFailure(request));
  },
  identity: ({ id }) => id,
  record: pivotRequestRecord,
  outputFields: pivotRequestFields,
  sample: pivotRequestSample,
});
