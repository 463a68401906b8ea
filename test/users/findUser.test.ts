import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts } from '../support/told.ts';

const user = (id: string, first_name: string, last_name: string, more: object = {}) => ({
  id,
  first_name,
  last_name,
  email: `${id}@example.com`,
  ...more,
});

const ann = user('ann', 'Ann', 'Lee', { presence_id: '1001' });
const anne = user('anne', 'Anne', 'Leeds');
const zoe = user('zoe', 'Zoë', 'Núñez', { email: 'Zoe.Nunez@Example.com' });
const team = [zoe, anne, ann];

const find = (inputData: object) => createPlatform().run('searches.find_user.operation.perform', { inputData });

const listIs = (rows: unknown[], query: object = {}) =>
  account()
    .get('/users')
    .query({ ...query, paginate: 'false' })
    .reply(200, success(rows));

const documentIs = (found: { id: string }, more: object = {}) =>
  account()
    .get(`/users/${found.id}`)
    .reply(200, success({ ...found, ...more }));

describe('by name', () => {
  test.each([
    ['the whole name', 'Ann Lee', ann],
    ['the whole name before one that goes on', 'anne leeds', anne],
    ['the beginning of a name', 'zo', zoe],
    ['the beginnings of both names', 'an leed', anne],
    ['the names the other way round', 'Leeds, Anne', anne],
    ['no accents', 'zoe nunez', zoe],
    ['accents where there are none', 'Ànn Léé', ann],
    ['capitals and many spaces', '  ANN   LEE ', ann],
    ['a name of which there are two, the first in the alphabet', 'Ann', ann],
  ])('finds by %s', async (_what, name, found) => {
    listIs(team);
    documentIs(found);
    expect(await find({ name })).toEqual([expect.objectContaining({ id: found.id })]);
  });

  test('prefers the whole name to the same words in another order', async () => {
    const lee = user('lee', 'Lee', 'Ann');
    listIs([ann, lee]);
    documentIs(lee);
    expect(await find({ name: 'Lee Ann' })).toEqual([expect.objectContaining({ id: 'lee' })]);
  });

  test('gives the whole record, with what only the document knows', async () => {
    listIs(team);
    documentIs(ann, { caller_id: { internal: { number: '0042' } } });
    expect(await find({ name: 'Ann Lee' })).toEqual([
      {
        id: 'ann',
        user_name: 'Ann Lee',
        user_first_name: 'Ann',
        user_last_name: 'Lee',
        user_email: 'ann@example.com',
        user_extension: '0042',
      },
    ]);
  });

  test.each(['Bob', 'nn', 'Ann Bob', 'Ann Lee Zoe'])('finds nobody called %s', async (name) => {
    listIs(team);
    expect(await find({ name })).toEqual([]);
  });

  test('finds somebody who only has a name to sign in', async () => {
    listIs([{ id: 'bob', username: 'bob.ray@example.com' }]);
    documentIs({ id: 'bob' });
    expect(await find({ name: 'bob ray' })).toEqual([expect.objectContaining({ id: 'bob' })]);
  });

  test('finds nobody among people without any name', async () => {
    listIs([{ id: 'bob' }]);
    expect(await find({ name: 'bob' })).toEqual([]);
  });
});

describe('by email', () => {
  test.each(['zoe.nunez@example.com', ' ZOE.NUNEZ@EXAMPLE.COM '])('finds %s in any case', async (email) => {
    listIs(team);
    documentIs(zoe);
    expect(await find({ email })).toEqual([expect.objectContaining({ id: 'zoe' })]);
  });

  test('finds whole addresses only', async () => {
    listIs(team);
    expect(await find({ email: 'zoe.nunez' })).toEqual([]);
  });

  test('passes over users without one', async () => {
    listIs([{ id: 'bob', first_name: 'Bob' }]);
    expect(await find({ email: 'bob@example.com' })).toEqual([]);
  });
});

describe('by extension', () => {
  const BY_CALLER_ID = 'filter_caller_id.internal.number';

  test('lets Dash look for the number that a user shows inside', async () => {
    listIs([zoe], { [BY_CALLER_ID]: '0042' });
    documentIs(zoe);
    expect(await find({ extension: ' 0042 ' })).toEqual([expect.objectContaining({ id: 'zoe' })]);
  });

  test('lets Dash look for the presence id where nobody shows it', async () => {
    listIs([], { [BY_CALLER_ID]: '1001' });
    listIs([ann], { filter_presence_id: '1001' });
    documentIs(ann);
    expect(await find({ extension: '1001' })).toEqual([expect.objectContaining({ id: 'ann' })]);
  });

  test('finds nobody when nobody has it', async () => {
    listIs([], { [BY_CALLER_ID]: '1009' });
    listIs([], { filter_presence_id: '1009' });
    expect(await find({ extension: '1009' })).toEqual([]);
  });
});

describe('by several at once', () => {
  test('all of them must fit', async () => {
    listIs([ann, anne], { 'filter_caller_id.internal.number': '1001' });
    documentIs(anne);
    expect(await find({ name: 'ann', email: 'anne@example.com', extension: '1001' })).toEqual([
      expect.objectContaining({ id: 'anne' }),
    ]);
  });

  test('one that does not fit finds nobody', async () => {
    listIs(team);
    expect(await find({ name: 'Ann Lee', email: 'zoe.nunez@example.com' })).toEqual([]);
  });
});

describe('by nothing', () => {
  test.each([
    ['nothing', {}],
    ['empty fields', { name: '', email: '', extension: '' }],
    ['spaces', { name: ' ', email: ' ', extension: ' ' }],
    ['a name without letters', { name: '?!' }],
  ])('asks to fill something in, before any request: %s', async (_what, inputData) => {
    await expect(find(inputData)).rejects.toMatchObject(halts('Fill in Name, Email or Extension to find a user.'));
  });
});

describe('when Dash does not give what was found', () => {
  test('somebody who was deleted in between is nobody', async () => {
    listIs(team);
    account()
      .get('/users/ann')
      .reply(404, refusal(404, 'bad identifier', ['ann']));
    expect(await find({ name: 'Ann Lee' })).toEqual([]);
  });

  test('somebody without an id is nobody', async () => {
    listIs([{ first_name: 'Ann', last_name: 'Lee' }]);
    expect(await find({ name: 'Ann Lee' })).toEqual([]);
  });

  test('a failure is told without what was looked for', async () => {
    account().get('/users').query(true).reply(500, refusal(500, 'fault'));
    await expect(find({ extension: '1001' })).rejects.toMatchObject(
      fails('Could not find the user: VirtualPBX has a problem of its own. Try again in a few minutes.', 500),
    );
  });
});
