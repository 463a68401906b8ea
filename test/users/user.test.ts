import { fullName, personOf, parseUser, userFields, userRecord, userSample } from '../../src/users/user.record.ts';
import { owner } from '../support/voicemail.ts';

test('a Dash user becomes a record', () => {
  expect(userRecord(owner.id, parseUser(owner))).toEqual({
    id: owner.id,
    user_name: 'Jane Doe',
    user_first_name: 'Jane',
    user_last_name: 'Doe',
    user_email: 'jane.doe@example.com',
    user_extension: '1002',
  });
});

test.each([
  ['both names', { first_name: 'Jane', last_name: 'Doe', username: 'jane' }, 'Jane Doe'],
  ['only a first name', { first_name: 'Jane', last_name: '', username: 'jane' }, 'Jane'],
  ['only a last name', { last_name: 'Doe', username: 'jane' }, 'Doe'],
  ['neither', { username: 'jane' }, 'jane'],
  ['no name at all', {}, null],
])('a user with %s is called %j', (_what, user, name) => {
  expect(fullName(parseUser(user))).toBe(name);
});

test.each([
  ['the caller ID number', { caller_id: { internal: { number: '0042' } }, presence_id: '1002' }, '0042'],
  ['the presence ID if there is no caller ID', { caller_id: {}, presence_id: '1002' }, '1002'],
  ['unknown if both are missing', {}, null],
])('the extension is %s', (_what, user, extension) => {
  expect(personOf(parseUser(user)).user_extension).toBe(extension);
});

test('records and sample have exactly the declared fields', () => {
  const keys = userFields.map(({ key }) => key);
  expect(Object.keys(userRecord(owner.id, parseUser(owner)))).toEqual(keys);
  expect(Object.keys(userSample)).toEqual(keys);
});
