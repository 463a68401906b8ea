import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { account, OTHER, refusal, success } from '../support/dash.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { FAX, FAXBOX, faxRow, knowFaxbox } from '../support/faxes.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';

const NOW = new Date('2026-11-24T20:00:00Z');
const NOW_GREGORIAN = toGregorian(NOW);
const DAY = 24 * 3600;

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

const inbox = (rows: unknown[], query: object = {}, more: object = {}) =>
  account()
    .get('/faxes/inbox')
    .query({ page_size: 200, created_from: NOW_GREGORIAN - DAY, created_to: NOW_GREGORIAN, ...query })
    .reply(200, success(rows, more));

const poll = (inputData: object = {}, platform = createPlatform(), meta: object = {}) =>
  platform.run('triggers.new_fax.operation.perform', { inputData, meta }) as Promise<Record<string, unknown>[]>;

test('a new fax has its sender, its owner, and its pages, all from its row', async () => {
  inbox([faxRow]);
  knowFaxbox();
  knowOwner();
  const [{ document, ...record } = {}] = await poll();
  expect(record).toEqual({
    id: FAX,
    summary: 'Fax from Ann Lee (415-488-6134) for Jane Doe, 2 pages, Tue, Nov 24, 10:32 AM.',
    from_number: '+14154886134',
    from_name: 'Ann Lee',
    to_number: '+14154886109',
    to_name: null,
    customer: 'Ann Lee (415-488-6134)',
    customer_number: '+14154886134',
    customer_number_national: '(415) 488-6134',
    customer_number_digits: '4154886134',
    customer_name: 'Ann Lee',
    call_back_link: 'tel:+14154886134',
    our_number: '+14154886109',
    received_at: '2026-11-24T18:32:05Z',
    received_at_local: '2026-11-24T10:32:05-08:00',
    local_date: '2026-11-24',
    local_time: '10:32',
    local_time_12h: '10:32 AM',
    local_hour: 10,
    weekday: 'Tuesday',
    pages: 2,
    faxbox_id: FAXBOX,
    faxbox_name: 'Front Desk Fax',
    ...jane,
  });
  expect(JSON.parse(String(document).split('|||')[1] ?? '')).toMatchObject({
    method: 'hydrators.faxDocument',
    bundle: { folder: 'inbox', fax_id: FAX, name: 'Fax-Ann-Lee-2026-11-24-10-32' },
  });
});

test('a received fax has no status, and no from_name in KAZOO 4.2', async () => {
  inbox([{ ...faxRow, from_name: undefined, faxbox_id: undefined }, { no: 'fax' }]);
  expect(await poll()).toMatchObject([
    {
      summary: 'Fax from 415-488-6134, 2 pages, Tue, Nov 24, 10:32 AM.',
      from_name: null,
      to_number: '+14154886109',
      faxbox_id: null,
      faxbox_name: null,
      user_id: null,
    },
  ]);
});

test('a fax with almost no data is returned with what is known', async () => {
  inbox([
    { id: FAX, rx_result: { transferred_pages: '1' } },
    { id: 'second', from: '+14154886134', to: '+14154886109' },
  ]);
  expect(await poll()).toMatchObject([
    {
      id: FAX,
      summary: 'Fax from an unknown number, 1 page.',
      from_number: null,
      to_number: null,
      received_at: null,
    },
    { id: 'second', from_number: '+14154886134', to_number: '+14154886109', pages: null },
  ]);
});

test('a fax for a box without an owner names the box, and a fax with an owner names the owner', async () => {
  inbox([
    { ...faxRow, faxbox_id: 'shared' },
    { ...faxRow, faxbox_id: 'shared', owner_id: jane.user_id, id: 'second' },
  ]);
  account()
    .get('/faxboxes/shared')
    .reply(200, success({ id: 'shared', name: 'Office Fax' }));
  knowOwner();
  expect(await poll()).toMatchObject([
    { summary: expect.stringContaining(' for Office Fax,') as string, user_id: null },
    { summary: expect.stringContaining(' for Jane Doe,') as string },
  ]);
});

describe('a fax that is listed before its pages are stored', () => {
  const NEW = { id: FAX, from: '+14154886134', created: NOW_GREGORIAN - 5 };
  const look = () => account().get(`/faxes/inbox/${FAX}/attachment`).matchHeader('accept', 'application/json');
  const json = { 'content-type': 'application/json' };
  const again = (rows: unknown[]) => inbox(rows, { created_from: NOW_GREGORIAN - 3600 });

  test.each<[number, object | string, Record<string, string>]>([
    [503, refusal(503, 'datastore_fault'), json],
    [500, '', {}],
    [404, refusal(404, 'bad_identifier'), json],
    [403, '', {}],
    [200, '%PDF', { 'content-type': 'application/pdf' }],
    [200, '{}', json],
  ])('waits for the next poll if Dash returns %i, and then triggers once', async (status, body, headers) => {
    const platform = createPlatform();
    inbox([NEW]);
    look().reply(status, body, headers);
    expect(await poll({}, platform)).toEqual([]);
    again([NEW]);
    look().reply(406, '');
    expect(await poll({}, platform)).toMatchObject([{ id: FAX }]);
    again([NEW]);
    expect(await poll({}, platform)).toMatchObject([{ id: FAX }]);
  });

  test('waits for the next poll if Dash does not respond, and then triggers once', async () => {
    const platform = createPlatform();
    inbox([NEW]);
    look().replyWithError('socket hang up');
    expect(await poll({}, platform)).toEqual([]);
    again([NEW]);
    look().reply(406, '');
    expect(await poll({}, platform)).toMatchObject([{ id: FAX }]);
  });

  test('triggers without its pages if they were not stored within ten minutes', async () => {
    inbox([{ ...NEW, created: NOW_GREGORIAN - 600 }]);
    expect(await poll()).toMatchObject([{ id: FAX }]);
  });

  test('with an invalid ID waits as long, too, and is returned unchanged', async () => {
    inbox([
      { ...NEW, id: '..' },
      { ...NEW, id: '.', created: NOW_GREGORIAN - 600 },
    ]);
    expect(await poll()).toMatchObject([{ id: '.' }]);
  });
});

test.each([
  [[FAXBOX], FAXBOX],
  [['', FAXBOX, OTHER], `["${FAXBOX}","${OTHER}"]`],
])('only faxes of the boxes %j are requested', async (faxboxes, filter_faxbox_id) => {
  inbox([], { filter_faxbox_id });
  expect(await poll({ faxboxes })).toEqual([]);
});

test('faxes are read page by page, and again from an hour before the last poll, without a second check of their pages', async () => {
  const platform = createPlatform();
  inbox([faxRow], {}, { next_start_key: 'more' });
  inbox([{ ...faxRow, id: 'second' }], { start_key: 'more' });
  knowFaxbox();
  knowOwner();
  expect((await poll({}, platform)).map(({ id }) => id)).toEqual([FAX, 'second']);
  inbox([faxRow], { created_from: NOW_GREGORIAN - 3600 });
  expect(await poll({}, platform)).toMatchObject([{ id: FAX, pages: 2 }]);
});

test('faxes are only recorded by their IDs when the Zap is turned on', async () => {
  inbox([faxRow]);
  expect(await poll({}, createPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: FAX }]);
});

test('fails if faxes are not turned on for the account', async () => {
  account().get('/faxes/inbox').query(true).reply(404, '');
  await expect(poll()).rejects.toMatchObject(
    halts("Fax isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
  );
});

describe('the pages of a fax', () => {
  const fetchPages = (platform = createPlatform()) =>
    platform.run('hydrators.faxDocument', { inputData: { folder: 'inbox', fax_id: FAX, name: 'Fax-Ann-Lee' } });
  const pages = () => account().get(`/faxes/inbox/${FAX}/attachment`).matchHeader('accept', '*/*');

  test.each([
    ['application/pdf', 'pdf'],
    ['image/tiff', 'tiff'],
    ['application/octet-stream', 'pdf'],
  ])('of the type %s become a file with that ending, whatever Dash stores', async (contentType, ending) => {
    pages().reply(200, Buffer.from('%PDF'), { 'content-type': contentType });
    const platform = createPlatform();
    await fetchPages(platform);
    expect(platform.files).toMatchObject([{ name: `Fax-Ann-Lee.${ending}`, contentType }]);
  });

  test.each<[string, number, string]>([
    ['that were deleted', 404, 'it was deleted'],
    ['that were never stored', 503, "the phone system hasn't stored it yet"],
    ['that are something else', 200, 'the phone system sent something else'],
  ])('%s become a note', async (_case, status, reason) => {
    pages().twice().reply(status, refusal(status, 'datastore_fault'));
    const platform = createPlatform();
    await fetchPages(platform);
    expect(platform.files).toMatchObject([
      {
        name: 'Fax-Ann-Lee-not-available.txt',
        body: expect.stringContaining(`Could not get the pages of this fax: ${reason}`) as string,
      },
    ]);
  });
});
