import {
  findQueueStatus,
  listQubicleQueues,
  listQueueStatuses,
  listSessions,
} from '../../../src/callCenter/qubicle/queues.api.ts';
import { timestamp } from '../../../src/callCenter/qubicle/timestamp.ts';
import { answers, refuses, scriptedDash, unknownId } from './scriptedDash.ts';

const QUEUE = 'b81c5de27f0944a3a9d2c6e7f4013b65';
const STATUS = `GET /qubicle_queues/${QUEUE}/status`;
const STATUSES = 'GET /qubicle_queues/status';
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
  averageWait: 35.5,
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
  averageWait: null,
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
    const { dash } = scriptedDash({ [STATUS]: answers(data) });
    expect(await findQueueStatus(dash, QUEUE)).toEqual(expected);
  });

  test('is null for a queue that Dash does not know', async () => {
    const { dash } = scriptedDash({ [STATUS]: unknownId });
    expect(await findQueueStatus(dash, QUEUE)).toBeNull();
  });

  test.each([answers([]), answers({ node: 'x' }), refuses(403)])('fails with %j', async (answer) => {
    const { dash } = scriptedDash({ [STATUS]: answer });
    await expect(findQueueStatus(dash, QUEUE)).rejects.toThrow();
  });
});

describe('the statuses of all queues', () => {
  test.each<[string, unknown, unknown[]]>([
    ['a map', { [QUEUE]: status }, [[QUEUE, parsedStatus]]],
    ['a list', [{ id: QUEUE, ...status }, 'row', status], [[QUEUE, parsedStatus]]],
    ['a list of the other kind', [otherStatus], [[QUEUE, parsedOther]]],
    ['an empty list', [], []],
  ])('from %s', async (_shape, data, expected) => {
    const { dash } = scriptedDash({ [STATUSES]: answers(data) });
    expect([...(await listQueueStatuses(dash))]).toEqual(expected);
  });

  test.each([null, 'x', { node: 'x' }])('from %j is unexpected', async (data) => {
    const { dash } = scriptedDash({ [STATUSES]: answers(data) });
    await expect(listQueueStatuses(dash)).rejects.toThrow('status 200');
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
});
