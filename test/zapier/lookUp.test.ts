import { parse, text } from '../../src/dash/schema.ts';
import { connect } from '../../src/zapier/context.ts';
import { cachedLookUp } from '../../src/zapier/lookUp.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createContextStep, createStep } from '../support/step.ts';
import { refreshes, throttles } from '../support/told.ts';

const nameOf = cachedLookUp(
  'queue',
  (id) => ['queues', id],
  (found) => parse({ name: text }, found).name,
);

const stepFor = (id: string) => createContextStep((context) => nameOf(context, id));

const queue = (id: string) => account().get(`/queues/${id}`);

test('a name takes one request, and none while it is remembered', async () => {
  queue('q1').reply(200, success({ name: 'Sales' }));
  const step = stepFor('q1');
  expect(await step.run()).toBe('Sales');
  expect(await step.run()).toBe('Sales');
  expect([...step.cache]).toEqual([['queue:q1', '"Sales"']]);
});

test('a name is asked for once in a run, also when many ask at the same time', async () => {
  queue('q1').reply(200, success({ name: 'Sales' }));
  const step = createContextStep(async (context) => {
    const together = await Promise.all([nameOf(context, 'q1'), nameOf(context, 'q1'), nameOf(context, 'q1')]);
    return [...together, await nameOf(context, 'q1')];
  });
  expect(await step.run()).toEqual(['Sales', 'Sales', 'Sales', 'Sales']);
  // Once to look, and once to remember.
  expect(step.state.cacheCalls).toBe(2);
});

test('a name is asked for once in a run also while the cache is down, and when Dash does not know it', async () => {
  queue('q1').reply(404, refusal(404, 'bad identifier', ['q1']));
  const step = createContextStep(async (context) => {
    return [await nameOf(context, 'q1'), await nameOf(context, 'q1')];
  });
  step.state.cacheDown = true;
  expect(await step.run()).toEqual([null, null]);
});

test('things of two kinds may have the same id', async () => {
  const mailboxOf = cachedLookUp(
    'mailbox',
    (id) => ['vmboxes', id],
    (found) => parse({ mailbox: text }, found).mailbox,
  );
  queue('1').reply(200, success({ name: 'Sales' }));
  account()
    .get('/vmboxes/1')
    .reply(200, success({ mailbox: '1000' }));
  const step = createContextStep(async (context) => {
    return [await nameOf(context, '1'), await mailboxOf(context, '1')];
  });
  expect(await step.run()).toEqual(['Sales', '1000']);
});

test('each id is remembered by itself', async () => {
  queue('q1').reply(200, success({ name: 'Sales' }));
  queue('q2').reply(200, success({ name: 'Billing' }));
  const step = createContextStep(async (context) => {
    return [await nameOf(context, 'q1'), await nameOf(context, 'q2'), await nameOf(context, 'q1')];
  });
  expect(await step.run()).toEqual(['Sales', 'Billing', 'Sales']);
});

test('what is remembered stays within the connection, for an hour', async () => {
  const get = jest.fn(() => Promise.resolve(null));
  const set = jest.fn(() => Promise.resolve(true));
  queue('q1').reply(200, success({ name: 'Sales' }));
  const step = createStep((z, bundle) =>
    nameOf(connect({ ...z, cache: { get, set, delete: jest.fn() } }, bundle), 'q1'),
  );
  await step.run();
  expect(get).toHaveBeenCalledWith('queue:q1', ['auth']);
  expect(set).toHaveBeenCalledWith('queue:q1', 'Sales', 3600, ['auth']);
});

test('a name is found also while the cache is down', async () => {
  queue('q1')
    .twice()
    .reply(200, success({ name: 'Sales' }));
  const step = stepFor('q1');
  step.state.cacheDown = true;
  expect(await step.run()).toBe('Sales');
  expect(await step.run()).toBe('Sales');
});

test.each([
  [404, refusal(404, 'bad identifier', ['q1'])],
  [404, undefined],
  [403, refusal(403, 'forbidden')],
  [500, refusal(500, 'fault')],
])('a name that Dash cannot give (%i) is unknown, and asked for again next time', async (status, body) => {
  queue('q1').reply(status, body);
  queue('q1').reply(200, success({ name: 'Sales' }));
  const step = stepFor('q1');
  expect(await step.run()).toBeNull();
  expect(step.cache.size).toBe(0);
  expect(await step.run()).toBe('Sales');
});

test.each([
  [401, refreshes],
  [
    429,
    throttles(
      'Could not read the queue: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
    ),
  ],
])('what makes Zapier run the step again (%i) is not swallowed', async (status, error) => {
  queue('q1').reply(status, refusal(status, 'no'));
  await expect(stepFor('q1').run()).rejects.toMatchObject(error);
});
