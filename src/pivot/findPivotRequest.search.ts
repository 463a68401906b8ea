import { defineInputFields } from 'zapier-platform-core';
import { RETENTION_MS } from '../dash/time.ts';
import { search } from '../zapier/operation.ts';
import { findRequestOfCall } from './pivotLog.api.ts';
import { pivotRequestFields, pivotRequestRecord, pivotRequestSample } from './pivotRequest.record.ts';

export const findPivotRequest = search({
  key: 'find_pivot_request',
  noun: 'Pivot Request',
  label: 'Find Pivot Request',
  description: "Finds the Pivot request a call made, and your server's response.",
  inputFields: defineInputFields([
    {
      key: 'call',
      label: 'Call',
      type: 'string',
      required: true,
      dynamic: 'list_recent_calls.id.name',
      search: 'find_call.id',
      helpText: 'Choose a call from the last 24 hours, or map Call ID from an earlier step (up to 31 days old).',
    },
  ]),
  perform: async (input, { dash, timeZone }) => {
    const call = input.required('call');
    const now = new Date();
    const request = await findRequestOfCall(dash, call, new Date(now.getTime() - RETENTION_MS), now);
    return request ? [pivotRequestRecord(request, timeZone)] : [];
  },
  outputFields: pivotRequestFields,
  sample: pivotRequestSample,
});
