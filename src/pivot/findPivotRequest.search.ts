import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { HISTORY_MS } from '../dash/time.ts';
import { connect } from '../zapier/context.ts';
import { requiredText } from '../fields/inputs.ts';
import { findRequestOf } from './pivotLog.ts';
import { pivotRequestFields, pivotRequestRecord, pivotRequestSample, type PivotRequestRecord } from './pivotRequest.ts';

const CALL = 'Call';

const inputFields = defineInputFields([
  {
    key: 'call',
    label: CALL,
    type: 'string',
    required: true,
    dynamic: 'list_recent_calls.id.name',
    search: 'find_call.id',
    helpText:
      'Map the Call ID of an earlier step, or choose a call of the last 24 hours. Calls of the last 31 days can be found.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<PivotRequestRecord[]> => {
  const call = requiredText(CALL, bundle.inputData.call);
  const { dash, timeZone } = connect(z, bundle);
  const now = new Date();
  const request = await findRequestOf(dash, call, new Date(now.getTime() - HISTORY_MS), now);
  return request ? [pivotRequestRecord(request, timeZone)] : [];
};

export const findPivotRequest = {
  key: 'find_pivot_request',
  noun: 'Pivot Request',
  display: {
    label: 'Find Pivot Request',
    description: 'Finds the request that a call sent to your Pivot server, and the answer.',
  },
  operation: { inputFields, perform, outputFields: [...pivotRequestFields], sample: pivotRequestSample },
};
