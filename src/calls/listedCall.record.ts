import type { Context } from '../zapier/context.ts';
import { cachedLookUp } from '../zapier/lookUp.ts';
import { callRecord, type CallRecord } from './call.record.ts';
import type { Call } from './call.ts';
import { recordIdsOf } from './cdrs.api.ts';
import { isQuickcall } from './legs/leg.ts';
import { legOfDocument } from './legs/legOfDocument.ts';
import { findPlacedCall } from './placedCalls.cache.ts';

const lookUpReference = cachedLookUp(
  'reference of the call',
  (id) => ['cdrs', id],
  (found) => ({ reference: legOfDocument(found)?.reference ?? null }),
);

/**
 * The record of a call from the list of call records, whose rows have no reference. Only calls that the switch started can
 * have one. If it is not in the cache, the document may have it: 1 more request, none while cached.
 */
export const listedCallRecord = async (call: Call, context: Context): Promise<CallRecord> => {
  const { id, started, ended } = call;
  const mayHaveOne = isQuickcall({ callId: id }) && started !== null && ended !== null;
  if (!mayHaveOne || (await findPlacedCall(context, id)) !== null) return callRecord(call, context);
  const [recordId] = recordIdsOf(id, { start: started, end: ended });
  return callRecord({ ...call, ...(await lookUpReference(context, recordId)) }, context);
};
