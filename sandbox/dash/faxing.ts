import { oneOf } from './answers.ts';
import { notification, publish } from './deliveries.ts';
import { inMonth, newId } from './faxes.ts';
import { fromGregorian, gregorian } from './gregorian.ts';
import { pdf } from './pdf.ts';
import { tiff } from './tiff.ts';
import type { Company, Faxbox } from './company.ts';
import type { DashEvent } from './deliveries.ts';
import type { Fax } from './faxes.ts';
import type { State } from './state.ts';

/**
 * A fax that comes in: `faxbox` is the name of the box. With `ok` false it breaks off; with `hasPages` false Dash lists it
 * before its pages are stored.
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

/** A fax, and the event that told of it, where one did. */
export type FinishedFax = Fax & { event?: DashEvent };

const BROKEN_OFF = 'The call dropped prematurely';

type Exchange = { ok: boolean; pages: number; from: string; to: string; timezone: string };

/** What the switch says of an exchange: what it counts is text (KAZOO, `ecallmgr_call_events:fax_specific`). */
const resultOf = ({ ok, pages, from, to, timezone }: Exchange) => ({
  success: ok,
  ecm_used: true,
  t38_used: true,
  result_text: ok ? 'OK' : BROKEN_OFF,
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

/** The same as an event has it. */
const asInfo = (result: object) =>
  Object.fromEntries(Object.entries(result).map(([key, value]) => [`fax_${key}`, value as unknown]));

const newCallId = (): string => `${newId().slice(0, 16)}@198.51.100.7`;

const boxCalled = (faxboxes: Faxbox[], name: string): Faxbox => {
  const box = faxboxes.find((one) => one.name === name);
  if (!box) throw new Error(`The company has no fax box ${name}`);
  return box;
};

/** Whom Dash writes to about the faxes of a box. */
const addressees = ({ users }: Company, ownerId: unknown) => ({
  email: { send_to: users.filter(({ id }) => id === ownerId).map(({ email }) => email) },
});

/** The database of the month, escaped as it is in events. */
const monthDatabase = ({ account: { id } }: Company, month: string): string =>
  `account%2F${id.slice(0, 2)}%2F${id.slice(2, 4)}%2F${id.slice(4)}-${month}`;

/**
 * Receives a fax into a box. Webhooks are told, and all deliveries are done when it resolves, only of one that broke
 * off: what VirtualPBX offers has no event for the others. Of one that broke off nothing is kept, although its event has
 * the id that it would have had (KAZOO, `fax_request:end_receive_fax`).
 */
export const receiveFax = async (
  state: State,
  { faxbox, callerNumber, callerName, pages = 1, at = new Date(), ok = true, hasPages = true }: IncomingFax,
): Promise<FinishedFax> => {
  const { company, settings } = state;
  const box = boxCalled(company.faxboxes, faxbox);
  const id = inMonth(at, newId());
  const call_id = newCallId();
  const owner = box.owner_id === undefined ? {} : { owner_id: box.owner_id };
  const notifications = addressees(company, box.owner_id);
  const { timezone } = company.account;
  const result = resultOf({ ok, pages, from: callerNumber, to: box.caller_id, timezone });
  const timestamp = gregorian(at);
  const fax: Fax = {
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
      ...owner,
      faxbox_id: box.id,
      media_type: 'tiff',
      call_id,
      cdr_doc_id: inMonth(at, call_id),
      rx_result: result,
      notifications,
    },
  };
  if (ok) {
    if (hasPages) fax.file = settings.faxFormat === 'pdf' ? pdf(`A fax from ${callerNumber}`) : tiff();
    company.faxes.push(fax);
    return fax;
  }
  const event = notification(company, 'inbound_fax_error', {
    account_db: monthDatabase(company, id.slice(0, 6)),
    ...owner,
    faxbox_id: box.id,
    fax_timestamp: timestamp,
    fax_notifications: notifications,
    fax_id: id,
    fax_info: asInfo(result),
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
  await publish(state, event);
  return { ...fax, event };
};

/**
 * Sends a fax of the queue, or fails to, files it under the month of its order, and tells every webhook that wants to
 * know; resolves when all deliveries are done. The event tells no time (KAZOO, `fax_worker:notify_fields`).
 */
export const finishFax = async (state: State, jobId: string, ok: boolean): Promise<FinishedFax> => {
  const { company } = state;
  const fax = oneOf(company.faxes, jobId);
  const { from_number, to_number, from_name, to_name = to_number, faxbox_id, owner_id } = fax.document;
  const now = gregorian(new Date());
  const { timezone } = company.account;
  const result = resultOf({ ok, pages: 1, from: to_number, to: from_number, timezone });
  const ordered = fromGregorian(fax.timestamp);
  fax.id = inMonth(ordered, jobId);
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
  const call_id = newId();
  const event = notification(company, ok ? 'outbound_fax' : 'outbound_fax_error', {
    account_db: 'faxes',
    faxbox_id,
    fax_notifications: addressees(company, owner_id),
    fax_info: { fax_hangup_code: 200, fax_hangup_cause: 'NORMAL_CLEARING', ...asInfo(result) },
    fax_error: ok ? undefined : BROKEN_OFF,
    caller_id_number: from_number,
    caller_id_name: from_name,
    callee_id_number: to_number,
    callee_id_name: to_name,
    call_id,
    fax_jobid: fax.id,
    fax_id: fax.id,
    system_log_id: call_id,
  });
  await publish(state, event);
  return { ...fax, event };
};
