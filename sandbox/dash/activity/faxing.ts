import { fromGregorian, gregorian } from '../company/gregorian.ts';
import { accountDatabase, monthlyId, newId } from '../company/ids.ts';
import { notification, publish } from '../events/deliveries.ts';
import { pdf } from '../files/pdf.ts';
import { tiff } from '../files/tiff.ts';
import { findById } from '../http/refusal.ts';
import type { Company, Fax, Faxbox } from '../company/model.ts';
import type { DashEvent } from '../events/deliveries.ts';
import type { State } from '../state.ts';

/**
 * A fax to receive: `faxbox` is the name of the box. With `ok` false the transfer fails; with `hasPages` false Dash lists
 * the fax before its pages are stored.
 */
export type IncomingFax = {
  faxbox: string;
  callerNumber: string;
  callerName?: string;
  pages?: number;
  at?: Date;
  ok?: boolean;
  hasPages?: boolean;
};

/** A fax, and the event about it, if Dash published one. */
export type FinishedFax = Fax & { event?: DashEvent };

const TRANSFER_ERROR = 'The call dropped prematurely';

type Transfer = { ok: boolean; pages: number; from: string; to: string; timezone: string };

/** The switch's result of a transfer; it sends counts as text (KAZOO, `ecallmgr_call_events:fax_specific`). */
const resultOf = ({ ok, pages, from, to, timezone }: Transfer) => ({
  success: ok,
  ecm_used: true,
  t38_used: true,
  result_text: ok ? 'OK' : TRANSFER_ERROR,
  result_code: ok ? '0' : '49',
  transferred_pages: String(ok ? pages : 0),
  total_pages: String(ok ? pages : 0),
  bad_rows: '0',
  transfer_rate: '14400',
  local_station_id: to,
  remote_station_id: from,
  timezone,
  identity_number: to,
  identity_name: 'Brightwater Dental',
});

type TransferResult = ReturnType<typeof resultOf>;

/** The result in the form that events have it. */
const faxInfo = (result: TransferResult) =>
  Object.fromEntries(Object.entries(result).map(([key, value]) => [`fax_${key}`, value as unknown]));

const newCallId = (): string => `${newId().slice(0, 16)}@198.51.100.7`;

const faxboxNamed = ({ faxboxes }: Company, name: string): Faxbox => {
  const box = faxboxes.find((one) => one.name === name);
  if (!box) throw new Error(`The company has no fax box ${name}`);
  return box;
};

/** The email addresses that Dash notifies of the faxes of a box. */
const recipientsOf = ({ users }: Company, ownerId: unknown) => ({
  email: { send_to: users.filter(({ id }) => id === ownerId).map(({ email }) => email) },
});

/** A received fax: its box, caller and result. */
type Received = {
  id: string;
  call_id: string;
  at: Date;
  box: Faxbox;
  callerNumber: string;
  callerName: string | undefined;
  result: TransferResult;
};

const ownerOf = ({ owner_id }: Faxbox) => (owner_id === undefined ? {} : { owner_id });

const receivedFax = ({ company, settings }: State, received: Received): Fax => {
  const { id, call_id, at, box, callerNumber, callerName, result } = received;
  const timestamp = gregorian(at);
  return {
    id,
    folder: 'inbox',
    timestamp,
    document: {
      name: `fax message received at ${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`,
      to_number: box.caller_id,
      from_number: callerNumber,
      ...(callerName !== undefined && settings.kazoo === '4.3' ? { from_name: callerName } : {}),
      description: 'fax document received',
      source_type: 'incoming_fax',
      folder: 'inbox',
      timestamp,
      ...ownerOf(box),
      faxbox_id: box.id,
      media_type: 'tiff',
      call_id,
      cdr_doc_id: monthlyId(at, call_id),
      rx_result: result,
      notifications: recipientsOf(company, box.owner_id),
    },
  };
};

const receptionErrorEvent = (company: Company, received: Received): DashEvent => {
  const { id, call_id, at, box, callerNumber, callerName, result } = received;
  return notification(company, 'inbound_fax_error', {
    account_db: `${accountDatabase(company.account.id)}-${id.slice(0, 6)}`,
    ...ownerOf(box),
    faxbox_id: box.id,
    fax_timestamp: gregorian(at),
    fax_notifications: recipientsOf(company, box.owner_id),
    fax_id: id,
    fax_info: faxInfo(result),
    fax_error: 'unknown error',
    caller_id_number: callerNumber,
    caller_id_name: callerName,
    callee_id_number: box.caller_id,
    callee_id_name: box.name,
    call_id,
    to_user: box.caller_id,
    to_realm: company.account.realm,
    from_user: callerNumber,
    from_realm: '198.51.100.7',
    system_log_id: call_id,
  });
};

/**
 * Receives a fax into a box. Only a failed transfer has an event: VirtualPBX offers none for received faxes. Dash stores
 * nothing of it, although the event has the id that it would have had (KAZOO, `fax_request:end_receive_fax`).
 */
export const receiveFax = async (
  state: State,
  { faxbox, callerNumber, callerName, pages = 1, at = new Date(), ok = true, hasPages = true }: IncomingFax,
): Promise<FinishedFax> => {
  const { company, settings } = state;
  const box = faxboxNamed(company, faxbox);
  const { timezone } = company.account;
  const result = resultOf({ ok, pages, from: callerNumber, to: box.caller_id, timezone });
  const id = monthlyId(at, newId());
  const received = { id, call_id: newCallId(), at, box, callerNumber, callerName, result };
  const fax = receivedFax(state, received);
  if (ok) {
    if (hasPages) fax.file = settings.faxFormat === 'pdf' ? pdf(`A fax from ${callerNumber}`) : tiff();
    company.faxes.push(fax);
    return fax;
  }
  const event = receptionErrorEvent(company, received);
  await publish(state, event);
  return { ...fax, event };
};

const transmissionEvent = (company: Company, { id, document }: Fax, ok: boolean, result: TransferResult): DashEvent => {
  const { from_number, to_number, from_name, to_name = to_number, faxbox_id, owner_id } = document;
  const call_id = newId();
  return notification(company, ok ? 'outbound_fax' : 'outbound_fax_error', {
    account_db: 'faxes',
    faxbox_id,
    fax_notifications: recipientsOf(company, owner_id),
    fax_info: { fax_hangup_code: 200, fax_hangup_cause: 'NORMAL_CLEARING', ...faxInfo(result) },
    fax_error: ok ? undefined : TRANSFER_ERROR,
    caller_id_number: from_number,
    caller_id_name: from_name,
    callee_id_number: to_number,
    callee_id_name: to_name,
    call_id,
    fax_jobid: id,
    fax_id: id,
    system_log_id: call_id,
  });
};

/**
 * Sends a fax of the queue, or fails to, and stores it in the month of its order. The event has no time (KAZOO,
 * `fax_worker:notify_fields`). Resolves when all webhooks have been called.
 */
export const finishFax = async (state: State, jobId: string, ok: boolean): Promise<FinishedFax> => {
  const { company } = state;
  const fax = findById(company.faxes, jobId);
  const { from_number, to_number } = fax.document;
  const now = gregorian(new Date());
  const { timezone } = company.account;
  const result = resultOf({ ok, pages: 1, from: to_number, to: from_number, timezone });
  fax.id = monthlyId(fromGregorian(fax.timestamp), jobId);
  fax.folder = 'outbox';
  fax.status = ok ? 'completed' : 'failed';
  fax.document = {
    ...fax.document,
    attempts: 1,
    tx_result: {
      ...result,
      time_elapsed: now - fax.timestamp,
      result_code: 200,
      result_cause: 'NORMAL_CLEARING',
      ...(ok && { pvt_delivered_date: now }),
    },
    retry_after: 300,
    folder: 'outbox',
  };
  fax.file = pdf(`A fax to ${to_number}`);
  const event = transmissionEvent(company, fax, ok, result);
  await publish(state, event);
  return { ...fax, event };
};
