import { wait } from '../../../src/zapier/wait.ts';
import { account, refusal, success } from '../../support/dash.ts';
import { fails, halts, refreshes, throttles } from '../../support/told.ts';
import { notSwitchedOn, qubiclePlatform } from '../dash.ts';
import { createPlatform } from '../../support/platform.ts';
import {
  agentAnswers,
  agentIs,
  allowNoOtherRequest,
  DANA,
  danasDetails,
  danaAndLee,
  knowDana,
  LEE,
  NO_PERMISSION,
  recipientsAre,
  SALES,
  setsStatus,
  untilAsked,
} from './qubicleDash.ts';

allowNoOtherRequest();

const unknownId = refusal(404, 'bad_identifier', { cause: DANA });

beforeEach(() => jest.mocked(wait).mockClear());

describe('setting the status of an agent', () => {
  const set = (status: string, more: object = {}) =>
    qubiclePlatform().run('creates.set_agent_status.operation.perform', {
      inputData: { agent: DANA, status, ...more },
    }) as Promise<Record<string, unknown>>;

  const accepted = (status: string) => setsStatus(DANA, status).reply(200, success({}));
  const endsWrapUp = () =>
    account()
      .post(`/qubicle_recipients/${DANA}`, { data: { action: 'wrapup_cancel' } })
      .reply(200, success({}));

  test('returns the status before and after', async () => {
    agentIs(DANA, 'Ready');
    accepted('away');
    agentIs(DANA, 'Away');
    knowDana();
    expect(await set('away')).toEqual({
      id: DANA,
      summary: 'Dana Fox is now away.',
      status: 'away',
      status_text: 'Away',
      previous_status: 'ready',
      ...danasDetails,
    });
  });

  test.each<[string, string, () => void, string, string]>([
    ['Ready', 'Away', () => accepted('ready'), 'Ready', 'Dana Fox is now ready.'],
    ['Away', 'Wrapup-Time', () => accepted('away'), 'Away', 'Dana Fox is now away.'],
    ['Away', 'Not-Logged-In', () => accepted('login'), 'Away', 'Dana Fox is now away.'],
    ['Signed Out', 'Ready', () => accepted('logout'), 'Not-Logged-In', 'Dana Fox is now signed out.'],
    ['end_wrap_up', 'Wrapup-Time', endsWrapUp, 'Ready', 'Dana Fox is now ready.'],
    ['ready', 'Wrapup-Time', endsWrapUp, 'Ready', 'Dana Fox is now ready.'],
    ['ready', 'Lunch', () => accepted('ready'), 'Call-Offer', 'Dana Fox is now being offered a call.'],
  ])('to %s from %s', async (wanted, before, request, after, summary) => {
    agentIs(DANA, before);
    request();
    agentIs(DANA, after);
    knowDana();
    expect(await set(wanted)).toMatchObject({ summary });
    expect(wait).not.toHaveBeenCalled();
  });

  test.each([
    ['ready', 'Ready', 'ready'],
    ['ready', 'Call-Offer', 'offered'],
    ['away', 'Away', 'away'],
    ['signed_out', 'Not-Logged-In', 'signed_out'],
    ['end_wrap_up', 'On-A-Call', 'on_call'],
  ])('to %s for an agent who is %s needs no request', async (wanted, state, status) => {
    agentIs(DANA, state);
    knowDana();
    expect(await set(wanted)).toMatchObject({ status, previous_status: status });
  });

  test('to Ready signs in an agent who is signed out and has no status', async () => {
    agentAnswers(DANA, 404, unknownId);
    danaAndLee();
    accepted('login');
    accepted('ready');
    agentIs(DANA, 'Ready');
    knowDana();
    expect(await set('ready')).toMatchObject({ status: 'ready', previous_status: 'signed_out' });
  });

  test('is repeated once, a second later, while the agent is signing in', async () => {
    agentIs(DANA, 'Not-Logged-In');
    accepted('login');
    setsStatus(DANA, 'ready').reply(400, refusal(400, 'not logged in'));
    agentIs(DANA, 'Away');
    agentIs(DANA, 'Away');
    accepted('ready');
    agentIs(DANA, 'Ready');
    knowDana();
    expect(await set('ready')).toMatchObject({ status: 'ready', previous_status: 'signed_out' });
    expect(jest.mocked(wait).mock.calls).toEqual([[1000]]);
  });

  test('waits a second for a status that comes late, and requests nothing more', async () => {
    agentIs(DANA, 'Ready');
    accepted('logout');
    agentIs(DANA, 'Ready');
    agentAnswers(DANA, 404, unknownId);
    knowDana();
    expect(await set('signed_out')).toMatchObject({ status: 'signed_out', previous_status: 'ready' });
    expect(wait).toHaveBeenCalledTimes(1);
  });

  test('returns the actual status when it is another one', async () => {
    agentIs(DANA, 'On-A-Call');
    accepted('logout');
    agentIs(DANA, 'On-A-Call');
    agentIs(DANA, 'On-A-Call');
    accepted('logout');
    agentIs(DANA, 'On-A-Call');
    knowDana();
    expect(await set('signed_out')).toMatchObject({
      status: 'on_call',
      summary: 'Asked the phone system to set Dana Fox to Signed Out. Right now, Dana Fox is on a call.',
    });
  });

  test("of a user who isn't an agent is an error", async () => {
    agentAnswers(DANA, 404, unknownId);
    recipientsAre({ id: LEE, name: 'lpark' });
    const person = knowDana();
    await expect(set('ready')).rejects.toMatchObject(
      halts("This user isn't a call center agent. Choose another agent in Agent."),
    );
    await untilAsked(person);
  });

  test('ignores the length and reason of a pause', async () => {
    agentIs(DANA, 'Ready');
    accepted('away');
    agentIs(DANA, 'Away');
    knowDana();
    // What is left in a step from the time when the account had another call center.
    expect(await set('away', { pause_seconds: 'soon', pause_reason: 'Lunch' })).toMatchObject({
      summary: 'Dana Fox is now away.',
    });
  });

  test.each<[number, object]>([
    [403, halts(NO_PERMISSION)],
    [401, refreshes],
    [
      429,
      throttles(
        "Could not set the agent's status: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.",
      ),
    ],
    [
      400,
      halts("Could not set the agent's status: VirtualPBX didn't accept the request. Check the fields of this step."),
    ],
    [503, fails("Could not set the agent's status: VirtualPBX had a problem. Try again in a few minutes.", 503)],
  ])('that is answered with %i is an error', async (status, told) => {
    agentIs(DANA, 'Away');
    setsStatus(DANA, 'ready').reply(status, refusal(status, 'no'));
    const person = knowDana();
    await expect(set('ready')).rejects.toMatchObject(told);
    await untilAsked(person);
  });

  test.each([
    ['that this login may not read', 403, refusal(403, 'forbidden'), halts(NO_PERMISSION)],
    ['that is none', 200, success('Ready'), { name: 'AppError' }],
  ])('%s is an error', async (_what, status, body, told) => {
    agentAnswers(DANA, status, body);
    const person = knowDana();
    await expect(set('ready')).rejects.toMatchObject(told);
    await untilAsked(person);
  });

  test('on a phone system without a call center is an error', async () => {
    agentAnswers(DANA, 404, '');
    account().get('/qubicle_recipients').query({ paginate: 'false' }).reply(404, '');
    const person = knowDana();
    await expect(set('ready')).rejects.toMatchObject(notSwitchedOn);
    await untilAsked(person);
  });
});

test('Set Agent Status has no fields for a pause', async () => {
  const fields = (await qubiclePlatform().run('creates.set_agent_status.operation.inputFields', {
    inputData: { agent: DANA, status: 'away' },
  })) as { key: string }[];
  expect(fields.map(({ key }) => key)).toEqual(['agent', 'status']);
});

describe('logging in to a single queue', () => {
  const inputData = { agent: DANA, queue: SALES, action: 'login' };
  const told = halts(
    "Agents in your call center sign in to all of their queues at once, so this step can't change just one. Use Set Agent Status instead.",
  );

  test.each(['login', 'logout'])('is not possible: %s', async (action) => {
    const platform = qubiclePlatform();
    await expect(
      platform.run('creates.set_queue_login.operation.perform', { inputData: { ...inputData, action } }),
    ).rejects.toMatchObject(told);
  });

  test('needs only the requests for the engine to find that out', async () => {
    account()
      .get('/qubicle_queues')
      .query({ page_size: 1 })
      .reply(200, success([{ id: SALES, name: 'Sales' }]));
    await expect(
      createPlatform().run('creates.set_queue_login.operation.perform', { inputData }),
    ).rejects.toMatchObject(told);
  });
});
