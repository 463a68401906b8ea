import { accountDatabase } from '../company/ids.ts';

/** A sample of a notification's details; `now` is in Gregorian seconds. */
type Sample = (now: number) => Record<string, unknown>;

const caller = { caller_id_name: 'Ann Lee', caller_id_number: '+14154886134' };
const callee = { callee_id_name: 'Brightwater Dental', callee_id_number: '+14155550100' };
const route = {
  from_user: '+14154886134',
  from_realm: 'carrier.invalid',
  to_user: '1002',
  to_realm: 'brightwater.sip.invalid',
};
const call = { call_id: '3a7be09c51d24f6e@10.126.0.9', ...caller, ...route };
const id = (letter: string): string => letter.repeat(32);

const voicemail: Sample = (now) => ({
  account_db: `account%2F00%2F00%2F${'0'.repeat(28)}`,
  ...call,
  voicemail_box: id('b'),
  voicemail_id: `202611-${id('c')}`,
  voicemail_length: 4580,
  voicemail_timestamp: now,
});

/** The details of a fax in both directions; `result` has the reason of a failure. */
const fax = (result: { code: string; text: string; pages: string }) => ({
  ...callee,
  faxbox_id: id('e'),
  fax_notifications: { email: { send_to: ['front.desk@brightwaterdental.example'] } },
  fax_info: {
    fax_success: result.code === '0',
    fax_ecm_used: true,
    fax_t38_used: true,
    fax_result_text: result.text,
    fax_result_code: result.code,
    fax_transferred_pages: result.pages,
    fax_total_pages: result.pages,
    fax_bad_rows: '0',
    fax_transfer_rate: '9600',
    fax_local_station_id: '+14155550100',
    fax_remote_station_id: '+14154886134',
    fax_timezone: 'America/Los_Angeles',
    fax_identity_number: '+14155550100',
    fax_identity_name: 'Brightwater Dental',
  },
});

const exchanged = fax({ code: '0', text: 'OK', pages: '2' });
const brokenOff = fax({ code: '49', text: 'The call dropped prematurely', pages: '0' });

const received = (details: object, now: number) => ({
  ...call,
  ...details,
  account_db: 'account-db',
  owner_id: id('9'),
  fax_id: `202611-${id('d')}`,
  fax_timestamp: now,
  system_log_id: call.call_id,
});

/** Upstream's samples have a `fax_timestamp` here; its deliveries have none (KAZOO, `fax_worker:notify_fields`). */
const sent = ({ fax_info, ...details }: ReturnType<typeof fax>) => ({
  ...caller,
  ...details,
  fax_info: { fax_hangup_code: 200, fax_hangup_cause: 'NORMAL_CLEARING', ...fax_info },
  account_db: 'faxes',
  call_id: id('7'),
  fax_id: `202611-${id('f')}`,
  fax_jobid: `202611-${id('f')}`,
  system_log_id: id('7'),
});

/** A phone that registered, or whose registration ran out; `now` is in Gregorian seconds. */
type Registration = {
  now: number;
  online: boolean;
  accountId: string;
  realm: string;
  deviceId: string;
  ownerId?: string;
  username: string;
};

/** The lifetime of a registration in seconds: five minutes of the phone, and three more of KAZOO. */
const REGISTRATION_SECONDS = 480;

/** The details of `register` and `deregister`; the latter has neither owner nor authorization. */
export const registrationDetails = ({ now, online, accountId, realm, deviceId, ownerId, username }: Registration) => ({
  user_agent: 'Yealink SIP-T46S 66.86.0.15',
  suppress_unregister_notify: false,
  to_user: username,
  to_host: realm,
  ...(online && { owner_id: ownerId, authorizing_type: 'device' }),
  network_port: '53764',
  network_ip: '203.0.113.24',
  from_user: username,
  from_host: realm,
  expires: REGISTRATION_SECONDS,
  // The last registration, also for a phone that is offline.
  event_timestamp: online ? now : now - REGISTRATION_SECONDS,
  contact: `sip:${username}@203.0.113.24:53764`,
  call_id: `${username}@203.0.113.24`,
  authorizing_id: deviceId,
  account_db: accountDatabase(accountId),
  realm,
  username,
});

const registration =
  (online: boolean): Sample =>
  (now) =>
    registrationDetails({
      now,
      online,
      accountId: id('1'),
      realm: 'brightwater.sip.invalid',
      deviceId: id('a'),
      ownerId: id('9'),
      username: 'user_zdc455',
    });

const port: Sample = (now) => ({
  authorized_by: 'Maya Okafor',
  port_request_id: id('7'),
  local: false,
  port: {
    service_provider: 'Old Phone Company',
    port_id: id('7'),
    customer_contact: 'office@brightwaterdental.example',
    requested_port_date_timestamp: now,
    port_scheduled_timestamp: now,
    numbers: { '+14155550100': {} },
  },
});

const emergency: Sample = () => ({
  account_name: 'Brightwater Dental',
  call_id: call.call_id,
  emergency_caller_id_name: 'Brightwater Dental',
  emergency_caller_id_number: '+14155550100',
  emergency_to_did: '911',
  outbound_caller_id_name: 'Brightwater Dental',
  outbound_caller_id_number: '+14155550100',
});

const money: Sample = (now) => ({
  add_ons: [],
  address: {},
  amount: 20,
  currency_code: 'USD',
  date: now,
  last_four: '1881',
  response: 'Approved',
  success: true,
  timestamp: now,
  card_last_four: '1881',
});

/** The secrets in notifications that no Zap may get; they are not real. */
export const secretsInNotifications = {
  password: 'sandbox-user-password',
  apiKey: 'sandbox-account-api-key',
  resetLink: 'https://reset.sandbox.invalid/recover/5f1e',
  sipPassword: 'sandbox-sip-password',
} as const;

/** The session description of a call's audio. */
const SDP =
  'v=0\r\no=FreeSWITCH 1557156401 1557156402 IN IP4 10.26.0.80\r\ns=FreeSWITCH\r\nm=audio 25638 RTP/AVP 0 101\r\n';

const { password, apiKey, resetLink, sipPassword } = secretsInNotifications;

/**
 * The details of every notification of Dash, in the shape of upstream's `webhooks_notifications-samples.json`;
 * `notification` in deliveries.ts adds the rest.
 */
export const notificationSamples: Readonly<Record<string, Sample>> = {
  account_zone_change: () => ({ zones: { home: 'sf' } }),
  bill_reminder: (now) => ({ due_date: now, items: { seats: 12 }, timestamp: now }),
  cnam_request: () => ({
    acquired_for: id('1'),
    cnam: { display_name: 'Brightwater', inbound_lookup: true },
    local: false,
    number: '+14155550100',
    number_state: 'in_service',
    request: 'new',
  }),
  customer_update: () => ({
    bcc: '',
    data: { name: 'Brightwater Dental' },
    from: 'support@sandbox.invalid',
    html: '<p>The office phones have new buttons.</p>',
    recipient_id: id('9'),
    reply_to: 'support@sandbox.invalid',
    subject: 'New buttons',
    text: 'The office phones have new buttons.',
    to: 'office@brightwaterdental.example',
    user_type: 'admin',
  }),
  denied_emergency_bridge: emergency,
  deregister: registration(false),
  emergency_bridge: emergency,
  first_occurrence: (now) => ({ ...registration(true)(now), occurrence: 'registration', sip_password: sipPassword }),
  inbound_fax: (now) => received(exchanged, now),
  inbound_fax_error: (now) => ({ ...received(brokenOff, now), fax_error: 'unknown error' }),
  low_balance: () => ({ current_balance: 4.8 }),
  missed_call: (now) => ({
    ...call,
    call_bridged: false,
    message_left: false,
    timestamp: now,
    to: ['jane.doe@brightwaterdental.example'],
    notify: {
      event_category: 'call_event',
      event_name: 'CHANNEL_DESTROY',
      hangup_cause: 'NORMAL_CLEARING',
      hangup_code: 'sip:200',
      duration_seconds: 10,
      ringing_seconds: 3,
      billing_seconds: 7,
      call_direction: 'inbound',
      request: '14155550100@192.0.2.1',
      channel_created_time: 1_557_184_198_071_108,
      custom_channel_vars: { account_id: id('1'), call_interaction_id: `${now}-af5b9a0e`, media_server: 'ms01' },
      custom_application_vars: {},
      media_server: 'ms01.sandbox.invalid',
      switch_hostname: 'fs01.sandbox.invalid',
      local_sdp: SDP,
      remote_sdp: SDP,
      timestamp: now,
    },
  }),
  new_account: () => ({
    account_name: 'Brightwater Dental North',
    account_realm: 'north.sip.invalid',
    account_id: id('1'),
    account_api_key: apiKey,
    account_db: 'account-db',
  }),
  new_user: () => ({ first_name: 'Luis', last_name: 'Ortega', user_id: id('9'), password }),
  number_feature_manual_action: () => ({
    number: '+14155550100',
    feature: { name: 'outbound_cnam', display_name: 'Brightwater' },
  }),
  outbound_fax: () => sent(exchanged),
  outbound_fax_error: () => ({ ...sent(brokenOff), fax_error: 'The call dropped prematurely' }),
  outbound_smtp_fax_error: () => ({
    errors: ['The sender is not allowed'],
    faxbox_id: id('e'),
    faxbox_name: 'Front Desk',
    fax_from_email: 'office@brightwaterdental.example',
    fax_to_email: '14155550100@fax.invalid',
    number: '+14155550100',
    original_number: '14155550100',
    owner_id: id('9'),
    smtp_fax_id: id('8'),
  }),
  password_recovery: () => ({
    email: 'jane.doe@brightwaterdental.example',
    first_name: 'Jane',
    last_name: 'Doe',
    user_id: id('9'),
    password_reset_link: resetLink,
  }),
  port_cancel: port,
  port_comment: (now) => ({
    ...port(now),
    comment: { content: 'The old bill is attached', timestamp: now, user_id: id('9') },
  }),
  port_pending: port,
  port_rejected: (now) => ({ ...port(now), reason: { content: 'The name differs', timestamp: now } }),
  port_request: port,
  port_scheduled: port,
  port_unconfirmed: port,
  ported: port,
  register: registration(true),
  service_added: (now) => ({ items: { devices: 1 }, audit_log: { agent: 'Maya Okafor' }, timestamp: now }),
  system_alert: () => ({ level: 'critical', subject: 'A disk is full', message: 'A disk is full', pid: '<0.1.0>' }),
  topup: money,
  transaction: money,
  voicemail_full: () => ({ voicemail_box: id('b'), max_message_count: 100, message_count: 100 }),
  voicemail_new: (now) => ({
    ...voicemail(now),
    voicemail_transcription: { result: 'success', text: 'Could you call me back about Friday?' },
  }),
  voicemail_saved: voicemail,
  webhook: (now) => ({
    ...call,
    hook: 'callflow',
    timestamp: now,
    data: { uri: 'https://crm.example/calls', http_verb: 'post', custom_data: { auth_token: apiKey, branch: 'north' } },
  }),
  webhook_disabled: () => ({ hook: { id: id('6'), name: 'Zapier: New Voicemail', hook: 'notifications' } }),
};
