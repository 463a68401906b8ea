import { object, read, text, type Reader } from '../dash/shape.ts';
import { field, type RecordOf } from '../zapier/output.ts';
import { calledFields } from '../zapier/parties.ts';
import { personFields, personSample } from '../zapier/person.ts';

const endpoint = object({ outbound_call_id: text });
const firstCallId: Reader<string | null> = (value) => endpoint(Array.isArray(value) ? value[0] : null).outbound_call_id;

/** Dash answers with all that it tells the switch, SIP details included: only the id of a leg is of use. */
const answerShape = { endpoints: firstCallId };

/** The id of the call on the first phone that rings; another phone that is picked up has an id of its own. */
export const readCallId = (answer: unknown): string | null => read(answerShape, answer).endpoints;

export const placedCallFields = [
  field('id', 'string', 'ID'),
  field('summary', 'string', 'Summary'),
  ...calledFields,
  ...personFields,
  field('device_name', 'string', 'Device Name'),
  field('correlation_id', 'string', 'Correlation ID'),
  field('call_id', 'string', 'Call ID'),
] as const;

/** A call that was placed, with who is rung for it: the person, or the phone where that alone was chosen. */
export type PlacedCallRecord = RecordOf<typeof placedCallFields>;

export const placedCallSample: PlacedCallRecord = {
  id: '5c8e0b1f4a2d7e9036f1b8c4d2a7e5901f3b-quickcall',
  summary: 'Rings Jane Doe, then calls +1 415-555-0134.',
  to_number: '+14155550134',
  to_number_national: '(415) 555-0134',
  to_country: 'US',
  to_name: null,
  ...personSample,
  device_name: null,
  correlation_id: 'deal-4711',
  call_id: '5c8e0b1f4a2d7e9036f1b8c4d2a7e5901f3b-quickcall',
};
