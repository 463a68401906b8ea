import { wait } from '../../src/zapier/wait.ts';
import { jane, janesDetails, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { refused } from '../support/refusals.ts';
import { fails, halts, refreshes } from '../support/told.ts';
import { acdcPlatform, ENGINE_KEY, knowQueue, notForThisLogin, notSwitchedOn, qubiclePlatform, QUEUE } from './dash.ts';

const STATUS = `/agents/${USER}/status`;
const DAYS_30 = 2_592_000;

type Change = Record<string, string | number>;

/** A request for a status with its exact body, or the status with which Dash answers a read. */
type Step = Change | string | null;

/** Dash answers these reads and writes in this order; `requests` has the actual requests. */
const scriptStatus = (...steps: Step[]): Step[] => {
  const requests: Step[] = [];
  for (const step of steps) {
    const note = (answer: unknown) => () => {
      requests.push(step);
      return [200, success(answer)] as [number, object];
    };
    if (typeof step === 'object' && step !== null)
      account().post(STATUS, { data: step }).reply(note('status update sent'));
    else account().get(STATUS).reply(note(step));
  }
  return requests;
};

const login = { status: 'login' };
const logout = { status: 'logout' };
const resume = { status: 'resume' };
const pause = { status: 'pause', timeout: DAYS_30 };
const lunch = { status: 'pause', timeout: 900, alias: 'Lunch' };
const endWrapUp = { status: 'end_wrapup' };

describe('setting the status of an agent', () => {
  const set = (inputData: object, platform = acdcPlatform()) =>
    platform.run('creates.set_agent_status.operation.perform', { inputData: { agent: USER, ...inputData } });

  const waits = () => jest.mocked(wait).mock.calls;

  beforeEach(() => jest.mocked(wait).mockClear());

  test.each<[string, Step[], string, string]>([
    ['ready', ['ready'], 'ready', 'ready'],
    ['ready', ['logged_in'], 'ready', 'ready'],
    ['ready', ['connecting'], 'offered', 'offered'],
    ['ready', ['paused', resume, 'ready'], 'away', 'ready'],
    ['ready', ['paused', resume, 'connecting'], 'away', 'offered'],
    ['ready', ['connected', resume, 'connected'], 'on_call', 'on_call'],
    ['ready', ['outbound', resume, 'outbound'], 'on_call', 'on_call'],
    ['ready', ['pending_logged_out', resume, 'connected'], 'on_call', 'on_call'],
    ['ready', ['wrapup', endWrapUp, 'ready'], 'wrap_up', 'ready'],
    ['ready', ['logged_out', login, 'logged_in'], 'signed_out', 'ready'],
    ['ready', ['unknown', login, 'logged_in'], 'signed_out', 'ready'],
    ['ready', ['on_lunch', login, resume, 'ready'], 'unknown', 'ready'],
    ['ready', [null, login, resume, 'ready'], 'unknown', 'ready'],
    ['away', ['ready', pause, 'paused'], 'ready', 'away'],
    ['away', ['logged_in', pause, 'paused'], 'ready', 'away'],
    ['away', ['paused', pause, 'paused'], 'away', 'away'],
    ['away', ['connecting', pause, 'paused'], 'offered', 'away'],
    ['away', ['wrapup', pause, 'paused'], 'wrap_up', 'away'],
    ['away', ['logged_out', login, pause, 'paused'], 'signed_out', 'away'],
    ['away', ['unknown', login, pause, 'paused'], 'signed_out', 'away'],
    ['away', ['on_lunch', pause, 'paused'], 'unknown', 'away'],
    ['signed_out', ['ready', logout, 'logged_out'], 'ready', 'signed_out'],
    ['signed_out', ['paused', logout, 'unknown'], 'away', 'signed_out'],
    ['signed_out', ['wrapup', logout, 'logged_out'], 'wrap_up', 'signed_out'],
    ['signed_out', ['on_lunch', logout, 'logged_out'], 'unknown', 'signed_out'],
    ['signed_out', ['logged_out'], 'signed_out', 'signed_out'],
    ['signed_out', ['unknown'], 'signed_out', 'signed_out'],
    ['end_wrap_up', ['wrapup', endWrapUp, 'ready'], 'wrap_up', 'ready'],
    ['end_wrap_up', ['wrapup', endWrapUp, 'paused'], 'wrap_up', 'away'],
    ['end_wrap_up', ['ready'], 'ready', 'ready'],
    ['end_wrap_up', ['connected'], 'on_call', 'on_call'],
    ['end_wrap_up', ['logged_out'], 'signed_out', 'signed_out'],
    ['end_wrap_up', [null], 'unknown', 'unknown'],
  ])('to %s right away: %j', async (status, steps, previous_status, now) => {
    knowOwner();
    const requests = scriptStatus(...steps);
    expect(await set({ status })).toMatchObject({ previous_status, status: now });
    expect(requests).toEqual(steps);
    expect(waits()).toEqual([]);
  });

  test.each<[string, Step[], string, string]>([
    // The agent has the status a second later.
    ['ready', ['paused', resume, 'paused', 'ready'], 'away', 'ready'],
    ['ready', ['logged_out', login, 'logged_out', 'logged_in'], 'signed_out', 'ready'],
    ['away', ['ready', pause, 'ready', 'paused'], 'ready', 'away'],
    ['signed_out', ['ready', logout, 'ready', 'logged_out'], 'ready', 'signed_out'],
    ['end_wrap_up', ['wrapup', endWrapUp, 'wrapup', 'ready'], 'wrap_up', 'ready'],
    // It takes a second attempt, from the agent's status at that time.
    ['ready', ['paused', resume, 'paused', 'paused', resume, 'ready'], 'away', 'ready'],
    ['ready', ['wrapup', endWrapUp, 'paused', 'paused', resume, 'ready'], 'wrap_up', 'ready'],
    ['away', ['logged_out', login, pause, 'logged_in', 'logged_in', pause, 'paused'], 'signed_out', 'away'],
    ['signed_out', ['paused', logout, 'paused', 'paused', logout, 'logged_out'], 'away', 'signed_out'],
    ['end_wrap_up', ['wrapup', endWrapUp, 'wrapup', 'wrapup', endWrapUp, 'ready'], 'wrap_up', 'ready'],
    // One more attempt, and no more.
    ['ready', ['logged_out', login, 'logged_out', 'logged_out', login, 'logged_out'], 'signed_out', 'signed_out'],
    ['away', ['connected', pause, 'connected', 'connected', pause, 'connected'], 'on_call', 'on_call'],
    ['away', ['outbound', pause, 'outbound', 'outbound', pause, 'outbound'], 'on_call', 'on_call'],
    // A pause waits until the wrap-up is over.
    ['away', ['wrapup', pause, 'wrapup', 'wrapup', pause, 'wrapup'], 'wrap_up', 'wrap_up'],
    ['signed_out', ['connecting', logout, 'connected', 'connected', logout, 'connected'], 'offered', 'on_call'],
    ['ready', [null, login, resume, null, null, login, resume, null], 'unknown', 'unknown'],
  ])('to %s after a second: %j', async (status, steps, previous_status, now) => {
    knowOwner();
    const requests = scriptStatus(...steps);
    expect(await set({ status })).toMatchObject({ previous_status, status: now });
    expect(requests).toEqual(steps);
    expect(waits()).toEqual([[1000]]);
  });

  test.each<[object, Step[], string]>([
    [{ status: 'Ready' }, ['paused', resume, 'ready'], 'Jane Doe is now ready.'],
    [{ status: 'READY' }, ['paused', resume, 'connecting'], 'Jane Doe is now being offered a call.'],
    [{ status: ['signed_out'] }, ['ready', logout, 'logged_out'], 'Jane Doe is now signed out.'],
    [{ status: 'Signed Out' }, ['ready', logout, 'unknown'], 'Jane Doe is now signed out.'],
    [{ status: 'end wrap-up' }, ['wrapup', endWrapUp, 'ready'], 'Jane Doe is now ready.'],
    [{ status: 'away' }, ['ready', pause, 'paused'], 'Jane Doe is now away.'],
    [
      { status: 'away' },
      ['connected', pause, 'connected', 'connected', pause, 'connected'],
      'Asked the phone system to set Jane Doe to Away. Right now, Jane Doe is on a call.',
    ],
    [
      { status: 'away', pause_seconds: 900, pause_reason: 'Lunch' },
      ['connected', lunch, 'connected', 'connected', lunch, 'connected'],
      'Asked the phone system to set Jane Doe to Away. Right now, Jane Doe is on a call.',
    ],
    [
      { status: 'signed_out' },
      [null, logout, null, null, logout, null],
      "Asked the phone system to set Jane Doe to Signed Out. Right now, Jane Doe's status is unknown.",
    ],
  ])('%j has a true summary: %j', async (inputData, steps, summary) => {
    knowOwner();
    scriptStatus(...steps);
    expect(await set(inputData)).toMatchObject({ summary });
  });

  describe('to a pause', () => {
    test.each<[object, Change, string]>([
      // Without a length, or with 0, KAZOO would not keep it.
      ...[{}, { pause_seconds: '' }, { pause_seconds: 0 }, { pause_seconds: '2592000' }].map(
        (given): [object, Change, string] => [given, { timeout: DAYS_30 }, 'Jane Doe is now away.'],
      ),
      [
        { pause_seconds: 900, pause_reason: 'Lunch {{1}}' },
        { timeout: 900, alias: 'Lunch {{1}}' },
        'Jane Doe is now away for 15 min (Lunch {{1}}).',
      ],
      [{ pause_seconds: ' 60 ', pause_reason: '' }, { timeout: 60 }, 'Jane Doe is now away for 1 min.'],
      [{ pause_reason: 'Lunch' }, { timeout: DAYS_30, alias: 'Lunch' }, 'Jane Doe is now away (Lunch).'],
      [
        { pause_reason: 'Lunch\nin town' },
        { timeout: DAYS_30, alias: 'Lunch\nin town' },
        'Jane Doe is now away (Lunch in town).',
      ],
    ])('with %j', async (inputData, details, summary) => {
      knowOwner();
      const steps = ['paused', { status: 'pause', ...details }, 'paused'];
      const requests = scriptStatus(...steps);
      expect(await set({ status: 'Away', ...inputData })).toEqual({
        id: USER,
        summary,
        status: 'away',
        status_text: 'Away',
        previous_status: 'away',
        ...janesDetails,
      });
      expect(requests).toEqual(steps);
    });

    test('has its length and reason in the second attempt, too, and a sign-in has neither', async () => {
      const steps = ['logged_out', login, lunch, 'logged_in', 'logged_in', lunch, 'paused'];
      knowOwner();
      const requests = scriptStatus(...steps);
      expect(await set({ status: 'away', pause_seconds: 900, pause_reason: 'Lunch' })).toMatchObject({
        summary: 'Jane Doe is now away for 15 min (Lunch).',
      });
      expect(requests).toEqual(steps);
    });

    test('only: any other status has neither a length nor a reason', async () => {
      knowOwner();
      const requests = scriptStatus('logged_out', login, 'ready');
      const inputData = { status: 'ready', pause_seconds: 'nonsense', pause_reason: 'Lunch' };
      expect(await set(inputData)).toMatchObject({ summary: 'Jane Doe is now ready.' });
      expect(requests).toEqual(['logged_out', login, 'ready']);
    });
  });

  test('works when nothing else is known about the agent', async () => {
    account().get(`/users/${USER}`).reply(500, refused(500));
    scriptStatus('ready', logout, 'logged_out');
    expect(await set({ status: 'signed_out' })).toMatchObject({
      summary: 'The agent is now signed out.',
      status_text: 'Signed Out',
      user_name: null,
    });
  });

  test('has a correct sentence for an agent without a name', async () => {
    account().get(`/users/${USER}`).reply(500, refused(500));
    scriptStatus('wrapup', endWrapUp, 'wrapup', 'wrapup', endWrapUp, 'wrapup');
    expect(await set({ status: 'end_wrap_up' })).toMatchObject({
      summary: "Asked the phone system to end the agent's wrap-up. Right now, the agent is wrapping up.",
    });
  });

  test.each([
    ['no agent', { agent: '', status: 'ready' }, 'Agent is empty. Fill it in.'],
    ['no status', { status: null }, 'Status is empty. Fill it in.'],
    ...['toString', 'login', 'on_call', 'unknown'].map((status): [string, object, string] => [
      `the status ${status}`,
      { status },
      "Status isn't one of the choices. Use one of these: Ready, Away, Signed Out, End Wrap-Up.",
    ]),
    ...['a while', '-1', '1.5'].map((pause_seconds): [string, object, string] => [
      `the length ${pause_seconds}`,
      { status: 'away', pause_seconds },
      "Pause Length (in Seconds) isn't a whole number of seconds. Write it like 900.",
    ]),
    [
      'a length of more than a month',
      { status: 'away', pause_seconds: 2_592_001 },
      'Pause Length (in Seconds) can be at most 2592000 (30 days). Leave it empty to pause until someone sets the agent to Ready.',
    ],
  ])('with %s is an error before any request', async (_what, inputData, sentence) => {
    await expect(set(inputData)).rejects.toMatchObject(halts(sentence));
  });

  describe('that fails', () => {
    const readFails = (status: number) => account().get(STATUS).reply(status, refused(status));
    const cannotRead = fails(
      "Could not read the agent's status: VirtualPBX had a problem. Try again in a few minutes.",
      500,
    );

    test('requests nothing while the status is unknown', async () => {
      knowOwner();
      readFails(500);
      await expect(set({ status: 'ready' })).rejects.toMatchObject(cannotRead);
    });

    test("says that the status couldn't be read afterwards", async () => {
      knowOwner();
      const requests = scriptStatus('paused', resume);
      readFails(500);
      await expect(set({ status: 'ready' })).rejects.toMatchObject(cannotRead);
      expect(requests).toEqual(['paused', resume]);
    });

    test('says which login to use when this one may not read the status', async () => {
      knowOwner();
      readFails(403);
      await expect(set({ status: 'ready' })).rejects.toMatchObject(notForThisLogin);
    });

    test('says which login to use when this one may not set the status', async () => {
      knowOwner();
      scriptStatus('paused');
      account().post(STATUS).reply(403, refused(403));
      await expect(set({ status: 'ready' })).rejects.toMatchObject(notForThisLogin);
    });

    test.each([400, 403, 500])('leaves it to the second attempt when a pause is refused with a %i', async (code) => {
      knowOwner();
      const before = scriptStatus('logged_out', login);
      account().post(STATUS, { data: pause }).reply(code, refused(code));
      const after = scriptStatus('logged_in', 'ready', pause, 'paused');
      expect(await set({ status: 'away' })).toMatchObject({ status: 'away', previous_status: 'signed_out' });
      expect([before, after]).toEqual([
        ['logged_out', login],
        ['logged_in', 'ready', pause, 'paused'],
      ]);
      expect(waits()).toEqual([[1000]]);
    });

    test('is an error when the second attempt is refused as well', async () => {
      knowOwner();
      scriptStatus('logged_out', login);
      account().post(STATUS, { data: pause }).reply(403, refused(403));
      scriptStatus('logged_in', 'ready');
      account().post(STATUS, { data: pause }).reply(403, refused(403));
      await expect(set({ status: 'away' })).rejects.toMatchObject(notForThisLogin);
    });

    test('makes Zapier repeat it when the session ends during the step', async () => {
      knowOwner();
      scriptStatus('logged_out', login);
      account().post(STATUS, { data: pause }).reply(401, refused(401));
      await expect(set({ status: 'away' })).rejects.toMatchObject(refreshes);
    });

    test.each([
      ['status', { enum: { message: 'value not found in enum' } }, 'Status: value not found in enum'],
      [
        'timeout',
        { type: { message: 'value must be an integer' } },
        'Pause Length (in Seconds): value must be an integer',
      ],
      ['alias', { type: { message: 'value must be a string' } }, 'Pause Reason: value must be a string'],
    ])("reports a complaint about %s with the field's label", async (key, rules, complaint) => {
      knowOwner();
      scriptStatus('ready');
      account()
        .post(STATUS)
        .reply(400, refusal(400, 'validation error', { [key]: rules }));
      await expect(set({ status: 'away' })).rejects.toMatchObject(
        halts(`Could not set the agent's status. ${complaint}. Check the fields of this step.`),
      );
    });

    test('says so when the account no longer has a call center, and the next run looks for the engine again', async () => {
      const platform = acdcPlatform();
      knowOwner();
      account().get(STATUS).reply(404, '');
      await expect(set({ status: 'ready' }, platform)).rejects.toMatchObject(notSwitchedOn);
      expect(platform.cache.has(ENGINE_KEY)).toBe(false);
    });
  });
});

describe('the fields of a pause', () => {
  const fieldsOn = (platform: ReturnType<typeof acdcPlatform>) =>
    platform.run('creates.set_agent_status.operation.inputFields', { inputData: {} }) as Promise<{ key: string }[]>;
  const keysOn = async (platform: ReturnType<typeof acdcPlatform>) => (await fieldsOn(platform)).map(({ key }) => key);

  test('are shown with ACDC', async () => {
    expect(await keysOn(acdcPlatform())).toEqual(['agent', 'status', 'pause_seconds', 'pause_reason']);
    expect(await fieldsOn(acdcPlatform())).toMatchObject([
      { label: 'Agent', required: true },
      { label: 'Status', required: true },
      { label: 'Pause Length (in Seconds)', type: 'integer' },
      { label: 'Pause Reason', type: 'string' },
    ]);
  });

  test('are hidden with Qubicle, which has neither', async () => {
    expect(await keysOn(qubiclePlatform())).toEqual(['agent', 'status']);
  });

  test('are shown once ACDC has been found', async () => {
    account().get('/qubicle_queues').query({ page_size: 1 }).reply(404, refusal(404, 'not_found'));
    account()
      .get('/queues')
      .query({ page_size: 1 })
      .reply(200, success([{ id: QUEUE }]));
    expect(await keysOn(createPlatform())).toHaveLength(4);
  });

  test('are an error when the account has no call center', async () => {
    account().get('/qubicle_queues').query(true).reply(404, '');
    account().get('/queues').query(true).reply(404, '');
    await expect(fieldsOn(createPlatform())).rejects.toMatchObject(notSwitchedOn);
  });
});

describe('logging an agent in to a queue or out of it', () => {
  const set = (inputData: object) =>
    acdcPlatform().run('creates.set_queue_login.operation.perform', {
      inputData: { agent: USER, queue: QUEUE, ...inputData },
    });

  test.each([
    ['login', 'login', 'Asked the phone system to log Jane Doe in to Front Desk.'],
    ['logout', 'logout', 'Asked the phone system to log Jane Doe out of Front Desk.'],
    ['Log Out', 'logout', 'Asked the phone system to log Jane Doe out of Front Desk.'],
  ])('%s', async (typed, action, summary) => {
    knowOwner();
    knowQueue();
    account()
      .post(`/agents/${USER}/queue_status`, { data: { action, queue_id: QUEUE } })
      .reply(200, success([QUEUE]));
    expect(await set({ action: typed })).toEqual({
      id: `${USER}-${QUEUE}`,
      summary,
      queue_id: QUEUE,
      queue_name: 'Front Desk',
      ...jane,
    });
  });

  test('works when nothing else is known about either', async () => {
    account().get(`/users/${USER}`).reply(500, refused(500));
    account()
      .get(`/queues/${QUEUE}`)
      .reply(200, success({ id: QUEUE }));
    account().post(`/agents/${USER}/queue_status`).reply(200, success([]));
    expect(await set({ action: 'logout' })).toMatchObject({
      summary: 'Asked the phone system to log the agent out of the queue.',
      queue_name: null,
      user_name: null,
    });
  });

  test.each(['login', 'logout'])("a %s for a queue that doesn't exist changes nothing", async (action) => {
    account()
      .get(`/queues/${QUEUE}`)
      .reply(404, refusal(404, 'bad identifier', { cause: QUEUE, message: 'bad identifier' }));
    await expect(set({ action })).rejects.toMatchObject(
      halts(
        "Could not log the agent in to or out of the queue: VirtualPBX can't find the queue; it may have been deleted. Choose Queue again in this step.",
      ),
    );
  });

  test('changes nothing while it is unknown whether the queue exists', async () => {
    account().get(`/queues/${QUEUE}`).reply(500, refused(500));
    await expect(set({ action: 'login' })).rejects.toMatchObject(
      fails(
        'Could not log the agent in to or out of the queue: VirtualPBX had a problem. Try again in a few minutes.',
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
      "Action isn't one of the choices. Use one of these: Log In, Log Out.",
    ],
  ])('with %s is an error before any request', async (_what, inputData, sentence) => {
    await expect(set(inputData)).rejects.toMatchObject(halts(sentence));
  });

  test('says which login to use when this one may not do it', async () => {
    knowOwner();
    knowQueue();
    account().post(`/agents/${USER}/queue_status`).reply(403, refused(403));
    await expect(set({ action: 'login' })).rejects.toMatchObject(notForThisLogin);
  });

  test('changes nothing when the login may not read the queue', async () => {
    account().get(`/queues/${QUEUE}`).reply(403, refused(403));
    await expect(set({ action: 'login' })).rejects.toMatchObject(notForThisLogin);
  });

  test("Dash's complaint is reported with the field's label", async () => {
    knowOwner();
    knowQueue();
    const data = { queue_id: { not_found: { message: 'Queue not found' } } };
    account()
      .post(`/agents/${USER}/queue_status`)
      .reply(400, refusal(400, 'validation error', data));
    await expect(set({ action: 'login' })).rejects.toMatchObject(
      halts(
        'Could not log the agent in to or out of the queue. Queue: Queue not found. Check the fields of this step.',
      ),
    );
  });

  test('says so when the account has no call center', async () => {
    account().get(`/queues/${QUEUE}`).reply(404, '');
    await expect(set({ action: 'login' })).rejects.toMatchObject(notSwitchedOn);
  });
});
