import { account, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

const usersAre = (...rows: unknown[]) => account().get('/users').query({ paginate: 'false' }).reply(200, success(rows));

const listUsers = () => createPlatform().run('triggers.list_users.operation.perform');

test('the users of the account fill a dropdown, sorted by name', async () => {
  usersAre(
    { id: 'f'.repeat(32), first_name: 'Zoë', last_name: 'Núñez', presence_id: '1004' },
    { id: USER, first_name: 'Ann', last_name: 'Lee' },
  );
  expect(await listUsers()).toEqual([
    { id: USER, name: 'Ann Lee' },
    { id: 'f'.repeat(32), name: 'Zoë Núñez (1004)' },
  ]);
});

test.each([
  ['the name that signs in', { username: 'ann.lee@example.com' }, 'ann.lee@example.com'],
  ['words, when there is no name at all', {}, 'User without a name'],
  ['words and the extension', { presence_id: '0042' }, 'User without a name (0042)'],
])('a user without a name is shown by %s', async (_what, row, name) => {
  usersAre({ id: USER, ...row });
  expect(await listUsers()).toEqual([{ id: USER, name }]);
});

test('a user without an id is no choice', async () => {
  usersAre({ first_name: 'Ann', last_name: 'Lee' });
  expect(await listUsers()).toEqual([]);
});
