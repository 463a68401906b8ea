import { statusChangeFields } from '../../src/callCenter/agentStatusChange.record.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { fails } from '../support/told.ts';
import {
  acdcPlatform,
  AT,
  ENGINE_KEY,
  historyIs,
  listIs,
  notForThisLogin,
  notSwitchedOn,
  OTHER,
  QUEUE,
  statusesAre,
} from './dash.ts';

const poll = (inputData: object = {}, platform = acdcPlatform(), meta: object = {}) =>
  platform.run('triggers.agent_status_changed.operation.perform', { inputData, meta }) as Promise<
    Record<string, unknown>[]
  >;

/** By time, as ACDC stores them. */
const history = (...statuses: [at: number, status: string][]) =>
  Object.fromEntries(statuses.map(([timestamp, status]) => [timestamp, { agent_id: USER, status, timestamp }]));

/** The seconds between the year 0, where ACDC begins to count, and 1970. */
const GREGORIAN_1970 = 62_167_219_200;

const idOf = (at: number, status: string, agentId = USER) => `${agentId}-${status}-${at - GREGORIAN_1970}`;

const changesOf = (records: Record<string, unknown>[]) =>
  records.map(({ id, status, previous_status }) => [id, status, previous_status]);

describe('a changed status', () => {
  test('has the agent, the status before and the time', async () => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']) });
    knowOwner();
    const [record] = await poll();
    expect(record).toEqual({
      id: idOf(AT, 'away'),
      summary: 'Jane Doe is now away (was ready), Tue, Nov 24, 10:32 AM.',
      status: 'away',
      status_text: 'Away',
      previous_status: 'ready',
      pause_reason: null,
      changed_at: '2026-11-24T18:32:05Z',
      changed_at_local: '2026-11-24T10:32:05-08:00',
      local_date: '2026-11-24',
      local_time: '10:32',
      local_time_12h: '10:32 AM',
      local_hour: 10,
      weekday: 'Tuesday',
      ...jane,
    });
    expect(Object.keys(record ?? {})).toEqual(statusChangeFields.map(({ key }) => key));
  });

  test('is returned for every agent, newest first', async () => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']), [OTHER]: history([AT - 30, 'connected']) });
    knowOwner();
    account()
      .get(`/users/${OTHER}`)
      .reply(404, refusal(404, 'bad identifier', [OTHER]));
    const records = await poll();
    expect(changesOf(records)).toEqual([
      [idOf(AT, 'away'), 'away', 'ready'],
      [idOf(AT - 30, 'on_call', OTHER), 'on_call', null],
      [idOf(AT - 60, 'ready'), 'ready', null],
    ]);
    expect(records[1]).toMatchObject({
      summary: 'The agent is now on a call, Tue, Nov 24, 10:31 AM.',
      status_text: 'On a Call',
      user_id: OTHER,
      user_name: null,
    });
  });

  test.each([
    ['one status for each agent', { [USER]: { status: 'ready', timestamp: String(AT) } }, ['ready']],
    ['a status of its own', { [USER]: history([AT, 'on_lunch']) }, ['unknown']],
    ['no agents', {}, []],
    ['a list', [], []],
    ['nothing', null, []],
    ['an agent without statuses', { [USER]: {} }, []],
    ['a word', { [USER]: 'ready' }, []],
    ['a status without a time', { [USER]: { status: 'ready' } }, []],
    ['a time that is none', { [USER]: { 1: { status: 'ready', timestamp: 1 } } }, []],
    ['a time without a status', { [USER]: { [AT]: { timestamp: AT } } }, []],
  ])('is read when Dash returns %s', async (_what, data, statuses) => {
    statusesAre(data);
    if (statuses.length > 0) knowOwner();
    expect((await poll()).map(({ status }) => status)).toEqual(statuses);
  });

  test.each([
    [{ agents: [USER, OTHER] }, 2],
    [{ agents: [OTHER] }, 0],
    [{ statuses: ['away', 'wrap_up'] }, 1],
    [{ statuses: ['signed_out'] }, 0],
    // ACDC's words aren't among the choices.
    [{ statuses: ['paused'] }, 0],
    [{ agents: [], statuses: [''] }, 2],
  ])('with the filter %j is returned %i times', async (inputData, times) => {
    statusesAre({ [USER]: history([AT - 60, 'ready'], [AT, 'paused']) });
    if (times > 0) knowOwner();
    expect(await poll(inputData)).toHaveLength(times);
  });

  test('is returned as an ID only when the Zap is turned on', async () => {
    statusesAre({ [USER]: history([AT, 'paused']) });
    expect(await poll({}, acdcPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: idOf(AT, 'away') }]);
  });

  test('is shown in the editor, three at most', async () => {
    statusesAre({ [USER]: history([AT, 'paused'], [AT - 1, 'ready'], [AT - 2, 'wrapup'], [AT - 3, 'connected']) });
    knowOwner();
    expect(await poll({}, acdcPlatform(), { isLoadingSample: true })).toHaveLength(3);
  });
});

/** Both engines share neutral words, which replace ACDC's. */
describe('the words of ACDC', () => {
  test.each([
    ['logged_out', 'signed_out', 'Signed Out', 'Jane Doe is now signed out'],
    ['paused', 'away', 'Away', 'Jane Doe is now away'],
    ['ready', 'ready', 'Ready', 'Jane Doe is now ready'],
    ['logged_in', 'ready', 'Ready', 'Jane Doe is now ready'],
    ['connecting', 'offered', 'Call Offered', 'Jane Doe is now being offered a call'],
    ['connected', 'on_call', 'On a Call', 'Jane Doe is now on a call'],
    ['outbound', 'on_call', 'On a Call', 'Jane Doe is now on a call'],
    ['wrapup', 'wrap_up', 'Wrapping Up', 'Jane Doe is now wrapping up'],
    ['on_lunch', 'unknown', 'Unknown', "Jane Doe's status is now unknown"],
  ])('%s is %s', async (word, status, status_text, sentence) => {
    statusesAre({ [USER]: history([AT, word]) });
    knowOwner();
    expect(await poll()).toEqual([
      expect.objectContaining({
        id: idOf(AT, status),
        summary: `${sentence}, Tue, Nov 24, 10:32 AM.`,
        status,
        status_text,
      }),
    ]);
  });

  test('for one status are one change, at the time of the first', async () => {
    statusesAre({
      [USER]: history(
        [AT, 'logged_out'],
        [AT + 10, 'logged_in'],
        [AT + 11, 'ready'],
        [AT + 20, 'connecting'],
        [AT + 30, 'connected'],
        [AT + 40, 'outbound'],
        [AT + 50, 'wrapup'],
        [AT + 60, 'ready'],
      ),
    });
    knowOwner();
    expect(changesOf(await poll())).toEqual([
      [idOf(AT + 60, 'ready'), 'ready', 'wrap_up'],
      [idOf(AT + 50, 'wrap_up'), 'wrap_up', 'on_call'],
      [idOf(AT + 30, 'on_call'), 'on_call', 'offered'],
      [idOf(AT + 20, 'offered'), 'offered', 'ready'],
      [idOf(AT + 10, 'ready'), 'ready', 'signed_out'],
      [idOf(AT, 'signed_out'), 'signed_out', null],
    ]);
  });

  test('for one status are one change, even if they come with two polls', async () => {
    const platform = acdcPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'logged_out'], [AT + 10, 'logged_in']) });
    const first = await poll({}, platform);
    expect(changesOf(first)[0]).toEqual([idOf(AT + 10, 'ready'), 'ready', 'signed_out']);
    statusesAre({ [USER]: history([AT, 'logged_out'], [AT + 10, 'logged_in'], [AT + 11, 'ready']) });
    expect(await poll({}, platform)).toEqual(first);
    statusesAre({ [USER]: history([AT + 11, 'ready'], [AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'away'), 'away', 'ready']);
  });
});

describe('the reason for a pause', () => {
  test('is returned if KAZOO 4.3 has one', async () => {
    statusesAre({ [USER]: { [AT]: { agent_id: USER, status: 'paused', timestamp: AT, pause_alias: 'Lunch {{1}}' } } });
    knowOwner();
    expect(await poll()).toMatchObject([{ status: 'away', pause_reason: 'Lunch {{1}}' }]);
  });

  test('is unknown in KAZOO 4.2, which has only the length', async () => {
    statusesAre({ [USER]: { agent_id: USER, status: 'paused', timestamp: AT, pause_time: 1800 } });
    knowOwner();
    expect(await poll()).toMatchObject([{ status: 'away', pause_reason: null }]);
  });
});

/** In KAZOO 4.2 the answer for all agents has only the latest status. */
describe('the status before, in KAZOO 4.2,', () => {
  const now = (at: number, status: string) => {
    statusesAre({ [USER]: { status, timestamp: at } });
  };

  test("is known from an earlier poll, even another Zap's, and what happened in between is returned as well", async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 20, 'connecting'], [AT + 60, 'paused']) });
    const expected = [
      [idOf(AT + 60, 'away'), 'away', 'offered'],
      [idOf(AT + 20, 'offered'), 'offered', 'ready'],
    ];
    expect(changesOf(await poll({}, platform)).slice(0, 2)).toEqual(expected);
    now(AT + 60, 'paused');
    expect(changesOf(await poll({ statuses: ['away', 'offered'] }, platform))).toEqual(expected);
  });

  test.each([
    ['a word', 'paused'],
    ['nothing', null],
  ])('is unknown when Dash answers %s for one agent', async (_what, answer) => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    historyIs(USER, answer);
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'away'), 'away', null]);
  });

  test("is left to the next poll when Dash can't answer now", async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    historyIs(USER, {});
    expect(await poll({}, platform)).toHaveLength(1);
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'away'), 'away', 'ready']);
  });

  test('never goes back to an older status', async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT - 60, 'paused');
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
  });

  test("fails a poll that can't be completed, and the next one returns it", async () => {
    const platform = acdcPlatform();
    knowOwner();
    now(AT, 'ready');
    await poll({}, platform);
    now(AT + 60, 'paused');
    account().get(`/agents/${USER}/status`).query(true).reply(500, refusal(500, 'no'));
    await expect(poll({}, platform)).rejects.toMatchObject(
      fails("Could not read the agent's statuses: VirtualPBX had a problem. Try again in a few minutes.", 500),
    );
    now(AT + 60, 'paused');
    historyIs(USER, { [USER]: history([AT, 'ready'], [AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'away'), 'away', 'ready']);
  });
});

/** In KAZOO 4.3 the answer has the last statuses of every agent. */
describe('the status before, in KAZOO 4.3,', () => {
  test('differs, or nothing has changed', async () => {
    const platform = acdcPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready'], [AT + 60, 'ready'], [AT + 120, 'paused']) });
    expect(changesOf(await poll({}, platform))).toEqual([
      [idOf(AT + 120, 'away'), 'away', 'ready'],
      [idOf(AT, 'ready'), 'ready', null],
    ]);
    statusesAre({ [USER]: history([AT + 120, 'paused'], [AT + 180, 'paused'], [AT + 240, 'ready']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 240, 'ready'), 'ready', 'away']);
  });

  test('is known after a restart of Dash, and nothing is lost or repeated', async () => {
    const platform = acdcPlatform();
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready']) });
    const first = await poll({}, platform);
    statusesAre({});
    expect(await poll({}, platform)).toEqual(first);
    statusesAre({ [USER]: history([AT + 60, 'paused']) });
    expect(changesOf(await poll({}, platform))[0]).toEqual([idOf(AT + 60, 'away'), 'away', 'ready']);
  });

  test('is unknown while the cache is down', async () => {
    const platform = acdcPlatform();
    platform.state.cacheDown = true;
    account().get('/qubicle_queues').query({ page_size: 1 }).reply(404, '');
    account()
      .get('/queues')
      .query({ page_size: 1 })
      .reply(200, success([{ id: QUEUE }]));
    knowOwner();
    statusesAre({ [USER]: history([AT, 'ready']) });
    expect(changesOf(await poll({}, platform))).toEqual([[idOf(AT, 'ready'), 'ready', null]]);
  });

  test('costs two calls to the cache, one more for the engine, and the poll itself none', async () => {
    const platform = acdcPlatform();
    statusesAre({});
    await poll({}, platform);
    expect(platform.state.cacheCalls).toBe(3);
  });

  test('is none for statuses that are older than a day', async () => {
    statusesAre({ [USER]: history([AT - 90_000, 'logged_in'], [AT - 87_000, 'ready'], [AT, 'paused']) });
    knowOwner();
    expect(changesOf(await poll())).toEqual([[idOf(AT, 'away'), 'away', 'ready']]);
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
      expect(changes).toEqual([[expect.stringContaining(`${USER}-signed_out-`), 'signed_out', 'ready']]);
    },
  );

  test("but has a status isn't signed out", async () => {
    expect(
      await polls(() => {
        listIs('/agents', { id: USER }, { id: OTHER });
        historyIs(USER, 'ready');
        wordIs('ready');
      }),
    ).toEqual([]);
  });

  test("and isn't listed either is ignored", async () => {
    expect(
      await polls(() => {
        listIs('/agents', { id: OTHER });
      }),
    ).toEqual([]);
  });
});

describe('a poll that fails', () => {
  test('says so when the account no longer has a call center, and the next one looks for the engine again', async () => {
    const platform = acdcPlatform();
    account().get('/agents/status').query(true).reply(404, '');
    await expect(poll({}, platform)).rejects.toMatchObject(notSwitchedOn);
    expect(platform.cache.has(ENGINE_KEY)).toBe(false);
  });

  test('says which login to use when this one may not read the statuses', async () => {
    account().get('/agents/status').query(true).reply(403, refusal(403, 'forbidden'));
    await expect(poll()).rejects.toMatchObject(notForThisLogin);
  });

  test('says what could not be done', async () => {
    account().get('/agents/status').query(true).reply(500, refusal(500, 'no'));
    await expect(poll()).rejects.toMatchObject(
      fails("Could not read the agents' statuses: VirtualPBX had a problem. Try again in a few minutes.", 500),
    );
  });
});
