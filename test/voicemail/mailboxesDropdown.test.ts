import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

test('the mailboxes of the account fill a dropdown, by name and number', async () => {
  const rows = [
    { id: 'a', name: 'Zoë Núñez', mailbox: '1002' },
    { id: 'b', name: 'Front Desk' },
    { id: 'c', mailbox: '1003' },
    { id: 'd' },
    { name: 'without an id' },
  ];
  account().get('/vmboxes').query({ paginate: 'false' }).reply(200, success(rows));
  expect(await createPlatform().run('triggers.list_mailboxes.operation.perform')).toEqual([
    { id: 'c', name: '1003' },
    { id: 'b', name: 'Front Desk' },
    { id: 'd', name: 'Mailbox without a name' },
    { id: 'a', name: 'Zoë Núñez (1002)' },
  ]);
});
