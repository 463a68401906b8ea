import { jane, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { notAllowed, refused } from '../support/refusals.ts';
import { fails, halts } from '../support/told.ts';
import { acdcPlatform, knowQueue, notSwitchedOn, QUEUE } from './dash.ts';

const statusIs = (status: unknown) => account().get(`/agents/${USER}/status`).reply(200, success(status));

describe('setting the status of an agent', () => {
  const set = (inputData: object) =>
    acdcPlatform().run('creates.set_agent_status.operation.perform', { inputData: { agent: USER, ...inputData } });
  const asked = (data: Record<string, string | number>) =>
    account().post(`/agents/${USER}/status`, { data }).reply(200, success('status update sent'));

  test.each([
    [{ status: 'login' }, { status: 'login' }, 'Asked to log Jane Doe in.'],
    [{ status: ['logout'] }, { status: 'logout' }, 'Asked to log Jane Doe out.'],
    [{ status: 'Log In' }, { status: 'login' }, 'Asked to log Jane Doe in.'],
    [{ status: 'LOGOUT' }, { status: 'logout' }, 'Asked to log Jane Doe out.'],
    [{ status: 'resume' }, { status: 'resume' }, 'Asked to end the pause of Jane Doe.'],
    [{ status: 'end wrap-up' }, { status: 'end_wrapup' }, 'Asked to end the wrap-up of Jane Doe.'],
    [{ status: 'end_wrapup' }, { status: 'end_wrapup' }, 'Asked to end the wrap-up of Jane Doe.'],
    // Without a length, or with none, KAZOO would not hold it.
    ...[{}, { pause_seconds: '' }, { pause_seconds: 0 }, { pause_seconds: '2592000' }].map(
      (given): [object, Record<string, string | number>, string] => [
        { status: 'pause', ...given },
        { status: 'pause', timeout: 2_592_000 },
        'Asked to pause Jane Doe until someone ends it.',
      ],
    ),
    [
      { status: 'pause', pause_seconds: 900, pause_reason: 'Lunch {{1}}' },
      { status: 'pause', timeout: 900, alias: 'Lunch {{1}}' },
      'Asked to pause Jane Doe for 15:00 (Lunch {{1}}).',
    ],
    [
      { status: 'pause', pause_seconds: ' 60 ', pause_reason: '' },
      { status: 'pause', timeout: 60 },
      'Asked to pause Jane Doe for 1:00.',
    ],
    [{ status: 'Pause', pause_seconds: 60 }, { status: 'pause', timeout: 60 }, 'Asked to pause Jane Doe for 1:00.'],
    [
      { status: 'login', pause_seconds: 'nonsense', pause_reason: 'Lunch' },
      { status: 'login' },
      'Asked to log Jane Doe in.',
    ],
  ])('%j', async (inputData, data, summary) => {
    knowOwner();
    statusIs('connected');
    asked(data);
    expect(await set(inputData)).toEqual({
      id: USER,
      summary,
      requested_status: data.status,
      previous_status: 'connected',
      ...jane,
    });
  });

  test('works where nothing else is known of the agent', async () => {
    account().get(`/users/${USER}`).reply(500, refused(500));
    account().get(`/agents/${USER}/status`).reply(500, refused(500));
    asked({ status: 'logout' });
    expect(await set({ status: 'logout' })).toMatchObject({
      summary: 'Asked to log the agent out.',
      previous_status: null,
      user_name: null,
    });
  });

  test.each([
    ['no agent', { agent: '', status: 'login' }, 'Agent is empty. Fill it in.'],
    ['no status', { status: null }, 'Status is empty. Fill it in.'],
    [
      'a status that is none',
      { status: 'toString' },
      'Status holds something else. Choose one of these: Log In, Log Out, Pause, Resume, End Wrap-Up.',
    ],
    ...['a while', '-1', '1.5'].map((pause_seconds): [string, object, string] => [
      `the length ${pause_seconds}`,
      { status: 'pause', pause_seconds },
      'Pause Length (in Seconds) holds something that is no whole number of seconds. Write it as 900.',
    ]),
    [
      'a length of more than a month',
      { status: 'pause', pause_seconds: 2_592_001 },
      'Pause Length (in Seconds) can be 2592000 at most, which is 30 days. Leave it empty to pause until someone ends it.',
    ],
  ])('with %s is an error before any request', async (_what, inputData, sentence) => {
    await expect(set(inputData)).rejects.toMatchObject(halts(sentence));
  });

  test('an agent who never logged in was logged out before, which KAZOO calls unknown', async () => {
    knowOwner();
    statusIs('unknown');
    asked({ status: 'login' });
    expect(await set({ status: 'login' })).toMatchObject({ previous_status: 'logged_out' });
  });

  test('a refusal says what could not be done', async () => {
    knowOwner();
    statusIs('ready');
    account().post(`/agents/${USER}/status`).reply(403, refused(403));
    await expect(set({ status: 'login' })).rejects.toMatchObject(notAllowed('set the status of the agent'));
  });

  test('a complaint of Dash is told by the label of the field', async () => {
    knowOwner();
    statusIs('ready');
    const data = { timeout: { type: { message: 'value must be an integer' } } };
    account()
      .post(`/agents/${USER}/status`)
      .reply(400, refusal(400, 'validation error', data));
    await expect(set({ status: 'pause' })).rejects.toMatchObject(
      halts(
        'Could not set the status of the agent. Pause Length (in Seconds): value must be an integer. Check the fields of this step.',
      ),
    );
  });

  test('says it where the account has no call center', async () => {
    knowOwner();
    account().get(`/agents/${USER}/status`).reply(404, '');
    account().post(`/agents/${USER}/status`).reply(404, '');
    await expect(set({ status: 'login' })).rejects.toMatchObject(notSwitchedOn);
  });
});

describe('logging an agent in to a queue or out of it', () => {
  const set = (inputData: object) =>
    acdcPlatform().run('creates.set_queue_login.operation.perform', {
      inputData: { agent: USER, queue: QUEUE, ...inputData },
    });

  test.each([
    ['login', 'login', 'Asked to log Jane Doe in to Front Desk.'],
    ['logout', 'logout', 'Asked to log Jane Doe out of Front Desk.'],
    ['Log Out', 'logout', 'Asked to log Jane Doe out of Front Desk.'],
  ])('%s', async (typed, action, summary) => {
    knowOwner();
    knowQueue();
    account()
      .post(`/agents/${USER}/queue_status`, { data: { action, queue_id: QUEUE } })
      .reply(200, success([QUEUE]));
    expect(await set({ action: typed })).toEqual({
      id: `${USER}-${QUEUE}`,
      summary,
      requested_action: action,
      queue_id: QUEUE,
      queue_name: 'Front Desk',
      ...jane,
    });
  });

  test('works where nothing else is known of both', async () => {
    account().get(`/users/${USER}`).reply(500, refused(500));
    account()
      .get(`/queues/${QUEUE}`)
      .reply(200, success({ id: QUEUE }));
    account().post(`/agents/${USER}/queue_status`).reply(200, success([]));
    expect(await set({ action: 'logout' })).toMatchObject({
      summary: 'Asked to log the agent out of the queue.',
      queue_name: null,
      user_name: null,
    });
  });

  test.each(['login', 'logout'])('a %s of a queue that nobody has changes nothing', async (action) => {
    account()
      .get(`/queues/${QUEUE}`)
      .reply(404, refusal(404, 'bad identifier', { cause: QUEUE, message: 'bad identifier' }));
    await expect(set({ action })).rejects.toMatchObject(
      halts(
        "Could not log the agent in or out of the queue: VirtualPBX can't find the queue; it may have been deleted. Choose Queue again in this step.",
      ),
    );
  });

  test('changes nothing while it is not known whether there is the queue', async () => {
    account().get(`/queues/${QUEUE}`).reply(500, refused(500));
    await expect(set({ action: 'login' })).rejects.toMatchObject(
      fails(
        'Could not log the agent in or out of the queue: VirtualPBX has a problem of its own. Try again in a few minutes.',
        500,
      ),
    );
  });

  test.each([
    ['no agent', { agent: ' ', action: 'login' }, 'Agent is empty. Fill it in.'],
    ['no queue', { queue: [], action: 'login' }, 'Queue is empty. Fill it in.'],
    ['no action', {}, 'Action is empty. Fill it in.'],
    [
      'an action that is none',
      { action: 'pause' },
      'Action holds something else. Choose one of these: Log In, Log Out.',
    ],
  ])('with %s is an error before any request', async (_what, inputData, sentence) => {
    await expect(set(inputData)).rejects.toMatchObject(halts(sentence));
  });

  test('a refusal says what could not be done', async () => {
    knowOwner();
    knowQueue();
    account().post(`/agents/${USER}/queue_status`).reply(403, refused(403));
    await expect(set({ action: 'login' })).rejects.toMatchObject(notAllowed('log the agent in or out of the queue'));
  });

  test('a complaint of Dash is told by the label of the field', async () => {
    knowOwner();
    knowQueue();
    const data = { queue_id: { not_found: { message: 'Queue not found' } } };
    account()
      .post(`/agents/${USER}/queue_status`)
      .reply(400, refusal(400, 'validation error', data));
    await expect(set({ action: 'login' })).rejects.toMatchObject(
      halts('Could not log the agent in or out of the queue. Queue: Queue not found. Check the fields of this step.'),
    );
  });

  test('says it where the account has no call center', async () => {
    account().get(`/queues/${QUEUE}`).reply(404, '');
    await expect(set({ action: 'login' })).rejects.toMatchObject(notSwitchedOn);
  });
});
