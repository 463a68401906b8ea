import { emptyArchive } from './calls/archive.ts';
import { gregorian } from './gregorian.ts';
import type { Fax } from './faxes.ts';
import type { ParkedCall } from './parking.ts';
import type { PivotRequest } from './pivot.ts';
import type { Recording } from './recordings.ts';
import type { CallCenter } from './callCenter.ts';
import type { Channel } from './calls/live.ts';
import type { CdrArchive } from './calls/archive.ts';

/**
 * The company that the sandbox's Dash account belongs to: a small dental practice. Everything is live: what a test
 * changes here is what Dash answers from then on.
 */
export type Company = {
  account: Account;
  /** Accounts of other customers: they exist, but our sessions may not look into them. */
  otherAccounts: string[];
  apiKey: string;
  logins: Login[];
  users: User[];
  devices: Device[];
  blacklists: Blacklist[];
  temporalRules: TemporalRule[];
  mailboxes: Mailbox[];
  messages: Message[];
  numbers: OwnNumber[];
  callflows: Callflow[];
  callCenter: CallCenter;
  /** The legs of the calls that go on. */
  channels: Channel[];
  /** The call ids of legs that are another account's, or that no account has yet. */
  channelsElsewhere: string[];
  /** Legs of calls that are played from beginning to end; as that takes no time, they can be asked for a while longer. */
  passingChannels: Channel[];
  /** The records of calls. */
  cdrs: CdrArchive;
  recordings: Recording[];
  faxboxes: Faxbox[];
  faxes: Fax[];
  /** The calls that are parked now. */
  parked: ParkedCall[];
  /** Those that were picked up, and go on. */
  pickedUp: ParkedCall[];
  pivotRequests: PivotRequest[];
  webhooks: Webhook[];
};

/** `status` steers the sandbox and is not part of the document that Dash answers. */
export type Account = {
  id: string;
  name: string;
  realm: string;
  timezone: string;
  language: string;
  created: number;
  reseller_id: string;
  is_reseller: boolean;
  billing_mode: string;
  superduper_admin: boolean;
  caller_id: { external: CallerId };
  /** The ids of the lists that act. */
  blacklists?: string[];
  status: 'active' | 'disabled' | 'expired';
};

/** What Dash knows about a user but never shows. */
export type Login = { user_id: string; password: string; multiFactor: boolean };

export type CallerId = { name: string; number: string };

/** `substitute`: only the number rings. `failover`: the number rings while no phone of the user is online. */
export type CallForward = {
  enabled: boolean;
  number?: string;
  substitute?: boolean;
  require_keypress?: boolean;
  keep_caller_id?: boolean;
  direct_calls_only?: boolean;
  failover?: boolean;
};

export type User = {
  id: string;
  first_name: string;
  last_name: string;
  username: string;
  email: string;
  enabled: boolean;
  priv_level: 'admin' | 'user';
  presence_id: string;
  timezone: string;
  language: string;
  caller_id: { internal: CallerId; external?: CallerId };
  call_forward: CallForward;
  do_not_disturb: { enabled: boolean };
  vm_to_email_enabled: boolean;
  flags: string[];
};

/** A phone. `registered` steers the sandbox and is not part of the document that Dash answers. */
export type Device = {
  id: string;
  name: string;
  owner_id?: string;
  device_type: string;
  mac_address?: string;
  enabled: boolean;
  exclude_from_queues?: boolean;
  do_not_disturb?: { enabled: boolean };
  suppress_unregister_notifications?: boolean;
  /** What is no SIP phone has no user name. */
  sip: { username?: string; method: string };
  flags: string[];
  registered: boolean;
};

/** When something holds, as office hours or a holiday; with `enabled`, always or never. Times are seconds of a day. */
export type TemporalRule = {
  id: string;
  name: string;
  cycle: 'date' | 'daily' | 'weekly' | 'monthly' | 'yearly';
  wdays?: string[];
  month?: number;
  days?: number[];
  time_window_start: number;
  time_window_stop: number;
  enabled?: boolean;
};

/** Callers to refuse, keyed by number, with room for notes. */
export type Blacklist = {
  id: string;
  name: string;
  numbers: Record<string, Record<string, unknown>>;
  should_block_anonymous?: boolean;
  flags?: string[];
};

/** A voicemail box; one without `owner_id` is shared. `mailbox` is its number. */
export type Mailbox = {
  id: string;
  name: string;
  mailbox: string;
  owner_id?: string;
  timezone: string;
  media_extension: string;
  require_pin: boolean;
  is_setup: boolean;
  delete_after_notify: boolean;
  flags: string[];
};

/** A box that receives faxes; `caller_id` is its number. */
export type Faxbox = { id: string; name: string; caller_id: string; owner_id?: string; created: number };

/** A voicemail: `timestamp` is in Gregorian seconds, `length` in milliseconds. */
export type Message = {
  media_id: string;
  mailbox_id: string;
  timestamp: number;
  from: string;
  to: string;
  caller_id_number: string;
  caller_id_name?: string;
  call_id: string;
  folder: 'new' | 'saved' | 'deleted';
  length: number;
  transcription?: { result: string; text: string };
  audio: Uint8Array<ArrayBuffer>;
};

/** A webhook as Dash stores it; keys that Dash does not know are kept, too. */
export type Webhook = {
  id: string;
  name: string;
  uri: string;
  hook: string;
  http_verb: 'get' | 'post' | 'put';
  format: 'form-data' | 'json';
  retries: number;
  enabled: boolean;
  include_internal_legs: boolean;
  include_subaccounts?: boolean;
  custom_data?: Record<string, string>;
  modifiers?: Record<string, unknown>;
  disable_reason?: string;
  [extra: string]: unknown;
};

/** What happens to a call; `numbers` lead to it. One of a feature code says which. */
export type Callflow = {
  id: string;
  name?: string;
  numbers: string[];
  featurecode: false | { name: string; number: string };
};

/** A phone number of the company, in E.164. */
export type OwnNumber = { number: string; features: string[]; created: number; usedBy: string };

/** The main number of the company, and what its people show to those they call. */
export const mainNumber = '+14154886100';

export const faxNumber = '+14154886109';

/** Rings Zoë Núñez. */
export const directNumber = '+14154886102';

/** A document id: 32 hex digits that end in the number the document is about. */
const documentId = (kind: string, number: string): string => kind + number.padStart(32 - kind.length, '0');
const userId = (extension: string) => documentId('face', extension);
const deviceId = (number: string) => documentId('de71ce', number);
const mailboxId = (number: string) => documentId('b0', number);

export const frontDeskQueueId = documentId('9e0e', '1');
export const billingQueueId = documentId('9e0e', '2');

const timezone = 'America/Los_Angeles';

/** How the sandbox's office manager signs in, and the API key of the account (64 characters). */
export const credentials = {
  username: 'maya.okafor@brightwaterdental.example',
  password: 'Floss-twice-daily!',
  accountName: 'Brightwater Dental',
  apiKey: '5a0dbf1e7c3942685a0dbf1e7c3942685a0dbf1e7c3942685a0dbf1e7c394268',
} as const;

/** A user whose login asks for a second factor. */
export const mfaUser = {
  username: 'daniel.cho@brightwaterdental.example',
  password: 'Two-factor-please!',
  accountName: credentials.accountName,
} as const;

type Person = Pick<User, 'first_name' | 'last_name' | 'email'> & Partial<User>;

/** A user with the usual settings; the email address in small letters is the name to sign in with. */
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

/** A phone of the user with this extension; `nth` tells the phones of one user apart. */
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

/** Brightwater Dental on a quiet morning: no voicemails, calls and webhooks yet. Every call makes a company of its own. */
export const openCompany = (): Company => ({
  account: {
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
  },
  otherAccounts: [documentId('acc', '2')],
  apiKey: credentials.apiKey,
  logins: [
    { user_id: userId('1001'), password: credentials.password, multiFactor: false },
    { user_id: userId('1002'), password: 'Zähne-putzen-2', multiFactor: false },
    { user_id: userId('1004'), password: mfaUser.password, multiFactor: true },
  ],
  users: [
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
  ],
  devices: [
    phone('1001', 1, 'Front desk phone'),
    phone('1002', 1, 'Zoë’s desk phone'),
    phone('1002', 2, 'Zoë’s mobile app', { device_type: 'softphone', mac_address: undefined }),
    phone('1003', 1, 'Tomás’s desk phone'),
    phone('1004', 1, 'Surgery 1 phone'),
    phone('1005', 1, 'Surgery 2 phone'),
    phone('1006', 1, 'Sterilisation room phone'),
  ],
  temporalRules: [
    {
      id: documentId('7e', '1'),
      name: 'Office Open',
      cycle: 'weekly',
      wdays: ['monday', 'tuesday', 'wednesday', 'thursday', 'friday'],
      time_window_start: 8 * 3600,
      time_window_stop: 17 * 3600,
    },
    {
      id: documentId('7e', '2'),
      name: 'Holidays',
      cycle: 'yearly',
      month: 12,
      days: [24, 25, 26],
      time_window_start: 0,
      time_window_stop: 24 * 3600,
    },
  ],
  blacklists: [],
  mailboxes: [
    mailbox('1000', 'Front Desk'),
    mailbox('1001', 'Maya Okafor', userId('1001')),
    mailbox('1002', 'Zoë Núñez', userId('1002')),
    mailbox('1003', 'Tomás O’Brien', userId('1003')),
    mailbox('1004', 'Daniel Cho', userId('1004')),
    mailbox('1005', 'Priya Raman', userId('1005')),
  ],
  messages: [],
  numbers: [ownNumber(mainNumber, ['cnam', 'e911']), ownNumber(faxNumber), ownNumber(directNumber)],
  callflows: [
    { id: documentId('f10', '1'), name: 'Main menu', numbers: [mainNumber], featurecode: false },
    { id: documentId('f10', '2'), numbers: [directNumber], featurecode: false },
    {
      id: documentId('f10', '3'),
      name: 'voicemail[action=check]',
      numbers: ['*97'],
      featurecode: { name: 'voicemail[action=check]', number: '97' },
    },
  ],
  callCenter: {
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
  },
  channels: [],
  channelsElsewhere: [],
  passingChannels: [],
  cdrs: emptyArchive(),
  recordings: [],
  faxboxes: [
    { id: documentId('fab0', '1'), name: 'Front Desk Fax', caller_id: faxNumber, created: since2021 },
    {
      id: documentId('fab0', '2'),
      name: 'Maya’s Fax',
      caller_id: faxNumber,
      owner_id: userId('1001'),
      created: since2021,
    },
  ],
  faxes: [],
  parked: [],
  pickedUp: [],
  pivotRequests: [],
  webhooks: [],
});
