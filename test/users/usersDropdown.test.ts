import { account, success, USER } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

test('the users of the account fill a dropdown, sorted by name', async () => {
  const rows = [
    { id: 'f'.repeat(32), first_name: 'Zoë', last_name: 'Núñez', presence_id: '1004' },
    { id: USER, first_name: 'Ann', last_name: 'Lee' },
  ];
  account().get('/users').query({ paginate: 'false' }).reply(200, success(rows));
  expect(await createPlatform().run('triggers.list_users.operation.perform')).toEqual([
    { id: USER, name: 'Ann Lee' },
    { id: 'f'.repeat(32), name: 'Zoë Núñez (1004)' },
  ]);
});
