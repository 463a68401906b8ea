import { gregorian } from './gregorian.ts';
import type {
  Account,
  CallCenter,
  Callflow,
  Company,
  Device,
  Faxbox,
  Login,
  Mailbox,
  OwnNumber,
  Qubicle,
  QubicleQueue,
  TemporalRule,
  TemporalRuleSet,
  User,
} from './model.ts';

/** The main number of the company, and its external caller ID. */
export const mainNumber = '+14154886100';

export const faxNumber = '+14154886109';

/** Rings Zoë Núñez. */
export const directNumber = '+14154886102';

/** A document id: 32 hex digits that end in a number. */
const documentId = (kind: string, number: string): string => kind + number.padStart(32 - kind.length, '0');
const userId = (extension: string) => documentId('face', extension);
const deviceId = (number: string) => documentId('de71ce', number);
const mailboxId = (number: string) => documentId('b0', number);

export const frontDeskQueueId = documentId('9e0e', '1');
export const billingQueueId = documentId('9e0e', '2');

const timezone = 'America/Los_Angeles';

/** The sign-in of the office manager, and the API key of the account (64 characters). */
export const credentials = {
  username: 'maya.okafor@brightwaterdental.example',
  password: 'Floss-twice-daily!',
  accountName: 'Brightwater Dental',
  apiKey: '5a0dbf1e7c3942685a0dbf1e7c3942685a0dbf1e7c3942685a0dbf1e7c394268',
} as const;

/** A user whose sign-in requires a second factor. */
export const mfaUser = {
  username: 'daniel.cho@brightwaterdental.example',
  password: 'Two-factor-please!',
  accountName: credentials.accountName,
} as const;

type Person = Pick<User, 'first_name' | 'last_name' | 'email'> & Partial<User>;

/** A user with default settings; the username is the email address in lower case. */
const user = (extension: string, person: Person): User => ({
  id: userId(extension),
  username: person.email.toLowerCase(),
  enabled: true,
  priv_level: 'user',
  presence_id: extension,
  timezone,
  language: 'en-us',
  caller_id: {
    internal: { name: `${person.first_name} ${person.last_name}`, number: extension },
    external: { name: 'Brightwater Dental', number: mainNumber },
  },
  call_forward: { enabled: false },
  do_not_disturb: { enabled: false },
  vm_to_email_enabled: true,
  flags: [],
  ...person,
});

/** A phone of the user with this extension; `nth` numbers the phones of a user. */
const phone = (extension: string, nth: number, name: string, more: Partial<Device> = {}): Device => ({
  id: deviceId(extension + String(nth)),
  name,
  owner_id: userId(extension),
  device_type: 'sip_device',
  mac_address: `00:04:13:7a:${extension.slice(0, 2)}:${extension.slice(2)}`,
  enabled: true,
  sip: { username: `user_${extension}_${nth}`, method: 'password' },
  flags: [],
  registered: true,
  ...more,
});

const since2021 = gregorian(new Date('2021-03-01T17:00:00Z'));

const ownNumber = (number: string, features: string[] = []): OwnNumber => ({
  number,
  features,
  created: since2021,
  usedBy: 'callflow',
});

const mailbox = (number: string, name: string, owner_id?: string): Mailbox => ({
  id: mailboxId(number),
  name,
  mailbox: number,
  ...(owner_id === undefined ? {} : { owner_id }),
  timezone,
  media_extension: 'wav',
  require_pin: true,
  is_setup: true,
  delete_after_notify: false,
  flags: [],
});

const account = (): Account => ({
  id: documentId('acc', '1'),
  name: credentials.accountName,
  realm: 'brightwater.sip.example',
  timezone,
  language: 'en-us',
  created: since2021,
  reseller_id: documentId('5e11e5', '1'),
  is_reseller: false,
  billing_mode: 'normal',
  superduper_admin: false,
  caller_id: { external: { name: 'Brightwater Dental', number: mainNumber } },
  status: 'active',
});

const logins = (): Login[] => [
  { user_id: userId('1001'), password: credentials.password, multiFactor: false },
  { user_id: userId('1002'), password: 'Zähne-putzen-2', multiFactor: false },
  { user_id: userId('1004'), password: mfaUser.password, multiFactor: true },
];

const users = (): User[] => [
  user('1001', {
    first_name: 'Maya',
    last_name: 'Okafor',
    email: 'Maya.Okafor@BrightwaterDental.example',
    priv_level: 'admin',
  }),
  user('1002', { first_name: 'Zoë', last_name: 'Núñez', email: 'zoe.nunez@brightwaterdental.example' }),
  user('1003', {
    first_name: 'Tomás',
    last_name: 'O’Brien',
    email: 'tomas.obrien@brightwaterdental.example',
    call_forward: { enabled: true, number: '+14155550133' },
  }),
  user('1004', { first_name: 'Daniel', last_name: 'Cho', email: mfaUser.username }),
  user('1005', { first_name: 'Priya', last_name: 'Raman', email: 'priya.raman@brightwaterdental.example' }),
  user('1006', {
    first_name: 'Sam',
    last_name: 'Whitfield',
    email: 'sam.whitfield@brightwaterdental.example',
    vm_to_email_enabled: false,
  }),
];

const devices = (): Device[] => [
  phone('1001', 1, 'Front desk phone'),
  phone('1002', 1, 'Zoë’s desk phone'),
  phone('1002', 2, 'Zoë’s mobile app', { device_type: 'softphone', mac_address: undefined }),
  phone('1003', 1, 'Tomás’s desk phone'),
  phone('1004', 1, 'Surgery 1 phone'),
  phone('1005', 1, 'Surgery 2 phone'),
  phone('1006', 1, 'Sterilization room phone'),
];

/** What Dash stores of a rule that does not say otherwise: each time, from a day in 1983 on. */
const temporalRuleDefaults = { interval: 1, start_date: 62_586_115_200 };

const temporalRules = (): TemporalRule[] => [
  {
    ...temporalRuleDefaults,
    id: documentId('7e', '1'),
    name: 'Office Open',
    cycle: 'weekly',
    wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
    time_window_start: 8 * 3600,
    time_window_stop: 17 * 3600,
  },
  {
    ...temporalRuleDefaults,
    id: documentId('7e', '2'),
    name: 'Holidays',
    cycle: 'yearly',
    month: 12,
    days: [24, 25, 26],
    time_window_start: 0,
    time_window_stop: 24 * 3600,
  },
];

const temporalRuleSets = (): TemporalRuleSet[] => [
  { id: documentId('7e5', '1'), name: 'Front Desk Hours', temporal_rules: [documentId('7e', '1')] },
];

const mailboxes = (): Mailbox[] => [
  mailbox('1000', 'Front Desk'),
  mailbox('1001', 'Maya Okafor', userId('1001')),
  mailbox('1002', 'Zoë Núñez', userId('1002')),
  mailbox('1003', 'Tomás O’Brien', userId('1003')),
  mailbox('1004', 'Daniel Cho', userId('1004')),
  mailbox('1005', 'Priya Raman', userId('1005')),
];

const callflows = (): Callflow[] => [
  { id: documentId('f10', '1'), name: 'Main menu', numbers: [mainNumber], featurecode: false },
  { id: documentId('f10', '2'), numbers: [directNumber], featurecode: false },
  {
    id: documentId('f10', '3'),
    name: 'voicemail[action=check]',
    numbers: ['*97'],
    featurecode: { name: 'voicemail[action=check]', number: '97' },
  },
];

const callCenter = (): CallCenter => ({
  enabled: true,
  queues: [
    { id: frontDeskQueueId, name: 'Front Desk', strategy: 'round_robin' },
    { id: billingQueueId, name: 'Billing', strategy: 'most_idle' },
  ],
  agents: [
    { id: userId('1001'), queues: [frontDeskQueueId, billingQueueId] },
    { id: userId('1002'), queues: [frontDeskQueueId] },
  ],
  statuses: [],
  statistics: [],
  archive: [],
  monthsRead: new Set(),
  delayed: [],
});

/** A queue of Qubicle with default settings. */
const qubicleQueue = (id: string, name: string, more: Partial<QubicleQueue> = {}): QubicleQueue => ({
  id,
  name,
  queue_type: 'queue_basic',
  queue_router: 'route_round_robin',
  ring_timeout: 20,
  timeout: 600,
  timeout_immediately_if_empty: false,
  timeout_if_size_exceeds: 0,
  agent_wrapup_time: 0,
  force_away_on_reject: false,
  tick_time: 1000,
  ...more,
});

const qubicle = (): Qubicle => ({
  queues: [
    qubicleQueue(frontDeskQueueId, 'Front Desk', {
      offering: 'basic',
      agent_wrapup_time: 30,
      force_away_on_reject: true,
    }),
    qubicleQueue(billingQueueId, 'Billing', { queue_router: 'route_most_idle', timeout_redirect: frontDeskQueueId }),
  ],
  recipients: [
    {
      id: userId('1001'),
      name: 'Maya Okafor',
      offering: 'basic',
      queues: [frontDeskQueueId, billingQueueId],
    },
    { id: userId('1002'), name: 'zoe.nunez@brightwaterdental.example', queues: [frontDeskQueueId] },
  ],
  processes: new Map(),
  sessions: [],
  counters: new Map(),
  stopped: new Set(),
});

const faxboxes = (): Faxbox[] => [
  { id: documentId('fab0', '1'), name: 'Front Desk Fax', caller_id: faxNumber, created: since2021 },
  {
    id: documentId('fab0', '2'),
    name: 'Maya’s Fax',
    caller_id: faxNumber,
    owner_id: userId('1001'),
    created: since2021,
  },
];

/** Brightwater Dental on a quiet morning, without voicemails, calls and webhooks. Every call returns a new company. */
export const openCompany = (): Company => ({
  account: account(),
  otherAccounts: [documentId('acc', '2')],
  apiKey: credentials.apiKey,
  logins: logins(),
  users: users(),
  devices: devices(),
  temporalRules: temporalRules(),
  temporalRuleSets: temporalRuleSets(),
  blacklists: [],
  mailboxes: mailboxes(),
  messages: [],
  numbers: [ownNumber(mainNumber, ['cnam', 'e911']), ownNumber(faxNumber), ownNumber(directNumber)],
  callflows: callflows(),
  callCenter: callCenter(),
  qubicle: qubicle(),
  faxboxes: faxboxes(),
  faxes: [],
  parked: [],
  pickedUp: [],
  pivotRequests: [],
  webhooks: [],
});
