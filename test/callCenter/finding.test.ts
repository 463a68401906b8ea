import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { halts } from '../support/told.ts';
import {
  acdcPlatform,
  AT,
  knowQueue,
  listIs,
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
    expect(await find(inputData)).toEqual([{ id: USER, summary: 'Jane Doe is paused.', status: 'paused', ...jane }]);
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
    ['an object', () => statusIs({ status: 'wrapup', timestamp: AT }), 'wrapup', 'Jane Doe is wrapping up.'],
    ['nothing', () => statusIs(null), null, 'Jane Doe has no known status.'],
    [
      "`unknown`, KAZOO's word for who never logged in,",
      () => statusIs('unknown'),
      'logged_out',
      'Jane Doe is logged out.',
    ],
    [
      'that it knows none',
      () =>
        account()
          .get(`/agents/${USER}/status`)
          .reply(404, refusal(404, 'bad identifier', [USER])),
      null,
      'Jane Doe has no known status.',
    ],
    [
      'a fault of its own',
      () => account().get(`/agents/${USER}/status`).reply(500, refusal(500, 'fault')),
      null,
      'Jane Doe has no known status.',
    ],
  ])('whose status Dash gives as %s', async (_what, given, status, summary) => {
    listIs('/agents', agentRow);
    listIs('/users', userRow);
    given();
    knowOwner();
    expect(await find({ name: 'Jane' })).toMatchObject([{ status, summary }]);
  });

  test('finds nobody among those who are no agents', async () => {
    listIs('/agents', { ...agentRow, id: OTHER });
    listIs('/users', userRow);
    expect(await find({ name: 'Jane' })).toEqual([]);
  });

  test('by nothing is an error before any request', async () => {
    await expect(find({ name: ' ', email: '', extension: null })).rejects.toMatchObject(
      halts('Fill in Name, Email or Extension to find an agent.'),
    );
  });

  test('says it where the account has no call center', async () => {
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

  test('tells what goes on in it', async () => {
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
        summary: 'Front Desk: 2 calls waiting, the longest for 1:05, 1 agent ready.',
        queue_id: QUEUE,
        queue_name: 'Front Desk',
        calls_waiting: 2,
        longest_wait_seconds: 65,
        longest_wait_text: '1:05',
        agents_ready: 1,
      },
    ]);
  });

  test('tells that nothing goes on', async () => {
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
      },
    ]);
  });

  test('counts by our clock where Dash tells no time, and no wait that has no beginning', async () => {
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

  test('finds none of an unknown name', async () => {
    listIs('/queues', frontDesk, { id: 'n' });
    expect(await find('Billing')).toEqual([]);
  });

  test('by nothing is an error before any request', async () => {
    await expect(find(' ')).rejects.toMatchObject(halts('Fill in Name to find a queue.'));
  });

  test('says it where the account has no call center', async () => {
    account().get('/queues').query(true).reply(404, '');
    await expect(find('Front Desk')).rejects.toMatchObject(notSwitchedOn);
  });
});
