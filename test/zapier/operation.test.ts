import app from '../../src/index.ts';
import { field } from '../../src/fields/output.ts';
import { create, hydrator, search } from '../../src/zapier/operation.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';

const base = {
  key: 'it',
  noun: 'Thing',
  label: 'Find Thing',
  description: 'Finds a thing.',
  inputFields: [{ key: 'name', label: 'Thing Name', required: true }],
  outputFields: [field('id', 'string', 'ID'), field('name', 'string', 'Name')],
  sample: { id: 'a', name: 'Ann' },
} as const;

const findIt = search({
  ...base,
  perform: async (input, { dash }) => {
    const id = input.required('name');
    await dash.get(['things', id], { purpose: 'find the thing' });
    return [{ id, name: null }];
  },
});

const createIt = create({ ...base, perform: (input) => Promise.resolve({ id: input.required('name'), name: null }) });

const thing = () => account().get('/things/t1');

const run = (operation: 'searches' | 'creates', inputData: object) => {
  const definition = operation === 'searches' ? { searches: { it: findIt } } : { creates: { it: createIt } };
  return createPlatform({ ...app, ...definition }).run(`${operation}.it.operation.perform`, { inputData });
};

test('a search reads its input, uses Dash and returns records', async () => {
  thing().reply(200, success({}));
  expect(await run('searches', { name: 't1' })).toEqual([{ id: 't1', name: null }]);
});

test('an action returns one record', async () => {
  expect(await run('creates', { name: 't1' })).toEqual({ id: 't1', name: null });
});

test('the summary of a record has one line', async () => {
  const said = {
    ...base,
    outputFields: [field('id', 'string', 'ID'), field('summary', 'string', 'Summary')],
    sample: { id: 'a', summary: null },
  } as const;
  const records = ['Jane\nDoe \u202eseoD', null].map((summary) => ({ id: 'a', summary }));
  const expected = ['Jane Doe seoD', null].map((summary) => ({ id: 'a', summary }));
  const searches = { it: search({ ...said, perform: () => Promise.resolve(records) }) };
  const platform = createPlatform({ ...app, searches });
  expect(await platform.run('searches.it.operation.perform')).toEqual(expected);
  const creates = { it: create({ ...said, perform: () => Promise.resolve({ id: 'a', summary: 'Jane\nDoe' }) }) };
  expect(await createPlatform({ ...app, creates }).run('creates.it.operation.perform')).toEqual({
    id: 'a',
    summary: 'Jane Doe',
  });
});

test('an empty required field stops the step with the label of the field, before any request', async () => {
  const error = halts('Thing Name is empty. Fill it in.');
  await expect(run('searches', { name: ' ' })).rejects.toMatchObject(error);
  await expect(run('creates', {})).rejects.toMatchObject(error);
});

test('a refusal of Dash reaches the platform as the error for the user', async () => {
  thing().reply(403, refusal(403, 'forbidden'));
  await expect(run('searches', { name: 't1' })).rejects.toMatchObject({ name: 'HaltedError', doNotContextify: true });
});

test('definitions have what the platform needs, and a lock where the action has one', () => {
  const lock = { key: 'things', scope: ['auth' as const] };
  expect(findIt).toMatchObject({
    key: 'it',
    noun: 'Thing',
    display: { label: 'Find Thing', description: 'Finds a thing.' },
    operation: { inputFields: base.inputFields, outputFields: base.outputFields, sample: base.sample },
  });
  expect(createIt.operation).not.toHaveProperty('lock');
  expect(create({ ...base, lock, perform: () => Promise.resolve(base.sample) }).operation).toMatchObject({ lock });
});

test('a hydrator gets the pointer of the file and the context', async () => {
  const fetchIt = hydrator(({ id }: { id: string }, { timeZone }) => Promise.resolve(`${id} ${timeZone}`));
  const platform = createPlatform({ ...app, hydrators: { fetchIt } });
  expect(await platform.run('hydrators.fetchIt', { inputData: { id: 'f1' } })).toBe('f1 America/Los_Angeles');
});
