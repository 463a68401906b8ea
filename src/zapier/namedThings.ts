import { collect } from '../dash/collect.ts';
import type { Ask, Path } from '../dash/http.ts';
import { parse, text, type Parsed, type Parser } from '../dash/schema.ts';
import type { KindWords, Named } from '../fields/names.ts';
import { fullName } from '../fields/person.ts';
import type { Context } from './context.ts';

/** A list of the account in which things are found by their names. */
export type NameList = {
  /** It is cached under this key, which is the section of the API but for the queues of Qubicle. */
  key: string;
  load: (context: Context) => Promise<unknown[]>;
  /** The ID, name, and codes in a row; null for a row without an ID. */
  named: (row: unknown) => Named | null;
  /** The rows of users with an extension that the list doesn't have. */
  loadByExtension?: (context: Context, extension: string) => Promise<unknown[]>;
};

/** The kind of thing that a field names, and its list; no list where only some operations know it. */
export type NamedThing = KindWords & { list?: NameList; arePeople?: true };

const firstText: Parser<string | null> = (value) => (Array.isArray(value) ? text(value[0]) : null);
const isSet: Parser<boolean> = (value) => Boolean(value);

/** The fields that name a thing in a row of any list. A row has fewer fields than the document. */
const rowSchema = {
  id: text,
  name: text,
  first_name: text,
  last_name: text,
  username: text,
  email: text,
  presence_id: text,
  mac_address: text,
  mailbox: text,
  numbers: firstText,
  featurecode: isSet,
};

type Row = Parsed<typeof rowSchema>;

const reader =
  (nameOf: (row: Row) => string | null, codesOf: (row: Row) => (string | null)[] = () => []): NameList['named'] =>
  (value) => {
    const row = parse(rowSchema, value);
    const codes = codesOf(row).filter((code) => code !== null);
    return row.id === null || row.featurecode ? null : [row.id, nameOf(row), ...codes];
  };

/** The name of a row without any other code. */
export const namedByName = reader(({ name }) => name);

/** For a list that is too long for one request. Dash doesn't limit the page size (`cb_context:pagination_page_size`). */
const LARGE_PAGE = { page_size: 1000 };

const listAt = (key: string, path: Path, ask: Ask, named: NameList['named']): NameList => ({
  key,
  load: async ({ dash }) =>
    (await dash.all(path, ask)) ?? collect(dash.pages(path, { ...ask, query: LARGE_PAGE }), Infinity, (row) => [row]),
  named,
});

const LIST_USERS = { purpose: 'list the users' };

/**
 * The users, among whom are the agents of a call center. A row has the extension as `presence_id`; some users have it only as
 * their internal caller ID, which no row has (KAZOO, `users.json`, `crossbar_listing`).
 */
export const userList: NameList = {
  ...listAt(
    'users',
    ['users'],
    LIST_USERS,
    reader(fullName, ({ email, presence_id }) => [email, presence_id]),
  ),
  loadByExtension: ({ dash }, extension) =>
    dash.list(['users'], { ...LIST_USERS, query: { 'filter_caller_id.internal.number': extension } }),
};

export const deviceList = listAt(
  'devices',
  ['devices'],
  { purpose: 'list the devices' },
  reader(
    ({ name }) => name,
    ({ mac_address }) => [mac_address],
  ),
);

const mailboxList = listAt(
  'vmboxes',
  ['vmboxes'],
  { purpose: 'list the voicemail boxes', section: 'Voicemail' },
  reader(
    ({ name }) => name,
    ({ mailbox }) => [mailbox],
  ),
);

export const blocklistList = listAt(
  'blacklists',
  ['blacklists'],
  { purpose: 'list the blocklists', section: 'The Blocklists app' },
  namedByName,
);

const callflowList = listAt(
  'callflows',
  ['callflows'],
  { purpose: 'list the call flows' },
  reader(({ name, numbers }) => name ?? numbers),
);

const scheduleList = listAt(
  'temporal_rules',
  ['temporal_rules'],
  { purpose: 'list the schedules', section: 'Office Hours' },
  namedByName,
);

const faxboxList = listAt('faxboxes', ['faxboxes'], { purpose: 'list the fax boxes', section: 'Fax' }, namedByName);

const PERSON = ['an email', 'an extension', 'a full name'];
const NAME = ['a name'];

const user: NamedThing = { one: 'user', many: 'users', by: PERSON, list: userList, arePeople: true };
const agent: NamedThing = { one: 'agent', many: 'agents', by: PERSON, arePeople: true };
const device: NamedThing = { one: 'device', many: 'devices', by: ['a name', 'a MAC address'], list: deviceList };
const mailbox: NamedThing = {
  one: 'voicemail box',
  many: 'voicemail boxes',
  by: ['a name', 'a number'],
  list: mailboxList,
};
const queue: NamedThing = { one: 'queue', many: 'queues', by: NAME };
const blocklist: NamedThing = { one: 'blocklist', many: 'blocklists', by: NAME, list: blocklistList };
const callflow: NamedThing = { one: 'call flow', many: 'call flows', by: NAME, list: callflowList };
const schedule: NamedThing = { one: 'schedule', many: 'schedules', by: NAME, list: scheduleList };
const faxbox: NamedThing = { one: 'fax box', many: 'fax boxes', by: NAME, list: faxboxList };

/** The kind of thing that a field names, by the key of the field, which means the same in every operation. */
export const thingOfField = new Map<string, NamedThing>(
  Object.entries({
    user,
    users: user,
    agent,
    agents: agent,
    device,
    devices: device,
    mailbox,
    mailboxes: mailbox,
    queue,
    queues: queue,
    blocklist,
    callflow,
    schedule,
    schedules: schedule,
    faxbox,
    faxboxes: faxbox,
  }),
);

/**
 * The lists of the call center. Only its operations know which engine the account has. Agents are users, so that `agent`
 * is `userList`.
 */
export type CallCenterLists = { agent: NameList; queue: NameList };

/** The list in which a thing is looked up; undefined where the field holds IDs only. */
export const listFor = (thing: NamedThing, callCenter: CallCenterLists | undefined): NameList | undefined => {
  if (thing === agent) return callCenter?.agent;
  return thing === queue ? callCenter?.queue : thing.list;
};
