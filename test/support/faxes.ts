import { ACCOUNT, account, success, USER } from './dash.ts';

export const FAX = '202611-7a0c2a9be1d34c7f8a6b9c0d1e2f3a4b';
export const FAXBOX = '5f60b1a2c3d4e7c1d9a3b2f4e6d8c0a1';

/** November 24, 2026, 10:32:05 AM at the office, in Gregorian seconds. */
export const FAXED = 63_962_764_325;

export const faxbox = { id: FAXBOX, name: 'Front Desk Fax', owner_id: USER };

export const knowFaxbox = () => account().get(`/faxboxes/${FAXBOX}`).reply(200, success(faxbox));

/** The result of a fax in a document, as the switch reports it. */
const result = { success: true, result_text: 'OK', result_code: '0', total_pages: '2', transferred_pages: '2' };

/** A received fax as KAZOO 4.3 lists it: the whole document and the fields that the view adds. It has no status. */
export const faxRow = {
  id: FAX,
  name: 'fax message received at 2026-11-24 18:32:05 UTC',
  folder: 'inbox',
  timestamp: FAXED,
  faxbox_id: FAXBOX,
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  to_number: '+14154886109',
  call_id: 'f1@10.1.1.1',
  media_type: 'tiff',
  rx_result: result,
  from: '+14154886134',
  to: '+14154886109',
  created: FAXED,
};

/** A fax that was sent 61 seconds after its job was created. */
export const sentRow = {
  id: FAX,
  folder: 'outbox',
  faxbox_id: FAXBOX,
  from_number: '+14154886109',
  from_name: 'Brightwater Dental',
  to_number: '+16285550100',
  attempts: 1,
  retries: 1,
  document: { url: 'https://files.example/form.pdf', method: 'get' },
  tx_result: { ...result, time_elapsed: 61 },
  from: '+14154886109',
  to: '+16285550100',
  created: FAXED - 61,
  status: 'completed',
};

/** The event of a sent fax, which has no time and no owner. */
export const sentEvent = {
  account_db: 'faxes',
  account_id: ACCOUNT,
  event_category: 'notification',
  event_name: 'outbound_fax',
  call_id: 'f1@10.1.1.1',
  caller_id_name: 'Brightwater Dental',
  caller_id_number: '+14154886109',
  callee_id_name: '+16285550100',
  callee_id_number: '+16285550100',
  fax_id: FAX,
  fax_jobid: FAX,
  faxbox_id: FAXBOX,
  fax_info: { fax_total_pages: '3', fax_transferred_pages: '3', fax_result_text: 'OK', fax_success: true },
  fax_notifications: { email: { send_to: ['maya@example.com'] } },
  msg_id: 'one',
  type: 'outbound_fax',
  zapier_token: 'secret',
};

const BROKEN_OFF = { fax_success: false, fax_result_text: 'The call dropped prematurely', fax_total_pages: '0' };

/** The changes for the event of a fax that couldn't be sent. */
export const notSent = {
  event_name: 'outbound_fax_error',
  type: 'outbound_fax_error',
  fax_error: BROKEN_OFF.fax_result_text,
  fax_info: BROKEN_OFF,
};

/** The changes for the event of a fax that couldn't be received. */
export const notReceived = {
  event_name: 'inbound_fax_error',
  type: 'inbound_fax_error',
  fax_error: 'unknown error',
  fax_info: BROKEN_OFF,
  fax_timestamp: FAXED,
  fax_jobid: undefined,
  owner_id: USER,
  caller_id_number: '+16285550100',
  caller_id_name: 'Ann Lee',
  callee_id_number: '+14154886100',
  callee_id_name: 'Brightwater Dental',
  from_user: '+16285550100',
  to_user: '+14154886109',
};
