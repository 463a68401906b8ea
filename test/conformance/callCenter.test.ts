import nock from 'nock';
import {
  abandonQueueCall,
  enterQueue,
  endQueueCall,
  missQueueCall,
  setStatus,
  answerQueueCall,
} from '../../sandbox/dash/activity/callCenter.ts';
import { credentials, frontDeskQueueId } from '../../sandbox/dash/company/office.ts';
import { startDash } from '../../sandbox/dash/server.ts';
import { currentStatus, listStatuses, statusHistory } from '../../src/callCenter/acdc/agentStatus.api.ts';
import { listCallStatistics } from '../../src/callCenter/acdc/queueCalls.api.ts';
import { queueEventsOf } from '../../src/callCenter/acdc/queueEvents.ts';
import { advance, newestFirst } from '../../src/callCenter/acdc/statusTracking.ts';
import { dashThat } from '../callCenter/acdc.ts';
import { acdcPlatform } from '../callCenter/dash.ts';
import { account, success, USER } from '../support/dash.ts';
import { knowOwner } from '../support/devices.ts';
import { golden as load } from './golden.ts';
import type { DashSandbox } from '../../sandbox/dash/server.ts';

type Golden = { request: string; http_status?: number | null; crash?: string; data: unknown };

const goldenOf = (version: string): Golden[] => {
  return (load(`api_call_center_${version}`) as { answers: Golden[] }).answers;
};

const VERSIONS = ['4.2', '4.3'] as const;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Keys that are ids or times: they differ, and all that lies below them has one shape. */
const isName = (key: string): boolean => /^[0-9a-f]{32}$|^\d{11}$/.test(key);

/** Every path to a value with the type of the value, each once: `{agent}.{time}.status string`. */
const shapeOf = (value: unknown, path = ''): string[] => {
  const below = Array.isArray(value)
    ? value.flatMap((one) => shapeOf(one, `${path}[]`))
    : isRecord(value)
      ? Object.entries(value).flatMap(([key, one]) => shapeOf(one, `${path}.${isName(key) ? '{name}' : key}`))
      : [`${path} ${typeof value}`];
  return [...new Set(below)].sort();
};

describe.each(VERSIONS)('the sandbox in the manner of KAZOO %s', (version) => {
  const golden = goldenOf(version);
  const answerTo = (start: string): Golden => {
    const found = golden.find(({ request }) => request.startsWith(start));
    if (!found) throw new Error(`There is no answer to ${start}`);
    return found;
  };
  let dash: DashSandbox;
  let agent = '';

  beforeAll(async () => {
    nock.enableNetConnect('127.0.0.1');
    dash = await startDash({ settings: { kazoo: version } });
    agent = dash.company.callCenter.agents[0]?.id ?? '';
  });
  afterAll(async () => {
    nock.disableNetConnect();
    await dash.close();
  });

  const ago = (seconds: number): Date => new Date(Date.now() - seconds * 1000);

  beforeEach(() => {
    dash.restartCallCenter(true);
    dash.company.callCenter.archive = [];
  });

  let token = '';
  const ask = async (method: string, path: string, data?: unknown): Promise<{ status: number; data: unknown }> => {
    if (!token) {
      const login = await fetch(`${dash.url}/api_auth`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ data: { api_key: credentials.apiKey } }),
      });
      token = ((await login.json()) as { auth_token: string }).auth_token;
    }
    const answer = await fetch(`${dash.url}/accounts/${dash.company.account.id}/${path}`, {
      method,
      headers: { 'x-auth-token': token, 'content-type': 'application/json' },
      ...(data !== undefined && { body: JSON.stringify({ data }) }),
    });
    return { status: answer.status, data: ((await answer.json()) as { data: unknown }).data };
  };

  /** The statuses of the golden agent, with all that each has. */
  const playTheDay = (): void => {
    const call = { call_id: 'q1', queue_id: frontDeskQueueId, caller_id_name: 'Ann Lee', caller_id_number: '+1' };
    const day: [string, object?][] = [
      ['logged_in'],
      ['ready'],
      ['paused', { pause_time: 900 }],
      ['ready'],
      ['paused', { pause_time: 1800, pause_alias: 'lunch' }],
      ['ready'],
      ['connecting', call],
      ['connected', call],
      ['wrapup', { wait_time: 30 }],
      ['outbound', { call_id: 'q2' }],
      ['logged_out'],
    ];
    for (const [place, [status, more]] of day.entries()) setStatus(dash.company, agent, status, ago(600 - place), more);
  };

  test('lists agents with the same keys', async () => {
    expect(shapeOf((await ask('GET', 'agents?paginate=false')).data)).toEqual(shapeOf(answerTo('GET /agents').data));
  });

  test.each(['GET /agents/status before anybody', 'GET /agents/{jane}/status before'])('%s', async (start) => {
    const path = start.includes('{jane}') ? `agents/${agent}/status` : 'agents/status';
    expect((await ask('GET', path)).data).toEqual(answerTo(start).data);
  });

  test.each([
    ['connected', 'GET /agents/status | after: connected', 3],
    ['wrapup', 'GET /agents/status | after: wrapup', 2],
    ['paused', 'GET /agents/status | after: paused 1800', 6],
  ])('gives the statuses of all, when the last is %s, in the same shape', async (status, start, left) => {
    playTheDay();
    const { statuses } = dash.company.callCenter;
    dash.company.callCenter.statuses = statuses.slice(0, statuses.length - left);
    expect(dash.company.callCenter.statuses.at(-1)?.status).toBe(status);
    expect(shapeOf((await ask('GET', 'agents/status')).data)).toEqual(shapeOf(answerTo(start).data));
  });

  test('gives the statuses of one agent in the same shape', async () => {
    playTheDay();
    const { data } = await ask('GET', `agents/${agent}/status?recent=true`);
    expect(shapeOf(data)).toEqual(shapeOf(answerTo('GET /agents/{jane}/status?recent=true').data));
    expect((await ask('GET', `agents/${agent}/status`)).data).toBe(
      answerTo('GET /agents/{jane}/status | after: logged out').data,
    );
    const full = await ask('GET', `agents/${agent}/status?full=true`);
    expect(shapeOf(full.data)).toEqual(
      shapeOf(answerTo('GET /agents/{jane}/status?full=true | after: logged out').data),
    );
  });

  test('gives the paused alone where that is asked for', async () => {
    playTheDay();
    const { data } = await ask('GET', 'agents/status?status=paused');
    expect(shapeOf(data)).toEqual(shapeOf(answerTo('GET /agents/status?status=paused').data));
  });

  test('gives 25 at most, and fewer where fewer are asked for', async () => {
    for (let count = 0; count < 30; count += 1) setStatus(dash.company, agent, 'ready', ago(60 - count));
    const countOf = (data: unknown) =>
      Object.values(isRecord(data) ? data : {}).map((one) => Object.keys(one as object).length);
    for (const limit of ['', '&limit=3']) {
      const { data } = await ask('GET', `agents/${agent}/status?recent=true${limit}`);
      expect(countOf(data)).toEqual(countOf(answerTo(`GET /agents/{ann}/status?recent=true${limit} `).data));
    }
  });

  test('gives what is in the month once memory is gone', async () => {
    playTheDay();
    dash.restartCallCenter();
    const { data } = await ask('GET', 'agents/status');
    const alone = (await ask('GET', `agents/${agent}/status`)).data;
    expect(alone).toBe(answerTo('GET /agents/{jane}/status | from the month').data);
    const expected = shapeOf(answerTo('GET /agents/status | from the month').data);
    expect(shapeOf(data)).toEqual(expected);
  });

  const posts = golden.filter(({ request }) => /^POST \/agents\/\{(jane|unknown)\}\/status \{"data":\{/.test(request));

  test('has every request that was made', () => {
    expect(posts).toHaveLength(11);
  });

  test.each(posts)('answers $request', async ({ request, http_status, crash, data }) => {
    const who = request.includes('{unknown}') ? '00000000000000000000000000000000' : agent;
    const { data: asked } = JSON.parse(request.slice(request.indexOf(' {') + 1)) as { data: unknown };
    const answer = await ask('POST', `agents/${who}/status`, asked);
    expect(answer.status).toBe(crash === undefined ? (http_status ?? 200) : 500);
    expect(crash === undefined ? answer.data : null).toEqual(data);
  });

  test('answers a login to a queue with the queues from then on, the new one first', async () => {
    const bob = dash.company.callCenter.agents[1];
    expect(await ask('POST', `agents/${bob?.id}/queue_status`, { action: 'login', queue_id: 'nobody has it' })).toEqual(
      {
        status: 200,
        data: ['nobody has it', frontDeskQueueId],
      },
    );
    expect((await ask('GET', `agents/${bob?.id}/queue_status`)).data).toEqual(['nobody has it', frontDeskQueueId]);
  });

  const playTheQueue = (): void => {
    const enter = (call_id: string, seconds: number) =>
      enterQueue(dash.company, {
        call_id,
        queue_id: frontDeskQueueId,
        caller: { number: '+14155550134', name: 'Ann Lee' },
        at: ago(seconds),
      });
    const [finished, taken] = [enter('q1', 900), enter('q3', 400)];
    missQueueCall(finished, agent, 20);
    answerQueueCall(finished, agent, 32);
    endQueueCall(finished, 188);
    answerQueueCall(taken, agent, 8);
    abandonQueueCall(enter('q2', 600), 31);
    abandonQueueCall(enter('q5', 350), 300, 'member_timeout');
    enter('q4', 20);
  };

  test.each(['', '?status=waiting', '?status=handled', '?status=nonsense'])(
    'answers GET /queues/stats%s in the same shape and order',
    async (query) => {
      playTheQueue();
      const expected = answerTo(query === '' ? 'GET /queues/stats |' : `GET /queues/stats${query}`);
      const answer = await ask('GET', `queues/stats${query}`);
      expect(answer.status).toBe(expected.http_status ?? 200);
      expect(shapeOf(answer.data)).toEqual(shapeOf(expected.data));
      const statusesOf = (data: unknown) =>
        ((data as { stats?: { status: string }[] }).stats ?? []).map(({ status }) => status);
      expect(statusesOf(answer.data)).toEqual(statusesOf(expected.data));
    },
  );

  test('has each key of a call where KAZOO has it, status by status', async () => {
    playTheQueue();
    const keysOf = (data: unknown) => {
      const { stats } = data as { stats: Record<string, unknown>[] };
      return new Map(stats.map((row) => [row.status, Object.keys(row).sort()]));
    };
    expect(keysOf((await ask('GET', 'queues/stats')).data)).toEqual(keysOf(answerTo('GET /queues/stats |').data));
  });
});

describe.each(VERSIONS)('what KAZOO %s gave is read', (version) => {
  const golden = goldenOf(version);
  const dataOf = (start: string): unknown => golden.find(({ request }) => request.startsWith(start))?.data;
  const reads = (start: string) => dashThat(() => dataOf(start));
  const jane = '2516082ab40a149b2e4ce754df871dfa';

  const dayOfJane = [
    // Signing in makes her ready at once.
    ['ready', null],
    ['away', 'ready'],
    ['ready', 'away'],
    ['away', 'ready'],
    ['ready', 'away'],
    ['offered', 'ready'],
    ['on_call', 'offered'],
    ['wrap_up', 'on_call'],
    ['ready', 'wrap_up'],
    ['on_call', 'ready'],
    ['ready', 'on_call'],
    ['signed_out', 'ready'],
  ];

  test('the history of an agent', async () => {
    const history = await statusHistory(reads('GET /agents/{jane}/status?recent=true'), jane);
    const seen = history && advance(undefined, history, 0);
    expect(seen?.changes.map(({ status, previous }) => [status, previous])).toEqual(dayOfJane);
    const reasons = seen?.changes.map(({ pauseReason }) => pauseReason).filter((reason) => reason !== null);
    expect(reasons).toEqual(version === '4.3' ? ['lunch'] : []);
  });

  test('the statuses of all: 4.2 gives the last of each, 4.3 what led there', async () => {
    const logs = await listStatuses(reads('GET /agents/status | two agents'));
    const seen = [...logs].flatMap(([agentId, log]) => {
      const one = advance(undefined, log, 0);
      return one ? [[agentId, one] as const] : [];
    });
    const changes = newestFirst(Object.fromEntries(seen));
    expect(changes.slice(0, 2).map(({ status }) => status)).toEqual(['ready', 'signed_out']);
    expect(changes).toHaveLength(version === '4.3' ? dayOfJane.length + 1 : 2);
  });

  test('a trigger gives the record of the last status', async () => {
    const statuses = JSON.parse(
      JSON.stringify(dataOf('GET /agents/status | after: connected')).replaceAll(jane, USER),
    ) as unknown;
    account().get('/agents/status').query(true).reply(200, success(statuses));
    knowOwner();
    const [record] = (await acdcPlatform().run('triggers.agent_status_changed.operation.perform', {
      inputData: {},
      meta: {},
    })) as Record<string, unknown>[];
    expect(record).toMatchObject({
      status: 'on_call',
      previous_status: version === '4.3' ? 'offered' : null,
      user_name: 'Jane Doe',
    });
  });

  test.each([
    ['GET /agents/{jane}/status | after: paused 1800', 'away'],
    ['GET /agents/{jane}/status?full=true | after: paused 1800', 'away'],
    ['GET /agents/{jane}/status before she ever', 'signed_out'],
  ])('%s', async (start, status) => {
    expect(await currentStatus(reads(start), jane)).toBe(status);
  });

  test('the calls of queues', async () => {
    const { calls, at } = await listCallStatistics(reads('GET /queues/stats |'));
    expect(at).toEqual(expect.any(Number));
    const events = queueEventsOf(calls).map(({ call, status }) => `${call.call_id.slice(0, 2)} ${status}`);
    expect(events.toSorted()).toEqual([
      'q1 handled',
      'q1 processed',
      'q1 waiting',
      'q2 abandoned',
      'q2 waiting',
      'q3 handled',
      'q3 waiting',
      'q4 waiting',
      'q5 abandoned',
      'q5 waiting',
    ]);
  });
});
