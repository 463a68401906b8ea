import { defineInputFields, type Bundle, type ZObject } from 'zapier-platform-core';
import { connect } from '../zapier/connection.ts';
import { required } from '../zapier/inputs.ts';
import { withinSearchTime } from '../zapier/searchWindow.ts';
import {
  pivotRequestFields,
  pivotRequestRecord,
  pivotRequestSample,
  takePivotRequests,
  type PivotRequestRecord,
} from './pivotRequest.ts';

const DAYS_31_MS = 31 * 24 * 3600 * 1000;

const CALL = 'Call';

const inputFields = defineInputFields([
  {
    key: 'call',
    label: CALL,
    type: 'string',
    required: true,
    dynamic: 'list_recent_calls.id.name',
    search: 'find_call.id',
    helpText: 'The call of an earlier step, or one of the last 24 hours. Calls of the last 31 days are found.',
  },
]);

const perform = async (z: ZObject, bundle: Bundle): Promise<PivotRequestRecord[]> => {
  const call = required(CALL, bundle.inputData.call);
  const connection = connect(z, bundle);
  const now = new Date();
  const window = { since: new Date(now.getTime() - DAYS_31_MS), now, most: 1 };
  const isOfCall = ({ call_id }: { call_id: string | null }) => call_id === call;
  const found = await withinSearchTime(takePivotRequests(connection.dash, window, isOfCall, { filter_call_id: call }));
  return Promise.all(found.map((request) => pivotRequestRecord(request, { z, ...connection })));
};

export const findPivotRequest = {
  key: 'find_pivot_request',
  noun: 'Pivot Request',
  display: {
    label: 'Find Pivot Request',
    description: 'Finds what a server of yours was asked about a call, and how it answered.',
  },
  operation: { inputFields, perform, outputFields: [...pivotRequestFields], sample: pivotRequestSample },
};
