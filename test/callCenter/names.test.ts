import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { halts } from '../support/told.ts';
import { acdcPlatform, AT, ENGINE_KEY, knowQueue, listIs, QUEUE, qubiclePlatform, statisticsAre } from './dash.ts';
import { DANA, LEE, queuesAre, queueStatusesAre, queueWith, SALES, sessionsAre } from './qubicle/qubicleDash.ts';
import { recipientsAre, rosaSession } from './qubicle/qubicleDash.ts';

type Platform = ReturnType<typeof acdcPlatform>;
type Shown = Record<string, unknown>[];

const pollQueue = (platform: Platform, queues: string) =>
  platform.run('triggers.new_queue_call.operation.perform', { inputData: { queues } }) as Promise<Shown>;

const frontDeskCalls = () => {
  const call = { call_id: 'c1', status: 'waiting', entered_timestamp: AT };
  statisticsAre([
    { ...call, queue_id: QUEUE },
    { ...call, queue_id: OTHER },
  ]);
};

test("a queue is found by name in the list of the account's engine", async () => {
  const platform = acdcPlatform();
  listIs('/queues', { id: QUEUE, name: 'Front Desk' }, { id: OTHER, name: 'Billing' });
  frontDeskCalls();
  knowQueue();
  expect((await pollQueue(platform, 'front desk')).map(({ queue_id }) => queue_id)).toEqual([QUEUE]);

  // The account moves to Qubicle, where the queue has another ID.
  platform.cache.set(ENGINE_KEY, '"qubicle"');
  platform.cache.delete('names:queues');
  queuesAre({ id: SALES, name: 'Front Desk' });
  queuesAre({ id: SALES, name: 'Front Desk' });
  recipientsAre();
  queueStatusesAre({ [SALES]: queueWith(1) });
  sessionsAre(SALES, [rosaSession]);
  expect((await pollQueue(platform, 'front desk')).map(({ queue_id }) => queue_id)).toEqual([SALES]);
});

test('when the engine is gone while a Zap looks up its queue, the next poll looks for the engine again', async () => {
  const platform = acdcPlatform();
  const gone = () =>
    account()
      .get(/^\/v2\/accounts\/[^/]+\/queues/)
      .reply(404, refusal(404, 'not_found'));
  gone();
  await expect(pollQueue(platform, 'Front Desk')).rejects.toThrow();
  expect(platform.cache.has(ENGINE_KEY)).toBe(false);
});

test('an agent is found among the users, even by extension, and two with the same name are an error', async () => {
  const platform = qubiclePlatform();
  const dana = { id: DANA, first_name: 'Dana', last_name: 'Fox', email: 'dana.fox@example.com', presence_id: '1003' };
  const users = () => listIs('/users', dana, { ...dana, id: LEE, email: 'dana@example.com', presence_id: '1004' });
  users();
  account().get(`/users/${DANA}`).reply(200, success(dana));
  account()
    .get(`/qubicle_recipients/${DANA}/status`)
    .reply(200, success({ available: true, availability_state: 'Ready', stats: {} }));
  const set = (agent: string) =>
    platform.run('creates.set_agent_status.operation.perform', { inputData: { agent, status: 'ready' } });
  expect(await set('1003')).toMatchObject({ id: DANA, status: 'ready', user_name: 'Dana Fox' });
  users();
  await expect(set('Dana Fox')).rejects.toMatchObject(
    halts(
      '"Dana Fox" could be any of these agents: Dana Fox (dana.fox@example.com, 1003) and Dana Fox (dana@example.com, 1004). In Agent, choose from the list, or enter an email, an extension, a full name, or an ID.',
    ),
  );
});

test('an agent and a queue of ACDC are found by name', async () => {
  const platform = acdcPlatform();
  listIs('/users', { id: USER, first_name: 'Jane', last_name: 'Doe' });
  listIs('/queues', { id: QUEUE, name: 'Front Desk' });
  knowQueue();
  account()
    .get(`/users/${USER}`)
    .reply(200, success({ id: USER, first_name: 'Jane', last_name: 'Doe' }));
  account()
    .post(`/agents/${USER}/queue_status`, { data: { action: 'login', queue_id: QUEUE } })
    .reply(200, success([QUEUE]));
  const inputData = { agent: 'Doe, Jane', queue: 'FRONT DESK', action: 'login' };
  expect(await platform.run('creates.set_queue_login.operation.perform', { inputData })).toMatchObject({
    id: `${USER}-${QUEUE}`,
    summary: 'Asked the phone system to log Jane Doe in to Front Desk.',
  });
});
