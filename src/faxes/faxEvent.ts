import { number, object, text, type Parsed } from '../dash/schema.ts';
import { toGregorian } from '../dash/time.ts';
import { FAX_FOLDERS, isFiled, jobIdOf, pageCount, type Fax, type FaxDirection } from './fax.record.ts';

/**
 * The notifications `outbound_fax`, `outbound_fax_error` and `inbound_fax_error`. Numbers inside `fax_info` are strings;
 * `type` is the notification that the webhook was created for.
 */
export const faxEventSchema = {
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

type FaxEvent = Parsed<typeof faxEventSchema>;

export const directionOf = ({ event_name, type }: FaxEvent): FaxDirection =>
  (event_name ?? type) === 'inbound_fax_error' ? 'inbound' : 'outbound';

/**
 * Why a fax failed, as the switch reports it. When receiving fails, `fax_error` is always "unknown error" (KAZOO,
 * `fax_request:notify_failure`), and the result is "OK" if the call succeeded but no page arrived
 * (`fax_request:end_receive_fax`). `fax_error` alone is set if there was no call (`fax_worker:release_failed_job`).
 */
const reasonOf = ({ fax_error, fax_info }: FaxEvent, direction: FaxDirection): string | null => {
  const { fax_result_text } = fax_info;
  if (fax_result_text !== 'OK') return fax_result_text ?? fax_error;
  return direction === 'inbound' ? 'No pages were received' : fax_error;
};

/**
 * The fax of an event. Events about outgoing faxes have no time (KAZOO, `fax_worker:notify_fields` writes
 * `fax_timestamp` in lower case, so it is dropped); the arrival of the event is used. A fax that couldn't be received has
 * an ID, but nothing is stored under it.
 */
export const faxOfEvent = (event: FaxEvent, arrived: Date): Fax => {
  const { fax_id: id, fax_info } = event;
  const direction = directionOf(event);
  const isInbound = direction === 'inbound';
  return {
    id,
    jobId: jobIdOf(event.fax_jobid),
    callId: event.call_id,
    direction,
    folder: !isInbound && isFiled(id) ? FAX_FOLDERS.outbound : null,
    from: { number: event.caller_id_number ?? event.from_user, name: event.caller_id_name },
    to: {
      // Inbound: the dialed number, as in the list of received faxes. The callee number there is the company's caller ID.
      number: isInbound ? (event.to_user ?? event.callee_id_number) : event.callee_id_number,
      name: event.callee_id_name,
    },
    at: event.fax_timestamp ?? toGregorian(arrived),
    pages: pageCount(fax_info.fax_total_pages, fax_info.fax_transferred_pages),
    reason: reasonOf(event, direction),
    faxboxId: event.faxbox_id,
    ownerId: event.owner_id,
  };
};
