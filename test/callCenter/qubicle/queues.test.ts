import {
  listQubicleQueues,
  listSessions,
  listSessionsOf,
  loadQueueStatus,
  loadQueueStatuses,
} from '../../../src/callCenter/qubicle/queues.api.ts';
import { timestamp } from '../../../src/callCenter/qubicle/timestamp.ts';
import { answers, missing, missingEmpty, refuses, scriptedDash, unknownId, type Answer } from './scriptedDash.ts';

const QUEUE = 'b81c5de27f0944a3a9d2c6e7f4013b65';
const STATUS = `GET /qubicle_queues/${QUEUE}/status`;
const STATUSES = 'GET /qubicle_queues/status';
const START = 'GET /qubicle_queues/ensure_started';
const SESSIONS = `GET /qubicle_queues/${QUEUE}/sessions`;

const status = {
  active_recipient_count: 2,
  available_recipient_count: 1,
  stats: {
    estimated_wait: 40,
    average_wait: 35.5,
    longest_wait: 12,
    recipient_count: 3,
    active_session_count: 1,
    total_sessions: 18,
    missed_sessions: 1,
    abandoned_sessions: 2,
  },
  node: 'drop',
};
const parsedStatus = {
  callsWaiting: 1,
  agentsReady: 1,
  agentsSignedIn: 2,
  estimatedWait: 40,
  longestWait: 12,
  abandonedCount: 2,
};

const otherStatus = {
  queue_id: QUEUE,
  callers_waiting: 3,
  recipients_available: 0,
  recipients_total: 4,
  longest_wait_seconds: 61,
};
const parsedOther = {
  callsWaiting: 3,
  agentsReady: 0,
  agentsSignedIn: null,
  estimatedWait: null,
  longestWait: 61,
  abandonedCount: null,
};

test.each([
  [1_741_012_200, 1_741_012_200_000],
  ['1741012200', 1_741_012_200_000],
  [63_908_231_400, 1_741_012_200_000],
  [1_741_012_200_000, null],
  [0, null],
  [-5, null],
  ['soon', null],
  [undefined, null],
])('the time %p', (value, expected) => {
  expect(timestamp(value)).toBe(expected);
});

test('the queues', async () => {
  const rows = [{ id: QUEUE, name: 'Sales', offering: 'basic' }, { id: 'q2' }, { name: 'none' }, 'row'];
  const { dash } = scriptedDash({ 'GET /qubicle_queues?paginate=false': answers(rows) });
  expect(await listQubicleQueues(dash, 'list the queues')).toEqual([
    { id: QUEUE, name: 'Sales' },
    { id: 'q2', name: null },
  ]);
});

describe('the status of a queue', () => {
  test.each([
    [status, parsedStatus],
    [otherStatus, parsedOther],
  ])('in the words of an operator', async (data, expected) => {
    const { dash, requests } = scriptedDash({ [STATUS]: answers(data) });
    expect(await loadQueueStatus(dash, QUEUE)).toEqual(expected);
    expect(requests).toEqual([STATUS]);
  });

  describe("of a queue that isn't running", () => {
    test.each<[string, Answer]>([
      ['an unknown ID', unknownId],
      ['a 500', refuses(500)],
      ['a 503', refuses(503)],
    ])('is there after a start when Dash answers %s first', async (_what, first) => {
      const { dash, requests } = scriptedDash({ [STATUS]: [first, answers(status)], [START]: answers({}) });
      expect(await loadQueueStatus(dash, QUEUE)).toEqual(parsedStatus);
      expect(requests).toEqual([STATUS, START, STATUS]);
    });

    test.each([400, 403, 404, 500])('is requested again, even when the start is refused with a %i', async (code) => {
      const { dash, requests } = scriptedDash({ [STATUS]: [refuses(500), answers(status)], [START]: refuses(code) });
      expect(await loadQueueStatus(dash, QUEUE)).toEqual(parsedStatus);
      expect(requests).toEqual([STATUS, START, STATUS]);
    });

    test.each([401, 429])('is an error when Zapier repeats the step for a %i', async (code) => {
      const { dash, requests } = scriptedDash({ [STATUS]: refuses(500), [START]: refuses(code) });
      await expect(loadQueueStatus(dash, QUEUE)).rejects.toThrow();
      expect(requests).toEqual([STATUS, START]);
    });

    test("is null when Dash still doesn't have it", async () => {
      const { dash, requests } = scriptedDash({ [STATUS]: unknownId, [START]: answers({}) });
      expect(await loadQueueStatus(dash, QUEUE)).toBeNull();
      expect(requests).toEqual([STATUS, START, STATUS]);
    });

    test("is an error when it still isn't running", async () => {
      const { dash, requests } = scriptedDash({ [STATUS]: refuses(503), [START]: answers({}) });
      await expect(loadQueueStatus(dash, QUEUE)).rejects.toThrow('status 503');
      expect(requests).toEqual([STATUS, START, STATUS]);
    });
  });

  test.each([
    answers([]),
    answers({ node: 'x' }),
    refuses(400),
    refuses(401),
    refuses(403),
    refuses(429),
    missing,
    missingEmpty,
  ])('fails with %j, and starts nothing', async (answer) => {
    const { dash, requests } = scriptedDash({ [STATUS]: answer });
    await expect(loadQueueStatus(dash, QUEUE)).rejects.toThrow();
    expect(requests).toEqual([STATUS]);
  });
});

describe('the statuses of many queues', () => {
  test.each<[string, unknown, unknown[]]>([
    ['a map', { [QUEUE]: status }, [[QUEUE, parsedStatus]]],
    ['a list', [{ id: QUEUE, ...status }, 'row', status, { id: 'other', ...status }], [[QUEUE, parsedStatus]]],
    ['a list of the other kind', [otherStatus], [[QUEUE, parsedOther]]],
  ])('from %s', async (_shape, data, expected) => {
    const { dash, requests } = scriptedDash({ [STATUSES]: answers(data) });
    expect([...(await loadQueueStatuses(dash, [QUEUE]))]).toEqual(expected);
    expect(requests).toEqual([STATUSES]);
  });

  test.each<[string, Answer]>([
    ['an empty list', answers([])],
    ['nothing', answers(null)],
    ['others alone', answers({ q2: otherStatus })],
    ['a refusal of the body', refuses(400)],
    ['an unknown ID, which it takes the path for', unknownId],
    ['an unknown path', missing],
    ['an empty 404', missingEmpty],
    ['a method that it does not have', refuses(405)],
  ])('come one by one for those that are missing from it: Dash answers %s', async (_what, together) => {
    const { dash, requests } = scriptedDash({ [STATUSES]: together, [STATUS]: answers(status) });
    expect([...(await loadQueueStatuses(dash, [QUEUE]))]).toEqual([[QUEUE, parsedStatus]]);
    expect(requests).toEqual([STATUSES, STATUS]);
  });

  test("have none for a queue that Dash doesn't have", async () => {
    const { dash, requests } = scriptedDash({
      [STATUSES]: answers({ q2: otherStatus }),
      [STATUS]: unknownId,
      [START]: answers({}),
    });
    expect([...(await loadQueueStatuses(dash, [QUEUE, 'q2']))]).toEqual([['q2', parsedOther]]);
    expect(requests).toEqual([STATUSES, STATUS, START, STATUS]);
  });

  test("of several queues that aren't running are requested after one start", async () => {
    const ids = ['q1', 'q2', 'q3'];
    const downFirst = [refuses(503), answers(status)];
    const { dash, requests } = scriptedDash({
      [STATUSES]: missing,
      [START]: answers({}),
      ...Object.fromEntries(ids.map((id) => [`GET /qubicle_queues/${id}/status`, downFirst])),
    });
    expect([...(await loadQueueStatuses(dash, ids)).keys()]).toEqual(ids);
    expect(requests.filter((request) => request === START)).toHaveLength(1);
    expect(requests).toHaveLength(2 + 2 * ids.length);
  });

  test('of none need no request', async () => {
    const { dash, requests } = scriptedDash({});
    expect((await loadQueueStatuses(dash, [])).size).toBe(0);
    expect(requests).toEqual([]);
  });

  test.each([401, 403, 429, 500])('are an error after a %i', async (code) => {
    const { dash, requests } = scriptedDash({ [STATUSES]: refuses(code) });
    await expect(loadQueueStatuses(dash, [QUEUE])).rejects.toThrow();
    expect(requests).toEqual([STATUSES]);
  });

  test.each(['x', { node: 'x' }])('from %j is unexpected', async (data) => {
    const { dash } = scriptedDash({ [STATUSES]: answers(data) });
    await expect(loadQueueStatuses(dash, [QUEUE])).rejects.toThrow('status 200');
  });
});

describe('the callers in a queue', () => {
  const row = {
    session_id: 's1',
    queue_id: 'q9',
    caller_id_name: 'Rosa Lind',
    caller_id_number: '+12025550142',
    queue_enter_time: 1_741_012_200,
    call_id: 'c4e1@198.51.100.7',
  };
  const session = {
    id: 's1',
    queueId: 'q9',
    callId: 'c4e1@198.51.100.7',
    callerName: 'Rosa Lind',
    callerNumber: '+12025550142',
    enteredAt: 1_741_012_200_000,
  };
  const bare = (id: string) => ({
    id,
    queueId: QUEUE,
    callId: null,
    callerName: null,
    callerNumber: null,
    enteredAt: null,
  });

  test.each<[string, unknown, unknown[]]>([
    ['a list', [row, { id: 's2' }, null, {}], [session, bare('s2')]],
    ['a list of ids', ['s1', 's2', ''], [bare('s1'), bare('s2')]],
    ['a map by id', { s1: { ...row, session_id: undefined }, s2: {} }, [session]],
    ['an empty list', [], []],
    ['an empty map', {}, []],
  ])('from %s', async (_shape, data, expected) => {
    const { dash } = scriptedDash({ [SESSIONS]: answers(data) });
    expect(await listSessions(dash, QUEUE)).toEqual(expected);
  });

  test.each([null, 3, { sessions: [row] }, { sessions: { s1: row } }, { s1: 'waiting' }, [null]])(
    'from %j is unexpected',
    async (data) => {
      const { dash } = scriptedDash({ [SESSIONS]: answers(data) });
      await expect(listSessions(dash, QUEUE)).rejects.toThrow('status 200');
    },
  );

  test('come for several queues, in the order of these', async () => {
    const { dash, requests } = scriptedDash({
      'GET /qubicle_queues/q2/sessions': answers(['s2']),
      [SESSIONS]: answers([row]),
    });
    expect(await listSessionsOf(dash, ['q2', QUEUE])).toEqual([{ ...bare('s2'), queueId: 'q2' }, session]);
    expect(requests).toEqual(['GET /qubicle_queues/q2/sessions', SESSIONS]);
    expect(await listSessionsOf(dash, [])).toEqual([]);
  });
});
