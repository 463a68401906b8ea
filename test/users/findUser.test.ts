import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';

const user = (id: string, first_name: string, last_name: string, more: object = {}) => ({
  id,
  first_name,
  last_name,
  email: `${id}@example.com`,
  ...more,
});

const ann = user('ann', 'Ann', 'Lee', { presence_id: '1001' });
const anne = user('anne', 'Anne', 'Leeds');
const zoe = user('zoe', 'Zoë', 'Núñez', { email: 'Zoe.Nunez@Example.com' });
const team = [zoe, anne, ann];

const find = (inputData: object) => createPlatform().run('searches.find_user.operation.perform', { inputData });

const listIs = (rows: unknown[], query: object = {}) =>
  account()
    .get('/users')
    .query({ ...query, paginate: 'false' })
    .reply(200, success(rows));

const documentIs = (found: { id: string }, more: object = {}) =>
  account()
    .get(`/users/${found.id}`)
    .reply(200, success({ ...found, ...more }));

describe('by name', () => {
  test.each([
    ['the whole name', 'Ann Lee', ann],
    ['the whole name rather than a longer one', 'anne leeds', anne],
    ['the beginning of a name', 'zo', zoe],
    ['the beginnings of both names', 'an leed', anne],
    ['the names in the other order', 'Leeds, Anne', anne],
    ['no accents', 'zoe nunez', zoe],
    ['accents where there are none', 'Ànn Léé', ann],
    ['capitals and many spaces', '  ANN   LEE ', ann],
    ['a name that two users have, the first alphabetically', 'Ann', ann],
  ])('finds by %s', async (_what, name, found) => {
    listIs(team);
    documentIs(found);
    expect(await find({ name })).toEqual([expect.objectContaining({ id: found.id })]);
  });

  test('prefers the exact name to the same words in another order', async () => {
    const lee = user('lee', 'Lee', 'Ann');
    listIs([ann, lee]);
    documentIs(lee);
    expect(await find({ name: 'Lee Ann' })).toEqual([expect.objectContaining({ id: 'lee' })]);
  });

  test('returns the whole record, with what only the document has', async () => {
    listIs(team);
    documentIs(ann, { caller_id: { internal: { number: '0042' } } });
    expect(await find({ name: 'Ann Lee' })).toEqual([
      {
        id: 'ann',
        user_name: 'Ann Lee',
        user_first_name: 'Ann',
        user_last_name: 'Lee',
        user_email: 'ann@example.com',
        user_extension: '0042',
        on_call: null,
        do_not_disturb: null,
        forwarding_number: null,
        phones_online: null,
      },
    ]);
  });

  test.each(['Bob', 'nn', 'Ann Bob', 'Ann Lee Zoe'])('finds nobody called %s', async (name) => {
    listIs(team);
    expect(await find({ name })).toEqual([]);
  });

  test('finds a user who has only a username', async () => {
    listIs([{ id: 'bob', username: 'bob.ray@example.com' }]);
    documentIs({ id: 'bob' });
    expect(await find({ name: 'bob ray' })).toEqual([expect.objectContaining({ id: 'bob' })]);
  });

  test('finds nobody among users without a name', async () => {
    listIs([{ id: 'bob' }]);
    expect(await find({ name: 'bob' })).toEqual([]);
  });
});

describe('by email', () => {
  test.each(['zoe.nunez@example.com', ' ZOE.NUNEZ@EXAMPLE.COM '])('finds %s in any case', async (email) => {
    listIs(team);
    documentIs(zoe);
    expect(await find({ email })).toEqual([expect.objectContaining({ id: 'zoe' })]);
  });

  test('finds whole addresses only', async () => {
    listIs(team);
    expect(await find({ email: 'zoe.nunez' })).toEqual([]);
  });

  test('skips users without one', async () => {
    listIs([{ id: 'bob', first_name: 'Bob' }]);
    expect(await find({ email: 'bob@example.com' })).toEqual([]);
  });
});

describe('by extension', () => {
  const BY_CALLER_ID = 'filter_caller_id.internal.number';

  test('has Dash search the internal caller ID numbers', async () => {
    listIs([zoe], { [BY_CALLER_ID]: '0042' });
    documentIs(zoe);
    expect(await find({ extension: ' 0042 ' })).toEqual([expect.objectContaining({ id: 'zoe' })]);
  });

  test('has Dash search the presence IDs if no caller ID matches', async () => {
    listIs([], { [BY_CALLER_ID]: '1001' });
    listIs([ann], { filter_presence_id: '1001' });
    documentIs(ann);
    expect(await find({ extension: '1001' })).toEqual([expect.objectContaining({ id: 'ann' })]);
  });

  test('finds nobody if nobody has it', async () => {
    listIs([], { [BY_CALLER_ID]: '1009' });
    listIs([], { filter_presence_id: '1009' });
    expect(await find({ extension: '1009' })).toEqual([]);
  });
});

describe('by several criteria', () => {
  test('all of them must match', async () => {
    listIs([ann, anne], { 'filter_caller_id.internal.number': '1001' });
    documentIs(anne);
    expect(await find({ name: 'ann', email: 'anne@example.com', extension: '1001' })).toEqual([
      expect.objectContaining({ id: 'anne' }),
    ]);
  });

  test('one that does not match finds nobody', async () => {
    listIs(team);
    expect(await find({ name: 'Ann Lee', email: 'zoe.nunez@example.com' })).toEqual([]);
  });
});

describe('by nothing', () => {
  test.each([
    ['nothing', {}],
    ['empty fields', { name: '', email: '', extension: '' }],
    ['spaces', { name: ' ', email: ' ', extension: ' ' }],
    ['a name without letters', { name: '?!' }],
  ])('asks to fill something in, before any request: %s', async (_what, inputData) => {
    await expect(find(inputData)).rejects.toMatchObject(
      halts('Fill in at least one of Name, Email, or Extension to find a user.'),
    );
  });
});

describe('when Dash does not return the user found', () => {
  test('a user deleted in the meantime is not found', async () => {
    listIs(team);
    account()
      .get('/users/ann')
      .reply(404, refusal(404, 'bad identifier', ['ann']));
    expect(await find({ name: 'Ann Lee' })).toEqual([]);
  });

  test('a user without an ID is not found', async () => {
    listIs([{ first_name: 'Ann', last_name: 'Lee' }]);
    expect(await find({ name: 'Ann Lee' })).toEqual([]);
  });

  test('an error does not include what was searched for', async () => {
    account().get('/users').query(true).reply(500, refusal(500, 'fault'));
    await expect(find({ extension: '1001' })).rejects.toMatchObject(
      fails('Could not find the user: VirtualPBX had a problem. Try again in a few minutes.', 500),
    );
  });
});

describe('with availability', () => {
  const FORWARDING = { enabled: true, number: '4155550177', failover: false };
  const phone = (id: string, owner_id: string | null = 'ann') => ({ id, owner_id, name: id });
  const leg = (more: object) => ({ uuid: 'c1', direction: 'outbound', answered: false, elapsed_s: 5, ...more });

  /** Dash's data about Ann's phones; it refuses requests for what is missing here. */
  type Phones = { channels?: unknown; devices?: object[]; online?: string[]; status?: number };

  const phonesAre = ({ channels, devices, online, status = 500 }: Phones) => {
    const answer = (data: unknown): [number, object] =>
      data === undefined ? [status, refusal(status, 'x')] : [200, success(data)];
    account()
      .get('/users/ann/channels')
      .reply(...answer(channels));
    account()
      .get('/devices')
      .query({ filter_owner_id: 'ann', paginate: 'false' })
      .reply(...answer(devices));
    account()
      .get('/devices/status')
      .query(true)
      .reply(...answer(online?.map((device_id) => ({ device_id, registered: true }))));
  };

  const availabilityOf = async (document: object, phones: Phones, on: unknown = true) => {
    listIs(team);
    documentIs(ann, document);
    phonesAre(phones);
    return find({ name: 'Ann Lee', include_availability: on });
  };

  const nobodyCalls = { channels: [], devices: [phone('d1'), phone('d2')], online: ['d1', 'd2', 'd9'] };

  const is = (more: object): unknown[] => [
    expect.objectContaining({
      ...{ id: 'ann', on_call: false, do_not_disturb: false, forwarding_number: null, phones_online: 2, ...more },
    }),
  ];

  test.each<[string, object, Phones, object]>([
    ['nothing special', {}, nobodyCalls, {}],
    ['do not disturb', { do_not_disturb: { enabled: true } }, nobodyCalls, { do_not_disturb: true }],
    ['do not disturb as text', { do_not_disturb: { enabled: 'true' } }, nobodyCalls, { do_not_disturb: true }],
    ['forwarding', { call_forward: FORWARDING }, nobodyCalls, { forwarding_number: '+14155550177' }],
    ['forwarding to nowhere', { call_forward: { enabled: true } }, nobodyCalls, {}],
    ['forwarding that is off', { call_forward: { ...FORWARDING, enabled: false } }, nobodyCalls, {}],
    [
      'forwarding while offline, with a phone online',
      { call_forward: { number: '4155550177', failover: true } },
      nobodyCalls,
      {},
    ],
    [
      'forwarding while offline, with none',
      { call_forward: { number: '4155550177', failover: true } },
      { ...nobodyCalls, online: ['d9'] },
      { forwarding_number: '+14155550177', phones_online: 0 },
    ],
    [
      'forwarding while offline, with unknown phones',
      { call_forward: { number: '4155550177', failover: true } },
      { channels: [], devices: nobodyCalls.devices },
      { phones_online: null },
    ],
    ['no phones', {}, { channels: [], devices: [], online: ['d9'] }, { phones_online: 0 }],
    [
      'phones of others',
      {},
      { ...nobodyCalls, devices: [phone('d1'), phone('d2', 'zoe'), phone('d9', null)] },
      { phones_online: 1 },
    ],
    ['phones that cannot be read', {}, { channels: [], online: ['d1'] }, { phones_online: null }],
    ['a phone that rings', {}, { ...nobodyCalls, channels: [leg({})] }, {}],
    ['a phone that is answered', {}, { ...nobodyCalls, channels: [leg({ answered: true })] }, { on_call: true }],
    ['a phone that calls out', {}, { ...nobodyCalls, channels: [leg({ direction: 'inbound' })] }, { on_call: true }],
    [
      'a loopback leg of a forward',
      {},
      { ...nobodyCalls, channels: [leg({ answered: true, is_loopback: true }), 'odd', { uuid: 'c2' }] },
      {},
    ],
    ['calls that cannot be read', {}, { ...nobodyCalls, channels: undefined }, { on_call: null }],
    ['an invalid list of calls', {}, { ...nobodyCalls, channels: {} }, { on_call: null }],
  ])('%s', async (_what, document, phones, expected) => {
    expect(await availabilityOf(document, phones)).toEqual(is(expected));
  });

  test('too many requests are retried by Zapier', async () => {
    await expect(availabilityOf({}, { ...nobodyCalls, channels: undefined, status: 429 })).rejects.toMatchObject({
      name: 'ThrottledError',
    });
  });

  test.each([false, 'no', '', undefined])('set to %j makes no request', async (include_availability) => {
    listIs(team);
    documentIs(ann);
    expect(await find({ name: 'Ann Lee', include_availability })).toMatchObject([
      { on_call: null, phones_online: null },
    ]);
  });

  test('set to something else stops the step before any request', async () => {
    await expect(find({ name: 'Ann Lee', include_availability: 'perhaps' })).rejects.toMatchObject({
      name: 'HaltedError',
    });
  });
});
