import { liveCallFields } from '../../src/channels/liveCallRecord.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { owner } from '../support/voicemail.ts';
import {
  annsLeg,
  annsRingingLeg,
  customersLeg,
  FIRST,
  janesCall,
  janesLeg,
  janesRingingLeg,
  NOW,
  PHONE,
  rungPhone,
  SECOND,
} from './channels.ts';

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const channels = (rows: unknown, of = '') => account().get(`${of}/channels`).reply(200, success(rows));
const knowJane = () => {
  account().get(`/users/${USER}`).reply(200, success(owner));
  account()
    .get(`/devices/${PHONE}`)
    .reply(200, success({ id: PHONE, name: "Jane's desk phone" }));
};

const find = (inputData: object) =>
  createPlatform().run('searches.find_active_call.operation.perform', { inputData }) as Promise<
    Record<string, unknown>[]
  >;
const choices = () => createPlatform().run('triggers.list_active_calls.operation.perform');

describe('finding the live call of a user', () => {
  test('gives the whole call, of which the list of the user has one leg', async () => {
    channels([janesLeg], `/users/${USER}`);
    channels([janesLeg, annsLeg]);
    knowJane();
    const [record] = await find({ user: USER, device: '', number: null });
    expect(Object.keys(record ?? {})).toEqual(liveCallFields.map(({ key }) => key));
    expect(record).toMatchObject({
      id: FIRST,
      summary:
        'Call from Ann Lee (+1 415-488-6134) to +1 415-488-6100, answered by Jane Doe, Tue 24 Nov, 11:57, 2:10 so far.',
      direction: 'inbound',
      from_number: '+14154886134',
      from_name: 'Ann Lee',
      to_number: '+14154886100',
      started_at: '2026-11-24T19:57:50Z',
      local_time: '11:57',
      total_seconds: 130,
      total_text: '2:10',
      user_name: 'Jane Doe',
      device_name: "Jane's desk phone",
      answered: true,
      on_hold: false,
      correlation_id: null,
      call_id: FIRST,
    });
  });

  test('gives a call that still rings', async () => {
    channels([janesRingingLeg], `/users/${USER}`);
    channels([annsRingingLeg, janesRingingLeg]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        id: FIRST,
        summary: 'Call from Ann Lee (+1 415-488-6134) to +1 415-488-6100, Tue 24 Nov, 11:59, 0:09 so far.',
        answered: false,
        user_name: 'Jane Doe',
      },
    ]);
  });

  test('gives a call that the user made', async () => {
    channels([janesCall], `/users/${USER}`);
    channels([customersLeg, { ...janesCall, is_onhold: true, custom_application_vars: { correlation_id: 'deal-1' } }]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        id: 'mine@192.168.4.21',
        summary: 'Jane Doe calls +1 415-555-0177, Tue 24 Nov, 11:57, 2:02 so far.',
        direction: 'outbound',
        from_number: '+14154886100',
        to_number: '+14155550177',
        answered: true,
        on_hold: true,
        correlation_id: 'deal-1',
      },
    ]);
  });

  test.each([
    ['who is free', 200, success([])],
    ['whom Dash does not know', 404, refusal(404, 'bad identifier', [USER])],
  ])('finds none of one %s, with one request', async (_who, status, body) => {
    account().get(`/users/${USER}/channels`).reply(status, body);
    expect(await find({ user: [USER] })).toEqual([]);
  });

  test('finds none when it ends between the two requests', async () => {
    channels([janesLeg], `/users/${USER}`);
    channels([]);
    expect(await find({ user: USER })).toEqual([]);
  });
});

test('a live call is found by a phone', async () => {
  channels([janesLeg], `/devices/${PHONE}`);
  channels([annsLeg, janesLeg]);
  knowJane();
  expect(await find({ device: PHONE })).toMatchObject([{ id: FIRST }]);
});

test('a call of a user on another phone is not found by both', async () => {
  channels([janesLeg], `/users/${USER}`);
  channels([{ ...janesLeg, uuid: 'another' }], '/devices/other');
  channels([annsLeg, janesLeg]);
  expect(await find({ user: USER, device: 'other' })).toEqual([]);
});

test.each([
  ['(415) 488-6134', 1],
  ['+1 415 488 6100', 1],
  ['1003', 0],
])('a live call is found by the number %s %i times', async (number, times) => {
  channels([annsLeg, janesLeg]);
  if (times > 0) knowJane();
  expect(await find({ number })).toHaveLength(times);
});

test('of several live calls the newest is given', async () => {
  const sooner = {
    ...annsLeg,
    uuid: 'newer',
    other_leg: undefined,
    interaction_id: 'newer',
    timestamp: janesLeg.timestamp,
  };
  const untimed = { ...sooner, uuid: 'untimed', interaction_id: 'untimed', timestamp: undefined, elapsed_s: undefined };
  channels([untimed, annsLeg, sooner, janesLeg]);
  expect(await find({ number: '+14154886134' })).toMatchObject([{ id: 'newer', answered: false, user_id: null }]);
});

test.each([{}, { user: '', device: [], number: '  ' }])(
  'the search asks for something to look for in %j',
  async (input) => {
    await expect(find(input)).rejects.toMatchObject(halts('Fill in User, Device or Number to find a live call.'));
  },
);

test('a number that is none stops the search before a request', async () => {
  await expect(find({ number: 'Ann' })).rejects.toThrow('Number holds something that is no phone number.');
});

test.each([
  [
    404,
    '',
    halts(
      'The list of live calls is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.',
    ),
  ],
  [
    503,
    refusal(503, 'datastore_unreachable'),
    fails('Could not list the live calls: VirtualPBX has a problem of its own. Try again in a few minutes.', 503),
  ],
])('a list that cannot be had (%i) is a sentence', async (status, body, told) => {
  account().get('/channels').reply(status, body);
  await expect(find({ number: '1002' })).rejects.toMatchObject(told);
});

describe('the dropdown of live calls', () => {
  test('shows who talks with whom, and for how long, newest first', async () => {
    channels([annsLeg, janesLeg, janesCall, customersLeg]);
    expect(await choices()).toEqual([
      { id: 'mine@192.168.4.21', name: 'Jane Doe -> +1 415-555-0177, 2:02' },
      { id: FIRST, name: 'Ann Lee -> Jane Doe, 2:10' },
    ]);
  });

  test.each([
    ['one phone that rings', [annsRingingLeg, janesRingingLeg], 'Ann Lee -> Jane Doe, 0:09'],
    [
      'several phones that ring',
      [annsRingingLeg, janesRingingLeg, { ...janesRingingLeg, uuid: 'third', callee_id_name: 'Tom Ray' }],
      'Ann Lee -> +1 415-488-6100, 0:09',
    ],
    ['a menu', [{ ...annsLeg, other_leg: undefined }], 'Ann Lee -> +1 415-488-6100, 2:10'],
    [
      'a hidden caller',
      [{ ...annsLeg, caller_id_number: 'anonymous', caller_id_name: 'Anonymous' }, janesLeg],
      'a hidden number -> Jane Doe, 2:10',
    ],
    [
      'legs inside the switch beside its own',
      [annsLeg, { ...janesLeg, uuid: 'loop', is_loopback: true, callee_id_name: 'Loop' }, janesLeg],
      'Ann Lee -> Jane Doe, 2:10',
    ],
    [
      'an answer that only the answering leg tells',
      [{ ...annsLeg, other_leg: undefined }, janesLeg, { ...janesRingingLeg, uuid: 'late' }],
      'Ann Lee -> Jane Doe, 2:10',
    ],
    [
      'no interaction, as older versions of Dash have it',
      [
        { ...janesLeg, interaction_id: undefined },
        { ...annsLeg, interaction_id: undefined },
      ],
      'Ann Lee -> Jane Doe, 2:10',
    ],
    [
      'no length, as older versions of Dash have it',
      [
        { ...annsLeg, elapsed_s: undefined },
        { ...janesLeg, elapsed_s: undefined },
      ],
      'Ann Lee -> Jane Doe, 2:10',
    ],
  ])('shows %s', async (_what, rows, name) => {
    channels(rows);
    expect(await choices()).toEqual([{ id: FIRST, name }]);
  });

  test('shows a call that begins on all phones of a user once', async () => {
    channels([rungPhone('b'), rungPhone('a')]);
    expect(await choices()).toMatchObject([{ id: 'a-quickcall' }]);
  });

  test('shows it once also where the phones know their interaction', async () => {
    channels([rungPhone('b', { interaction_id: 'one' }), rungPhone('a', { interaction_id: 'one' })]);
    expect(await choices()).toMatchObject([{ id: 'a-quickcall' }]);
  });

  test.each([
    ['phones that belong to nobody', { owner_id: undefined }, { owner_id: undefined }],
    ['phones that do not tell whom they call', { callee_id_number: undefined }, { callee_id_number: undefined }],
    ['phones of two users', {}, { owner_id: 'another' }],
    ['phones that call two customers', {}, { callee_id_number: '+14155550178' }],
    ['phones in two interactions', { interaction_id: 'one' }, { interaction_id: 'another' }],
    ['a phone on which somebody talks already', { answered: true }, {}],
    ['a phone that is connected already', { other_leg: 'elsewhere' }, {}],
  ])('shows two calls for %s', async (_what, a, b) => {
    channels([rungPhone('a', a), rungPhone('b', b)]);
    expect(await choices()).toHaveLength(2);
  });

  test('shows a call whose first leg is elsewhere by the leg that is here', async () => {
    channels([janesLeg]);
    expect(await choices()).toEqual([{ id: SECOND, name: 'Ann Lee -> Jane Doe, 2:02' }]);
  });

  test.each([
    ['a leg inside the switch alone', [{ ...annsLeg, is_loopback: true }]],
    ['what is no leg', [null, { uuid: 'x' }, { ...annsLeg, uuid: undefined }]],
    ['no list', { no: 'list' }],
  ])('shows nothing for %s', async (_what, rows) => {
    channels(rows);
    expect(await choices()).toEqual([]);
  });
});
