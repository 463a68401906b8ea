import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

test('the dropdown shows callflows by name or first number, and no feature codes', async () => {
  account()
    .get('/callflows')
    .query({ paginate: false })
    .reply(
      200,
      success([
        { id: 'f1', name: 'Main menu', numbers: ['+14154886100'], featurecode: false },
        { id: 'f2', numbers: ['1001', '1002'], featurecode: false },
        { id: 'f3', name: 'check', numbers: ['*97'], featurecode: { name: 'voicemail', number: '97' } },
        { id: 'f4' },
        { name: 'without an id' },
      ]),
    );
  expect(await createPlatform().run('triggers.list_callflows.operation.perform')).toEqual([
    { id: 'f2', name: '1001' },
    { id: 'f4', name: 'Callflow without a name' },
    { id: 'f1', name: 'Main menu' },
  ]);
});
