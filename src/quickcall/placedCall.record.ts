import { object, parse, text, type Parser } from '../dash/schema.ts';
import { field, type RecordOf } from '../fields/output.ts';
import { calledFields } from '../fields/parties.ts';
import { personFields, personSample } from '../fields/person.ts';

const endpoint = object({ outbound_call_id: text });
const callIds: Parser<string[]> = (value) =>
  (Array.isArray(value) ? value : []).map((one) => endpoint(one).outbound_call_id).filter((id) => id !== null);

/** Dash returns its whole command to the switch, including SIP details: only the IDs of the legs are useful. */
const answerSchema = { endpoints: callIds };

/**
 * The IDs of the legs to the phones that ring; empty if the answer has none. The call continues under the ID of the phone
 * that is picked up (`cb_quickcall:set_quickcall_outbound_call_id`).
 */
export const parseCallIds = (answer: unknown): string[] => parse(answerSchema, answer).endpoints;

export const placedCallFields = [
  field('id', 'string', 'Call ID'),
  field('summary', 'string', 'Summary'),
  ...calledFields,
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('reference', 'string', 'Your Reference'),
] as const;

/** The record has the user whose phones ring, or the phone if one was chosen. */
export const placedCallSample: RecordOf<typeof placedCallFields> = {
  id: '5c8e0b1f4a2d7e9036f1b8c4d2a7e5901f3b-quickcall',
  summary: 'Rings Jane Doe, then calls 415-555-0134.',
  to_number: '+14155550134',
  to_name: null,
  ...personSample,
  device_name: null,
  reference: 'deal-4711',
};
