import nock from 'nock';
import { recordCall } from '../../sandbox/dash/calls/play.ts';
import { stage } from '../../sandbox/dash/calls/stage.ts';
import {
  fate,
  fromOutside,
  fromPhoneOf,
  toAgent,
  toOutside,
  toOwnPhone,
  toPhoneOf,
} from '../../sandbox/dash/cases/builders.ts';
import { fromGregorian } from '../../sandbox/dash/company/gregorian.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { publish } from '../../sandbox/dash/events/deliveries.ts';
import {
  getCdr,
  listCdrs,
  listInteractions,
  listInteractionsOfUser,
  listLegs,
} from '../../sandbox/dash/sections/cdrs.ts';
import { golden } from './golden.ts';
import { sent, shapeOf } from './shapes.ts';
import { startedState } from './state.ts';
import type { CallScript, LegScript } from '../../sandbox/dash/calls/timeline/script.ts';
import type { Company, Device, User, Webhook } from '../../sandbox/dash/company/model.ts';
import type { Handler } from '../../sandbox/dash/http/endpoint.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { State } from '../../sandbox/dash/state.ts';

type Json = Record<string, unknown>;

/** A golden file of a call. */
type Scenario = {
  events: { hook: string; leg: string; json: Json | null; form: string; http: { content_type: string }[] }[];
  cdr_documents: Json[];
  cdr_rows: Json[];
  cdr_legs_labels: string[];
  interaction_answer: { account: { leg: string; row: Json }[]; by_user: { user: string; leg: string; row: Json }[] };
  legs_order: string[];
};

const versions = ['4.2', '4.3'] as const;
const START = 63_962_819_200;
const JANE = '2516082ab40a149b2e4ce754df871dfa';
const BOB = '4b667a3ce227207b3cb228a8b40b65c1';
const ANN = '77bc627d93239df6ce72421e06c35abe';

const user = (id: string, presence_id: string, name: string): User => {
  const [{ caller_id: _, ...usual } = {} as User] = openCompany().users;
  return { ...usual, id, presence_id, caller_id: { internal: { name, number: presence_id } } };
};

const device = (id: string, owner_id: string, username: string): Device => {
  const [usual = {} as Device] = openCompany().devices;
  return { ...usual, id, owner_id, sip: { username, method: 'password' } };
};

/** The people and phones of the golden data; `bobs` is the phone of Bob that takes part. */
const goldenCompany = (bobs = device('fdec9f122e328a83c0fc50f6d7c86687', BOB, 'user_1d4187')): Company => {
  const company = openCompany();
  const account = {
    ...company.account,
    id: '663447d2fd09ba22b0a712446cc05779',
    name: 'Maple Dental',
    realm: 'maple.sip.example',
    reseller_id: 'c2f6a51cf67e83ec1f180f7afd5b5165',
    caller_id: { external: { name: 'Maple Dental', number: '+14155550100' } },
  };
  return {
    ...company,
    account,
    users: [user(JANE, '1002', 'Jane Doe'), user(BOB, '1001', 'Bob Stone'), user(ANN, '1003', 'Ann Moss')],
    devices: [
      device('1dd252aa1890cafae47aad834cf048f9', JANE, 'user_8b052f'),
      device('5c07a1f2be9d4e38a6b15d8c90f3e742', JANE, 'user_bf026e'),
      bobs,
      device('b6fbd4c31f275d4813e05d2590ac63b5', ANN, 'user_169280'),
    ],
  };
};

const [jane, bob, ann] = ['1002', '1001', '1003'] as const;
const annLee = { number: '+14155550134', name: 'Ann Lee' };
const mobile = '+14155550177';

/** One half of the leg inside the switch through which Bob's calls are forwarded to his cell phone. */
const half = (leg: string, what: Pick<LegScript, 'direction' | 'loopback' | 'bridgedTo'>): LegScript => ({
  ...toPhoneOf(bob, leg, { ...fate(10, 1, 'NORMAL_UNSPECIFIED'), ...what }),
  dials: mobile,
});

type Told = { golden: string; versions: readonly KazooVersion[]; company?: Company; script: Omit<CallScript, 'name'> };

/** The golden calls as scripts; legs have the names that they have there. */
const told: Told[] = [
  {
    golden: 'a_outside_two_devices_answered',
    versions,
    script: {
      caller: annLee,
      dialed: '+14155550102',
      legs: [
        fromOutside(fate(11, 61, 'NORMAL_CLEARING', 'B1-desk')),
        toPhoneOf(jane, 'B1-desk', fate(11, 61, 'NORMAL_CLEARING', 'A')),
        toPhoneOf(jane, 'B2-softphone', fate(12, 0, 'LOSE_RACE')),
      ],
    },
  },
  {
    golden: 'b_outside_unanswered_voicemail',
    versions: ['4.3'],
    script: {
      caller: annLee,
      dialed: '+14155550102',
      legs: [
        fromOutside(fate(20, 22)),
        toPhoneOf(jane, 'B1-desk', fate(21, 0, 'NO_ANSWER')),
        toPhoneOf(jane, 'B2-softphone', fate(21, 0, 'NO_ANSWER')),
      ],
    },
  },
  {
    golden: 'c_extension_to_extension',
    versions,
    script: {
      caller: { number: jane, name: 'Jane Doe' },
      dialed: bob,
      legs: [
        fromPhoneOf(jane, fate(1, 4, 'NORMAL_CLEARING', 'B')),
        toPhoneOf(bob, 'B', fate(1, 4, 'NORMAL_CLEARING', 'A')),
      ],
    },
  },
  {
    golden: 'd_outbound_pstn',
    versions,
    script: {
      caller: { number: jane, name: 'Jane Doe' },
      dialed: '+14155550199',
      legs: [
        fromPhoneOf(jane, fate(8, 124, 'NORMAL_CLEARING', 'B-carrier')),
        toOutside('B-carrier', fate(8, 124, 'NORMAL_CLEARING', 'A')),
      ],
    },
  },
  {
    golden: 'f_forwarded_to_mobile_outside_caller',
    versions,
    company: goldenCompany(device('a81d35f6c0924be7b3de46f19c5a7082', BOB, 'user_99c1d0')),
    script: {
      caller: annLee,
      dialed: '+14155550101',
      legs: [
        fromOutside(fate(10, 41, 'NORMAL_CLEARING', 'M-mobile')),
        half('La-loopback-a', { direction: 'outbound', loopback: 'A', bridgedTo: 'A' }),
        half('Lb-loopback-b', { direction: 'inbound', loopback: 'B', bridgedTo: 'M-mobile' }),
        {
          ...toOutside('M-mobile', fate(9, 41, 'NORMAL_CLEARING', 'A')),
          forwardedBy: bob,
          dials: mobile,
          rungFor: 'Lb-loopback-b',
          startsAfter: 1,
          bridgedAfter: 11,
        },
      ],
    },
  },
  {
    golden: 'g_queue_two_agents',
    versions: ['4.3'],
    script: {
      caller: annLee,
      dialed: '+14155550100',
      legs: [
        { ...fromOutside(fate(0, 102, 'NORMAL_CLEARING', 'Agent2-Ann')), leg: 'A-member' },
        toAgent(bob, 'Agent1-Bob', { ...fate(15, 0, 'NO_ANSWER'), startsAfter: 20 }),
        toAgent(ann, 'Agent2-Ann', { ...fate(5, 61, 'NORMAL_CLEARING', 'A-member'), startsAfter: 36 }),
      ],
    },
  },
  {
    golden: 'h_quickcall_two_devices',
    versions,
    script: {
      caller: { number: jane, name: 'Jane Doe' },
      dialed: '+14155550199',
      legs: [
        toOwnPhone(jane, 'Q1-desk', fate(4, 24, 'NORMAL_CLEARING', 'B-carrier')),
        toOwnPhone(jane, 'Q2-softphone', fate(5, 0, 'LOSE_RACE')),
        toOutside('B-carrier', { ...fate(6, 16, 'NORMAL_CLEARING', 'Q1-desk'), startsAfter: 6 }),
      ],
    },
  },
  {
    golden: 'l_recorded',
    versions,
    script: {
      caller: annLee,
      dialed: '+14155550102',
      legs: [
        {
          ...fromOutside(fate(11, 61, 'NORMAL_CLEARING', 'B1-desk')),
          recordings: ['9d1b6c0a4f7e28355c0d9e2fa1b3c4d5'],
        },
        toPhoneOf(jane, 'B1-desk', fate(11, 61, 'NORMAL_CLEARING', 'A')),
      ],
    },
  },
];

/** Names, hosts and ids of the sandbox, and what stands there in the golden data. */
const counterparts: Record<string, string> = {
  'carrier.invalid': '198.51.100.7',
  'switch.invalid': '198.51.100.20',
  'kazoo_apps@sandbox.invalid': 'kazoo_apps@kazoo1.maple.example',
  'ecallmgr@sandbox.invalid': 'ecallmgr@kazoo1.maple.example',
  'fs1.sandbox.invalid': 'fs1.maple.example',
};

/** What was supplied by hand there, or differs with every call: only its type is compared. */
const incidental = new Set([
  'callflow_id',
  'CallFlow-ID',
  'channel_created_time',
  'cluster_id',
  'fetch_id',
  'from_tag',
  'interaction_key',
  'msg_id',
  'node',
  'remote_sdp',
  'request_id',
  'Request-ID',
  'switch_hostname',
  'switch_nodename',
  'switch_uri',
  'switch_url',
  'to_tag',
  'user_agent',
  'x_auth_ip',
  'x_auth_port',
]);

/** Whole seconds of the sandbox stand for parts of seconds there. */
const rounded = new Set(['timestamp', 'ringing_seconds']);

const translated = (value: unknown, words: Record<string, string>): unknown => {
  let text = JSON.stringify(value);
  for (const [ours, theirs] of Object.entries(words)) text = text.replaceAll(ours, theirs);
  return JSON.parse(text);
};

const isNear = (one: unknown, other: unknown): boolean =>
  typeof one === typeof other && Math.abs(Number(one) - Number(other)) <= 1;

/** A value to compare with its counterpart: what is incidental or close enough becomes equal. */
const comparable = (value: unknown, counterpart: unknown, key = ''): unknown => {
  if (incidental.has(key)) return typeof value;
  if (key === 'interaction_id') return String(value).slice(0, 12);
  if (rounded.has(key) && isNear(value, counterpart)) return counterpart;
  if (Array.isArray(value) || typeof value !== 'object' || value === null) return value;
  const other = (counterpart ?? {}) as Json;
  return Object.fromEntries(
    Object.entries(value as Json).map(([name, one]) => [name, comparable(one, other[name], name)]),
  );
};

const expectSame = (ours: unknown, theirs: unknown): void => {
  expect(comparable(ours, theirs)).toEqual(comparable(theirs, theirs));
};

/** The segments of a urlencoded body; those of an empty object are empty. */
const segments = (form: string): Json =>
  Object.fromEntries(
    form.split('&').map((segment, nth) => {
      const [name = '', value] = segment.split('=');
      return value === undefined
        ? [`empty ${String(nth)}`, segment]
        : [name, decodeURIComponent(value.replaceAll('+', ' '))];
    }),
  );

/** A form as nested as its names say, to be compared key by key. */
const nested = (form: Json): Json => {
  const result: Json = {};
  for (const [name, value] of Object.entries(form)) {
    const [, outer, inner] = /^(.+?)\[(.*)\]$/.exec(name) ?? [];
    if (outer === undefined || inner === undefined) result[name] = value;
    else result[outer] = { ...(result[outer] as Json | undefined), [inner]: value };
  }
  return result;
};

const webhook = (format: Webhook['format'], hook: string): Webhook => ({
  id: `${hook}-${format}`,
  name: hook,
  uri: 'http://receiver.test/',
  hook,
  http_verb: 'post',
  format,
  retries: 1,
  enabled: true,
  include_internal_legs: true,
});

const scenarios = told.flatMap((one) =>
  one.versions.map((version) => [`${one.golden}_${version}`, one, version] as const),
);

describe.each(scenarios)('%s', (name, { company = goldenCompany(), script }, version) => {
  const theirs = golden(name) as Scenario;
  const call: CallScript = { ...script, name, at: fromGregorian(START) };
  const staged = stage(company, call, version);
  const theirIds = Object.fromEntries(
    theirs.events.map(({ leg, json, form }) => [leg, String((json ?? segments(form)).call_id)]),
  );
  /** What stands there for the sandbox's words, call ids included. */
  const wordsFor = (legs: Record<string, string>) => ({
    ...counterparts,
    ...Object.fromEntries(Object.entries(legs).map(([leg, id]) => [id, theirIds[leg] ?? '?'])),
  });
  const words = wordsFor(staged.legs);
  const labelOf = (callId: unknown) => Object.entries(staged.legs).find(([, id]) => id === callId)?.[0] ?? '?';
  const eventsOf = (hook: string, leg: string) =>
    staged.timeline.filter(({ hook: one, payload }) => one === hook && labelOf(payload.call_id) === leg);

  let state: State;
  beforeEach(() => {
    state = startedState(version, { ...company, webhooks: [] });
  });

  /** What a webhook gets of an event: its body, and the headers that Dash sets. */
  const delivered = async (format: Webhook['format'], event: (typeof staged.timeline)[number]) => {
    state.company.webhooks = [webhook(format, event.hook)];
    const got: { body: string; headers: Json } = { body: '', headers: {} };
    nock('http://receiver.test')
      .post('/')
      .reply(function reply(_uri, body) {
        got.headers = this.req.headers;
        got.body = typeof body === 'string' ? body : JSON.stringify(body);
        return [200, ''];
      });
    await publish(state, event);
    return got;
  };

  test('sends the same events', () => {
    const order = staged.timeline.map(({ hook, payload }) => `${hook} ${labelOf(payload.call_id)}`);
    expect(order.toSorted()).toEqual(theirs.events.map(({ hook, leg }) => `${hook} ${leg}`).toSorted());
  });

  const numbered = theirs.events.map((event, place) => {
    const nth = theirs.events
      .slice(0, place)
      .filter(({ hook, leg }) => hook === event.hook && leg === event.leg).length;
    return [event.hook, event.leg, nth, event] as const;
  });

  test.each(numbered)('sends %s of %s (%i) key by key', async (hook, leg, nth, { json, form, http }) => {
    const event = eventsOf(hook, leg)[nth];
    if (!event) throw new Error('It is not sent');
    const ourForm = await delivered('form-data', event);
    const ourJson = await delivered('json', event);
    // 4.2 has no JSON: it sends a form, whatever the webhook says.
    const read = (body: string) => (version === '4.2' ? nested(segments(body)) : JSON.parse(body)) as Json;
    expectSame(translated(nested(segments(ourForm.body)), words), nested(segments(form)));
    expectSame(translated(read(ourJson.body), words), json ?? nested(segments(form)));
    const types = [ourForm, ourJson].map(({ headers }) => String(headers['content-type']));
    const theirTypes = new Set(http.map(({ content_type }) => content_type));
    expect(new Set(types)).toEqual(theirTypes);
    expect(Object.keys(ourForm.headers)).toEqual(expect.arrayContaining(['x-hook-id', 'x-account-id']));
  });

  /** Asks for the records of the call, and says them in the words of the golden data. */
  const recorded = () => {
    const { legs } = recordCall(state, call);
    const ask = (handler: Handler, params: Record<string, string> = {}): unknown => {
      const query = { created_from: String(START - 10), created_to: String(START + 100_000) };
      const answer = handler({ params, query, data: {}, accept: '' }, state);
      return translated(sent('data' in answer ? answer.data : answer), wordsFor(legs));
    };
    const idOf = (leg: string) => `202611-${legs[leg] ?? ''}`;
    return { ask, idOf };
  };

  /** By call id, so that a difference shows which leg it is of. */
  const byCall = (rows: Json[]): Json => Object.fromEntries(rows.map((row) => [String(row.call_id), row]));

  /** A stored document as the API shows it: without private keys, and with its id under that name. */
  const shown = ({ _id, ...document }: Json): Json => ({
    ...Object.fromEntries(Object.entries(document).filter(([key]) => !key.startsWith('pvt_'))),
    id: _id,
  });

  test('lists the same rows', () => {
    const { ask } = recorded();
    expectSame(byCall(ask(listCdrs) as Json[]), byCall(theirs.cdr_rows));
  });

  test.each(theirs.cdr_legs_labels.map((leg, nth) => [leg, theirs.cdr_documents[nth] ?? {}] as const))(
    'shows the same record of %s',
    (leg, document) => {
      const { ask, idOf } = recorded();
      expectSame(ask(getCdr, { cdr: idOf(leg) }), shown(document));
    },
  );

  test('shows the legs of an interaction in the same order', () => {
    const { ask, idOf } = recorded();
    const [first = ''] = theirs.legs_order;
    const legs = (ask(listLegs, { call: idOf(first) }) as Json[]).map(({ call_id }) => call_id);
    const isOwn = (leg: string) => !leg.startsWith('Agent');
    const expected = theirs.legs_order.filter(isOwn).map((leg) => theirIds[leg]);
    // The halves of a leg inside the switch are created at once: CouchDB has them in the order of their ids then.
    const halves = ['La-loopback-a', 'Lb-loopback-b'].map((leg) => theirIds[leg]);
    const alike = (id: unknown) => (halves.some((one) => one !== undefined && one === id) ? 'half' : id);
    expect(legs.map(alike)).toEqual(expected.map(alike));
  });

  test('lists the same interactions', () => {
    const { ask } = recorded();
    const { account, by_user } = theirs.interaction_answer;
    expectSame(byCall(ask(listInteractions) as Json[]), byCall(account.map(({ row }) => row)));
    for (const { user: id, row } of by_user) {
      const own = by_user.filter((one) => one.user === id);
      expect(own).toHaveLength(1);
      expectSame(byCall(ask(listInteractionsOfUser, { user: id }) as Json[]), byCall([row]));
    }
  });
});

type LegsAnswer = { legs_answer_data: Json[]; single_answer_data: Json };

test.each(versions)('the legs of a call and a single one come with the same keys and types (%s)', (version) => {
  const theirs = golden(`cdr_legs_${version}`) as LegsAnswer;
  const outbound = told.find((one) => one.golden === 'd_outbound_pstn');
  if (!outbound) throw new Error('There is no such call');
  const state = startedState(version, goldenCompany());
  const { legs } = recordCall(state, { ...outbound.script, name: 'outbound', at: fromGregorian(START) });
  const ask = (handler: Handler, params: Record<string, string>): unknown => {
    const answer = handler({ params, query: {}, data: {}, accept: '' }, state);
    return sent('data' in answer ? answer.data : answer);
  };
  const id = `202611-${legs['B-carrier'] ?? ''}`;
  expect(shapeOf(ask(getCdr, { cdr: id }))).toEqual(shapeOf(theirs.single_answer_data));
  expect(shapeOf(ask(listLegs, { call: id }))).toEqual(shapeOf(theirs.legs_answer_data));
});
