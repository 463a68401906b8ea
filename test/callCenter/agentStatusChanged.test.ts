import { statusChangeFields, statusChangeSample } from '../../src/callCenter/agentStatusChange.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { account, refusal, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';
import { AT, notSwitchedOn, OTHER, statusesAre } from './dash.ts';

const poll = (inputData: object = {}, platform = createPlatform(), meta: object = {}) =>
  platform.run('triggers.agent_status_changed.operation.perform', { inputData, meta }) as Promise<
    Record<string, unknown>[]
  >;

/** By time, as acdc keeps them. */
const history = (...statuses: [at: number, status: string][]) =>
  Object.fromEntries(statuses.map(([timestamp, status]) => [timestamp, { agent_id: USER, status, timestamp }]));

const changesOf = (records: Record<string, unknown>[]) =>
  records.map(({ id, status, previous_status }) => [id, status, previous_status]);

describe('a changed status', () => {
  test('comes with the agent, the status before and the time', async () => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']) });
    knowOwner();
    const [record] = await poll();
    expect(record).toEqual({
      id: `${USER}-${AT}`,
      summary: 'Jane Doe is now paused (was ready), Tue 24 Nov, 10:32.',
      status: 'paused',
      previous_status: 'ready',
      changed_at: '2026-11-24T18:32:05Z',
      changed_at_local: '2026-11-24T10:32:05-08:00',
      local_date: '2026-11-24',
      local_time: '10:32',
      weekday: 'Tuesday',
      ...jane,
    });
    expect(Object.keys(record ?? {})).toEqual(statusChangeFields.map(({ key }) => key));
  });

  test('comes for every agent, the newest first', async () => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']), [OTHER]: history([AT - 30, 'connected']) });
    knowOwner();
    account()
      .get(`/users/${OTHER}`)
      .reply(404, refusal(404, 'bad identifier', [OTHER]));
    const records = await poll();
    expect(changesOf(records)).toEqual([
      [`${USER}-${AT}`, 'paused', 'ready'],
      [`${OTHER}-${AT - 30}`, 'connected', null],
      [`${USER}-${AT - 60}`, 'ready', null],
    ]);
    expect(records[1]).toMatchObject({
      summary: 'The agent is now on a queue call, Tue 24 Nov, 10:31.',
      user_id: OTHER,
      user_name: null,
    });
  });

  test.each([
    ['one status for each agent', { [USER]: { status: 'ready', timestamp: String(AT) } }, ['ready']],
    ['a status of its own', { [USER]: history([AT, 'on_lunch']) }, ['on_lunch']],
    ['no agents', {}, []],
    ['a list', [], []],
    ['nothing', null, []],
    ['an agent without statuses', { [USER]: {} }, []],
    ['a word', { [USER]: 'ready' }, []],
    ['a status without a time', { [USER]: { status: 'ready' } }, []],
    ['a time that is none', { [USER]: { 1: { status: 'ready', timestamp: 1 } } }, []],
    ['a time without a status', { [USER]: { [AT]: { timestamp: AT } } }, []],
  ])('is read where Dash gives %s', async (_what, data, statuses) => {
    statusesAre(data);
    if (statuses.length > 0) knowOwner();
    expect((await poll()).map(({ status }) => status)).toEqual(statuses);
  });

  test.each([
    [{ agents: [USER, 'other'] }, 2],
    [{ agents: [OTHER] }, 0],
    [{ statuses: ['paused', 'wrapup'] }, 1],
    [{ statuses: ['logged_out'] }, 0],
    [{ agents: [], statuses: [''] }, 2],
  ])('with the filter %j comes %i times', async (inputData, times) => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']) });
    if (times > 0) knowOwner();
    expect(await poll(inputData)).toHaveLength(times);
  });

  test('is only noted by its id when the Zap is turned on', async () => {
    statusesAre({ [USER]: history([AT, 'paused']) });
    expect(await poll({}, createPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: `${USER}-${AT}` }]);
  });

  test('is shown in the editor, three at most', async () => {
    statusesAre({ [USER]: history([AT, 'paused'], [AT - 1, 'ready'], [AT - 2, 'wrapup'], [AT - 3, 'connected']) });
    knowOwner();
    expect(await poll({}, createPlatform(), { isLoadingSample: true })).toHaveLength(3);
  });
});

describe('the status before', () => {
  const now = (at: number, status: string) => {
    statusesAre({ [USER]: { status, timestamp: at } });
  };

  test('is known from an earlier poll, also of another Zap', async () => {
    const platform = createPlatform();
    knowOwner();
    now(AT, 'ready');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT}`, 'ready', null]]);
    now(AT + 60, 'paused');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT + 60}`, 'paused', 'ready']]);
    now(AT + 60, 'paused');
    expect(changesOf(await poll({ statuses: ['paused'] }, platform))).toEqual([
      [`${USER}-${AT + 60}`, 'paused', 'ready'],
    ]);
  });

  test('is another, or nothing has changed', async () => {
    const platform = createPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready'], [AT + 60, 'ready'], [AT + 120, 'paused']) });
    expect(changesOf(await poll({}, platform))).toEqual([
      [`${USER}-${AT + 120}`, 'paused', 'ready'],
      [`${USER}-${AT}`, 'ready', null],
    ]);
    now(AT + 180, 'paused');
    expect(await poll({}, platform)).toEqual([]);
    now(AT + 240, 'ready');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT + 240}`, 'ready', 'paused']]);
  });

  test('is known after a restart of Dash, which loses and repeats nothing', async () => {
    const platform = createPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    statusesAre({});
    expect(await poll({}, platform)).toEqual([]);
    now(AT + 60, 'paused');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT + 60}`, 'paused', 'ready']]);
  });

  test('is unknown where an earlier poll saw only a later status', async () => {
    const platform = createPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT - 60, 'paused');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT - 60}`, 'paused', null]]);
  });

  test('is unknown while the cache is down', async () => {
    const platform = createPlatform();
    platform.state.cacheIsDown = true;
    knowOwner();
    now(AT, 'ready');
    expect(changesOf(await poll({}, platform))).toEqual([[`${USER}-${AT}`, 'ready', null]]);
  });

  test('costs two calls to the cache, and the poll itself none', async () => {
    const platform = createPlatform();
    statusesAre({});
    await poll({}, platform);
    expect(platform.state.cacheCalls).toBe(2);
  });
});

describe('a poll that fails', () => {
  test('says it where the account has no call center', async () => {
    account().get('/agents/status').query(true).reply(404, '');
    await expect(poll()).rejects.toMatchObject(notSwitchedOn);
  });

  test.each([
    [401, refreshes],
    [
      403,
      halts(
        "Could not read the statuses of the agents: this connection is not allowed to do that. Connect with the account's API key, or ask the administrator of your phone system for the permission.",
      ),
    ],
    [
      429,
      throttles(
        'Could not read the statuses of the agents: VirtualPBX got more requests than it takes at once. Zapier tries again in a moment.',
      ),
    ],
    [
      500,
      fails(
        'Could not read the statuses of the agents: VirtualPBX has a problem of its own. Try again in a few minutes.',
        500,
      ),
    ],
  ])('with a %i tells it', async (status, told) => {
    account().get('/agents/status').query(true).reply(status, refusal(status, 'no'));
    await expect(poll()).rejects.toMatchObject(told);
  });
});

test('the sample has exactly the declared fields', () => {
  expect(Object.keys(statusChangeSample)).toEqual(statusChangeFields.map(({ key }) => key));
});
