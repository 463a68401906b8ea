import { statusChangeFields } from '../../src/callCenter/agentStatusChange.record.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { fails } from '../support/told.ts';
import { acdcPlatform, AT, historyIs, listIs, notSwitchedOn, OTHER, statusesAre } from './dash.ts';

const poll = (inputData: object = {}, platform = acdcPlatform(), meta: object = {}) =>
  platform.run('triggers.agent_status_changed.operation.perform', { inputData, meta }) as Promise<
    Record<string, unknown>[]
  >;

/** By time, as acdc keeps them. */
const history = (...statuses: [at: number, status: string][]) =>
  Object.fromEntries(statuses.map(([timestamp, status]) => [timestamp, { agent_id: USER, status, timestamp }]));

const idOf = (at: number, status: string, agentId = USER) => `${agentId}-${status}-${at}`;

const changesOf = (records: Record<string, unknown>[]) =>
  records.map(({ id, status, previous_status }) => [id, status, previous_status]);

describe('a changed status', () => {
  test('comes with the agent, the status before and the time', async () => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']) });
    knowOwner();
    const [record] = await poll();
    expect(record).toEqual({
      id: idOf(AT, 'paused'),
      summary: 'Jane Doe is now paused (was ready), Tue 24 Nov, 10:32.',
      status: 'paused',
      previous_status: 'ready',
      pause_reason: null,
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
      [idOf(AT, 'paused'), 'paused', 'ready'],
      [idOf(AT - 30, 'connected', OTHER), 'connected', null],
      [idOf(AT - 60, 'ready'), 'ready', null],
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
    expect(await poll({}, acdcPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: idOf(AT, 'paused') }]);
  });

  test('is shown in the editor, three at most', async () => {
    statusesAre({ [USER]: history([AT, 'paused'], [AT - 1, 'ready'], [AT - 2, 'wrapup'], [AT - 3, 'connected']) });
    knowOwner();
    expect(await poll({}, acdcPlatform(), { isLoadingSample: true })).toHaveLength(3);
  });
});

describe('a reason of a pause', () => {
  test('is given where KAZOO 4.3 has one', async () => {
    statusesAre({ [USER]: { [AT]: { agent_id: USER, status: 'paused', timestamp: AT, pause_alias: 'Lunch {{1}}' } } });
    knowOwner();
    expect(await poll()).toMatchObject([{ status: 'paused', pause_reason: 'Lunch {{1}}' }]);
  });

  test('is not known in KAZOO 4.2, which has the length alone', async () => {
    statusesAre({ [USER]: { agent_id: USER, status: 'paused', timestamp: AT, pause_time: 1800 } });
    knowOwner();
    expect(await poll()).toMatchObject([{ status: 'paused', pause_reason: null }]);
  });
});

/** In KAZOO 4.2 the answer for all agents has the last status alone. */
describe('the status before, in KAZOO 4.2,', () => {
  const now = (at: number, status: string) => {
    statusesAre({ [USER]: { status, timestamp: at } });
  };

  test('is known from an earlier poll, also of another Zap, and what was between comes as well', async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 20, 'connecting'], [AT + 60, 'paused']) });
    const expected = [
      [idOf(AT + 60, 'paused'), 'paused', 'connecting'],
      [idOf(AT + 20, 'connecting'), 'connecting', 'ready'],
    ];
    expect(changesOf(await poll({}, platform)).slice(0, 2)).toEqual(expected);
    now(AT + 60, 'paused');
    expect(changesOf(await poll({ statuses: ['paused', 'connecting'] }, platform))).toEqual(expected);
  });

  test.each([
    ['a word', 'paused'],
    ['nothing', null],
  ])('is unknown where Dash answers %s for one agent', async (_what, answer) => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    historyIs(USER, answer);
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'paused'), 'paused', null]);
  });

  test('waits for the next poll where Dash cannot say now', async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    historyIs(USER, {});
    expect(await poll({}, platform)).toHaveLength(1);
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'paused'), 'paused', 'ready']);
  });

  test('goes back to no older status', async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT - 60, 'paused');
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
  });

  test('makes a poll fail that cannot be completed, and the next one gives it', async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    account().get(`/agents/${USER}/status`).query(true).reply(500, refusal(500, 'no'));
    await expect(poll({}, platform)).rejects.toMatchObject(
      fails(
        'Could not read the statuses of the agent: VirtualPBX has a problem of its own. Try again in a few minutes.',
        500,
      ),
    );
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'paused'), 'paused', 'ready']);
  });
});

/** In KAZOO 4.3 the answer has the last statuses of every agent. */
describe('the status before, in KAZOO 4.3,', () => {
  test('is another, or nothing has changed', async () => {
    const platform = acdcPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready'], [AT + 60, 'ready'], [AT + 120, 'paused']) });
    expect(changesOf(await poll({}, platform))).toEqual([
      [idOf(AT + 120, 'paused'), 'paused', 'ready'],
      [idOf(AT, 'ready'), 'ready', null],
    ]);
    statusesAre({ [USER]: history([AT + 120, 'paused'], [AT + 180, 'paused'], [AT + 240, 'ready']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 240, 'ready'), 'ready', 'paused']);
  });

  test('is known after a restart of Dash, which loses and repeats nothing', async () => {
    const platform = acdcPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready']) });
    const first = await poll({}, platform);
    statusesAre({});
    expect(await poll({}, platform)).toEqual(first);
    statusesAre({ [USER]: history([AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'paused'), 'paused', 'ready']);
  });

  test('is unknown while the cache is down', async () => {
    const platform = acdcPlatform();
    platform.state.cacheDown = true;
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready']) });
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
  });

  test('costs two calls to the cache, and the poll itself none', async () => {
    const platform = acdcPlatform();
    statusesAre({});
    await poll({}, platform);
    expect(platform.state.cacheCalls).toBe(2);
  });

  test('belongs to no status of the month that is older than a day', async () => {
    statusesAre({ [USER]: history([AT - 90_000, 'logged_in'], [AT - 87_000, 'ready'], [AT, 'paused']) });
    knowOwner();
    expect(changesOf(await poll())).toEqual([[idOf(AT, 'paused'), 'paused', 'ready']]);
  });
});

describe('an agent who is missing from an answer', () => {
  const polls = async (meanwhile: () => void): Promise<unknown[]> => {
    const platform = acdcPlatform();
    knowOwner();
    account()
      .get(`/users/${OTHER}`)
      .reply(404, refusal(404, 'bad identifier', [OTHER]));
    statusesAre({ [USER]: history([AT, 'ready']), [OTHER]: history([AT, 'ready']) });
    const before = changesOf(await poll({}, platform));
    statusesAre({ [OTHER]: history([AT, 'ready']) });
    meanwhile();
    return changesOf(await poll({}, platform)).slice(0, -before.length);
  };
  const wordIs = (word: unknown) => account().get(`/agents/${USER}/status`).reply(200, success(word));

  test.each([['unknown'], ['logged_out'], [null]])(
    'and is listed is signed out where the status alone is %p',
    async (word) => {
      const changes = await polls(() => {
        listIs('/agents', { id: USER }, { id: OTHER });
        historyIs(USER, {});
        wordIs(word);
      });
      expect(changes).toEqual([[expect.stringContaining(`${USER}-logged_out-`), 'logged_out', 'ready']]);
    },
  );

  test('and has a status is not', async () => {
    expect(
      await polls(() => {
        listIs('/agents', { id: USER }, { id: OTHER });
        historyIs(USER, 'ready');
        wordIs('ready');
      }),
    ).toEqual([]);
  });

  test('and is not listed either is forgotten', async () => {
    expect(
      await polls(() => {
        listIs('/agents', { id: OTHER });
      }),
    ).toEqual([]);
  });
});

describe('a poll that fails', () => {
  test('says it where the account has no call center', async () => {
    account().get('/agents/status').query(true).reply(404, '');
    await expect(poll()).rejects.toMatchObject(notSwitchedOn);
  });

  test('tells what could not be done', async () => {
    account().get('/agents/status').query(true).reply(500, refusal(500, 'no'));
    await expect(poll()).rejects.toMatchObject(
      fails(
        'Could not read the statuses of the agents: VirtualPBX has a problem of its own. Try again in a few minutes.',
        500,
      ),
    );
  });
});
