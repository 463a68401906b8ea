import type { Dash } from '../dash/client.ts';
import { isObject, parse, text } from '../dash/schema.ts';
import { unexpectedAnswerError } from '../zapier/errors.ts';
import type { ParkedCall } from './parkingMoment.ts';

/** A slot as Dash lists it (KAZOO, `cf_park:create_slot`, `cb_parked_calls:normalize_view_results`). */
const slotSchema = { call_id: text, cid_number: text, cid_name: text };

const slotsSchema = { slots: (value: unknown) => (isObject(value) ? Object.entries(value) : []) };

/** The calls that are parked now, by slot: 1 request. */
export const callsParkedNow = async (dash: Dash): Promise<[slot: string, call: ParkedCall][]> => {
  const ask = { purpose: 'list the parked calls', section: 'Call Parking' };
  const answer = await dash.get(['parked_calls'], ask);
  if (!isObject(answer)) throw unexpectedAnswerError(ask);
  return parse(slotsSchema, answer).slots.map(([slot, value]) => {
    const { call_id, cid_number, cid_name } = parse(slotSchema, value);
    return [slot, { callId: call_id, from: { number: cid_number, name: cid_name }, to: { number: null, name: null } }];
  });
};
