import type nock from 'nock';
import { queueCallFields } from '../../../src/callCenter/queueCall.record.ts';
import { formatTime } from '../../../src/fields/times.ts';
import { stopClock } from '../../support/clock.ts';
import { account, authData, refusal, success } from '../../support/dash.ts';
import { fails, halts, refreshes } from '../../support/told.ts';
import { qubiclePlatform } from '../dash.ts';
import {
  askForStatuses,
  allowNoOtherRequest,
  askForQueueStatus,
  askForStart,
  DANA,
  danaAndLee,
  dana,
  JOINED,
  knowDana,
  LEE,
  nobody,
  NO_PERMISSION,
  queuesAre,
  queueStatusesAre,
  queueWith,
  rosa,
  rosaCall,
  rosaSession,
  SALES,
  salesAndSupport,
  SESSION,
  sessionsAre,
  statusesAre,
  SUPPORT,
  unknownCaller,
} from './qubicleDash.ts';

allowNoOtherRequest();

const NOW = (JOINED + 10) * 1000;
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

afterEach(() => jest.useRealTimers());

type Shown = Record<string, unknown>[];

const ready = { available: true, availability_state: 'Ready', stats: {} };
const quiet = { [DANA]: ready, [LEE]: ready };
const danaTalks = {
  ...quiet,
  [DANA]: {
    available: false,
    availability_state: 'On-A-Call',
    handling_call: rosaCall,
    stats: { last_handled_time: JOINED + 31 },
  },
};
const nothingWaits = { [SALES]: queueWith(0), [SUPPORT]: queueWith(0) };
const oneWaits = { [SALES]: queueWith(1), [SUPPORT]: queueWith(0) };

/** The polls of one connection; the first one caches the queues and agents for five minutes. */
const createPolls = () => {
  const platform = qubiclePlatform();
  const pollAt = (at: number, more: object = {}) => {
    stopClock(at);
    return platform.run('triggers.new_queue_call.operation.perform', more) as Promise<Shown>;
  };
  return { ...platform, pollAt };
};

const lists = () => {
  salesAndSupport();
  danaAndLee();
};

const callsIn = (records: Shown) => records.map(({ id, status }) => [id, status]);

const idOf = (status: string, queue = SALES) => `${SESSION}-${queue}-${JOINED}-${status}`;

const summaryOf = (sentence: string) =>
  `${sentence}, ${formatTime(new Date(JOINED * 1000), authData.account_timezone)}.`;

/** What the record of Rosa Lind's call has at each of its statuses. */
const record = {
  ...rosa,
  queue_id: SALES,
  queue_name: 'Sales',
  entered_at: '2025-03-03T14:30:00Z',
  entered_at_local: '2025-03-03T06:30:00-08:00',
  local_date: '2025-03-03',
  local_time: '06:30',
  local_time_12h: '6:30 AM',
  local_hour: 6,
  weekday: 'Monday',
  wait_seconds: null,
  wait_text: null,
  talk_seconds: null,
  talk_text: null,
  call_id: 'c4e1-555-0142@198.51.100.7',
  ...nobody,
};

test('a call waits, is answered and is finished', async () => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  statusesAre(quiet);
  sessionsAre(SALES, [rosaSession]);
  const [waiting, ...none] = await pollAt(NOW);
  expect(none).toEqual([]);
  expect(waiting).toEqual({
    id: idOf('waiting'),
    summary: summaryOf('Rosa Lind (202-555-0142) is waiting in Sales'),
    status: 'waiting',
    status_text: 'Waiting',
    ...record,
  });
  expect(Object.keys(waiting ?? {})).toEqual(queueCallFields.map(({ key }) => key));

  queueStatusesAre(nothingWaits);
  statusesAre(danaTalks);
  knowDana();
  const [handled, ...before] = await pollAt(NOW + MINUTE);
  expect(before).toEqual([waiting]);
  expect(handled).toEqual({
    ...record,
    id: idOf('handled'),
    summary: summaryOf('Dana Fox answered Rosa Lind (202-555-0142) in Sales after a wait of 31 sec'),
    status: 'handled',
    status_text: 'Answered',
    wait_seconds: 31,
    wait_text: '0:31',
    ...dana,
  });

  queueStatusesAre(nothingWaits);
  statusesAre(quiet);
  expect(await pollAt(NOW + 2 * MINUTE)).toEqual([
    {
      ...handled,
      id: idOf('processed'),
      summary: summaryOf('Dana Fox talked with Rosa Lind (202-555-0142) in Sales after a wait of 31 sec'),
      status: 'processed',
      status_text: 'Finished',
    },
    handled,
    waiting,
  ]);
});

test('a caller who is answered during the poll is answered, not gone', async () => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  sessionsAre(SALES, [rosaSession]);
  statusesAre(quiet);
  await pollAt(NOW);
  queueStatusesAre(oneWaits);
  let isTaken = false;
  account()
    .get(`/qubicle_queues/${SALES}/sessions`)
    .reply(200, () => {
      isTaken = true;
      return success([]);
    });
  askForStatuses(DANA, LEE).reply(200, () => success(isTaken ? danaTalks : quiet));
  knowDana();
  expect(callsIn(await pollAt(NOW + MINUTE)).map(([, status]) => status)).toEqual(['handled', 'waiting']);
});

describe('a caller who is gone without an agent', () => {
  test.each<[string, number, string, string]>([
    ['gave up when the counter rose', 3, 'abandoned', 'Rosa Lind (202-555-0142) gave up waiting in Sales'],
    [
      'gave up when the counter began again and rose',
      1,
      'abandoned',
      'Rosa Lind (202-555-0142) gave up waiting in Sales',
    ],
    ['is finished when it did not', 2, 'processed', 'The call with Rosa Lind (202-555-0142) in Sales ended'],
    ['is finished when it began again', 0, 'processed', 'The call with Rosa Lind (202-555-0142) in Sales ended'],
  ])('%s', async (_case, count, status, sentence) => {
    const { pollAt } = createPolls();
    lists();
    queueStatusesAre(oneWaits);
    statusesAre(quiet);
    sessionsAre(SALES, [rosaSession]);
    await pollAt(NOW);
    queueStatusesAre({ ...nothingWaits, [SALES]: queueWith(0, count) });
    statusesAre(quiet);
    const [record0] = await pollAt(NOW + MINUTE);
    expect(record0).toMatchObject({ id: idOf(status), summary: summaryOf(sentence), ...nobody });
  });
});

test('a caller who moves to another queue is waiting there, and has no further event in the first', async () => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  statusesAre(quiet);
  sessionsAre(SALES, [rosaSession]);
  await pollAt(NOW);
  queueStatusesAre({ [SALES]: queueWith(0, 3), [SUPPORT]: queueWith(1) });
  statusesAre(quiet);
  sessionsAre(SUPPORT, [{ ...rosaSession, queue_id: SUPPORT }]);
  expect(callsIn(await pollAt(NOW + MINUTE))).toEqual([
    [idOf('waiting', SUPPORT), 'waiting'],
    [idOf('waiting'), 'waiting'],
  ]);
});

describe('the callers of a queue', () => {
  const bare = { ...record, ...unknownCaller, call_id: null };
  const unknownEntry = {
    entered_at: null,
    entered_at_local: null,
    local_date: null,
    local_time: null,
    local_time_12h: null,
    local_hour: null,
    weekday: null,
  };

  test.each<[string, unknown, object[]]>([
    ['a map by session', { [SESSION]: { ...rosaSession, session_id: undefined, queue_id: undefined } }, [record]],
    ['a list of IDs', [SESSION], [{ ...bare, ...unknownEntry, id: `${SESSION}-${SALES}-waiting` }]],
    [
      'without a number',
      [{ ...rosaSession, caller_id_number: '' }],
      [{ ...unknownCaller, from_name: 'Rosa Lind', customer: 'Rosa Lind', customer_name: 'Rosa Lind' }],
    ],
    ['with a hidden number', [{ ...rosaSession, caller_id_number: 'anonymous' }], [{ from_number: 'anonymous' }]],
    ['a list with something else in it', [null, {}, rosaSession], [record]],
  ])('may be %s', async (_shape, data, records) => {
    const { pollAt } = createPolls();
    lists();
    queueStatusesAre(oneWaits);
    statusesAre(quiet);
    sessionsAre(SALES, data);
    expect(await pollAt(NOW)).toMatchObject(records);
  });

  test.each<[string, number, object, object]>([
    ['403', 403, refusal(403, 'forbidden'), halts(NO_PERMISSION)],
    ['401', 401, refusal(401, 'no'), refreshes],
    ['something else', 200, success({ sessions: [rosaSession] }), { name: 'AppError' }],
  ])('that are a %s are an error, and no call is lost', async (_what, code, body, told) => {
    const { pollAt } = createPolls();
    salesAndSupport();
    queueStatusesAre(oneWaits);
    account()
      .get(`/qubicle_queues/${SALES}/sessions`)
      .reply(code, body as nock.Body);
    await expect(pollAt(NOW)).rejects.toMatchObject(told);
    danaAndLee();
    queueStatusesAre(oneWaits);
    statusesAre(quiet);
    sessionsAre(SALES, [rosaSession]);
    expect(callsIn(await pollAt(NOW + MINUTE))).toEqual([[idOf('waiting'), 'waiting']]);
  });
});

describe('the statuses of the queues', () => {
  const other = (queue_id: string, callers_waiting: number) => ({ queue_id, callers_waiting, longest_wait_seconds: 5 });

  test.each<[string, object]>([
    ['a map', success(oneWaits)],
    ['a map without an envelope', oneWaits],
    [
      'a list',
      success([
        { id: SALES, ...queueWith(1) },
        { queue_id: SUPPORT, ...queueWith(0) },
      ]),
    ],
    ['a list of another operator', success([other(SALES, 1), other(SUPPORT, 0)])],
  ])('may be %s', async (_shape, body) => {
    const { pollAt } = createPolls();
    lists();
    account().get('/qubicle_queues/status').reply(200, body);
    statusesAre(quiet);
    sessionsAre(SALES, [rosaSession]);
    expect(callsIn(await pollAt(NOW))).toEqual([[idOf('waiting'), 'waiting']]);
  });

  test.each([400, 404, 405])('that are refused with %i are read one by one', async (code) => {
    const { pollAt } = createPolls();
    lists();
    account().get('/qubicle_queues/status').reply(code, refusal(code, 'no'));
    statusesAre(quiet);
    // The answer doesn't say that nobody is waiting.
    askForQueueStatus(SALES).reply(200, success({ available_recipient_count: 1 }));
    askForQueueStatus(SUPPORT).reply(200, other(SUPPORT, 0));
    sessionsAre(SALES, [rosaSession]);
    expect(callsIn(await pollAt(NOW))).toEqual([[idOf('waiting'), 'waiting']]);
  });

  test('that lack a queue are read for that queue alone, which is started when it is down', async () => {
    const { pollAt } = createPolls();
    lists();
    queueStatusesAre([{ id: SALES, ...queueWith(0) }]);
    statusesAre(quiet);
    askForQueueStatus(SUPPORT).reply(500, refusal(500, 'fault'));
    askForStart().reply(200, success({}));
    askForQueueStatus(SUPPORT).reply(200, success(queueWith(0)));
    expect(await pollAt(NOW)).toEqual([]);
  });

  test('lack a queue that was deleted', async () => {
    const { pollAt } = createPolls();
    lists();
    queueStatusesAre({ [SALES]: queueWith(0) });
    statusesAre(quiet);
    askForQueueStatus(SUPPORT)
      .times(2)
      .reply(404, refusal(404, 'bad_identifier', { cause: SUPPORT }));
    askForStart().reply(200, success({}));
    expect(await pollAt(NOW)).toEqual([]);
  });

  test.each<[string, number, object, object]>([
    ['are a word', 200, success('fine'), { name: 'AppError' }],
    ['are something else', 200, success({ queues: [] }), { name: 'AppError' }],
    ['are refused to this login', 403, refusal(403, 'forbidden'), halts(NO_PERMISSION)],
    [
      'fail',
      503,
      refusal(503, 'unavailable'),
      fails("Could not read the queues' status: VirtualPBX had a problem. Try again in a few minutes.", 503),
    ],
  ])('that %s are an error', async (_what, code, body, told) => {
    const { pollAt } = createPolls();
    salesAndSupport();
    account().get('/qubicle_queues/status').reply(code, body);
    await expect(pollAt(NOW)).rejects.toMatchObject(told);
  });
});

test('when no agent has a status anymore, nobody has left until the next answer confirms it', async () => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(nothingWaits);
  statusesAre(danaTalks);
  knowDana();
  expect(callsIn(await pollAt(NOW)).map(([, status]) => status)).toEqual(['handled', 'waiting']);
  queueStatusesAre(nothingWaits);
  statusesAre({});
  expect(await pollAt(NOW + MINUTE)).toHaveLength(2);
  queueStatusesAre(nothingWaits);
  statusesAre({});
  expect(callsIn(await pollAt(NOW + 2 * MINUTE))[0]).toEqual([idOf('processed'), 'processed']);
});

test('queues and agents are listed once every five minutes, and calls are returned for a day to any Zap', async () => {
  const { pollAt, cache, lifetimes } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  statusesAre(quiet);
  sessionsAre(SALES, [rosaSession]);
  const first = await pollAt(NOW);
  expect(['qubicle-queues', 'qubicle-recipients', 'qubicle-queue-calls'].map((key) => lifetimes.get(key))).toEqual([
    300, 300, 86_400,
  ]);
  const again = () => {
    queueStatusesAre(oneWaits);
    statusesAre(quiet);
    sessionsAre(SALES, [rosaSession]);
  };
  again();
  expect(await pollAt(NOW + MINUTE, { meta: { zap: { id: '2' } } })).toEqual(first);
  again();
  expect(await pollAt(NOW + DAY - 1, { inputData: { queues: [SALES] } })).toEqual(first);
  again();
  expect(await pollAt(NOW + DAY)).toEqual([]);
  cache.delete('qubicle-queues');
  // The queue and its last caller are gone; its name is looked up once more.
  queuesAre();
  statusesAre(quiet);
  queuesAre();
  expect((await pollAt(NOW + DAY + MINUTE)).map(({ status }) => status)).toEqual(['processed']);
});

test('a Zap that is turned on gets only the IDs', async () => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  statusesAre(quiet);
  sessionsAre(SALES, [rosaSession]);
  expect(await pollAt(NOW, { meta: { isPopulatingDedupe: true } })).toEqual([{ id: idOf('waiting') }]);
});

test.each<[object, number]>([
  [{ queues: [SALES] }, 1],
  [{ queues: [SUPPORT] }, 0],
  [{ statuses: ['waiting', 'abandoned'] }, 1],
  [{ statuses: ['handled'] }, 0],
])('with the filter %j, a call is returned %i times', async (inputData, times) => {
  const { pollAt } = createPolls();
  lists();
  queueStatusesAre(oneWaits);
  statusesAre(quiet);
  sessionsAre(SALES, [rosaSession]);
  expect(await pollAt(NOW, { inputData })).toHaveLength(times);
});

test("a queue's name that can't be read is unknown, and the record is returned anyway", async () => {
  const { pollAt, cache } = createPolls();
  queuesAre({ id: SALES });
  danaAndLee();
  queueStatusesAre({ [SALES]: queueWith(1) });
  statusesAre(quiet);
  sessionsAre(SALES, ['s1', { ...rosaSession, queue_id: 'elsewhere' }]);
  account().get('/qubicle_queues').query({ paginate: 'false' }).reply(403, refusal(403, 'forbidden'));
  expect(await pollAt(NOW)).toMatchObject([
    { queue_id: 'elsewhere', queue_name: null },
    { queue_id: SALES, queue_name: null, summary: 'An unknown number is waiting in the queue.' },
  ]);
  expect(cache.has('qubicle-queues')).toBe(true);
});
