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
    { id: '+14154886100', name: '415-488-6100' },
    { id: '+442079460958', name: '+44 20 7946 0958' },
    { id: '+14155550100', name: '415-555-0100' },
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

test('a refusal is reported in a sentence', async () => {
  answers(403, refusal(403, 'forbidden'));
  await expect(list()).rejects.toThrow("Could not list the phone numbers: this connection isn't allowed to do that.");
});

describe('an account with more numbers than one answer holds', () => {
  const number = (nth: number) => `+1415555${String(nth).padStart(4, '0')}`;
  const numbersFrom = (first: number, count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_none, nth) => [number(first + nth), {}]));

  const pageIs = (numbers: object, start_key?: string) =>
    account()
      .get('/phone_numbers')
      .query({ page_size: '100', ...(start_key !== undefined && { start_key }) })
      .reply(200, success({ numbers }));

  beforeEach(() => {
    answers(416, refusal(416, 'range not satisfiable'));
  });

  test('is asked page by page, each of which begins with the last number of the one before', async () => {
    pageIs(numbersFrom(0, 100));
    pageIs(numbersFrom(99, 100), number(99));
    pageIs(numbersFrom(198, 3), number(198));
    const ids = ((await list()) as { id: string }[]).map(({ id }) => id);
    expect(ids).toEqual(Array.from({ length: 201 }, (_none, nth) => number(nth)));
  });

  test('is asked no more where a page brings nothing new', async () => {
    pageIs(numbersFrom(0, 100));
    pageIs(numbersFrom(0, 100), number(99));
    expect(await list()).toHaveLength(100);
  });

  test.each([{}, { numbers: null }])('may turn out to have none: %j', async (data) => {
    account().get('/phone_numbers').query({ page_size: '100' }).reply(200, success(data));
    expect(await list()).toEqual([]);
  });

  test.each([416, 500])('says it where a page is refused with a %i', async (status) => {
    account().get('/phone_numbers').query({ page_size: '100' }).reply(status, refusal(status, 'no'));
    await expect(list()).rejects.toThrow(/more phone numbers than VirtualPBX lists|Could not list the phone numbers/);
  });
});
