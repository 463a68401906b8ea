import { agentAvailabilityChanged } from '../../../src/callCenter/agentAvailabilityChanged.trigger.ts';
import { queueCallerJoined } from '../../../src/callCenter/queueCallerJoined.trigger.ts';
import { queueCallerLeft } from '../../../src/callCenter/queueCallerLeft.trigger.ts';
import { formatTime } from '../../../src/fields/times.ts';
import { stopClock } from '../../support/clock.ts';
import { account, authData, dashHost, refusal, success } from '../../support/dash.ts';
import { refreshes, throttles } from '../../support/told.ts';
import { qubiclePlatform } from '../dash.ts';
import {
  agentAnswers,
  allowNoOtherRequest,
  askForStatuses,
  DANA,
  dana,
  danaAndLee,
  formOf,
  JOINED,
  knowDana,
  knowLee,
  LEE,
  nobody,
  payloads,
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

const NOW = (JOINED + 40) * 1000;

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

type Platform = ReturnType<typeof qubiclePlatform>;
type Shown = Record<string, unknown>[];

const HOOKS = {
  agent_availability_changed: 'qubicle_recipient_status_change',
  queue_caller_joined: 'qubicle_queue_join',
  queue_caller_left: 'qubicle_queue_leave',
};
type Key = keyof typeof HOOKS;

const asJson = (payload: object): string => JSON.stringify(payload);

type Delivery = { platform?: Platform; inputData?: object; zap?: string; encode?: (payload: object) => string };

/** Delivers a payload as Dash sends it, with what the webhook's `custom_data` adds. */
const deliver = (
  key: Key,
  payload: object,
  { platform = qubiclePlatform(), inputData = {}, zap = 'hash', encode = asJson }: Delivery = {},
): Promise<Shown> =>
  platform.run(`triggers.${key}.operation.perform`, {
    inputData,
    subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: zap },
    rawRequest: { content: encode({ hook_event: HOOKS[key], ...payload, zapier_token: 'secret' }) },
  }) as Promise<Shown>;

const when = (seconds: number) => formatTime(new Date((JOINED + seconds) * 1000), authData.account_timezone);

/** The moment `X`, this many seconds after Rosa Lind joined. */
const moment = (key: string, seconds: number, local_time: string) => {
  const iso = new Date((JOINED + seconds) * 1000).toISOString().replace('.000', '');
  const local = new Date((JOINED + seconds - 8 * 3600) * 1000).toISOString().replace('.000Z', '-08:00');
  const hour = Number(local_time.slice(0, 2));
  return {
    [`${key}_at`]: iso,
    [`${key}_at_local`]: local,
    local_date: '2025-03-03',
    local_time,
    local_time_12h: `${hour}${local_time.slice(2)} AM`,
    local_hour: hour,
    weekday: 'Monday',
  };
};

const lee = {
  ...dana,
  user_id: LEE,
  user_name: 'Lee Park',
  user_first_name: 'Lee',
  user_last_name: 'Park',
};

const ready = { available: true, availability_state: 'Ready', stats: {} };
const leeTalks = {
  [DANA]: ready,
  [LEE]: { available: false, availability_state: 'On-A-Call', handling_call: rosaCall, stats: {} },
};
const nobodyTalks = { [DANA]: ready, [LEE]: ready };

const without = (payload: object, ...keys: string[]) =>
  Object.fromEntries(Object.entries(payload).filter(([key]) => !keys.includes(key)));

const ENCODINGS: [string, (payload: object) => string][] = [
  ['JSON', asJson],
  ['form data', formOf],
];

describe.each(ENCODINGS)('as %s', (_name, encode) => {
  const joined = {
    id: `join-${SESSION}-${SALES}--${JOINED}`,
    summary: `Rosa Lind (202-555-0142) joined Sales at position 1 (estimated wait: 40 sec), ${when(0)}.`,
    ...rosa,
    queue_id: SALES,
    queue_name: 'Sales',
    ...moment('occurred', 0, '06:30'),
    position: 1,
    estimated_wait_seconds: 40,
    estimated_wait_text: '0:40',
  };

  test('a caller joined', async () => {
    expect(await deliver('queue_caller_joined', payloads.join, { encode })).toEqual([joined]);
    expect(Object.keys(joined)).toEqual(queueCallerJoined.operation.outputFields.map(({ key }) => key));
  });

  test('KAZOO 4.2 sends no Unix time and no name of the queue', async () => {
    queuesAre({ id: SALES, name: 'Sales' });
    const sent = without(payloads.join, 'event_unix_timestamp', 'queue_name');
    expect(await deliver('queue_caller_joined', sent, { encode })).toEqual([joined]);
  });

  const left = {
    id: `leave-${SESSION}-${SALES}--${JOINED + 31}`,
    summary: `Lee Park answered Rosa Lind (202-555-0142) in Sales after a wait of 31 sec, ${when(31)}.`,
    ...rosa,
    queue_id: SALES,
    queue_name: 'Sales',
    ...moment('occurred', 31, '06:30'),
    reason: 'answered',
    reason_text: 'Answered',
    wait_seconds: 31,
    wait_text: '0:31',
    ...lee,
  };

  test('a caller left, answered by the agent whose status shows it', async () => {
    danaAndLee();
    statusesAre(leeTalks);
    knowLee();
    expect(await deliver('queue_caller_left', payloads.leave, { encode })).toEqual([left]);
    expect(Object.keys(left)).toEqual(queueCallerLeft.operation.outputFields.map(({ key }) => key));
  });

  const availability = (seconds: number, local_time: string, status: string, status_text: string) => ({
    status,
    status_text,
    previous_status: null,
    pause_reason: null,
    ...moment('changed', seconds, local_time),
  });

  test.each<[keyof typeof payloads, object]>([
    [
      'create',
      {
        ...availability(600, '06:40', 'away', 'Away'),
        id: `${DANA}-away-${JOINED + 600}`,
        summary: `Dana Fox is now away (was signed out), ${when(600)}.`,
        previous_status: 'signed_out',
        ...dana,
      },
    ],
    [
      'away',
      {
        ...availability(21, '06:30', 'away', 'Away'),
        id: `${DANA}-away-${JOINED + 21}`,
        summary: `Dana Fox is now away, ${when(21)}.`,
        ...dana,
      },
    ],
    [
      'delete',
      {
        ...availability(7800, '08:40', 'signed_out', 'Signed Out'),
        id: `${DANA}-signed_out-${JOINED + 7800}`,
        summary: `Dana Fox is now signed out, ${when(7800)}.`,
        ...dana,
      },
    ],
  ])("an agent's status changed: %s", async (name, record) => {
    knowDana();
    const records = await deliver('agent_availability_changed', payloads[name], { encode });
    expect(records).toEqual([record]);
    expect(Object.keys(records[0] ?? {}).sort()).toEqual(
      agentAvailabilityChanged.operation.outputFields.map(({ key }) => key).sort(),
    );
  });

  test("an agent's status changed: ready", async () => {
    knowLee();
    expect(await deliver('agent_availability_changed', payloads.ready, { encode })).toEqual([
      {
        ...availability(245, '06:34', 'ready', 'Ready'),
        id: `${LEE}-ready-${JOINED + 245}`,
        summary: `Lee Park is now ready, ${when(245)}.`,
        ...lee,
      },
    ]);
  });

  test.each<[Key, (keyof typeof payloads)[]]>([
    ['queue_caller_joined', ['leave', 'offer', 'reject', 'away', 'delivered', 'ready', 'create', 'delete']],
    ['queue_caller_left', ['join', 'offer', 'reject', 'away', 'delivered', 'ready', 'create', 'delete']],
    ['agent_availability_changed', ['join', 'leave']],
  ])('%s drops %j before any request', async (key, names) => {
    for (const name of names) expect(await deliver(key, payloads[name], { encode })).toEqual([]);
  });
});

test('a fraction counts in JSON but not in form data, where KAZOO misplaces the point', async () => {
  const estimated = (estimated_wait: number | string) => ({ ...payloads.join, stats: { estimated_wait } });
  expect(await deliver('queue_caller_joined', estimated(340.5))).toMatchObject([{ estimated_wait_seconds: 341 }]);
  expect(await deliver('queue_caller_joined', estimated('3.40'), { encode: formOf })).toMatchObject([
    {
      estimated_wait_seconds: null,
      estimated_wait_text: null,
      summary: `Rosa Lind (202-555-0142) joined Sales at position 1, ${when(0)}.`,
    },
  ]);
});

test('two callers without an ID who join in the same second are two events', async () => {
  const platform = qubiclePlatform();
  const sent = without(payloads.join, 'session_id', 'caller_id_number');
  for (const position of [1, 2])
    expect(await deliver('queue_caller_joined', { ...sent, position }, { platform })).toMatchObject([{ position }]);
  expect(await deliver('queue_caller_joined', { ...sent, position: 2 }, { platform })).toEqual([]);
});

test('a summary is one line, whatever the names and words in it', async () => {
  const queue_name = 'Sales\n\u202e<b>East</b>';
  knowDana();
  const [joined] = await deliver('queue_caller_joined', { ...payloads.join, queue_name });
  expect(joined).toMatchObject({ queue_name });
  expect(joined?.summary).toMatch(/^Rosa Lind \(.*\) joined Sales <b>East<\/b> at position 1 \(.*$/);
  const [changed] = await deliver('agent_availability_changed', {
    ...payloads.ready,
    recipient_id: DANA,
    queue_id: SALES,
    queue_name,
  });
  expect(changed?.summary).toBe(`Dana Fox is now ready in Sales <b>East</b>, ${when(245)}.`);
});

describe('what a payload lacks', () => {
  const bare = (event_name: string, more: object = {}) => ({ event_name, queue_id: SALES, ...more });

  test('is unknown for a caller who joined, and the time is that of the delivery', async () => {
    salesAndSupport();
    const [record] = await deliver('queue_caller_joined', bare('join'));
    expect(record).toMatchObject({
      summary: `An unknown number joined Sales, ${when(40)}.`,
      ...unknownCaller,
      ...moment('occurred', 40, '06:30'),
      position: null,
      estimated_wait_seconds: null,
    });
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('may be the name of an unknown queue', async () => {
    account().get('/qubicle_queues').query({ paginate: 'false' }).reply(403, refusal(403, 'forbidden'));
    expect(await deliver('queue_caller_joined', without(payloads.join, 'queue_name'))).toMatchObject([
      {
        queue_id: SALES,
        queue_name: null,
        summary: expect.stringMatching(/^Rosa Lind .* joined the queue at position 1/) as string,
      },
    ]);
  });

  test("is unknown for a caller who left, whose agent can't be looked up", async () => {
    queuesAre();
    queuesAre();
    expect(await deliver('queue_caller_left', bare('leave'))).toMatchObject([
      {
        summary: `An unknown number left the queue, ${when(40)}.`,
        queue_name: null,
        reason: 'other',
        reason_text: 'Other',
        wait_seconds: null,
        ...nobody,
      },
    ]);
  });

  test('may be the name of the event, which the hook has', async () => {
    const sent = without(payloads.join, 'event_name');
    expect(await deliver('queue_caller_joined', sent)).toMatchObject([{ queue_id: SALES, position: 1 }]);
    knowDana();
    const changed = without(payloads.away, 'event_name');
    expect(await deliver('agent_availability_changed', changed)).toMatchObject([{ status: 'away' }]);
  });

  test('may be the time of a change, which is then that of the delivery', async () => {
    knowDana();
    const sent = { event_name: 'ready', recipient_id: DANA };
    expect(await deliver('agent_availability_changed', sent)).toMatchObject([
      { id: `${DANA}-ready-${JOINED + 40}`, status: 'ready' },
    ]);
  });

  test('may be a status, which is then unknown and passes no filter', async () => {
    knowDana();
    const sent = { event_name: 'lunch', recipient_id: DANA };
    expect(await deliver('agent_availability_changed', sent)).toMatchObject([{ status: 'unknown' }]);
    expect(await deliver('agent_availability_changed', sent, { inputData: { statuses: ['ready'] } })).toEqual([]);
  });

  test("may be the name of a user whom Dash doesn't have: the sign-in name is better than none", async () => {
    const unknown = () => account().get(`/users/${DANA}`).reply(404, refusal(404, 'bad_identifier'));
    unknown();
    expect(await deliver('agent_availability_changed', payloads.away)).toMatchObject([
      {
        summary: `dfox is now away, ${when(21)}.`.replace('d', 'D'),
        user_id: DANA,
        user_name: 'dfox',
        user_email: null,
      },
    ]);
    unknown();
    expect(await deliver('agent_availability_changed', payloads.delete)).toMatchObject([
      { summary: `The agent is now signed out, ${when(7800)}.`, user_name: null },
    ]);
  });

  test.each<[Key, object]>([
    ['queue_caller_joined', { event_name: 'join', session_id: SESSION }],
    ['queue_caller_left', { event_name: 'leave', recipient_id: DANA }],
    ['agent_availability_changed', { event_name: 'create', queue_id: SALES }],
    ['agent_availability_changed', { event_name: 'away' }],
    ['agent_availability_changed', {}],
  ])('%s: %j is ignored', async (key, payload) => {
    expect(await deliver(key, payload)).toEqual([]);
  });
});

describe('a caller who hides the number', () => {
  test.each([
    ['anonymous', 'A hidden number'],
    ['Restricted', 'A hidden number'],
  ])('%s', async (caller_id_number, who) => {
    const sent = { ...payloads.join, caller_id_name: 'Anonymous', caller_id_number };
    expect(await deliver('queue_caller_joined', sent)).toMatchObject([
      { from_number: 'anonymous', from_name: null, summary: expect.stringContaining(`${who} joined Sales`) as string },
    ]);
  });
});

describe('why a caller left', () => {
  const leave = without(payloads.leave, 'reason');
  const who = 'Rosa Lind (202-555-0142)';

  test.each<[string, string, string, string]>([
    ['abandoned', 'abandoned', 'Abandoned', `${who} gave up waiting in Sales after 31 sec`],
    ['caller_hangup', 'abandoned', 'Abandoned', `${who} gave up waiting in Sales after 31 sec`],
    ['timeout', 'timed_out', 'Timed Out', `${who} left Sales unanswered after a wait of 31 sec`],
    ['queue-full', 'timed_out', 'Timed Out', `${who} left Sales unanswered after a wait of 31 sec`],
  ])('%s: %s, without a look-up', async (word, reason, reason_text, sentence) => {
    // The agent in such an event didn't take the call.
    for (const recipient_id of [undefined, DANA]) {
      const sent = { ...leave, reason: word, recipient_id };
      expect(await deliver('queue_caller_left', sent)).toMatchObject([
        { reason, reason_text, summary: `${sentence}, ${when(31)}.`, ...nobody },
      ]);
    }
  });

  test('an unknown word is returned as it is', async () => {
    danaAndLee();
    statusesAre(nobodyTalks);
    expect(await deliver('queue_caller_left', { ...leave, reason: 'moved\nto  voicemail' })).toMatchObject([
      {
        reason: 'other',
        reason_text: 'Other (moved to voicemail)',
        summary: `${who} left Sales after a wait of 31 sec, ${when(31)}.`,
      },
    ]);
  });

  test('an unknown word stays one even when an agent has the call', async () => {
    danaAndLee();
    statusesAre(leeTalks);
    knowLee();
    expect(await deliver('queue_caller_left', { ...leave, reason: 'moved' })).toMatchObject([
      { reason: 'other', reason_text: 'Other (moved)', user_id: LEE },
    ]);
  });

  test('answered, by the agent in the event', async () => {
    knowDana();
    const sent = { ...payloads.leave, recipient_id: DANA };
    expect(await deliver('queue_caller_left', sent)).toMatchObject([
      { id: `leave-${SESSION}-${SALES}-${DANA}-${JOINED + 31}`, reason: 'answered', ...dana },
    ]);
    expect(
      await deliver('queue_caller_left', without({ ...sent }, 'reason', 'wait_time'), { platform: known() }),
    ).toMatchObject([{ reason: 'answered', wait_seconds: null, user_id: DANA }]);
  });

  /** A platform that knows Dana. */
  const known = () => {
    const platform = qubiclePlatform();
    platform.cache.set(`user:${DANA}`, JSON.stringify(dana));
    return platform;
  };

  test('answered, with the wait until then, when there is no reason and an agent has the call', async () => {
    danaAndLee();
    statusesAre(leeTalks);
    knowLee();
    expect(await deliver('queue_caller_left', without(leave, 'wait_time'))).toMatchObject([
      { reason: 'answered', wait_seconds: 31, wait_text: '0:31', user_id: LEE },
    ]);
  });

  test.each([[JOINED + 60], [undefined]])('without a wait that makes sense: %p', async (queue_enter_time) => {
    danaAndLee();
    statusesAre({ ...leeTalks, [LEE]: { ...leeTalks[LEE], handling_call: { ...rosaCall, queue_enter_time } } });
    knowLee();
    expect(await deliver('queue_caller_left', without(leave, 'wait_time'))).toMatchObject([
      { reason: 'answered', wait_seconds: null, wait_text: null },
    ]);
  });

  test('other, when there is no reason and nobody has the call', async () => {
    danaAndLee();
    statusesAre(nobodyTalks);
    expect(await deliver('queue_caller_left', leave)).toMatchObject([
      { reason: 'other', reason_text: 'Other', ...nobody },
    ]);
  });
});

describe('the look-up of who answered', () => {
  const person = {
    ...nobody,
    summary: `An agent answered Rosa Lind (202-555-0142) in Sales after a wait of 31 sec, ${when(31)}.`,
  };

  test.each<[number, object]>([
    [401, refreshes],
    [
      429,
      throttles(
        "Could not read the agents' statuses: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.",
      ),
    ],
  ])('that is answered with %i is repeated, and the event is returned once', async (status, told) => {
    const platform = qubiclePlatform();
    danaAndLee();
    askForStatuses(DANA, LEE).reply(status, refusal(status, 'no'));
    await expect(deliver('queue_caller_left', payloads.leave, { platform })).rejects.toMatchObject(told);
    statusesAre(leeTalks);
    knowLee();
    expect(await deliver('queue_caller_left', payloads.leave, { platform })).toMatchObject([lee]);
    statusesAre(leeTalks);
    expect(await deliver('queue_caller_left', payloads.leave, { platform })).toEqual([]);
  });

  test.each<[string, number, object | string]>([
    ['is refused to this login', 403, refusal(403, 'forbidden')],
    ['fails', 500, refusal(500, 'fault')],
    ['is no data', 200, 'Welcome'],
    ['has no status', 200, success({ [DANA]: 'Ready' })],
  ])('that %s leaves the agent unknown', async (_what, status, body) => {
    danaAndLee();
    askForStatuses(DANA, LEE).reply(status, body);
    expect(await deliver('queue_caller_left', payloads.leave)).toMatchObject([{ reason: 'answered', ...person }]);
  });

  test('without the list of agents leaves the agent unknown', async () => {
    account().get('/qubicle_recipients').query({ paginate: 'false' }).reply(503, refusal(503, 'unavailable'));
    expect(await deliver('queue_caller_left', payloads.leave)).toMatchObject([person]);
  });

  test('asks one by one when Dash has no request for many', async () => {
    danaAndLee();
    askForStatuses(DANA, LEE).reply(404, refusal(404, 'not_found'));
    agentAnswers(DANA, 404, '');
    agentAnswers(LEE, 200, success(leeTalks[LEE]));
    knowLee();
    expect(await deliver('queue_caller_left', payloads.leave)).toMatchObject([lee]);
  });
});

describe('a change in a single queue', () => {
  const inSupport = { ...payloads.away, queue_id: SUPPORT };

  test('names the queue, and differs from one for all queues', async () => {
    const platform = qubiclePlatform();
    salesAndSupport();
    knowDana();
    expect(await deliver('agent_availability_changed', inSupport, { platform })).toMatchObject([
      { id: `${DANA}-away-${JOINED + 21}-${SUPPORT}`, summary: `Dana Fox is now away in Support, ${when(21)}.` },
    ]);
    expect(await deliver('agent_availability_changed', payloads.away, { platform })).toHaveLength(1);
    const named = { ...payloads.away, queue_id: SALES, queue_name: 'Sales' };
    expect(await deliver('agent_availability_changed', named, { platform })).toMatchObject([
      { summary: `Dana Fox is now away in Sales, ${when(21)}.` },
    ]);
  });

  test("is returned without the queue's name when that can't be read", async () => {
    account().get('/qubicle_queues').query({ paginate: 'false' }).reply(500, refusal(500, 'fault'));
    knowDana();
    expect(await deliver('agent_availability_changed', inSupport)).toMatchObject([
      { summary: `Dana Fox is now away, ${when(21)}.` },
    ]);
  });

  test('names a queue that is newer than the cached list', async () => {
    const platform = qubiclePlatform();
    platform.cache.set('qubicle-queues', JSON.stringify({ entries: [{ id: SALES, name: 'Sales' }] }));
    salesAndSupport();
    knowDana();
    expect(await deliver('agent_availability_changed', inSupport, { platform })).toMatchObject([
      { summary: `Dana Fox is now away in Support, ${when(21)}.` },
    ]);
  });
});

describe('a delivery', () => {
  const sendTo = (key: Key, content: string, subscribeData: object | undefined) =>
    qubiclePlatform().run(`triggers.${key}.operation.perform`, { subscribeData, rawRequest: { content } });

  const cases: [Key, keyof typeof payloads][] = [
    ['queue_caller_joined', 'join'],
    ['queue_caller_left', 'leave'],
    ['agent_availability_changed', 'away'],
  ];

  test.each(cases)('%s that is forged is dropped before any request', async (key, name) => {
    const stored = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };
    for (const token of ['guess', '', undefined])
      expect(await sendTo(key, asJson({ ...payloads[name], zapier_token: token }), stored)).toEqual([]);
    expect(await sendTo(key, formOf({ ...payloads[name], zapier_token: 'guess' }), stored)).toEqual([]);
    expect(await sendTo(key, asJson({ ...payloads[name], zapier_token: 'secret' }), undefined)).toEqual([]);
  });

  test('that arrives once from each zone is returned once, to each Zap', async () => {
    const platform = qubiclePlatform();
    const again = { ...payloads.join, cluster_id: 'other', stats: { estimated_wait: 41 } };
    expect(await deliver('queue_caller_joined', payloads.join, { platform })).toHaveLength(1);
    expect(await deliver('queue_caller_joined', again, { platform })).toEqual([]);
    expect(await deliver('queue_caller_joined', again, { platform, encode: formOf })).toEqual([]);
    expect(await deliver('queue_caller_joined', again, { platform, zap: 'another' })).toHaveLength(1);
    // The same caller in the next queue, and in the same queue later.
    const next = { ...payloads.join, queue_id: SUPPORT };
    expect(await deliver('queue_caller_joined', next, { platform })).toHaveLength(1);
    const later = { ...payloads.join, event_timestamp: payloads.join.event_timestamp + 60 };
    expect(await deliver('queue_caller_joined', later, { platform })).toHaveLength(1);
  });

  test.each<[Key, keyof typeof payloads]>([
    ['queue_caller_left', 'leave'],
    ['agent_availability_changed', 'away'],
  ])('%s is returned once', async (key, name) => {
    const platform = qubiclePlatform();
    const sent = { ...payloads[name], ...(name === 'leave' && { reason: 'abandoned' }) };
    if (name === 'away') knowDana();
    expect(await deliver(key, sent, { platform })).toHaveLength(1);
    expect(await deliver(key, sent, { platform })).toEqual([]);
  });

  test.each<[Key, object, object, number]>([
    ['queue_caller_joined', payloads.join, { queues: [SALES] }, 1],
    ['queue_caller_joined', payloads.join, { queues: [SUPPORT] }, 0],
    ['queue_caller_left', { ...payloads.leave, reason: 'abandoned' }, { queues: SALES, reasons: ['abandoned'] }, 1],
    ['queue_caller_left', { ...payloads.leave, reason: 'abandoned' }, { reasons: ['answered', 'timed_out'] }, 0],
    ['queue_caller_left', { ...payloads.leave, reason: 'abandoned' }, { queues: [SUPPORT], reasons: ['abandoned'] }, 0],
    ['queue_caller_left', payloads.leave, { reasons: ['abandoned'] }, 0],
    ['agent_availability_changed', payloads.delete, { agents: [LEE] }, 0],
    ['agent_availability_changed', payloads.delete, { statuses: ['away', 'ready'] }, 0],
    ['agent_availability_changed', payloads.delete, { agents: [DANA, LEE], statuses: ['signed_out'] }, 1],
  ])('%s, with the filter %#, is returned or dropped before any request', async (key, payload, inputData, times) => {
    if (key === 'agent_availability_changed' && times > 0) knowDana();
    expect(await deliver(key, payload, { inputData })).toHaveLength(times);
  });

  test.each<[string, object, number]>([
    ['answered', leeTalks, 1],
    ['answered', nobodyTalks, 0],
    ['other', leeTalks, 0],
    ['other', nobodyTalks, 1],
  ])('without a reason passes the filter %s depending on who has the call', async (reason, statuses, times) => {
    danaAndLee();
    statusesAre(statuses);
    if (statuses === leeTalks && times > 0) knowLee();
    const sent = without(payloads.leave, 'reason');
    expect(await deliver('queue_caller_left', sent, { inputData: { reasons: [reason] } })).toHaveLength(times);
  });
});

describe('the editor shows', () => {
  const show = (key: Key, inputData: object = {}) => {
    dashHost()
      .get('/v2/webhooks')
      .reply(200, success([{ id: HOOKS[key], name: 'Hook' }]));
    return qubiclePlatform().run(`triggers.${key}.operation.performList`, { inputData }) as Promise<Shown>;
  };

  const callers = (statuses: object, sessions: unknown[], support: unknown[] = []) => {
    salesAndSupport();
    danaAndLee();
    queueStatusesAre({ [SALES]: queueWith(sessions.length), [SUPPORT]: queueWith(support.length) });
    statusesAre(statuses);
    if (sessions.length > 0) sessionsAre(SALES, sessions);
    if (support.length > 0) sessionsAre(SUPPORT, support);
  };

  test('the callers who are waiting, the latest to join first', async () => {
    const session = (id: string, seconds: number | undefined) => ({
      ...rosaSession,
      session_id: id,
      queue_enter_time: seconds === undefined ? undefined : JOINED + seconds,
    });
    callers(
      leeTalks,
      [session('c', undefined), rosaSession, session('a', 1), session('b', 3), session('e', undefined)],
      [{ ...session('d', 2), queue_id: SUPPORT }],
    );
    const shown = await show('queue_caller_joined');
    expect(shown.map(({ id }) => id)).toEqual([`join-b-${SALES}`, `join-d-${SUPPORT}`, `join-a-${SALES}`]);
    expect(shown[0]).toEqual({
      id: `join-b-${SALES}`,
      summary: `Rosa Lind (202-555-0142) joined Sales, ${when(3)}.`,
      ...rosa,
      queue_id: SALES,
      queue_name: 'Sales',
      ...moment('occurred', 3, '06:30'),
      position: null,
      estimated_wait_seconds: null,
      estimated_wait_text: null,
    });
  });

  test('the callers who are talking, the latest to be answered first', async () => {
    const talks = (id: string, handled: number) => ({
      available: false,
      availability_state: 'On-A-Call',
      handling_call: { ...rosaCall, session_id: id },
      stats: { last_handled_time: JOINED + handled },
    });
    callers({ [DANA]: talks('a', 5), [LEE]: talks('b', 31) }, [rosaSession]);
    knowDana();
    knowLee();
    const shown = await show('queue_caller_left');
    expect(shown.map(({ id }) => id)).toEqual([`leave-b-${SALES}`, `leave-a-${SALES}`]);
    expect(shown[0]).toMatchObject({
      summary: `Lee Park answered Rosa Lind (202-555-0142) in Sales after a wait of 31 sec, ${when(31)}.`,
      reason: 'answered',
      reason_text: 'Answered',
      wait_seconds: 31,
      ...lee,
    });
  });

  test('a caller without a known time, as of now', async () => {
    const handling_call = without(rosaCall, 'queue_enter_time');
    callers({ [LEE]: { availability_state: 'On-A-Call', handling_call } }, []);
    knowLee();
    expect(await show('queue_caller_left')).toMatchObject([{ ...moment('occurred', 40, '06:30'), wait_seconds: null }]);
    callers({ [LEE]: ready }, [SESSION]);
    expect(await show('queue_caller_joined')).toMatchObject([moment('occurred', 40, '06:30')]);
  });

  test.each<[Key, object]>([
    ['queue_caller_joined', { queues: [SUPPORT] }],
    ['queue_caller_left', { queues: [SUPPORT] }],
    ['queue_caller_left', { reasons: ['abandoned'] }],
  ])('%s: none for %j', async (key, inputData) => {
    callers(leeTalks, [{ ...rosaSession, session_id: 'a' }]);
    expect(await show(key, inputData)).toEqual([]);
  });

  test('the agents who are ready, away or signed out, the latest change first', async () => {
    const state = (availability_state: string, last_action_time?: number) => ({
      available: false,
      availability_state,
      stats: { last_action_time },
    });
    const shownWith = async (danas: object, lees: object, inputData: object = {}) => {
      danaAndLee();
      statusesAre({ [DANA]: danas, [LEE]: lees });
      return show('agent_availability_changed', inputData);
    };
    knowDana();
    knowLee();
    expect(await shownWith(state('Ready', JOINED), state('Away', JOINED + 5))).toMatchObject([
      { id: `${LEE}-away-${JOINED + 5}`, previous_status: null, summary: `Lee Park is now away, ${when(5)}.` },
      { id: `${DANA}-ready-${JOINED}`, status: 'ready', ...dana },
    ]);
    // The hook doesn't report the other statuses.
    knowDana();
    expect(await shownWith(state('Not-Logged-In'), state('On-A-Call'))).toMatchObject([
      { id: `${DANA}-signed_out-${JOINED + 40}`, status: 'signed_out' },
    ]);
    expect(await shownWith(state('Ready'), state('Away'), { agents: [DANA], statuses: ['away'] })).toEqual([]);
  });
});
