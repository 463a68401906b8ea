import nock from 'nock';
import { defineInputFields } from 'zapier-platform-core';
import { userList, namedByName, type CallCenterLists } from '../../src/zapier/namedThings.ts';
import { withIds, type NameOptions } from '../../src/zapier/nameLookUp.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { fails, halts, throttles } from '../support/told.ts';

const fields = defineInputFields([
  { key: 'user', label: 'User' },
  { key: 'users', label: 'Users', list: true },
  { key: 'agent', label: 'Agent' },
  { key: 'agents', label: 'Agents', list: true },
  { key: 'queues', label: 'Queues', list: true },
  { key: 'device', label: 'Device' },
  { key: 'mailbox', label: 'Voicemail Box' },
  { key: 'blocklist', label: 'Blocklist' },
  { key: 'callflow', label: 'Call Flow' },
  { key: 'schedules', label: 'Schedules', list: true },
  { key: 'faxboxes', label: 'Fax Boxes', list: true },
  { key: 'name', label: 'Name' },
]);

const jane = {
  id: USER,
  first_name: 'Jane',
  last_name: 'Doe',
  username: 'jane',
  email: 'jane.doe@example.com',
  presence_id: '1002',
};
const tom = { id: OTHER, first_name: 'Tom', last_name: 'Ray', email: 'tom@example.com', presence_id: '1003' };

/** Dash lists these once. */
const listed = (list: string, ...rows: unknown[]) =>
  account().get(`/${list}`).query({ paginate: 'false' }).reply(200, success(rows));
const listFails = (status: number) =>
  account().get('/users').query({ paginate: 'false' }).reply(status, refusal(status, 'no'));

/** A platform on which one run after another resolves what was filled in; the second result is whether it connected. */
const createRuns = () => {
  let input: Record<string, unknown> = {};
  let options: NameOptions = { mode: 'step' };
  const step = createContextStep((context) => withIds(() => context, fields, input, options));
  const resolve = (given: Record<string, unknown>, more: Partial<NameOptions> = {}) => {
    input = given;
    options = { mode: 'step', ...more };
    return step.run();
  };
  return { resolve, step };
};

describe('what it costs', () => {
  test('nothing for ids: no context, no cache, no request', async () => {
    const openContext = jest.fn();
    const input = { user: USER, users: [`${USER}, ${OTHER.toUpperCase()}`], queues: ['no id'], name: 'Jane' };
    expect(await withIds(openContext, fields, input, { mode: 'step' })).toEqual({
      ...input,
      user: [USER],
      users: [USER, OTHER],
    });
    expect(await withIds(openContext, fields, { users: [], device: ' ' }, { mode: 'step' })).toEqual({
      users: [],
      device: ' ',
    });
    expect(openContext).not.toHaveBeenCalled();
  });

  test('one list for all names of a run, and none in the next runs', async () => {
    listed('users', jane, tom);
    const { resolve, step } = createRuns();
    const input = { user: 'JANE DOE', users: ['1003', USER], name: 'Tom' };
    expect(await resolve(input)).toEqual({ user: [USER], users: [OTHER, USER], name: 'Tom' });
    expect(await resolve({ user: 'tom@example.com' })).toEqual({ user: [OTHER] });
    expect(step.lifetimes.get('names:users')).toBe(300);
    expect(step.cache.get('names:users')).toBe(
      JSON.stringify([
        [USER, 'Jane Doe', 'jane.doe@example.com', '1002'],
        [OTHER, 'Tom Ray', 'tom@example.com', '1003'],
      ]),
    );
  });

  test('one fresh list for a name that the cached one lacks', async () => {
    listed('users', jane);
    const { resolve } = createRuns();
    await resolve({ user: 'Jane Doe' });
    listed('users', jane, tom);
    expect(await resolve({ user: 'Tom Ray' })).toEqual({ user: [OTHER] });
  });

  test('one list in a run that has two fields with names that nobody has', async () => {
    listed('users', jane);
    const { resolve } = createRuns();
    await expect(resolve({ user: 'Jane Doe', users: 'Nobody' })).rejects.toMatchObject(
      halts(
        'VirtualPBX can\'t find the user "Nobody". In Users, choose from the list, or enter an email, an extension, a full name, or an ID.',
      ),
    );
  });

  test('one list while the cache is down', async () => {
    listed('users', jane);
    const { resolve, step } = createRuns();
    step.state.cacheDown = true;
    expect(await resolve({ user: 'Jane Doe', users: 'Jane Doe' })).toEqual({ user: [USER], users: [USER] });
  });

  test('of a list that is too large for the cache, what was found is cached', async () => {
    const many = Array.from({ length: 2000 }, (_, nth) => ({
      ...tom,
      id: String(nth).padStart(32, '0'),
      presence_id: `2${nth}`,
    }));
    listed('users', jane, ...many);
    const { resolve, step } = createRuns();
    expect(await resolve({ user: 'Jane Doe' })).toEqual({ user: [USER] });
    expect(step.cache.get('names:users')).toHaveLength('"too large"'.length);
    expect(await resolve({ user: 'Jane Doe' })).toEqual({ user: [USER] });
    expect(Math.max(...[...step.cache.values()].map(({ length }) => length))).toBeLessThan(200);
    listed('users', jane, tom);
    expect(await resolve({ user: 'Tom Ray' })).toEqual({ user: [OTHER] });
  });

  test('a list that is too long for one request comes in large pages', async () => {
    account().get('/users').query({ paginate: 'false' }).reply(416, refusal(416, 'range not satisfiable'));
    account()
      .get('/users')
      .query({ page_size: 1000 })
      .reply(200, success([jane], { next_start_key: 'k' }));
    account()
      .get('/users')
      .query({ page_size: 1000, start_key: 'k' })
      .reply(200, success([tom]));
    expect(await createRuns().resolve({ user: 'Tom Ray' })).toEqual({ user: [OTHER] });
  });
});

describe('an extension that no row shows', () => {
  const byExtension = (extension: string, ...rows: unknown[]) =>
    account()
      .get('/users')
      .query({ 'filter_caller_id.internal.number': extension, paginate: 'false' })
      .reply(200, success(rows));

  test('takes one more request, and none while the list is cached', async () => {
    listed('users', jane, tom);
    byExtension('1012', jane);
    byExtension('1013', tom, { presence_id: 'no id' });
    const { resolve } = createRuns();
    expect(await resolve({ users: ['1012, 1013', 'Tom Ray'] })).toEqual({ users: [USER, OTHER] });
    expect(await resolve({ user: '1012' })).toEqual({ user: [USER] });
  });

  test('takes ten requests at once at most, which Dash allows', async () => {
    listed('users', jane);
    let [now, most] = [0, 0];
    const agent: CallCenterLists['agent'] = {
      ...userList,
      loadByExtension: async () => {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return [jane];
      },
    };
    const extensions = Array.from({ length: 40 }, (_, nth) => String(2000 + nth)).join(', ');
    const callCenterLists = { agent, queue: userList };
    expect(await createRuns().resolve({ agent: USER, agents: extensions }, { callCenterLists })).toMatchObject({
      agents: [USER],
    });
    expect(most).toBe(10);
  });

  test('of nobody is a sentence', async () => {
    listed('users', jane);
    byExtension('1099');
    await expect(createRuns().resolve({ user: '1099' })).rejects.toMatchObject(
      halts(
        'VirtualPBX can\'t find the user "1099". In User, choose from the list, or enter an email, an extension, a full name, or an ID.',
      ),
    );
  });
});

test('two of the same name are a sentence with both', async () => {
  listed('users', jane, { ...tom, first_name: 'jane', last_name: 'doe' });
  await expect(createRuns().resolve({ user: 'Jane Doe' })).rejects.toMatchObject(
    halts(
      '"Jane Doe" could be any of these users: Jane Doe (jane.doe@example.com, 1002) and jane doe (tom@example.com, 1003). In User, choose from the list, or enter an email, an extension, a full name, or an ID.',
    ),
  );
});

test.each([
  ['device', 'devices', { mac_address: '00:04:13:7a:10:02' }, ['Front Desk', '0004137A1002'], 'device'],
  ['mailbox', 'vmboxes', { mailbox: '1000' }, ['front desk', '1000', 'Front Desk (1000)'], 'voicemail box'],
  ['blocklist', 'blacklists', {}, ['FRONT DESK'], 'blocklist'],
  ['callflow', 'callflows', { numbers: ['1000'], featurecode: false }, [' Front Desk '], 'call flow'],
  ['callflow', 'callflows', { name: undefined, numbers: ['1000'] }, ['1000'], 'call flow'],
  ['schedules', 'temporal_rules', {}, ['Frónt  desk'], 'schedule'],
  ['faxboxes', 'faxboxes', {}, ['Front-Desk'], 'fax box'],
])('%s is found in %s by %j', async (key, list, more, typed, noun) => {
  listed(list, { id: USER, name: 'Front Desk', ...more }, { name: 'no id' }, null);
  const { resolve } = createRuns();
  for (const entry of typed) expect(await resolve({ [key]: entry })).toEqual({ [key]: [USER] });
  listed(list);
  await expect(resolve({ [key]: 'Lobby' })).rejects.toThrow(`VirtualPBX can't find the ${noun} "Lobby". In `);
});

test('a feature code is no call flow to send a caller to', async () => {
  listed('callflows', { id: OTHER, name: 'Park', featurecode: { name: 'park' } }, { id: USER, name: 'Park' });
  expect(await createRuns().resolve({ callflow: 'park' })).toEqual({ callflow: [USER] });
});

test('the call center says where its queues are; its agents are users', async () => {
  const callCenterLists: CallCenterLists = {
    agent: userList,
    queue: {
      key: 'queues',
      load: ({ dash }) => dash.list(['qubicle_queues'], { purpose: 'list the queues' }),
      named: namedByName,
    },
  };
  listed('users', jane);
  listed('qubicle_queues', { id: OTHER, name: 'Front Desk' });
  const { resolve } = createRuns();
  const input = { agent: '1002', queues: 'front desk' };
  expect(await resolve(input, { callCenterLists })).toEqual({ agent: [USER], queues: [OTHER] });
  expect(await resolve(input)).toEqual(input);
});

describe('a trigger that is on', () => {
  const filter = { users: 'Jane Doe' };
  const renamed = { ...jane, first_name: 'Janet' };

  /** It was turned on half an hour ago, when Dash listed Jane. */
  const turnedOn = async (list: unknown[] = [jane, tom]) => {
    listed('users', ...list);
    const runs = createRuns();
    expect(await runs.resolve(filter, { mode: 'turnOn' })).toEqual({ users: [USER] });
    runs.step.cache.delete('names:users');
    return runs;
  };

  test('asks for the list once while that is cached', async () => {
    const { resolve } = await turnedOn();
    listed('users', jane);
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
  });

  test.each([
    ['somebody was renamed', () => listed('users', renamed)],
    ['somebody has got the same name', () => listed('users', jane, { ...tom, first_name: 'Jane', last_name: 'Doe' })],
    ['Dash does not allow it', () => listFails(403)],
    ['Dash has a fault', () => listFails(500)],
    ['the session has ended', () => listFails(401)],
  ])('loses no event when %s', async (_what, happens) => {
    const { resolve } = await turnedOn();
    happens();
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
  });

  const crowd = Array.from({ length: 2000 }, (_, nth) => ({ ...tom, id: `a${nth}`, presence_id: `2${nth}` }));

  test.each([
    ['', [renamed]],
    [', also where the list is too large for the cache', [renamed, ...crowd]],
  ])('asks for one list in five minutes when someone was renamed%s', async (_what, list) => {
    const { resolve, step } = await turnedOn();
    const now = Date.now() + 1_800_000;
    const clock = jest.spyOn(Date, 'now').mockReturnValue(now);
    const answer = jest.fn(() => success(list));
    account().get('/users').query({ paginate: 'false' }).times(3).reply(200, answer);
    for (let event = 1; event <= 3; event += 1)
      expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
    expect(answer).toHaveBeenCalledTimes(1);
    nock.cleanAll();
    clock.mockReturnValue(now + 301_000);
    step.cache.delete('names:users');
    listed('users', { ...jane, id: OTHER });
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [OTHER] });
    jest.restoreAllMocks();
  });

  test('remembers whom it was turned on with also when the list was cached then', async () => {
    listed('users', jane);
    const { resolve, step } = createRuns();
    await resolve({ user: '1002' });
    await resolve(filter, { mode: 'turnOn' });
    step.cache.delete('names:users');
    listed('users', renamed);
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
    expect([...step.lifetimes].filter(([key]) => key.startsWith('named:')).map(([, seconds]) => seconds)).toEqual([
      300,
      31 * 24 * 3600,
    ]);
  });

  test('remembers it also after a test in the editor', async () => {
    const { resolve, step } = await turnedOn();
    listed('users', jane);
    expect(await resolve(filter)).toEqual({ users: [USER] });
    for (const [key, seconds] of step.lifetimes) if (seconds === 300) step.cache.delete(key);
    listed('users', renamed);
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
  });

  test('remembers it for five minutes as certain where the list is too large', async () => {
    const many = Array.from({ length: 2000 }, (_, nth) => ({
      ...tom,
      id: String(nth).padStart(32, '0'),
      presence_id: `2${nth}`,
    }));
    const { resolve, step } = await turnedOn([jane, ...many]);
    step.cache.set('names:users', '"too large"');
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now + 301_000);
    listed('users', { ...jane, id: OTHER });
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [OTHER] });
    jest.restoreAllMocks();
  });

  test.each([
    [
      'by a sentence where nobody has the name',
      () => listed('users', renamed),
      halts(expect.stringContaining('"Jane Doe"') as string),
    ],
    [
      'by the error of Dash',
      () => listFails(500),
      fails('Could not list the users: VirtualPBX had a problem. Try again in a few minutes.', 500),
    ],
    [
      'until Dash takes more requests',
      () => listFails(429),
      throttles(
        'Could not list the users: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
      ),
    ],
  ])('is stopped where nothing is remembered: %s', async (_what, happens, told) => {
    happens();
    await expect(createRuns().resolve(filter, { mode: 'live' })).rejects.toMatchObject(told);
  });

  test('asks anew where what is remembered is broken', async () => {
    const { resolve, step } = await turnedOn();
    for (const [key] of step.cache) step.cache.set(key, '{"ids":["x"]}');
    step.cache.set('names:users', '"too large"');
    listed('users', jane);
    expect(await resolve(filter, { mode: 'live' })).toEqual({ users: [USER] });
  });
});
