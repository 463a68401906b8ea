import { statusChangeFields } from '../../../src/callCenter/agentStatusChange.record.ts';
import { formatTime } from '../../../src/fields/times.ts';
import { stopClock } from '../../support/clock.ts';
import { account, authData, OTHER, refusal, success } from '../../support/dash.ts';
import { fails, halts, refreshes } from '../../support/told.ts';
import { qubiclePlatform } from '../dash.ts';
import {
  agentAnswers,
  agentIs,
  allowNoOtherRequest,
  askForStatuses,
  DANA,
  dana,
  danaAndLee,
  JOINED,
  knowDana,
  knowLee,
  LEE,
  NO_PERMISSION,
  recipientsAre,
  statusesAre,
} from './qubicleDash.ts';

allowNoOtherRequest();

const NOW = JOINED * 1000;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

afterEach(() => jest.useRealTimers());

type Shown = Record<string, unknown>[];

const status = (availability_state: string, more: object = {}) => ({ available: false, availability_state, ...more });
const ready = status('Ready', { available: true });
const away = status('Away');
const both = (danas: object, lees: object) => ({ [DANA]: danas, [LEE]: lees });

/** The polls of one connection. The list of agents is cached for five minutes after `list`. */
const createPolls = () => {
  const platform = qubiclePlatform();
  const list = () => platform.cache.delete('qubicle-recipients');
  const pollAt = (at: number, more: object = {}) => {
    stopClock(at);
    return platform.run('triggers.agent_status_changed.operation.perform', more) as Promise<Shown>;
  };
  return { ...platform, list, pollAt };
};

const changesIn = (records: Shown) =>
  records.map(({ user_id, previous_status, status: now }) => [user_id, previous_status, now]);

test('a changed status has the agent, the status before and the time of the last action', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  expect(await pollAt(NOW)).toEqual([]);
  statusesAre(both(status('Away', { stats: { last_action_time: JOINED + 21, login_time: JOINED - 7200 } }), ready));
  knowDana();
  const records = await pollAt(NOW + MINUTE);
  const changed = new Date(NOW + 21_000);
  expect(records).toEqual([
    {
      id: `${DANA}-away-${JOINED + 21}`,
      summary: `Dana Fox is now away (was ready), ${formatTime(changed, authData.account_timezone)}.`,
      status: 'away',
      status_text: 'Away',
      previous_status: 'ready',
      pause_reason: null,
      changed_at: '2025-03-03T14:30:21Z',
      changed_at_local: '2025-03-03T06:30:21-08:00',
      local_date: '2025-03-03',
      local_time: '06:30',
      local_time_12h: '6:30 AM',
      local_hour: 6,
      weekday: 'Monday',
      ...dana,
    },
  ]);
  expect(Object.keys(records[0] ?? {})).toEqual(statusChangeFields.map(({ key }) => key));
});

describe('the answer for all', () => {
  const other = { wrapup_time_seconds: 0, wiretap_mode: null };

  test.each<[string, object]>([
    ['a map', success(both(away, ready))],
    ['a map without an envelope', both(away, ready)],
    [
      'a list',
      success([
        { recipient_id: DANA, ...away },
        { recipient_id: LEE, ...ready },
      ]),
    ],
    [
      'a list by user',
      success([
        { user_id: DANA, ...away, ...other },
        { id: LEE, ...ready, ...other },
      ]),
    ],
    ['a list with others', success([{ id: 'x', ...away }, 'row', { id: DANA, ...away }, { id: LEE, ...ready }])],
    ['in other words', success(both(status('away'), status('READY')))],
  ])('may be %s', async (_shape, body) => {
    const { pollAt } = createPolls();
    danaAndLee();
    statusesAre(both(ready, ready));
    await pollAt(NOW);
    askForStatuses(DANA, LEE).reply(200, body);
    knowDana();
    expect(changesIn(await pollAt(NOW + MINUTE))).toEqual([[DANA, 'ready', 'away']]);
  });

  test.each<[string, object]>([
    ['lacks the one who is signed out', { [LEE]: ready }],
    ['has the one who is signed out', both(status('Not-Logged-In'), ready)],
  ])('%s', async (_case, data) => {
    const { pollAt } = createPolls();
    danaAndLee();
    statusesAre(both(away, ready));
    await pollAt(NOW);
    statusesAre(data);
    knowDana();
    expect(changesIn(await pollAt(NOW + MINUTE))).toEqual([[DANA, 'away', 'signed_out']]);
  });

  test.each([400, 404, 405])('that is refused with %i is replaced by one request for each', async (code) => {
    const { pollAt } = createPolls();
    danaAndLee();
    const refuse = () => askForStatuses(DANA, LEE).reply(code, refusal(code, code === 404 ? 'not_found' : 'no'));
    refuse();
    agentIs(DANA, 'Ready');
    agentAnswers(LEE, 404, refusal(404, 'bad_identifier', { cause: LEE }));
    await pollAt(NOW);
    refuse();
    agentIs(DANA, 'Ready');
    agentAnswers(LEE, 200, away);
    knowLee();
    expect(changesIn(await pollAt(NOW + MINUTE))).toEqual([[LEE, 'signed_out', 'away']]);
  });

  test.each<[string, number, object | string, object]>([
    ['is a 403', 403, refusal(403, 'forbidden'), halts(NO_PERMISSION)],
    ['is a 401', 401, refusal(401, 'invalid_credentials'), refreshes],
    [
      'is a 500',
      500,
      refusal(500, 'fault'),
      fails("Could not read the agents' statuses: VirtualPBX had a problem. Try again in a few minutes.", 500),
    ],
    ['is a word', 200, success('Ready'), { name: 'AppError' }],
    ['has no status', 200, success({ [DANA]: 'Away' }), { name: 'AppError' }],
    ['has nobody who is listed', 200, success([{ id: 'x', ...away }]), { name: 'AppError' }],
    ['is no data', 200, 'Welcome', { name: 'AppError' }],
  ])('that %s is an error, and no change is lost', async (_what, code, body, told) => {
    const { pollAt } = createPolls();
    danaAndLee();
    statusesAre(both(ready, ready));
    await pollAt(NOW);
    askForStatuses(DANA, LEE).reply(code, body);
    await expect(pollAt(NOW + MINUTE)).rejects.toMatchObject(told);
    statusesAre(both(away, ready));
    knowDana();
    expect(changesIn(await pollAt(NOW + 2 * MINUTE))).toEqual([[DANA, 'ready', 'away']]);
  });
});

test('an agent who is listed from now on was signed out before', async () => {
  const { pollAt, list } = createPolls();
  recipientsAre({ id: LEE });
  askForStatuses(LEE).reply(200, success({ [LEE]: ready }));
  await pollAt(NOW);
  list();
  danaAndLee();
  statusesAre(both(away, ready));
  knowDana();
  expect(changesIn(await pollAt(NOW + MINUTE))).toEqual([[DANA, 'signed_out', 'away']]);
});

test('a sign-in is a change to away, and then comes what followed', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre({ [LEE]: ready });
  await pollAt(NOW);
  statusesAre(both(status('Ready', { stats: { login_time: JOINED + 5, last_action_time: JOINED + 9 } }), ready));
  knowDana();
  expect((await pollAt(NOW + MINUTE)).map(({ id, previous_status }) => [id, previous_status])).toEqual([
    [`${DANA}-ready-${JOINED + 9}`, 'away'],
    [`${DANA}-away-${JOINED + 5}`, 'signed_out'],
  ]);
});

test("an empty answer right after one that wasn't empty reports nothing until the next one confirms it", async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, away));
  await pollAt(NOW);
  statusesAre([]);
  expect(await pollAt(NOW + MINUTE)).toEqual([]);
  statusesAre(both(ready, away));
  expect(await pollAt(NOW + 2 * MINUTE)).toEqual([]);
  statusesAre({});
  expect(await pollAt(NOW + 3 * MINUTE)).toEqual([]);
  statusesAre({});
  knowDana();
  knowLee();
  expect(changesIn(await pollAt(NOW + 4 * MINUTE)).sort()).toEqual([
    [DANA, 'ready', 'signed_out'],
    [LEE, 'away', 'signed_out'],
  ]);
});

test('the agents are listed once every five minutes', async () => {
  const { pollAt, list, lifetimes } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  expect(lifetimes.get('qubicle-recipients')).toBe(300);
  statusesAre(both(ready, ready));
  await pollAt(NOW + MINUTE);
  list();
  // Lee is no longer an agent.
  recipientsAre({ id: DANA, name: 'Dana Fox' });
  askForStatuses(DANA).reply(200, success({ [DANA]: away }));
  knowDana();
  expect(changesIn(await pollAt(NOW + 5 * MINUTE))).toEqual([[DANA, 'ready', 'away']]);
});

test('without agents there is nothing to read', async () => {
  const { pollAt } = createPolls();
  recipientsAre();
  expect(await pollAt(NOW)).toEqual([]);
  expect(await pollAt(NOW + MINUTE)).toEqual([]);
});

test('a change is returned for a day, to any Zap of the connection', async () => {
  const { pollAt, lifetimes } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  expect(lifetimes.get('qubicle-status-changes')).toBe(86_400);
  statusesAre(both(away, ready));
  knowDana();
  const first = await pollAt(NOW + MINUTE);
  // Another Zap, and the first one, see the same change with the same ID.
  statusesAre(both(away, ready));
  expect(await pollAt(NOW + 2 * MINUTE, { meta: { zap: { id: '2' } } })).toEqual(first);
  statusesAre(both(away, ready));
  expect(await pollAt(NOW + 24 * HOUR, { inputData: { agents: [DANA] } })).toEqual(first);
  statusesAre(both(away, ready));
  expect(await pollAt(NOW + 24 * HOUR + MINUTE)).toEqual([]);
});

test('a poll that fails after it saw a change returns the change the next time', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  statusesAre(both(away, ready));
  account().get(`/users/${DANA}`).reply(401, refusal(401, 'invalid_credentials'));
  await expect(pollAt(NOW + MINUTE)).rejects.toMatchObject(refreshes);
  statusesAre(both(away, ready));
  knowDana();
  expect(await pollAt(NOW + 2 * MINUTE)).toMatchObject([{ id: `${DANA}-away-${JOINED + 60}` }]);
});

test('a poll without the memory of earlier polls reports nothing, and the next one only what is new', async () => {
  const { pollAt, state } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  state.cacheDown = true;
  account()
    .get('/qubicle_queues')
    .query({ page_size: 1 })
    .reply(200, success([{ id: 'q' }]));
  danaAndLee();
  statusesAre(both(away, ready));
  expect(await pollAt(NOW + MINUTE)).toEqual([]);
  state.cacheDown = false;
  statusesAre(both(away, ready));
  knowDana();
  expect(changesIn(await pollAt(NOW + 2 * MINUTE))).toEqual([[DANA, 'ready', 'away']]);
});

test.each<[object, unknown[][]]>([
  [{ agents: [DANA] }, [[DANA, 'ready', 'away']]],
  [{ statuses: ['on_call', 'signed_out'] }, [[LEE, 'ready', 'on_call']]],
  [{ agents: [LEE], statuses: ['away'] }, []],
  [{ agents: [OTHER] }, []],
])('the filter %j', async (inputData, changes) => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  statusesAre(both(away, status('On-A-Call')));
  for (const [id] of changes)
    if (id === DANA) knowDana();
    else knowLee();
  expect(changesIn(await pollAt(NOW + MINUTE, { inputData }))).toEqual(changes);
});

test('a status in an unknown word is unknown', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  statusesAre(both(status('Lunch'), ready));
  knowDana();
  expect(await pollAt(NOW + MINUTE)).toMatchObject([
    {
      status: 'unknown',
      status_text: 'Unknown',
      summary: expect.stringMatching(/^Dana Fox's status is now unknown/) as string,
    },
  ]);
});

test('a Zap that is turned on gets only the IDs', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW);
  statusesAre(both(away, ready));
  expect(await pollAt(NOW + MINUTE, { meta: { isPopulatingDedupe: true } })).toEqual([
    { id: `${DANA}-away-${JOINED + 60}` },
  ]);
});

describe('two Zaps that poll at the same time', () => {
  /** One poll begins, another one begins and ends, and then the first one gets its answer. */
  const pollsAtOnce = async (first: object, second: object) => {
    const polls = createPolls();
    danaAndLee();
    statusesAre(both(ready, ready));
    await polls.pollAt(NOW);
    let inside: Shown = [];
    askForStatuses(DANA, LEE).reply(200, async () => {
      statusesAre(second);
      inside = await polls.pollAt(NOW + MINUTE + 1000);
      stopClock(NOW + MINUTE + 2000);
      return success(first);
    });
    const outside = await polls.pollAt(NOW + MINUTE);
    return { ...polls, inside, outside };
  };

  test('get the same change with the same ID', async () => {
    knowLee();
    const { inside, outside, pollAt } = await pollsAtOnce({ [DANA]: ready }, { [DANA]: ready });
    expect(changesIn(inside)).toEqual([[LEE, 'ready', 'signed_out']]);
    expect(outside).toEqual(inside);
    statusesAre({ [DANA]: ready });
    expect(await pollAt(NOW + 2 * MINUTE)).toEqual(inside);
  });

  test('get no change from an older answer', async () => {
    knowDana();
    const { inside, outside } = await pollsAtOnce(both(ready, ready), both(away, ready));
    expect(changesIn(inside)).toEqual([[DANA, 'ready', 'away']]);
    expect(outside).toEqual(inside);
  });

  test("don't mistake a restart that both see for a sign-out", async () => {
    const { inside, outside, pollAt } = await pollsAtOnce({}, {});
    expect([inside, outside]).toEqual([[], []]);
    statusesAre(both(ready, ready));
    expect(await pollAt(NOW + 2 * MINUTE)).toEqual([]);
  });
});

test('a memory from a clock that is a day ahead is used', async () => {
  const { pollAt } = createPolls();
  danaAndLee();
  statusesAre(both(ready, ready));
  await pollAt(NOW + 24 * HOUR);
  statusesAre(both(away, ready));
  knowDana();
  expect(changesIn(await pollAt(NOW))).toEqual([[DANA, 'ready', 'away']]);
});

test('a thousand agents who sign in between two polls are all returned, and the memory stays small', async () => {
  const { pollAt, cache } = createPolls();
  const ids = Array.from({ length: 1000 }, (_, nth) => String(nth).padStart(32, '0'));
  recipientsAre(...ids.map((id) => ({ id, name: `agent ${id}` })));
  askForStatuses(...ids).reply(200, success({ [String(ids[0])]: ready }));
  await pollAt(NOW);
  askForStatuses(...ids).reply(200, success(ids.map((id) => ({ recipient_id: id, ...ready }))));
  const given = await pollAt(NOW + MINUTE, { meta: { isPopulatingDedupe: true } });
  expect(new Set(given.map(({ id }) => id)).size).toBe(2 * 999);
  expect(cache.get('qubicle-status-changes')?.length).toBeLessThan(150_000);
});
