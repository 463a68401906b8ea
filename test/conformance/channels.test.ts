import { openCall } from '../../sandbox/dash/calls/live.ts';
import { fate, fromOutside, fromPhoneOf, people, toOutside, toPhoneOf } from '../../sandbox/dash/cases/builders.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { refuse } from '../../sandbox/dash/http/refusal.ts';
import {
  getChannel,
  listChannels,
  listChannelsOfDevice,
  listChannelsOfUser,
} from '../../sandbox/dash/sections/channels.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden } from './golden.ts';
import { sent, shapeOf } from './shapes.ts';
import { startedState } from './state.ts';
import type { CallScript, LegScript } from '../../sandbox/dash/calls/timeline/script.ts';
import type { Handler } from '../../sandbox/dash/http/endpoint.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { State } from '../../sandbox/dash/state.ts';

type Answers = { answers: { request: string; http_status: number | null; data: unknown }[] };

const recorded = { '4.2': golden('api_channels_4.2') as Answers, '4.3': golden('api_channels_4.3') as Answers };
const versions: KazooVersion[] = ['4.2', '4.3'];

/** What KAZOO answered to requests that begin so, in a situation such as `a_outside` and `ringing`. */
const answersOf = (kazoo: KazooVersion, request: string, scenario = '', moment = ''): unknown[] =>
  recorded[kazoo].answers
    .filter((one) => one.request.startsWith(request) && one.request.includes(scenario) && one.request.includes(moment))
    .map(({ data }) => data);

const { jane, bob } = people;
const outside = '+14155550142';

const scripts: Record<string, Record<string, readonly LegScript[]>> = {
  a_outside: {
    ringing: [
      fromOutside(fate(9, 0)),
      toPhoneOf(jane, 'B1', fate(9, 0)),
      toPhoneOf(jane, 'B2', { ...fate(9, 0), phone: 'second' }),
    ],
    talking: [
      fromOutside(fate(4, 20, 'NORMAL_CLEARING', 'B1')),
      toPhoneOf(jane, 'B1', fate(4, 20, 'NORMAL_CLEARING', 'A')),
      toPhoneOf(jane, 'B2', fate(24, 0)),
    ],
  },
  c_extension: {
    ringing: [fromPhoneOf(jane, fate(9, 0)), toPhoneOf(bob, 'B', fate(9, 0))],
    talking: [
      fromPhoneOf(jane, fate(4, 20, 'NORMAL_CLEARING', 'B')),
      toPhoneOf(bob, 'B', fate(4, 20, 'NORMAL_CLEARING', 'A')),
    ],
  },
  d_outbound: {
    ringing: [fromPhoneOf(jane, fate(9, 0)), toOutside('B', fate(9, 0))],
    talking: [
      fromPhoneOf(jane, fate(4, 20, 'NORMAL_CLEARING', 'B')),
      toOutside('B', fate(4, 20, 'NORMAL_CLEARING', 'A')),
    ],
  },
};

const dialled: Record<string, string> = { a_outside: '+14154886100', c_extension: bob, d_outbound: outside };

const begin = (kazoo: KazooVersion, scenario: string, moment: string) => {
  const state = startedState(kazoo, openCompany());
  const script: CallScript = {
    name: `${scenario} ${moment}`,
    caller: scenario === 'a_outside' ? { number: outside, name: 'Grace Park' } : { number: jane, name: 'Zoë Núñez' },
    dialed: dialled[scenario] ?? '',
    legs: scripts[scenario]?.[moment] ?? [],
  };
  openCall(state, script);
  return state;
};

const ask = (handler: Handler, state: State, params: Record<string, string> = {}): unknown => {
  const answer = handler({ params, query: {}, data: {}, accept: '' }, state);
  return 'data' in answer ? sent(answer.data) : null;
};

const situations = versions.flatMap((kazoo) =>
  Object.entries(scripts).flatMap(([scenario, moments]) =>
    Object.keys(moments).map((moment) => [kazoo, scenario, moment] as const),
  ),
);

describe.each(situations)('in KAZOO %s, of %s while %s', (kazoo, scenario, moment) => {
  const zoe = ({ company }: State) => company.users.find(({ presence_id }) => presence_id === jane)?.id ?? '';
  const desk = (state: State) => state.company.devices.find(({ owner_id }) => owner_id === zoe(state))?.id ?? '';

  test('the sandbox lists legs in the same shapes', () => {
    const [rows] = answersOf(kazoo, 'GET /channels |', scenario, moment);
    expect(shapeOf(ask(listChannels, begin(kazoo, scenario, moment)))).toEqual(shapeOf(rows));
  });

  test('the sandbox lists those of a user and of a phone in the same shapes', () => {
    const state = begin(kazoo, scenario, moment);
    const [ofUser] = answersOf(kazoo, 'GET /users/{jane}/channels', scenario, moment);
    const [ofDevice] = answersOf(kazoo, 'GET /devices/{jane desk}/channels', scenario, moment);
    expect(shapeOf(ask(listChannelsOfUser, state, { user: zoe(state) }))).toEqual(shapeOf(ofUser));
    expect(shapeOf(ask(listChannelsOfDevice, state, { device: desk(state) }))).toEqual(shapeOf(ofDevice));
  });

  test('the sandbox returns one leg in the same shapes', () => {
    const state = begin(kazoo, scenario, moment);
    const single = state.channels.map(({ leg }) => ask(getChannel, state, { channel: leg.callId }));
    expect(shapeOf(single)).toEqual(shapeOf(answersOf(kazoo, 'GET /channels/{uuid of leg', scenario, moment)));
  });
});

test.each(versions)('a leg that is over is a timeout in KAZOO %s', (kazoo) => {
  const [over] = recorded[kazoo].answers.filter(
    ({ request }) => request === 'GET /channels/{uuid} after the call has ended',
  );
  expect(over).toMatchObject({ http_status: 503, data: {}, envelope: { message: 'datastore timeout' } });
  const refused = () => ask(getChannel, startedState(kazoo, openCompany()), { channel: 'over' });
  expect(refused).toThrow(refuse(503, 'datastore timeout', {}));
});

describe('the app reads what KAZOO answers', () => {
  const JANE = '2516082ab40a149b2e4ce754df871dfa';
  const BOB = '4b667a3ce227207b3cb228a8b40b65c1';
  const users: Record<string, object> = {
    [JANE]: { id: JANE, first_name: 'Jane', last_name: 'Doe', presence_id: '1002' },
    [BOB]: { id: BOB, first_name: 'Bob', last_name: 'Stone', presence_id: '1001' },
  };

  const findOf = async (kazoo: KazooVersion, scenario: string, moment: string): Promise<unknown> => {
    const [rows] = answersOf(kazoo, 'GET /channels |', scenario, moment);
    account().get('/channels').reply(200, success(rows));
    for (const id of [JANE, BOB]) account().get(`/users/${id}`).optionally().reply(200, success(users[id]));
    account()
      .get(/\/devices\/[0-9a-f]{32}$/)
      .optionally()
      .reply(200, success({ name: 'Desk phone' }));
    const found = await createPlatform().run('searches.find_active_call.operation.perform', {
      inputData: { user: JANE },
    });
    return (found as unknown[])[0];
  };

  const fromAnn = { from_number: '+14155550134', from_name: 'Ann Lee', call_back_link: 'tel:+14155550134' };
  const fromSomebody = { from_number: null, from_name: null, customer_number: null, call_back_link: null };
  const fromJane = { from_number: '1002', from_name: 'Jane Doe' };

  test.each([
    ['4.3', 'a_outside', 'ringing', { direction: 'inbound', answered: false, ...fromAnn, to_number: '+14155550102' }],
    ['4.3', 'a_outside', 'talking', { direction: 'inbound', answered: true, ...fromAnn, user_name: 'Jane Doe' }],
    ['4.2', 'a_outside', 'ringing', { direction: 'inbound', answered: false, ...fromSomebody, user_name: 'Jane Doe' }],
    [
      '4.2',
      'a_outside',
      'talking',
      {
        id: '8c80b057bc0b599b@198.51.100.7',
        direction: 'inbound',
        answered: true,
        ...fromSomebody,
        to_number: '+14155550102',
        user_name: 'Jane Doe',
        device_name: 'Desk phone',
        summary: expect.stringMatching(
          /^Call from an unknown number to 415-555-0102, answered by Jane Doe, /,
        ) as string,
      },
    ],
    [
      '4.3',
      'c_extension',
      'ringing',
      { direction: 'internal', ...fromJane, to_number: '1001', user_name: 'Bob Stone' },
    ],
    [
      '4.2',
      'c_extension',
      'talking',
      { direction: 'internal', ...fromJane, to_number: '1001', user_name: 'Bob Stone' },
    ],
    [
      '4.3',
      'd_outbound',
      'talking',
      { direction: 'outbound', ...fromJane, to_number: '+14155550199', customer_number: '+14155550199' },
    ],
    [
      '4.2',
      'd_outbound',
      'ringing',
      { direction: 'outbound', ...fromJane, to_number: '+14155550199', answered: false },
    ],
    ['4.2', 'd_outbound', 'talking', { direction: 'outbound', answered: true, user_name: 'Jane Doe' }],
  ] as const)('in %s, %s while %s', async (kazoo, scenario, moment, expected) => {
    expect(await findOf(kazoo, scenario, moment)).toMatchObject({ reference: null, on_hold: false, ...expected });
  });

  test.each([
    ['4.3', 'a_outside', 'Ann Lee to Jane Doe, 3 sec'],
    ['4.2', 'a_outside', 'Unknown caller to Jane Doe, 2 sec'],
    ['4.3', 'c_extension', 'Jane Doe to Bob Stone, 2 sec'],
    ['4.2', 'c_extension', 'Jane Doe to Bob Stone, 2 sec'],
    ['4.3', 'd_outbound', 'Jane Doe to 415-555-0199, 2 sec'],
    ['4.2', 'd_outbound', 'Jane Doe to 415-555-0199, 2 sec'],
  ] as const)('in %s, the dropdown shows %s as "%s"', async (kazoo, scenario, name) => {
    const [rows] = answersOf(kazoo, 'GET /channels |', scenario, 'talking');
    account().get('/channels').reply(200, success(rows));
    account()
      .get('/users')
      .query(true)
      .reply(200, success(Object.values(users)));
    expect(await createPlatform().run('triggers.list_active_calls.operation.perform')).toMatchObject([{ name }]);
  });
});
