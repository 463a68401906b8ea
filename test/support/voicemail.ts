import { ACCOUNT, USER } from './dash.ts';

export const BOX = '7c1e5d9a3b2f4e6d8c0a1b2c3d4e5f60';
export const MESSAGE = '202611-5f0c2a9be1d34c7f8a6b9c0d1e2f3a4b';

/** The event of a voicemail, as Dash sends it. */
export const voicemailEvent = {
  account_id: ACCOUNT,
  event_category: 'notification',
  event_name: 'voicemail_new',
  call_id: '0_2921477642@10.126.0.9',
  caller_id_name: 'Ann Lee',
  caller_id_number: '+14154886134',
  from_realm: 'carrier.test',
  from_user: '+14154886134',
  to_realm: 'sip.test',
  to_user: '1002',
  voicemail_box: BOX,
  voicemail_id: MESSAGE,
  voicemail_length: 14200,
  voicemail_timestamp: 63_962_764_325,
  voicemail_transcription: 'Could you call me back about Friday?',
  msg_id: 'one',
  type: 'voicemail_new',
};

export const mailbox = { id: BOX, name: "Jane Doe's Voicemail", mailbox: '1002', owner_id: USER };

export const owner = {
  id: USER,
  first_name: 'Jane',
  last_name: 'Doe',
  username: 'jane.doe@example.com',
  email: 'jane.doe@example.com',
  presence_id: '1002',
  caller_id: { internal: { name: 'Jane Doe', number: '1002' } },
};

/** The voicemail of the event, as in the lists of Dash. */
export const listedVoicemail = {
  media_id: MESSAGE,
  timestamp: voicemailEvent.voicemail_timestamp,
  from: '+14154886134@carrier.test',
  to: '1002@sip.test',
  caller_id_number: '+14154886134',
  caller_id_name: 'Ann Lee',
  call_id: voicemailEvent.call_id,
  folder: 'new',
  length: 14200,
};

/** The document of the voicemail, which has the transcription. */
export const storedVoicemail = {
  ...listedVoicemail,
  transcribed: true,
  transcription: { result: 'success', text: 'Could you call me back about Friday?' },
};
