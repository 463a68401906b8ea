import { account, refusal } from '../../support/dash.ts';
import { halts, refreshes } from '../../support/told.ts';
import { qubiclePlatform } from '../dash.ts';
import {
  allowNoOtherRequest,
  DANA,
  danaRow,
  LEE,
  NO_PERMISSION,
  queuesAre,
  recipientsAre,
  SALES,
  SUPPORT,
  untilAsked,
  usersAre,
} from './qubicleDash.ts';

allowNoOtherRequest();

const list = (key: string) => qubiclePlatform().run(`triggers.${key}.operation.perform`);

const refuseUsers = (status: number) =>
  account().get('/users').query({ paginate: 'false' }).reply(status, refusal(status, 'no'));

describe('the agents', () => {
  test("have the users' names, while the list has only the sign-in names", async () => {
    recipientsAre({ id: LEE, name: 'lpark' }, { id: DANA, name: 'dfox' });
    usersAre(danaRow, { id: LEE, first_name: 'Åsa', last_name: 'Park', username: 'lpark' }, { id: 'no agent' });
    expect(await list('list_agents')).toEqual([
      { id: LEE, name: 'Åsa Park' },
      { id: DANA, name: 'Dana Fox' },
    ]);
  });

  test.each([403, 404, 500])('have the names of their own list when the users are answered with %i', async (status) => {
    recipientsAre({ id: LEE, name: 'lpark' }, { id: DANA, name: 'Dana Fox' });
    refuseUsers(status);
    expect(await list('list_agents')).toEqual([
      { id: DANA, name: 'Dana Fox' },
      { id: LEE, name: 'lpark' },
    ]);
  });

  test('may have no name, and their ID under another key', async () => {
    recipientsAre(
      { recipient_id: 'r1', user_id: LEE, wrapup_time_seconds: 5, queue_ids: [SALES] },
      { recipient_id: LEE, user_id: LEE },
      { recipient_id: DANA },
      { name: 'no ID' },
    );
    usersAre(danaRow);
    expect(await list('list_agents')).toEqual([
      { id: LEE, name: 'Agent without a name' },
      { id: DANA, name: 'Dana Fox' },
    ]);
  });

  test('are an empty list when there are none', async () => {
    recipientsAre();
    usersAre(danaRow);
    expect(await list('list_agents')).toEqual([]);
  });

  test('whom this login may not list are an error', async () => {
    account().get('/qubicle_recipients').query(true).reply(403, refusal(403, 'forbidden'));
    const users = usersAre();
    await expect(list('list_agents')).rejects.toMatchObject(halts(NO_PERMISSION));
    await untilAsked(users);
  });

  test('wait for a new session', async () => {
    const agents = recipientsAre();
    refuseUsers(401);
    await expect(list('list_agents')).rejects.toMatchObject(refreshes);
    await untilAsked(agents);
  });
});

test('the queues, sorted by name', async () => {
  queuesAre({ id: SUPPORT, name: 'Support' }, { id: SALES, name: 'sales', offering: 'basic' }, { id: 'x' }, 'row');
  expect(await list('list_queues')).toEqual([
    { id: 'x', name: 'Queue without a name' },
    { id: SALES, name: 'sales' },
    { id: SUPPORT, name: 'Support' },
  ]);
});
