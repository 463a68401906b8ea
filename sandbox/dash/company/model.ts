/**
 * The company of the sandbox's Dash account: a small dental practice. Live: later responses reflect what a test changes
 * here.
 */
export type Company = {
  account: Account;
  /** Accounts of other customers, which our sessions cannot access. */
  otherAccounts: string[];
  apiKey: string;
  logins: Login[];
  users: User[];
  devices: Device[];
  blacklists: Blacklist[];
  temporalRules: TemporalRule[];
  temporalRuleSets: TemporalRuleSet[];
  mailboxes: Mailbox[];
  messages: Message[];
  numbers: OwnNumber[];
  callflows: Callflow[];
  callCenter: CallCenter;
  qubicle: Qubicle;
  faxboxes: Faxbox[];
  faxes: Fax[];
  /** The calls that are parked. */
  parked: ParkedCall[];
  /** Parked calls that were retrieved and are in progress. */
  pickedUp: ParkedCall[];
  pivotRequests: PivotRequest[];
  webhooks: Webhook[];
};

/** `status` controls the sandbox; Dash's document does not have it. */
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
  /** The ids of the blocklists in use. */
  blacklists?: string[];
  status: 'active' | 'disabled' | 'expired';
};

/** A user's sign-in, which Dash never shows. */
export type Login = { user_id: string; password: string; multiFactor: boolean };

export type CallerId = { name: string; number: string };

/** `substitute`: only the number rings. `failover`: the number rings if no phone of the user is online. */
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

/** A device. `registered` controls the sandbox; Dash's document does not have it. */
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
  /** Only SIP phones have a username. */
  sip: { username?: string; method: string };
  flags: string[];
  registered: boolean;
};

/**
 * When something applies, such as office hours or a holiday; `enabled` makes it apply always or never. Times are
 * seconds of a day. `type` is whatever a client stored.
 */
export type TemporalRule = {
  id: string;
  name: string;
  cycle: 'date' | 'daily' | 'weekly' | 'monthly' | 'yearly';
  interval: number;
  start_date: number;
  wdays?: string[];
  ordinal?: string;
  month?: number;
  days?: number[];
  time_window_start?: number;
  time_window_stop?: number;
  enabled?: boolean;
  type?: string;
  flags?: string[];
};

/** Temporal rules by their ids. It applies when one of them does. */
export type TemporalRuleSet = { id: string; name: string; temporal_rules?: string[]; flags?: string[] };

/** Blocked callers by number, with notes. */
export type Blacklist = {
  id: string;
  name: string;
  numbers: Record<string, Record<string, unknown>>;
  should_block_anonymous?: boolean;
  flags?: string[];
};

/** A voicemail box, shared without `owner_id`. `mailbox` is its number. */
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

/** A box for received faxes; `caller_id` is its number. */
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

/** A webhook as Dash stores it, unknown keys included. */
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

/** What happens to a call; `numbers` route to it. A feature code has its name. */
export type Callflow = {
  id: string;
  name?: string;
  numbers: string[];
  featurecode: false | { name: string; number: string };
};

/** A phone number of the company, in E.164. */
export type OwnNumber = { number: string; features: string[]; created: number; usedBy: string };

/** The call center of a company, KAZOO's ACDC. Without `enabled` it has no endpoints. */
export type CallCenter = {
  enabled: boolean;
  queues: Queue[];
  /** Users with a list of queues, even an empty one. */
  agents: Agent[];
  /** In memory only, one for each agent and second. */
  statuses: AgentStatus[];
  /** In memory only: the calls of the queues. */
  statistics: QueueCall[];
  /** The statuses in the month's database. */
  archive: AgentStatus[];
  /** The agents whose month KAZOO 4.2 has read: it does so once until a restart. */
  monthsRead: Set<string>;
  /** Status requests during a call, in order. */
  delayed: { agentId: string; request: StatusRequest }[];
};

export type Queue = { id: string; name: string; strategy: string };

export type Agent = { id: string; queues: string[] };

/** A stored status. Times are in Gregorian seconds. */
export type AgentStatus = {
  agent_id: string;
  status: string;
  timestamp: number;
  wait_time?: number;
  pause_time?: number;
  pause_alias?: string;
  call_id?: string;
  queue_id?: string;
  caller_id_name?: string;
  caller_id_number?: string;
};

/** A status request; `timeout` is the duration of a pause in seconds. */
export type StatusRequest = { status: string; timeout?: number; alias?: string };

/** An agent who did not answer a call. */
export type QueueMiss = { agent_id: string; reason: string; timestamp: number };

/** A call in a queue. Times are in Gregorian seconds, durations in seconds. */
export type QueueCall = {
  id: string;
  call_id: string;
  queue_id: string;
  agent_id?: string;
  entered_timestamp: number;
  handled_timestamp?: number;
  abandoned_timestamp?: number;
  processed_timestamp?: number;
  hung_up_by?: 'member' | 'agent';
  abandoned_reason?: 'member_hangup' | 'member_timeout' | 'member_exit';
  status: 'waiting' | 'handled' | 'abandoned' | 'processed';
  caller_id_name?: string;
  caller_id_number: string;
  wait_time?: number;
  talk_time?: number;
  misses: QueueMiss[];
};

/** The other call center, Qubicle. Its times are in seconds since 1970, its durations in seconds. */
export type Qubicle = {
  queues: QubicleQueue[];
  /** The users who take calls. */
  recipients: QubicleRecipient[];
  /** In memory only, by user id: the recipients who are signed in. */
  processes: Map<string, RecipientProcess>;
  /** In memory only: the callers who wait, the first one first. */
  sessions: QubicleSession[];
  /** In memory only, by queue id. */
  counters: Map<string, QubicleCounters>;
  /** The queues whose processes do not run. */
  stopped: Set<string>;
};

/** A queue as Qubicle stores it. `offering` is shown in lists only. */
export type QubicleQueue = {
  id: string;
  name: string;
  offering?: string;
  queue_type: string;
  queue_router: string;
  ring_timeout: number;
  timeout: number;
  /** The queue that a caller who has waited too long goes to. */
  timeout_redirect?: string;
  timeout_immediately_if_empty: boolean;
  /** 0 is no limit. */
  timeout_if_size_exceeds: number;
  agent_wrapup_time: number;
  force_away_on_reject: boolean;
  /** In milliseconds. */
  tick_time: number;
};

/** A user who takes calls. Some versions of Qubicle have the username as the name, and no offering. */
export type QubicleRecipient = { id: string; name: string; offering?: string; queues: string[] };

export type RecipientProcess = {
  id: string;
  pid: string;
  /** What the recipient chose; `phase` prevails. */
  isReady: boolean;
  phase?: 'Call-Offer' | 'On-A-Call' | 'Wrapup-Time';
  /** The caller who is offered or talks. */
  session?: QubicleSession;
  wrapupUntil?: number;
  /** By queue id, if chosen for single queues. */
  queueAvailability: Record<string, boolean>;
  talkSeconds: number;
  /** Since the login. */
  stats: {
    total_calls: number;
    offered_calls: number;
    missed_calls: number;
    login_time: number;
    last_action_time: number;
    last_handled_time: number;
  };
};

/** The stay of a caller, who may move to another queue. */
export type QubicleSession = {
  session_id: string;
  queue_id: string;
  caller_id_name: string;
  caller_id_number: string;
  queue_enter_time: number;
  call_id: string;
};

/** What happened in a queue on a day of the account's time zone, such as `2026-11-26`. */
export type QubicleCounters = {
  day: string;
  total_sessions: number;
  missed_sessions: number;
  abandoned_sessions: number;
  answered: number;
  answeredWaits: number;
};

/**
 * A fax; `outgoing` is the queue. Beside the document, Dash stores its folder, the status of its job, its creation
 * time, which sorts the lists, and its pages.
 */
export type Fax = {
  id: string;
  folder: 'inbox' | 'outbox' | 'outgoing';
  status?: 'pending' | 'completed' | 'failed';
  timestamp: number;
  document: FaxDocument;
  file?: Uint8Array<ArrayBuffer>;
};

export type FaxDocument = { from_number: string; to_number: string } & Record<string, unknown>;

/** A call in a parking slot. */
export type ParkedCall = { callId: string; slot: string; callerNumber: string; callerName?: string; since: number };

/**
 * A request to the server of a call flow. Without `status` the server did not respond. The final request of a call,
 * with its record, has the iteration of the previous one.
 */
export type PivotRequest = {
  debug_id: string;
  call_id: string;
  timestamp: number;
  uri: string;
  method: 'get' | 'post';
  iteration: number;
  status?: number;
  answeredAfterSeconds: number;
  /** Whether the response is not JSON. KAZOO crashes when it logs a response that violates the schema. */
  hasJsonErrors: boolean;
};
