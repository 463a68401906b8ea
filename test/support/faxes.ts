import { ACCOUNT, account, success, USER } from './dash.ts';

export const FAX = '202611-7a0c2a9be1d34c7f8a6b9c0d1e2f3a4b';
export const FAXBOX = '5f60b1a2c3d4e7c1d9a3b2f4e6d8c0a1';

/** 24 November 2026, 10:32:05 at the office, in Gregorian seconds. */
export const FAXED = 63_962_764_325;

export const faxbox = { id: FAXBOX, name: 'Front Desk Fax', owner_id: USER };

export const knowFaxbox = () => account().get(`/faxboxes/${FAXBOX}`).reply(200, success(faxbox));

/** A fax that Dash received, as its list has it. */
export const faxRow = {
  id: FAX,
  status: 'completed',
  from: '+14154886134',
  to: '+14154886109',
  created: FAXED,
};

/** Its document. */
export const faxDocument = {
  id: FAX,
  faxbox_id: FAXBOX,
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  to_number: '+14154886109',
  to_name: '+14154886109',
  rx_result: { success: true, result_text: 'OK', total_pages: '2', transferred_pages: '2' },
};

/** The event of a fax that was sent, as Dash notifies of it. */
export const sentEvent = {
  account_id: ACCOUNT,
  event_category: 'notification',
  event_name: 'outbound_fax',
  call_id: 'f1@10.1.1.1',
  caller_id_name: 'Brightwater Dental',
  caller_id_number: '+14154886109',
  callee_id_name: '+16285550100',
  callee_id_number: '+16285550100',
  fax_id: FAX,
  fax_jobid: 'job-1',
  faxbox_id: FAXBOX,
  owner_id: USER,
  fax_timestamp: FAXED,
  fax_info: { fax_total_pages: '3', fax_transferred_pages: '3', fax_result_text: 'OK', fax_success: true },
  fax_notifications: { email: { send_to: ['maya@example.com'] } },
  msg_id: 'one',
  type: 'outbound_fax',
  zapier_token: 'secret',
};
