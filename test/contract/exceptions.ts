import { CODES, type Code, type Ending } from './worlds.ts';

/** Where a refused request ends a step otherwise than its world says, and why. */
type Exception = {
  why: string;
  methods: RegExp;
  /** As `GET users/{id}`. */
  requests: RegExp;
  /** By their names; all unless given. */
  situations?: RegExp;
  at: readonly Code[];
  endsIn: Ending;
};

const but = (...codes: Code[]): Code[] => CODES.filter((code) => !codes.includes(code));

/** All but what Zapier repeats the step for. */
const NEVER_REPEATED = but('401', '429');

/** Nobody knows then whether a request was carried out. */
const UNCLEAR: Code[] = ['500', 'page', 'silence'];

const ALL = /^/;

export const exceptions: Exception[] = [
  {
    why: 'a record goes without the names that could not be looked up',
    // Find User gives the user itself.
    methods: /^(?!searches\.find_user\.)/,
    requests: /^GET (users|vmboxes|faxboxes)\/\w{32}$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a record goes without the name of a device or a queue',
    methods:
      /^triggers\.(call_answered|device_offline|device_online|new_queue_call)\.|^creates\.(place|pick_up)_call\./,
    requests: /^GET (devices|queues)\/\w{32}$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'an event of the call center goes without the name of its queue, and without who took the call',
    methods: /^triggers\.(queue_caller_\w+|agent_availability_changed)\.operation\.perform$/,
    requests: /^(GET qubicle_(queues|recipients)|POST qubicle_recipients\/status)$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'the hook decides alone while Dash cannot say which call center the account has',
    methods:
      /^triggers\.(queue_caller_\w+\.operation\.performSubscribe|agent_availability_changed\.operation\.perform(Subscribe|List))$/,
    requests: /^GET (qubicle_)?queues$/,
    at: ['500', 'silence'],
    endsIn: 'output',
  },
  {
    why: 'a list goes without the names of users',
    methods: /^(triggers\.list_(active_calls|agents)|searches\.get_call_report)\./,
    requests: /^GET users$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a device goes without its state',
    methods: /^(searches\.find_device|creates\.(restart_device|update_device))\./,
    requests: /^GET devices\/status$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a user goes without the availability',
    methods: /^searches\.find_user\./,
    requests: /^GET (users\/\w+\/channels|devices|devices\/status)$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a recording goes without its call',
    methods: /^triggers\.new_recording\./,
    requests: /^GET cdrs$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a Pivot request goes without its details, unless the filter looks at them',
    methods: /^triggers\.new_pivot_request\./,
    requests: /^GET pivot\/debug\/\S+$/,
    situations: /^without input$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a fax whose pages are not there yet comes with a later poll',
    methods: /^triggers\.new_fax\./,
    requests: /^GET faxes\/inbox\/\w+\/attachment$/,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a call goes without what its other legs would tell, and its Zap must not wait for them',
    methods: ALL,
    requests: /^GET (cdrs\/legs\/\S+|channels\/call-\S+)$/,
    at: but('401'),
    endsIn: 'output',
  },
  {
    why: 'the sample of the definition serves where Dash gives none',
    methods: /^triggers\.dash_event\..*\.performList$/,
    requests: /^GET /,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a file that cannot be had is a file that says why',
    methods: /^hydrators\./,
    requests: /^GET /,
    at: NEVER_REPEATED,
    endsIn: 'output',
  },
  {
    why: 'a call without a stored Pivot request has none',
    methods: /^searches\.find_pivot_request\./,
    requests: /^GET pivot\/debug\//,
    at: ['404'],
    endsIn: 'output',
  },
  {
    why: 'an older webhook of the Zap that stays is ignored by the newer one',
    methods: /\.performSubscribe$/,
    requests: /^DELETE webhooks\//,
    at: CODES,
    endsIn: 'output',
  },
  {
    why: 'a webhook that is gone was to go',
    methods: /\.performUnsubscribe$/,
    requests: /^DELETE webhooks\//,
    at: ['404'],
    endsIn: 'output',
  },
  {
    why: 'a text message with a key of the user is sent once, however often the step is repeated',
    methods: /^creates\.send_message\./,
    requests: /^POST /,
    situations: /duplicate_guard/,
    at: UNCLEAR,
    endsIn: 'AppError',
  },
  {
    why: 'what was perhaps done must not be done twice, as it might after an error',
    methods:
      /^creates\.(create_blocklist|create_contact|place_call|restart_device|send_fax|send_message|transfer_call|pick_up_call|send_call_to_callflow)\./,
    requests: /^(PUT|POST) |\/quickcall\//,
    at: UNCLEAR,
    endsIn: 'HaltedError',
  },
  {
    why: 'nobody but its author knows whether an API request may be carried out twice',
    methods: /^creates\.api_request\./,
    requests: /^(PUT|POST|PATCH|DELETE) /,
    at: UNCLEAR,
    endsIn: 'HaltedError',
  },
  {
    why: 'the list is switched off already: after an error Zapier might repeat the step',
    methods: /^creates\.delete_blocklist\./,
    requests: /^DELETE blacklists\//,
    at: ['409', '500', 'page', 'redirect', 'silence'],
    endsIn: 'HaltedError',
  },
  {
    why: 'a document that is none, that a new session of Dash would not open, or that leads elsewhere',
    methods: /^creates\.send_fax\./,
    requests: /^GET files\.example\//,
    at: ['401', '402', '403', '404', '404 not_found', 'page', 'redirect'],
    endsIn: 'HaltedError',
  },
  {
    why: 'nobody knows yet where a document leads, and nothing was faxed',
    methods: /^creates\.send_fax\./,
    requests: /^GET files\.example\//,
    at: ['silence'],
    endsIn: 'AppError',
  },
];

/** What a refused request ends in by an exception; undefined where there is none. */
export const exceptionalEnding = (method: string, situation: string, request: string, code: Code): Ending | undefined =>
  exceptions.find(
    ({ methods, requests, situations = ALL, at }) =>
      methods.test(method) && requests.test(request) && situations.test(situation) && at.includes(code),
  )?.endsIn;

/** Methods that ask no server, and why. */
export const asksNobody: Record<string, string> = {
  'triggers.call_started.operation.perform': 'the event tells all that is known',
  'triggers.emergency_call.operation.perform': 'the event is no emergency call',
  'triggers.call_parked.operation.perform': 'the event tells all, unless a pick-up was missed',
  'triggers.new_message.operation.perform': 'the event tells all',
  'triggers.new_message.operation.performList': 'VirtualText has no list of messages',
  'triggers.new_message.operation.performUnsubscribe': 'VirtualText sends to the last address it was given',
  'triggers.dash_event.operation.inputFields': 'only the event "object" has more fields',
  'triggers.dash_event.operation.perform': 'the event is given as it is',
  'creates.send_message.operation.inputFields': 'the credential says which API it is for',
};

/** Methods that give no record in these worlds, and why. */
export const givesNothing: Record<string, string> = {
  'triggers.call_not_returned.operation.perform': 'the time to call back is not over for the call in the call history',
  'triggers.emergency_call.operation.perform': 'nobody dialed an emergency number',
  'triggers.emergency_call.operation.performList': 'nobody dialed an emergency number',
  'triggers.call_answered.operation.performList': 'nobody answered the call in the call history',
  'triggers.new_message.operation.performList': 'VirtualText has no list of messages',
};

/** The fields whose sentence quotes what was typed: it names the thing that the account does not have. */
export const quotedFields =
  /^(users?|agents?|devices?|mailbox(es)?|queues?|blocklist|callflow|schedules?|faxbox(es)?)$/;

/** Triggers whose records have more than the declared keys, and why. */
export const givesMore: Record<string, string> = {
  dash_event: 'an event has what Dash sends',
};

/** Requests for parts of the phone system that have no product name to call them by, and why. */
export const namesNoSection: [RegExp, string][] = [
  [/^\S+ (users|devices|callflows|phone_numbers)(\/|$)/, 'every account has these'],
  [/^POST channels\//, 'the call was found just before, so that it has ended'],
  [/^GET $/, 'the account itself'],
];

/** The software that runs the call center of an account. */
export type CallCenterEngine = 'qubicle' | 'acdc';

/** Operations that work on one engine of the call center alone, and why. */
export const onlyOn: Record<string, { engine: CallCenterEngine; why: string } | undefined> = {
  agent_availability_changed: { engine: 'qubicle', why: 'ACDC sends no events' },
  queue_caller_joined: { engine: 'qubicle', why: 'ACDC sends no events' },
  queue_caller_left: { engine: 'qubicle', why: 'ACDC sends no events' },
  set_queue_login: { engine: 'acdc', why: 'an agent of Qubicle signs in to all queues at once' },
};
