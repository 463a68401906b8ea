/**
 * What the app may cost, in everything that can be counted. `npm test` fails when it costs more, so this is the one file to
 * change when a number rises, with the reason.
 */

/** The requests that an operation of a kind can't do without. */
export const FLOORS = {
  /** Reads the session and the account. */
  connect: 2,
  refresh: 1,
  turnOn: 1,
  turnOff: 1,
  /** The test of a trigger in the editor. */
  editor: 1,
  /** An event that says everything. */
  hook: 0,
  /** An event with a cold cache that needs something which it doesn't say. */
  hookWithLookUp: 1,
  poll: 1,
  action: 1,
  search: 1,
  dropdown: 1,
} as const;

export type Cost = { kind: keyof typeof FLOORS; requests: number; why?: string };

const same = (kind: Cost['kind'], names: readonly string[]): Record<string, Cost> =>
  Object.fromEntries(names.map((name) => [name, { kind, requests: FLOORS[kind] }]));

const more = (kind: Cost['kind'], requests: number, why: string): Cost => ({ kind, requests, why });

const BOX_AND_OWNER = 'Reads the voicemail box and its owner for their names. Both are cached.';
const USER_AND_PHONE = 'Reads the user and the phone for their names. Both are cached.';
const AUDIO = 'Zapier fetches the file in a run of its own when a step uses it.';
const CALL = 'Finds the call among those in progress, and reads the user and the phone for their names.';
const BOTH_PARTS = 'The list has no details: it reads what it found.';
const LISTS_IN_USE = 'Reads the account before and after: the account says which lists are in use.';
const CALL_CENTER = 'Finds out which call center the account has, which is cached.';
const CONFIRMED = 'It confirms the change by reading it back.';
const CALL_RECORD = 'The event has no result of the call: it reads the call’s record.';

const connections: Record<string, Cost> = {
  'connect with an API key, test included': more('connect', 3, 'Zapier tests the new connection at once.'),
  'connect with VirtualText, test included': more('connect', 4, 'The test asks VirtualText too.'),
  'refresh, within list_users': more(
    'refresh',
    4,
    'The refused request, its repetition, and the account, whose time zone may have changed and whose trial may be over.',
  ),
};

const people: Record<string, Cost> = {
  ...same('dropdown', ['list_users', 'list_phone_numbers', 'list_schedules', 'list_devices', 'list_blocklists']),
  ...same('dropdown', ['list_webhook_events']),
  ...same('action', ['api_request', 'update_call_handling', 'set_office_hours']),
  ...same('hook', ['device_offline, warm cache', 'device_online, warm cache']),
  ...same('hook', ['dash_event, cold cache', 'dash_event, warm cache']),
  ...same('search', ['find_disabled_webhook']),
  'find_user by name': more('search', 2, BOTH_PARTS),
  'find_user by name, with availability': more(
    'search',
    5,
    `${BOTH_PARTS} Availability is calls, phones, and sign-ins.`,
  ),
  'find_user by extension': more('search', 2, BOTH_PARTS),
  find_device: more('search', 4, `${BOTH_PARTS} Whether it is online and its owner are two more.`),
  update_device: more('action', 3, 'Reads whether the phone is online, and its owner for the name.'),
  restart_device: more('action', 4, 'Reads the phone, whether it is online, and its owner for the name.'),
  'device_offline, cold cache': more('hookWithLookUp', 2, 'Reads the phone and its owner. Both are cached.'),
  'device_online, cold cache': more('hookWithLookUp', 2, 'Reads the phone and its owner. Both are cached.'),
  block_number: more('action', 6, `Creates the list that it needs. ${LISTS_IN_USE}`),
  'block_number, blocked already': more('action', 3, `Reads the lists first. ${LISTS_IN_USE}`),
  find_blocked_number: more('search', 2, 'Reads which lists are in use, and then each of them.'),
  unblock_number: more('action', 3, 'Reads the lists to find those that have the number.'),
  create_blocklist: more('action', 5, LISTS_IN_USE),
  find_blocklist: more('search', 3, `${BOTH_PARTS} The account says whether the list is in use.`),
  update_blocklist: more('action', 3, 'Reads the list to change it, and the account for whether it is in use.'),
  delete_blocklist: more('action', 5, `Reads the list for its name. ${LISTS_IN_USE}`),
  reenable_webhooks: more('action', 2, 'Reads which webhooks are off.'),
};

const voicemailsAndFaxes: Record<string, Cost> = {
  ...same('dropdown', ['list_mailboxes', 'list_voicemails', 'list_faxboxes']),
  ...same('editor', ['new_voicemail, in the editor']),
  ...same('turnOff', ['new_voicemail, turned off']),
  ...same('hook', ['voicemail_box_full, warm cache']),
  ...same('hook', ['fax_sent, cold cache', 'fax_sent, warm cache', 'fax_failed, cold cache', 'fax_failed, warm cache']),
  ...same('poll', ['new_fax, nothing new']),
  ...same('action', ['send_fax']),
  'new_voicemail, turned on': more('turnOn', 2, 'Looks for webhooks that are left from earlier.'),
  'new_voicemail, subscribed again': more(
    'turnOn',
    5,
    'Creates the new webhook first, with the old secret, and deletes the old one. Zapier then unsubscribes it once more.',
  ),
  'new_voicemail with its audio, cold cache': more('hookWithLookUp', 3, `${BOX_AND_OWNER} ${AUDIO}`),
  'new_voicemail with its audio, warm cache': more('hook', 1, AUDIO),
  find_voicemail: more('search', 4, `Finds the voicemail box first. ${BOX_AND_OWNER}`),
  update_voicemail: more('action', 4, `Reads the voicemail to change only its folder. ${BOX_AND_OWNER}`),
  'voicemail_box_full, cold cache': more('hookWithLookUp', 2, BOX_AND_OWNER),
  'new_fax, a new one, cold cache': more('poll', 3, `Reads the fax box for its name. ${AUDIO}`),
};

const calls: Record<string, Cost> = {
  ...same('hook', ['call_started, cold cache', 'call_started, warm cache']),
  ...same('hook', ['call_parked, cold cache', 'call_parked, warm cache']),
  ...same('poll', ['new_call_record, nothing new', 'new_call_record, 10 new calls, warm cache']),
  ...same('poll', ['call_not_returned, nothing new', 'new_recording, nothing new', 'new_pivot_request, nothing new']),
  ...same('poll', ['new_recording, a new one, cold cache']),
  ...same('search', ['get_call_report', 'find_unreturned_call, warm cache', 'find_recording']),
  ...same('dropdown', ['list_recent_calls', 'list_recordings', 'list_callflows']),
  'new_call_record, 10 new calls, cold cache': more('poll', 3, USER_AND_PHONE),
  'call_answered, cold cache': more('hookWithLookUp', 4, `Reads both legs of the call. ${USER_AND_PHONE}`),
  'call_answered, warm cache': more('hook', 2, 'The event has one leg of the call: it reads both.'),
  'call_ended, cold cache': more('hookWithLookUp', 3, `${CALL_RECORD} ${USER_AND_PHONE}`),
  'call_ended, warm cache': more('hook', 1, CALL_RECORD),
  'missed_call, cold cache': more('hookWithLookUp', 3, `${CALL_RECORD} ${USER_AND_PHONE}`),
  'missed_call, warm cache': more('hook', 1, CALL_RECORD),
  'emergency_call, cold cache': more('hookWithLookUp', 3, `Reads the call. ${USER_AND_PHONE}`),
  'emergency_call, warm cache': more('hook', 1, 'The event doesn’t say what number was dialed: it reads the call.'),
  'call_not_returned, a new one, cold cache': more('poll', 4, `Looks for a call back in progress. ${USER_AND_PHONE}`),
  'get_call_report by user': more('search', 2, 'Reads the users for their names.'),
  'find_call, warm cache': more('search', 3, USER_AND_PHONE),
  delete_recording: more('action', 2, 'Reads the recording first: it returns what was deleted.'),
  find_active_call: more('search', 3, USER_AND_PHONE),
  list_active_calls: more('dropdown', 2, 'Reads the users for their names.'),
  transfer_call: more('action', 4, CALL),
  hang_up_call: more('action', 4, CALL),
  pick_up_call: more('action', 4, CALL),
  send_call_to_callflow: more('action', 5, `${CALL} Checks that the call flow exists.`),
  stop_call_playback: more('action', 4, CALL),
  place_call: more('action', 2, 'Reads the user for the name, which is cached.'),
  'new_pivot_request, a new one, cold cache': more('poll', 2, BOTH_PARTS),
  find_pivot_request: more('search', 2, 'Dash keeps requests by month, and the call may be of the month before.'),
};

const texts: Record<string, Cost> = {
  ...same('action', ['send_message', 'create_contact']),
  ...same('search', ['find_contact']),
  ...same('dropdown', ['list_contacts']),
  ...same('turnOn', ['new_message, turned on']),
  ...same('turnOff', ['new_message, turned off']),
  ...same('hook', ['new_message']),
};

const acdc: Record<string, Cost> = {
  ...same('poll', ['agent_status_changed on ACDC, a new one, cold cache', 'new_queue_call on ACDC, nothing new']),
  'list_agents on ACDC': more('dropdown', 3, `${CALL_CENTER} That asks for both.`),
  'list_queues on ACDC': more('dropdown', 3, `${CALL_CENTER} That asks for both.`),
  'find_agent on ACDC': more('search', 6, `${CALL_CENTER} Names, status, and the user are three more lists.`),
  'find_queue on ACDC': more('search', 6, `${CALL_CENTER} ${BOTH_PARTS} Calls and agents are two more lists.`),
  'set_agent_status on ACDC, ready': more('action', 6, `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`),
  'set_agent_status on ACDC, away': more('action', 6, `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`),
  'set_agent_status on ACDC, signed_out': more(
    'action',
    6,
    `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`,
  ),
  'set_queue_login on ACDC': more('action', 5, `${CALL_CENTER} Reads the queue and the user for their names.`),
  'agent_status_changed on ACDC, nothing new': more('poll', 2, 'Reads the user for the name, which is cached.'),
  'new_queue_call on ACDC, a new one, cold cache': more('poll', 3, 'Reads the queue and the agent for their names.'),
};

const qubicle: Record<string, Cost> = {
  ...same('hook', ['agent_availability_changed on Qubicle, warm cache']),
  ...same('hook', ['queue_caller_joined on Qubicle, cold cache', 'queue_caller_joined on Qubicle, warm cache']),
  ...same('hookWithLookUp', ['agent_availability_changed on Qubicle, cold cache']),
  ...same('poll', ['agent_status_changed on Qubicle, nothing new']),
  'list_agents on Qubicle': more('dropdown', 3, `${CALL_CENTER} Reads the users for their names.`),
  'list_queues on Qubicle': more('dropdown', 2, CALL_CENTER),
  'find_agent on Qubicle': more('search', 5, `${CALL_CENTER} Names, status, and the user are three more.`),
  'find_queue on Qubicle': more('search', 3, `${CALL_CENTER} The status of the queue is one more.`),
  'set_agent_status on Qubicle, ready': more(
    'action',
    10,
    `${CALL_CENTER} Signing in takes a moment, for which it waits. ${CONFIRMED}`,
  ),
  'set_agent_status on Qubicle, away': more('action', 5, `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`),
  'set_agent_status on Qubicle, ready again': more(
    'action',
    5,
    `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`,
  ),
  'set_agent_status on Qubicle, signed_out': more(
    'action',
    5,
    `${CALL_CENTER} Reads the user and the status. ${CONFIRMED}`,
  ),
  'agent_status_changed on Qubicle, a new one, cold cache': more('poll', 2, 'Reads the user for the name.'),
  'new_queue_call on Qubicle, nothing new': more('poll', 2, 'Queues and agents are two lists.'),
  'new_queue_call on Qubicle, a new one, cold cache': more(
    'poll',
    3,
    'Queues, their callers, and agents are three lists.',
  ),
  'queue_caller_left on Qubicle, cold cache': more(
    'hookWithLookUp',
    2,
    'Reads who took the call, and the agents’ names.',
  ),
  'queue_caller_left on Qubicle, warm cache': more('hook', 1, 'The event doesn’t say who took the call.'),
};

/** The requests that each operation of the benchmark may make at most, and why they are more than its kind needs. */
export const REQUESTS: Readonly<Record<string, Cost>> = {
  ...connections,
  ...people,
  ...voicemailsAndFaxes,
  ...calls,
  ...texts,
  ...acdc,
  ...qubicle,
};

export type Size =
  'bundle bytes' | 'bytes that every run loads' | 'modules' | 'operations' | 'input fields' | 'output fields';

/** The most of each that the bundle may have. The limits are a little above what it has, so that a new text doesn't break them. */
export const SIZES: Readonly<Record<Size, { limit: number; why: string }>> = {
  'bundle bytes': {
    limit: 525_000,
    why: 'A fifth are the world’s numbering plans. Functions instead of arrow functions are 25 kB more, and separate files 30 kB.',
  },
  'bytes that every run loads': {
    limit: 95_000,
    why: 'The connection, the list of operations, and what most of these need.',
  },
  modules: {
    limit: 480,
    why: 'A file for each operation, record, and look-up, a stand-in for each operation, and 60 of two libraries.',
  },
  operations: { limit: 80, why: '24 triggers, 15 searches, 24 actions, and 16 lists for dropdowns.' },
  'input fields': { limit: 260, why: 'Four for each operation on average.' },
  'output fields': { limit: 1600, why: '25 for each operation on average. Triggers of calls have 55.' },
};

/** The bytes of the upload, which takes too long to build for `npm test`. */
export const ZIP = {
  limit: 820_000,
  why: 'Most of it is core. Loading operations when a run needs them takes 20 kB.',
};
