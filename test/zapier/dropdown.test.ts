import app from '../../src/index.ts';
import { parse, text } from '../../src/dash/schema.ts';
import { choiceList, dropdown } from '../../src/zapier/dropdown.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { fails, halts, refreshes, throttles } from '../support/told.ts';

const shape = { id: text, name: text };

/** A dropdown of queues, whose rows without an id or a name are no choices. */
const queues = {
  key: 'list_queues',
  noun: 'Queue',
  path: ['queues'],
  purpose: 'list the queues',
  section: 'Call Center',
  choice: (row: unknown) => {
    const { id, name } = parse(shape, row);
    return id === null || name === null ? null : { id, name };
  },
};

type DropdownOptions = Parameters<typeof dropdown>[0];

const platformWith = (options: DropdownOptions) =>
  createPlatform({ ...app, triggers: { [options.key]: dropdown(options) } });
const METHOD = 'triggers.list_queues.operation.perform';

const listIs = (query: object) =>
  account()
    .get('/queues')
    .query({ ...query });
const whole = () => listIs({ paginate: 'false' });
const named = (...names: string[]) => names.map((name) => ({ id: name, name }));

test('is a hidden trigger that Zapier fills page by page', () => {
  expect(dropdown(queues)).toMatchObject({
    key: 'list_queues',
    noun: 'Queue',
    display: { label: 'Queue List', hidden: true },
    operation: { type: 'polling', canPaginate: true },
  });
});

test('is sorted as people sort: by number, whatever the case and the accents', async () => {
  whole().reply(200, success(named('Line 10', 'zoë', 'Line 9', 'Émile', 'ann', 'Zoe 2', 'Eve')));
  expect(await platformWith(queues).run(METHOD)).toEqual(
    named('ann', 'Émile', 'Eve', 'Line 9', 'Line 10', 'zoë', 'Zoe 2'),
  );
});

test('leaves out what is no choice', async () => {
  whole().reply(200, success([{ id: 'q1' }, { name: 'Nameless' }, null, 'text', { id: 'q2', name: 'Sales' }]));
  expect(await platformWith(queues).run(METHOD)).toEqual([{ id: 'q2', name: 'Sales' }]);
});

test('of an empty list is empty', async () => {
  whole().reply(200, success([]));
  expect(await platformWith(queues).run(METHOD)).toEqual([]);
});

test('has no second page when the first was the whole list, and asks for none', async () => {
  whole().reply(200, success(named('Sales')));
  const platform = platformWith(queues);
  await platform.run(METHOD, { meta: { page: 0 } });
  expect(await platform.run(METHOD, { meta: { page: 1 } })).toEqual([]);
});

test('comes page by page, in the order of Dash, when the list is too long for one request', async () => {
  whole().reply(416, refusal(416, 'range not satisfiable'));
  listIs({ page_size: 100 }).reply(200, success(named('Sales', 'Billing'), { next_start_key: 'k2' }));
  listIs({ page_size: 100, start_key: 'k2' }).reply(200, success(named('Support'), { next_start_key: 'k3' }));
  listIs({ page_size: 100, start_key: 'k3' }).reply(200, success(named('Emergency')));
  const platform = platformWith(queues);
  const pages = [];
  for (const page of [0, 1, 2, 3]) pages.push(await platform.run(METHOD, { meta: { page } }));
  expect(pages).toEqual([named('Sales', 'Billing'), named('Support'), named('Emergency'), []]);
});

test('has a row that two pages overlap by once, although each page is a run of its own', async () => {
  whole().reply(416);
  const users = Array.from({ length: 250 }, (_, index) => `User ${String(index)}`);
  listIs({ page_size: 100 }).reply(200, success(named(...users.slice(0, 100)), { next_start_key: 'k2' }));
  listIs({ page_size: 100, start_key: 'k2' }).reply(
    200,
    success(named(...users.slice(99, 199)), { next_start_key: 'k3' }),
  );
  listIs({ page_size: 100, start_key: 'k3' }).reply(200, success(named(...users.slice(197))));
  const platform = platformWith(queues);
  const pages = [];
  for (const page of [0, 1, 2, 3]) pages.push(await platform.run(METHOD, { meta: { page } }));
  expect(pages.flat()).toEqual(named(...users));
});

test('whose cursor the platform does not keep ends after its first page', async () => {
  whole().reply(416);
  listIs({ page_size: 100 }).reply(200, success(named('Sales'), { next_start_key: 'k2' }));
  const platform = platformWith(queues);
  platform.state.down = true;
  expect(await platform.run(METHOD)).toEqual(named('Sales'));
  expect(await platform.run(METHOD, { meta: { page: 1 } })).toEqual([]);
});

test('of a section that is not switched on says so', async () => {
  whole().reply(404);
  await expect(platformWith(queues).run(METHOD)).rejects.toMatchObject(
    halts("Call Center isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  );
});

test('of something that belongs to no section makes do without its name', async () => {
  const { section: _, ...options } = queues;
  whole().reply(404);
  await expect(platformWith(options).run(METHOD)).rejects.toMatchObject(
    halts(
      "This part of the phone system isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on.",
    ),
  );
});

test.each([
  [401, refreshes],
  [
    429,
    throttles(
      'Could not list the queues: VirtualPBX got too many requests at once. Try again in a minute. Zaps that are on try again automatically.',
    ),
  ],
  [500, fails('Could not list the queues: VirtualPBX had a problem. Try again in a few minutes.', 500)],
])('fails as everything does when Dash answers %i', async (status, error) => {
  whole().reply(status, refusal(status, 'no'));
  await expect(platformWith(queues).run(METHOD)).rejects.toMatchObject(error);
});

test('a list of choices of its own is loaded whole', async () => {
  const list = choiceList({
    key: 'list_zones',
    noun: 'Zone',
    load: ({ timeZone }) => Promise.resolve([{ id: 'own', name: timeZone }]),
  });
  expect(list).toMatchObject({ display: { label: 'Zone List', hidden: true } });
  expect(list.operation).not.toHaveProperty('canPaginate');
  const platform = createPlatform({ ...app, triggers: { list_zones: list } });
  expect(await platform.run('triggers.list_zones.operation.perform')).toEqual([
    { id: 'own', name: 'America/Los_Angeles' },
  ]);
});

test('two choices with the same id, which core refuses, are shown as one', async () => {
  const [open, closed, again] = [
    { id: 'open', name: 'Open' },
    { id: 'closed', name: 'Closed' },
    { id: 'open', name: 'Open' },
  ];
  const list = choiceList({ key: 'list_states', noun: 'State', load: () => Promise.resolve([open, closed, again]) });
  const platform = createPlatform({ ...app, triggers: { list_states: list } });
  expect(await platform.run('triggers.list_states.operation.perform')).toEqual([open, closed]);
});
