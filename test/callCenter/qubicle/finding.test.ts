import { account, refusal, success } from '../../support/dash.ts';
import { fails, halts, refreshes } from '../../support/told.ts';
import { ENGINE_KEY, notSwitchedOn, qubiclePlatform } from '../dash.ts';
import {
  agentAnswers,
  agentIs,
  allowNoOtherRequest,
  askForQueueStatus,
  askForStart,
  DANA,
  danasDetails,
  danaAndLee,
  danaRow,
  knowDana,
  LEE,
  NO_PERMISSION,
  queueStatus,
  queuesAre,
  recipientsAre,
  SALES,
  salesAndSupport,
  SUPPORT,
  untilAsked,
  usersAre,
} from './qubicleDash.ts';

allowNoOtherRequest();

const unknownId = refusal(404, 'bad_identifier', { cause: 'x' });

describe('finding a queue', () => {
  const find = (name: unknown, platform = qubiclePlatform()) =>
    platform.run('searches.find_queue.operation.perform', { inputData: { name } }) as Promise<object[]>;

  const record = {
    id: SALES,
    summary: 'Sales: 1 call waiting (longest wait: 12 sec), 1 agent ready.',
    queue_name: 'Sales',
    calls_waiting: 1,
    longest_wait_seconds: 12,
    longest_wait_text: '0:12',
    estimated_wait_seconds: 40,
    estimated_wait_text: '0:40',
    agents_ready: 1,
    agents_signed_in: 2,
  };

  test('returns its current numbers', async () => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(200, success(queueStatus));
    expect(await find(' SALES')).toEqual([record]);
  });

  test.each(['sales', 'sal'])('takes the closest match, else the first by name: %s', async (name) => {
    queuesAre({ id: SUPPORT, name: 'Sales West' }, { id: 'x', name: 'Sales South' }, { id: SALES, name: 'Sales' });
    askForQueueStatus(SALES).reply(200, success(queueStatus));
    expect(await find(name)).toEqual([record]);
  });

  test('returns zeros for an empty queue, and rounds a wait', async () => {
    salesAndSupport();
    const stats = { estimated_wait: 0, longest_wait: 0.4, active_session_count: 0 };
    askForQueueStatus(SALES).reply(
      200,
      success({ active_recipient_count: 0, available_recipient_count: 0, stats, node: 'drop' }),
    );
    expect(await find('sal')).toEqual([
      {
        ...record,
        summary: 'Sales: no calls waiting, no agents ready.',
        calls_waiting: 0,
        longest_wait_seconds: 0,
        longest_wait_text: '0:00',
        estimated_wait_seconds: 0,
        estimated_wait_text: '0:00',
        agents_ready: 0,
        agents_signed_in: 0,
      },
    ]);
  });

  const other = { queue_id: SALES, callers_waiting: 3, recipients_available: 0, longest_wait_seconds: 61 };
  const otherRecord = {
    ...record,
    summary: 'Sales: 3 calls waiting (longest wait: 1 min 1 sec), no agents ready.',
    calls_waiting: 3,
    longest_wait_seconds: 61,
    longest_wait_text: '1:01',
    estimated_wait_seconds: null,
    estimated_wait_text: null,
    agents_ready: 0,
    agents_signed_in: null,
  };

  test.each<[string, object]>([
    ['in an envelope', success(other)],
    ['without one', other],
  ])('knows the words of another operator, %s', async (_how, body) => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(200, body);
    expect(await find('sales')).toEqual([otherRecord]);
  });

  test.each([
    [404, unknownId],
    [500, refusal(500, 'fault')],
    [503, refusal(503, 'unavailable')],
    [502, 'Bad Gateway'],
  ])('starts the queue once when it answers %i', async (status, body) => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(status, body);
    askForStart().reply(200, success({}));
    askForQueueStatus(SALES).reply(200, success(queueStatus));
    expect(await find('sales')).toEqual([record]);
  });

  test('is not stopped when starting the queue is refused', async () => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(503, refusal(503, 'unavailable'));
    askForStart().reply(403, refusal(403, 'forbidden'));
    askForQueueStatus(SALES).reply(200, success(queueStatus));
    expect(await find('sales')).toEqual([record]);
  });

  test('says so when nothing is known about the queue even after starting it', async () => {
    salesAndSupport();
    askForQueueStatus(SALES).times(2).reply(404, unknownId);
    askForStart().reply(200, success({}));
    expect(await find('sales')).toMatchObject([
      { summary: 'Sales: no information right now.', calls_waiting: null, agents_ready: null },
    ]);
  });

  test('fails when the queue is still down', async () => {
    salesAndSupport();
    askForQueueStatus(SALES).times(2).reply(503, refusal(503, 'unavailable'));
    askForStart().reply(500, refusal(500, 'fault'));
    await expect(find('sales')).rejects.toMatchObject(
      fails("Could not read the queue's status: VirtualPBX had a problem. Try again in a few minutes.", 503),
    );
  });

  test.each<[string, object | string]>([
    ['a list', success([])],
    ['something else', success({ node: 'drop' })],
    ['something else without an envelope', { request_id: 'f00d' }],
    ['an error', { ...refusal(500, 'fault'), callers_waiting: 1 }],
  ])('fails when the status is %s', async (_what, body) => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(200, body);
    await expect(find('sales')).rejects.toMatchObject({ message: expect.stringContaining('VirtualPBX') as string });
  });

  test.each([
    [403, halts(NO_PERMISSION)],
    [401, refreshes],
  ])('passes on a %i', async (status, told) => {
    salesAndSupport();
    askForQueueStatus(SALES).reply(status, refusal(status, 'no'));
    await expect(find('sales')).rejects.toMatchObject(told);
  });

  test('finds none with another name, and none without a name', async () => {
    queuesAre({ id: SALES, name: 'Sales' }, { id: 'x' });
    expect(await find('Billing')).toEqual([]);
  });

  test.each(['', ' '])('by %j is an error before any request', async (name) => {
    await expect(find(name)).rejects.toMatchObject(halts('Fill in Name to find a queue.'));
  });

  test('looks for the engine again after Qubicle is gone', async () => {
    const platform = qubiclePlatform();
    account().get('/qubicle_queues').query({ paginate: 'false' }).reply(404, '');
    await expect(find('sales', platform)).rejects.toMatchObject(notSwitchedOn);
    expect(platform.cache.has(ENGINE_KEY)).toBe(false);
  });
});

describe('finding an agent', () => {
  const find = (inputData: object) =>
    qubiclePlatform().run('searches.find_agent.operation.perform', { inputData }) as Promise<object[]>;

  test.each([
    ['Ready', 'ready', 'Ready', 'Dana Fox is ready.'],
    ['Away', 'away', 'Away', 'Dana Fox is away.'],
    ['Wrapup-Time', 'wrap_up', 'Wrapping Up', 'Dana Fox is wrapping up.'],
    ['Call-Offer', 'offered', 'Call Offered', 'Dana Fox is being offered a call.'],
    ['On-A-Call', 'on_call', 'On a Call', 'Dana Fox is on a call.'],
    ['on_a_call', 'on_call', 'On a Call', 'Dana Fox is on a call.'],
    ['Not-Logged-In', 'signed_out', 'Signed Out', 'Dana Fox is signed out.'],
    ['Lunch', 'unknown', 'Unknown', "Dana Fox's status is unknown."],
  ])('with the status %s', async (state, status, status_text, summary) => {
    danaAndLee();
    usersAre(danaRow);
    agentIs(DANA, state);
    knowDana();
    expect(await find({ name: 'dana' })).toEqual([{ id: DANA, summary, status, status_text, ...danasDetails }]);
  });

  test.each<[string, unknown]>([
    ['an unknown ID', unknownId],
    ['a part of the API that is not there', refusal(404, 'not_found')],
    ['an empty 404', ''],
  ])('who is signed out, so the status is %s', async (_what, body) => {
    danaAndLee();
    usersAre(danaRow);
    agentAnswers(DANA, 404, body);
    knowDana();
    expect(await find({ email: 'Dana.Fox@example.com' })).toMatchObject([{ id: DANA, status: 'signed_out' }]);
  });

  test('by extension, with the status without an envelope', async () => {
    danaAndLee();
    account()
      .get('/users')
      .query({ paginate: 'false', 'filter_caller_id.internal.number': '1003' })
      .reply(200, success([danaRow]));
    agentAnswers(DANA, 200, { available: true, availability_state: 'Ready', wiretap_mode: null });
    knowDana();
    expect(await find({ extension: '1003' })).toMatchObject([{ id: DANA, status: 'ready' }]);
  });

  test("finds nobody when the user isn't an agent", async () => {
    recipientsAre({ id: LEE, name: 'lpark' });
    usersAre(danaRow);
    expect(await find({ name: 'Dana Fox' })).toEqual([]);
  });

  test.each<[string, number, object, object]>([
    ['is a sentence for a login that may not read it', 403, refusal(403, 'forbidden'), halts(NO_PERMISSION)],
    [
      'fails for a status that is none',
      200,
      success({ node: 'drop' }),
      fails(
        "Could not read the agent's status: VirtualPBX sent an unexpected answer. Try again in a few minutes.",
        200,
      ),
    ],
    [
      'fails when Qubicle is down',
      503,
      refusal(503, 'unavailable'),
      fails("Could not read the agent's status: VirtualPBX had a problem. Try again in a few minutes.", 503),
    ],
  ])('%s', async (_what, status, body, told) => {
    danaAndLee();
    usersAre(danaRow);
    agentAnswers(DANA, status, body);
    const person = knowDana();
    await expect(find({ name: 'dana' })).rejects.toMatchObject(told);
    await untilAsked(person);
  });
});
