import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

const answers = (status: number, body: object | string) =>
  account().get('/phone_numbers').query({ paginate: 'false' }).reply(status, body);

const list = () => createPlatform().run('triggers.list_phone_numbers.operation.perform');

test('the numbers of the account fill a dropdown in their order', async () => {
  const state = { state: 'in_service', features: ['inbound_cnam'] };
  answers(
    200,
    success({ cascade_quantity: 0, numbers: { '+442079460958': state, '+14154886100': state, '4155550100': {} } }),
  );
  expect(await list()).toEqual([
    { id: '+14154886100', name: '+1 415-488-6100' },
    { id: '+442079460958', name: '+44 20 7946 0958' },
    { id: '+14155550100', name: '+1 415-555-0100' },
  ]);
});

test('what is no number of the world is a choice as it stands', async () => {
  answers(200, success({ numbers: { '2000': {} } }));
  expect(await list()).toEqual([{ id: '2000', name: 'extension 2000' }]);
});

test.each([[{}], [{ numbers: { '': {} } }], [{ numbers: [] }], [{ numbers: null }], [[]]])(
  'an account with %j has no choices',
  async (data) => {
    answers(200, success(data));
    expect(await list()).toEqual([]);
  },
);

test('a refusal is told in a sentence', async () => {
  answers(403, refusal(403, 'forbidden'));
  await expect(list()).rejects.toThrow('Could not list the phone numbers: this connection is not allowed to do that.');
});
