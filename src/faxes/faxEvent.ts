import { number, object, text, type Read } from '../dash/shape.ts';
import type { Fax } from './fax.ts';

/**
 * The notifications `outbound_fax`, `outbound_fax_error` and `inbound_fax_error`. Numbers inside `fax_info` are texts;
 * `type` is what the webhook was made for.
 */
export const faxEventShape = {
  event_name: text,
  type: text,
  fax_id: text,
  fax_jobid: text,
  faxbox_id: text,
  owner_id: text,
  call_id: text,
  fax_timestamp: number,
  fax_error: text,
  fax_info: object({ fax_total_pages: number, fax_transferred_pages: number, fax_result_text: text }),
  caller_id_number: text,
  caller_id_name: text,
  callee_id_number: text,
  callee_id_name: text,
  from_user: text,
  to_user: text,
};

export type FaxEvent = Read<typeof faxEventShape>;

/** The fax that an event tells of. */
export const faxOfEvent = (event: FaxEvent): Fax => ({
  id: event.fax_id,
  jobId: event.fax_jobid,
  callId: event.call_id,
  direction: (event.event_name ?? event.type) === 'inbound_fax_error' ? 'inbound' : 'outbound',
  from: { number: event.caller_id_number ?? event.from_user, name: event.caller_id_name },
  to: { number: event.callee_id_number ?? event.to_user, name: event.callee_id_name },
  at: event.fax_timestamp,
  pages: event.fax_info.fax_total_pages ?? event.fax_info.fax_transferred_pages,
  reason: event.fax_error ?? event.fax_info.fax_result_text,
  faxboxId: event.faxbox_id,
  ownerId: event.owner_id,
});
