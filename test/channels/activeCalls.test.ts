import { activeCallFields } from '../../src/channels/activeCall.record.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { stopClock } from '../support/clock.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';
import { owner } from '../support/voicemail.ts';
import {
  annsLeg,
  annsRingingLeg,
  BOB,
  customersLeg,
  FIRST,
  janesCall,
  janesLeg,
  janesRingingLeg,
  NOW,
  PHONE,
  pickedUp,
  rungPhone,
  SECOND,
  untold,
} from './channels.ts';

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const channels = (rows: unknown) => account().get('/channels').reply(200, success(rows));
const knowJane = () => {
  account().get(`/users/${USER}`).reply(200, success(owner));
  account()
    .get(`/devices/${PHONE}`)
    .reply(200, success({ id: PHONE, name: "Jane's desk phone" }));
};

const find = (inputData: object, platform = createPlatform()) =>
  platform.run('searches.find_active_call.operation.perform', { inputData }) as Promise<Record<string, unknown>[]>;

describe('finding the call in progress of a user', () => {
  test("returns the whole call, including one from outside, whose caller's leg has no owner", async () => {
    channels([janesLeg, annsLeg]);
    knowJane();
    const [record] = await find({ user: USER, device: '', number: null });
    expect(Object.keys(record ?? {})).toEqual(activeCallFields.map(({ key }) => key));
    expect(record).toMatchObject({
      id: FIRST,
      summary:
        'Call from Ann Lee (415-488-6134) to Brightwater Dental (415-488-6100), answered by Jane Doe, Tue, Nov 24, 11:57 AM, 2 min 10 sec so far.',
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
      reference: null,
      customer: 'Ann Lee (415-488-6134)',
      customer_number: '+14154886134',
      our_number: '+14154886100',
    });
  });

  test('returns a call that is still ringing', async () => {
    channels([annsRingingLeg, janesRingingLeg]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        id: FIRST,
        summary: 'Call from Ann Lee (415-488-6134) to 415-488-6100, Tue, Nov 24, 11:59 AM, 9 sec so far.',
        answered: false,
        user_name: 'Jane Doe',
      },
    ]);
  });

  test('returns a call that the user made', async () => {
    channels([
      customersLeg,
      { ...janesCall, is_onhold: true, custom_application_vars: { correlation_id: 'deal~3d1' } },
    ]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        id: 'mine@192.168.4.21',
        summary: 'Jane Doe is calling 415-555-0177, Tue, Nov 24, 11:57 AM, 2 min 2 sec so far.',
        direction: 'outbound',
        from_number: '1002',
        to_number: '+14155550177',
        answered: true,
        on_hold: true,
        customer_number: '+14155550177',
        our_number: '1002',
        reference: 'deal=1',
      },
    ]);
  });

  test('finds none for a user who is free', async () => {
    channels([annsLeg]);
    expect(await find({ user: [USER] })).toEqual([]);
  });

  test('finds a call from a queue, which only the other leg shows', async () => {
    channels([annsLeg, { ...janesLeg, interaction_id: 'of the agent alone' }]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([{ id: FIRST, from_name: 'Ann Lee', user_name: 'Jane Doe' }]);
  });
});

describe('what KAZOO 4.2 does not send is unknown, not hidden', () => {
  const unknown = {
    from_number: null,
    from_name: null,
  };

  test('a caller from outside', async () => {
    channels([untold(annsLeg), janesLeg]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        ...unknown,
        summary:
          'Call from an unknown number to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 11:57 AM, 2 min 10 sec so far.',
        to_number: '+14154886100',
        to_name: null,
      },
    ]);
  });

  test('but an internal caller is known by the phone', async () => {
    channels([untold(janesCall), customersLeg]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      { from_number: '1002', from_name: 'Jane Doe', to_number: '+14155550177', direction: 'outbound' },
    ]);
  });

  test.each([
    ['without an extension, by the name', { id: USER, first_name: 'Jane' }, 200, { ...unknown, from_name: 'Jane' }],
    ['whom Dash does not know, not at all', refusal(404, 'bad identifier'), 404, unknown],
  ])('one %s', async (_who, document, status, expected) => {
    channels([untold(janesCall), customersLeg]);
    account()
      .get(`/users/${USER}`)
      .reply(status, status === 200 ? success(document) : document);
    account().get(`/devices/${PHONE}`).reply(404, refusal(404, 'bad identifier'));
    expect(await find({ device: PHONE })).toMatchObject([expected]);
  });

  test('a caller who hides the number is anonymous', async () => {
    channels([{ ...annsLeg, caller_id_number: 'anonymous', caller_id_name: 'Anonymous' }, janesLeg]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([{ from_number: 'anonymous', from_name: null }]);
  });
});

describe('a call that was placed', () => {
  test("has its callee from the customer's leg and its caller from its user, since its own leg has neither", async () => {
    channels(pickedUp('a'));
    knowJane();
    expect(await find({ user: USER })).toMatchObject([
      {
        id: 'a-quickcall',
        direction: 'outbound',
        from_number: '1002',
        from_name: 'Jane Doe',
        to_number: '+14155550177',
        answered: true,
      },
    ]);
  });

  test('has no known callee while its own phones ring', async () => {
    channels([rungPhone('a')]);
    knowJane();
    expect(await find({ user: USER })).toMatchObject([{ to_number: null, from_number: '1002', answered: false }]);
  });

  test('keeps its reference even if its leg loses it when someone picks up', async () => {
    const platform = createPlatform();
    account().get(`/users/${USER}`).reply(200, success(owner));
    account()
      .get(`/users/${USER}/quickcall/1003`)
      .query(true)
      .reply(202, success({ endpoints: [{ outbound_call_id: 'a-quickcall' }, { outbound_call_id: 'b-quickcall' }] }));
    await platform.run('creates.place_call.operation.perform', {
      inputData: { user: USER, to_number: '1003', reference: 'deal = 1' },
    });
    channels(pickedUp('b'));
    account().get(`/devices/${PHONE}`).reply(200, success({}));
    expect(await find({ user: USER }, platform)).toMatchObject([{ id: 'b-quickcall', reference: 'deal = 1' }]);
  });
});

test('a call in progress is found by a phone without a separate request', async () => {
  channels([annsLeg, janesLeg]);
  knowJane();
  expect(await find({ device: PHONE })).toMatchObject([{ id: FIRST }]);
});

test('a call of the user on another phone is not found by user and phone', async () => {
  channels([annsLeg, janesLeg]);
  expect(await find({ user: USER, device: OTHER })).toEqual([]);
});

describe('by number', () => {
  test.each([
    ['(415) 488-6134', 1],
    ['+1 415 488 6100', 1],
    ['+1 415 488 6199', 0],
  ])('%s, a call is found %i times', async (number, times) => {
    channels([annsLeg, janesLeg]);
    if (times > 0) knowJane();
    expect(await find({ number })).toHaveLength(times);
  });

  const extensionIs = (extension: string, ...ids: string[]) => {
    const rows = ids.map((id) => ({ id }));
    account()
      .get('/users')
      .query({ paginate: 'false', 'filter_caller_id.internal.number': extension })
      .reply(200, success(rows));
    if (rows.length === 0)
      account().get('/users').query({ paginate: 'false', filter_presence_id: extension }).reply(200, success([]));
  };

  test('a call is found by the extension of the user on it, which no leg has', async () => {
    channels([untold(annsLeg), janesLeg]);
    extensionIs('1002', USER);
    knowJane();
    expect(await find({ number: '1002' })).toMatchObject([{ id: FIRST }]);
  });

  test('no call is found by the extension of a user who is free', async () => {
    channels([untold(annsLeg), janesLeg]);
    extensionIs('1003', BOB);
    expect(await find({ number: '1003' })).toEqual([]);
  });

  test('a call is found by what was dialed, even an extension that nobody has', async () => {
    channels([{ ...janesCall, destination: '2000', callee_id_number: undefined, other_leg: undefined }]);
    extensionIs('2000');
    account().get(`/users/${USER}`).optionally().reply(200, success(owner));
    expect(await find({ number: '2000' })).toMatchObject([{ to_number: '2000' }]);
  });

  test('a phone system that shows no numbers of calls in progress says so', async () => {
    channels([untold(annsLeg), janesLeg]);
    await expect(find({ number: '415 488 6134' })).rejects.toMatchObject(
      halts(
        "This phone system doesn't show the numbers of calls in progress. Leave Number empty, and fill in User or Device.",
      ),
    );
  });

  test('it says nothing like that while there is no call', async () => {
    channels([]);
    expect(await find({ number: '415 488 6134' })).toEqual([]);
  });
});

test.each([null, {}, 'ok'])('the answer %j, which is not a list, does not count as no calls', async (data) => {
  channels(data);
  await expect(find({ user: USER })).rejects.toThrow('Could not list the calls in progress: ');
});

test('the newest of several calls in progress is returned', async () => {
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
  'the search asks for a user, device, or number: %j',
  async (input) => {
    await expect(find(input)).rejects.toMatchObject(halts('Fill in at least one of User, Device, or Number.'));
  },
);

test('an invalid number stops the search before any request', async () => {
  await expect(find({ number: 'Ann' })).rejects.toThrow("Number isn't a phone number.");
});

test.each([
  [
    404,
    '',
    halts(
      "The list of calls in progress isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
    ),
  ],
  [
    500,
    refusal(500, 'could not reach ecallmgr channels'),
    fails('Could not list the calls in progress: VirtualPBX had a problem. Try again in a few minutes.', 500),
  ],
])('a list that cannot be read (%i) is an error', async (status, body, told) => {
  account().get('/channels').reply(status, body);
  await expect(find({ number: '1002' })).rejects.toMatchObject(told);
});

describe('the dropdown of calls in progress', () => {
  const choices = () => createPlatform().run('triggers.list_active_calls.operation.perform');
  const people = (status = 200) =>
    account()
      .get('/users')
      .query({ paginate: 'false' })
      .reply(status, status === 200 ? success([owner, { id: BOB, first_name: 'Bob' }, {}]) : refusal(status, 'no'));

  test('shows who is talking to whom, and for how long, newest first', async () => {
    channels([annsLeg, janesLeg, janesCall, customersLeg]);
    people();
    expect(await choices()).toEqual([
      { id: 'mine@192.168.4.21', name: 'Jane Doe to 415-555-0177, 2 min 2 sec' },
      { id: FIRST, name: 'Ann Lee to Jane Doe, 2 min 10 sec' },
    ]);
  });

  const bobsRingingLeg = { ...janesRingingLeg, uuid: 'third', owner_id: BOB, authorizing_id: 'of Bob' };

  test.each<[string, object[], string]>([
    ['one phone that rings', [annsRingingLeg, janesRingingLeg], 'Ann Lee to Jane Doe, 9 sec'],
    [
      'ringing phones of several users',
      [annsRingingLeg, janesRingingLeg, bobsRingingLeg],
      'Ann Lee to 415-488-6100, 9 sec',
    ],
    ['a menu', [{ ...annsLeg, other_leg: undefined }], 'Ann Lee to Brightwater Dental, 2 min 10 sec'],
    [
      'a hidden caller',
      [{ ...annsLeg, caller_id_number: 'anonymous', caller_id_name: 'Anonymous' }, janesLeg],
      'a hidden number to Jane Doe, 2 min 10 sec',
    ],
    [
      'a caller with only a name',
      [{ ...annsLeg, caller_id_number: '' }, janesLeg],
      'Ann Lee to Jane Doe, 2 min 10 sec',
    ],
    ['a caller whom KAZOO 4.2 does not send', [untold(annsLeg), janesLeg], 'Unknown caller to Jane Doe, 2 min 10 sec'],
    [
      'an internal call in KAZOO 4.2',
      [
        untold({ ...janesCall, uuid: FIRST, other_leg: 'third' }),
        { ...bobsRingingLeg, other_leg: FIRST, answered: true, interaction_id: janesCall.interaction_id },
      ],
      'Jane Doe to Bob, 2 min 2 sec',
    ],
    [
      'a number that is missing',
      [{ ...untold({ ...janesCall, uuid: FIRST }), destination: undefined, other_leg: undefined }],
      'Jane Doe to unknown number, 2 min 2 sec',
    ],
    [
      'legs inside the switch as well',
      [annsLeg, { ...janesLeg, uuid: 'loop', is_loopback: true, direction: 'inbound' }, janesLeg],
      'Ann Lee to Jane Doe, 2 min 10 sec',
    ],
    [
      'an answer that only the answering leg shows',
      [{ ...annsLeg, other_leg: undefined }, janesLeg, { ...bobsRingingLeg, uuid: 'late' }],
      'Ann Lee to Jane Doe, 2 min 10 sec',
    ],
    [
      'legs without an interaction',
      [
        { ...janesLeg, interaction_id: undefined },
        { ...annsLeg, interaction_id: undefined },
      ],
      'Ann Lee to Jane Doe, 2 min 10 sec',
    ],
    [
      'legs without a duration',
      [
        { ...annsLeg, elapsed_s: undefined },
        { ...janesLeg, elapsed_s: undefined },
      ],
      'Ann Lee to Jane Doe, 2 min 10 sec',
    ],
  ])('shows %s', async (_what, rows, name) => {
    channels(rows);
    people();
    expect(await choices()).toEqual([{ id: FIRST, name }]);
  });

  test('shows calls even if their users are unknown', async () => {
    channels([untold(annsLeg), janesLeg]);
    people(500);
    expect(await choices()).toEqual([{ id: FIRST, name: 'Unknown caller to 415-488-6100, 2 min 10 sec' }]);
  });

  test("shows a call that starts on all of a user's phones once", async () => {
    channels([rungPhone('b'), rungPhone('a')]);
    people();
    expect(await choices()).toMatchObject([{ id: 'a-quickcall', name: 'Jane Doe to unknown number, 5 sec' }]);
  });

  test('shows two calls that one user places', async () => {
    channels([rungPhone('a'), rungPhone('b', { interaction_id: 'another' })]);
    people();
    expect(await choices()).toHaveLength(2);
  });

  test('shows a placed call by the phone that was picked up and by its callee', async () => {
    channels([...pickedUp('b'), rungPhone('a')]);
    people();
    expect(await choices()).toMatchObject([{ id: 'b-quickcall', name: 'Jane Doe to 415-555-0177, 5 sec' }]);
  });

  test('shows a call whose first leg is on another system by the leg here', async () => {
    channels([janesLeg]);
    people();
    expect(await choices()).toMatchObject([{ id: SECOND }]);
  });

  test.each([
    ['a leg inside the switch alone', [{ ...annsLeg, is_loopback: true }]],
    ['what is no leg', [null, { uuid: 'x' }, { ...annsLeg, uuid: undefined }]],
  ])('shows nothing for %s', async (_what, rows) => {
    channels(rows);
    expect(await choices()).toEqual([]);
  });
});
