import { findPerson } from '../../src/users/people.lookUp.ts';
import { account, refusal, success, USER } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { owner } from '../support/voicemail.ts';

const jane = {
  user_id: USER,
  user_name: 'Jane Doe',
  user_first_name: 'Jane',
  user_last_name: 'Doe',
  user_email: 'jane.doe@example.com',
  user_extension: '1002',
};
const unknown = {
  user_id: null,
  user_name: null,
  user_first_name: null,
  user_last_name: null,
  user_email: null,
  user_extension: null,
};

const stepFor = (id: string | null) => createContextStep((context) => findPerson(context, id));

test('a person is requested once', async () => {
  account().get(`/users/${USER}`).reply(200, success(owner));
  const step = stepFor(USER);
  expect(await step.run()).toEqual(jane);
  expect(await step.run()).toEqual(jane);
});

test("a person who doesn't exist has only an ID", async () => {
  account()
    .get(`/users/${USER}`)
    .reply(404, refusal(404, 'bad identifier', [USER]));
  expect(await stepFor(USER).run()).toEqual({ ...unknown, user_id: USER });
});

test('nobody is requested without an ID', async () => {
  expect(await stepFor(null).run()).toEqual(unknown);
});
