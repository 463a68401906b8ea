import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { janesDetails, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { fails, halts } from '../support/told.ts';
import {
  acdcPlatform,
  AT,
  knowQueue,
  listIs,
  notForThisLogin,
  notSwitchedOn,
  OTHER,
  QUEUE,
  statisticsAre,
  statusesAre,
} from './dash.ts';

const agentRow = { id: USER, first_name: 'Jane', last_name: 'Doe', queues: [QUEUE] };
const userRow = {
  id: USER,
  first_name: 'Jane',
  last_name: 'Doe',
  email: 'Jane.Doe@Example.com',
  presence_id: '1002',
};

describe('finding an agent', () => {
  const find = (inputData: object) =>
    acdcPlatform().run('searches.find_agent.operation.perform', { inputData }) as Promise<object[]>;
  const statusIs = (status: unknown) => account().get(`/agents/${USER}/status`).reply(200, success(status));

  test.each([
    ['name', { name: 'jan' }],
    ['email', { email: 'jane.doe@example.com' }],
    ['name and email', { name: 'doe', email: 'JANE.DOE@example.com' }],
  ])('by %s', async (_by, inputData) => {
    listIs('/agents', agentRow);
    listIs('/users', { ...userRow, id: OTHER, first_name: 'Janet', email: 'x@example.com' }, userRow);
    statusIs('paused');
    knowOwner();
    expect(await find(inputData)).toEqual([
      { id: USER, summary: 'Jane Doe is away.', status: 'away', status_text: 'Away', ...janesDetails },
    ]);
  });

  test('by extension', async () => {
    listIs('/agents', agentRow);
    account()
      .get('/users')
      .query({ paginate: 'false', 'filter_caller_id.internal.number': '1002' })
      .reply(200, success([userRow]));
    statusIs('ready');
    knowOwner();
    expect(await find({ extension: 1002 })).toMatchObject([{ id: USER, status: 'ready' }]);
  });

  test.each([
    ['ready', 'ready', 'Ready', 'Jane Doe is ready.'],
    ['logged_in', 'ready', 'Ready', 'Jane Doe is ready.'],
    ['paused', 'away', 'Away', 'Jane Doe is away.'],
    ['connecting', 'offered', 'Call Offered', 'Jane Doe is being offered a call.'],
    ['connected', 'on_call', 'On a Call', 'Jane Doe is on a call.'],
    ['outbound', 'on_call', 'On a Call', 'Jane Doe is on a call.'],
    ['logged_out', 'signed_out', 'Signed Out', 'Jane Doe is signed out.'],
    // KAZOO's word for an agent who never logged in.
    ['unknown', 'signed_out', 'Signed Out', 'Jane Doe is signed out.'],
    ['on_lunch', 'unknown', 'Unknown', "Jane Doe's status is unknown."],
    [{ status: 'wrapup', timestamp: AT }, 'wrap_up', 'Wrapping Up', 'Jane Doe is wrapping up.'],
    [{ timestamp: AT }, null, null, "Jane Doe's status is unknown."],
    [null, null, null, "Jane Doe's status is unknown."],
  ])('whose status Dash returns as %j', async (given, status, status_text, summary) => {
    listIs('/agents', agentRow);
    listIs('/users', userRow);
    statusIs(given);
    knowOwner();
    expect(await find({ name: 'Jane' })).toMatchObject([{ status, status_text, summary }]);
  });

  test('without a status in Dash', async () => {
    listIs('/agents', agentRow);
    listIs('/users', userRow);
    account()
      .get(`/agents/${USER}/status`)
      .reply(404, refusal(404, 'bad identifier', [USER]));
    knowOwner();
    expect(await find({ name: 'Jane' })).toMatchObject([{ status: null, summary: "Jane Doe's status is unknown." }]);
  });

  test("is an error while the status, the purpose of the search, can't be read", async () => {
    listIs('/agents', agentRow);
    listIs('/users', userRow);
    account().get(`/agents/${USER}/status`).reply(500, refusal(500, 'fault'));
    knowOwner();
    await expect(find({ name: 'Jane' })).rejects.toMatchObject(
      fails("Could not read the agent's status: VirtualPBX had a problem. Try again in a few minutes.", 500),
    );
  });

  test.each([['/agents'], [`/agents/${USER}/status`]])(
    'says which login to use when this one may not read %s',
    async (path) => {
      if (path !== '/agents') {
        listIs('/agents', agentRow);
        knowOwner();
      }
      listIs('/users', userRow);
      account().get(path).query(true).reply(403, refusal(403, 'forbidden'));
      await expect(find({ name: 'Jane' })).rejects.toMatchObject(notForThisLogin);
    },
  );

  test("finds no one who isn't an agent", async () => {
    listIs('/agents', { ...agentRow, id: OTHER });
    listIs('/users', userRow);
    expect(await find({ name: 'Jane' })).toEqual([]);
  });

  test('without any criteria is an error before any request', async () => {
    await expect(find({ name: ' ', email: '', extension: null })).rejects.toMatchObject(
      halts('Fill in at least one of Name, Email, or Extension to find an agent.'),
    );
  });

  test('says so when the account has no call center', async () => {
    account().get('/agents').query(true).reply(404, '');
    listIs('/users', userRow);
    await expect(find({ name: 'Jane' })).rejects.toMatchObject(notSwitchedOn);
  });
});

describe('finding a queue', () => {
  const find = (name: unknown) =>
    acdcPlatform().run('searches.find_queue.operation.perform', { inputData: { name } }) as Promise<object[]>;
  const frontDesk = { id: QUEUE, name: 'Front Desk' };
  const call = { call_id: 'c1', queue_id: QUEUE, status: 'waiting', entered_timestamp: AT - 20 };

  test('returns its current state', async () => {
    listIs('/queues', frontDesk, { id: OTHER, name: 'Billing' });
    knowQueue({ agents: [USER, OTHER] });
    statisticsAre(
      [
        call,
        { ...call, call_id: 'c2', entered_timestamp: AT - 65 },
        { ...call, call_id: 'c3', status: 'processed', entered_timestamp: AT - 500 },
        { ...call, call_id: 'c4', queue_id: OTHER, entered_timestamp: AT - 500 },
      ],
      { current_timestamp: AT },
    );
    statusesAre({
      [USER]: {
        [AT - 60]: { status: 'paused', timestamp: AT - 60 },
        [AT - 5]: { status: 'ready', timestamp: AT - 5 },
      },
      [OTHER]: { status: 'paused', timestamp: AT },
      someoneElse: { status: 'ready', timestamp: AT },
    });
    expect(await find(' front  DESK ')).toEqual([
      {
        id: QUEUE,
        summary: 'Front Desk: 2 calls waiting (longest wait: 1 min 5 sec), 1 agent ready.',
        queue_name: 'Front Desk',
        calls_waiting: 2,
        longest_wait_seconds: 65,
        longest_wait_text: '1:05',
        // ACDC doesn't estimate it.
        estimated_wait_seconds: null,
        estimated_wait_text: null,
        agents_ready: 1,
        agents_signed_in: 2,
      },
    ]);
  });

  test('has a summary on one line, no matter what its name is', async () => {
    listIs('/queues', { ...frontDesk, name: 'Front\nDesk' });
    knowQueue();
    statisticsAre([]);
    statusesAre({});
    expect(await find('front desk')).toMatchObject([
      { summary: 'Front Desk: no calls waiting, no agents ready.', queue_name: 'Front\nDesk' },
    ]);
  });

  test('says that nobody is waiting', async () => {
    listIs('/queues', frontDesk);
    knowQueue({ agents: undefined });
    statisticsAre([]);
    statusesAre({});
    expect(await find('front')).toMatchObject([
      {
        summary: 'Front Desk: no calls waiting, no agents ready.',
        calls_waiting: 0,
        longest_wait_seconds: 0,
        longest_wait_text: '0:00',
        agents_ready: 0,
        agents_signed_in: 0,
      },
    ]);
  });

  test.each([
    ['ready', 1, 1],
    ['logged_in', 1, 1],
    ['paused', 0, 1],
    ['connecting', 0, 1],
    ['connected', 0, 1],
    ['outbound', 0, 1],
    ['wrapup', 0, 1],
    ['logged_out', 0, 0],
  ])('counts an agent who is %s as %i ready and %i signed in', async (word, agents_ready, agents_signed_in) => {
    listIs('/queues', frontDesk);
    knowQueue({ agents: [USER, OTHER] });
    statisticsAre([]);
    // The other one has no status, and is signed out.
    statusesAre({ [USER]: { [AT]: { status: word, timestamp: AT } }, someoneElse: { status: 'ready', timestamp: AT } });
    expect(await find('front')).toMatchObject([{ agents_ready, agents_signed_in }]);
  });

  test('counts by our clock when Dash sends no time, and counts no wait without a beginning', async () => {
    const now = new Date('2026-11-24T20:00:00Z');
    stopClock(now);
    listIs('/queues', frontDesk);
    knowQueue();
    statisticsAre([
      { ...call, entered_timestamp: toGregorian(now) - 30 },
      { ...call, entered_timestamp: undefined },
    ]);
    statusesAre({});
    expect(await find('Front Desk')).toMatchObject([{ calls_waiting: 2, longest_wait_seconds: 30 }]);
    jest.useRealTimers();
  });

  test('takes the closest match', async () => {
    listIs('/queues', { id: 'c', name: 'Desk Two' }, { id: 'b', name: 'Desk One' }, { name: 'Desk' });
    account().get('/queues/b').reply(200, success({}));
    statisticsAre([]);
    statusesAre({});
    expect(await find('desk')).toMatchObject([{ id: 'b', queue_name: 'Desk One' }]);
  });

  test('finds none with an unknown name', async () => {
    listIs('/queues', frontDesk, { id: 'n' });
    expect(await find('Billing')).toEqual([]);
  });

  test.each(['/queues', `/queues/${QUEUE}`, '/queues/stats', '/agents/status'])(
    'says which login to use when this one may not read %s',
    async (refusedPath) => {
      account().get(refusedPath).query(true).reply(403, refusal(403, 'forbidden'));
      if (refusedPath !== '/queues') {
        listIs('/queues', frontDesk);
        if (refusedPath !== '/queues/stats') statisticsAre([]);
        if (refusedPath !== '/agents/status') statusesAre({});
        if (refusedPath !== `/queues/${QUEUE}`) knowQueue();
      }
      await expect(find('front')).rejects.toMatchObject(notForThisLogin);
    },
  );

  test('without any criteria is an error before any request', async () => {
    await expect(find(' ')).rejects.toMatchObject(halts('Fill in Name to find a queue.'));
  });

  test('says so when the account has no call center', async () => {
    account().get('/queues').query(true).reply(404, '');
    await expect(find('Front Desk')).rejects.toMatchObject(notSwitchedOn);
  });
});
