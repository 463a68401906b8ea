/** What is put into fields and found in Dash's answers: unmistakable, so that an error which repeats it is noticed. */
export const TEXT = 'Marked Text Qzx';
export const ID = 'feedfacecafe4b1dadd1c0ffee0ddba1';
/** A fax that failed, a phone that is not online, and an agent on a call. */
export const OTHER_ID = 'feedfacecafe4b1dadd1c0ffee0ddba2';
export const SESSION_ID = 'feedfacecafe4b1dadd1c0ffee0ddba3';
export const FILE_ID = `202611-${ID}`;
export const EMAIL = 'marked.qzx@example.org';
export const NUMBER = '+14154886177';
export const EXTENSION = '4217';
export const MAC = '00:15:65:fe:ed:77';
export const FILE_URL = 'https://files.example/marked-qzx.pdf';
export const MOMENT = '2026-11-20T03:41:57Z';
export const LATER_MOMENT = '2026-11-24T18:31:57Z';
export const TARGET_URL = 'https://hooks.zapier.com/hooks/standard/77/marked-qzx/';

/** A delivery with the fields of every event that Dash and VirtualText send, but for the secret. */
export const event = {
  account_id: '0123456789abcdef0123456789abcdef',
  hook_event: 'channel_destroy',
  event_category: 'notification',
  event_name: 'PARK_PARKED',
  call_id: 'call-77@10.1.1.1',
  other_leg_call_id: 'call-78@10.1.1.1',
  call_direction: 'inbound',
  authorizing_id: ID,
  authorizing_type: 'resource',
  owner_id: ID,
  caller_id_name: 'Ann Lee',
  caller_id_number: NUMBER,
  callee_id_name: 'Jane Doe',
  callee_id_number: EXTENSION,
  from: `${NUMBER}@10.1.1.1`,
  to: `${NUMBER}@10.1.1.1`,
  request: `${NUMBER}@10.1.1.1`,
  from_user: NUMBER,
  to_user: EXTENSION,
  timestamp: 63964000000,
  event_timestamp: 63964000000,
  hangup_cause: 'ORIGINATOR_CANCEL',
  duration_seconds: 20,
  ringing_seconds: 20,
  billing_seconds: 0,
  custom_channel_vars: { account_id: '0123456789abcdef0123456789abcdef', call_interaction_id: '63964000000-af5b9a0e' },
  custom_application_vars: {},
  parking_slot: '1',
  voicemail_box: ID,
  voicemail_id: FILE_ID,
  voicemail_length: 4580,
  voicemail_timestamp: 63964000000,
  voicemail_transcription: 'Hello',
  max_message_count: 100,
  message_count: 100,
  fax_id: FILE_ID,
  faxbox_id: ID,
  fax_timestamp: 63964000000,
  fax_info: { fax_total_pages: '2', fax_result_text: 'OK' },
  fax_error: 'no carrier',
  network_ip: '192.0.2.1',
  user_agent: 'Phone 1.0',
  MessageID: 'message-77',
  ConversationID: 'conversation-77',
  ToNumber: NUMBER,
  FromNumber: NUMBER,
  MessageBody: 'Hello',
  MessageDirection: 'in',
  ContactName: 'Ann Lee',
  Media: ['https://files.example/picture.jpg'],
};

/** Where the event of a trigger differs. */
export const eventsOf: Record<string, object> = {
  queue_caller_joined: { event_name: 'join', queue_id: ID, session_id: SESSION_ID },
  queue_caller_left: { event_name: 'leave', queue_id: ID, session_id: SESSION_ID, reason: 'delivered' },
  agent_availability_changed: { event_name: 'away', queue_id: ID, recipient_id: ID },
};
