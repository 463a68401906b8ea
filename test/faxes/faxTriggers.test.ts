import { stopClock } from '../support/clock.ts';
import { account, OTHER, success } from '../support/dash.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { FAX, FAXBOX, FAXED, knowFaxbox, notReceived, notSent, sentEvent, sentRow } from '../support/faxes.ts';
import { createPlatform } from '../support/platform.ts';

type Shown = Record<string, unknown>[];

const subscribeData = { webhook_ids: ['w1'], zapier_token: 'secret', target_hash: 'hash' };

const deliver = (key: string, changes: object = {}, inputData: object = {}, platform = createPlatform()) =>
  platform.run(`triggers.${key}.operation.perform`, {
    subscribeData,
    inputData,
    rawRequest: { content: JSON.stringify({ ...sentEvent, ...changes }) },
  }) as Promise<Shown>;

const show = (key: string, inputData: object = {}) =>
  createPlatform().run(`triggers.${key}.operation.performList`, { inputData }) as Promise<Shown>;

const JOB = FAX.replace('202611-', '');

beforeEach(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterEach(() => jest.useRealTimers());

const knowNames = () => {
  knowFaxbox();
  knowOwner();
};

const sentRecord = {
  id: FAX,
  from_number: '+14154886109',
  from_name: 'Brightwater Dental',
  to_number: '+16285550100',
  to_name: null,
  customer: '628-555-0100',
  customer_number: '+16285550100',
  customer_number_national: '(628) 555-0100',
  customer_number_digits: '6285550100',
  customer_name: null,
  call_back_link: 'tel:+16285550100',
  our_number: '+14154886109',
  pages: 3,
  faxbox_id: FAXBOX,
  faxbox_name: 'Front Desk Fax',
  ...jane,
  job_id: JOB,
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
};

test('a fax was sent, and its pages can be had', async () => {
  knowNames();
  const [{ document, ...record } = {}] = await deliver('fax_sent');
  expect(record).toEqual({
    ...sentRecord,
    summary: 'Fax to 628-555-0100 was sent, 3 pages, Tue, Nov 24, 10:32 AM.',
    sent_at: '2026-11-24T18:32:05Z',
    sent_at_local: '2026-11-24T10:32:05-08:00',
  });
  expect(JSON.parse(String(document).split('|||')[1] ?? '')).toMatchObject({
    bundle: { folder: 'outbox', fax_id: FAX, name: 'Fax-+16285550100-2026-11-24-10-32' },
  });
});

test('a fax could not be sent, and the reason is told', async () => {
  knowNames();
  const [{ document: _document, ...record } = {}] = await deliver('fax_failed', notSent);
  expect(record).toEqual({
    ...sentRecord,
    pages: null,
    summary: 'The fax to 628-555-0100 could not be sent, Tue, Nov 24, 10:32 AM.',
    failed_at: '2026-11-24T18:32:05Z',
    failed_at_local: '2026-11-24T10:32:05-08:00',
    direction: 'outbound',
    reason: 'The call dropped prematurely',
  });
});

test('a fax that was not received has its reason from the switch, and no document although it has an id', async () => {
  knowNames();
  const [record] = await deliver('fax_failed', notReceived);
  expect(record).toMatchObject({
    id: FAX,
    summary: 'A fax from Ann Lee (628-555-0100) could not be received, Tue, Nov 24, 10:32 AM.',
    direction: 'inbound',
    reason: 'The call dropped prematurely',
    to_number: '+14154886109',
    pages: null,
    document: null,
    job_id: null,
    failed_at: '2026-11-24T18:32:05Z',
  });
});

test('a fax that was not received went to the callee where Dash does not say what was dialed', async () => {
  knowNames();
  expect(await deliver('fax_failed', { ...notReceived, to_user: undefined })).toMatchObject([
    { to_number: '+14154886100' },
  ]);
});

test('a fax that was not received is told by its call where Dash names no fax', async () => {
  knowNames();
  expect(await deliver('fax_failed', { ...notReceived, fax_id: undefined })).toMatchObject([{ id: 'f1@10.1.1.1' }]);
});

test.each<[string, object, object, string]>([
  ['what the switch says, before what the worker says', notSent, { fax_error: 'unknown error' }, 'dropped'],
  ['what the worker says where no call came about', notSent, { fax_info: {}, fax_error: 'bad number' }, 'bad number'],
  ['what the worker says, before a result that is none', notSent, { fax_info: { fax_result_text: 'OK' } }, 'dropped'],
  ['that no page came in a call that went well', notReceived, { fax_info: { fax_result_text: 'OK' } }, 'No pages'],
  ['at least that nobody knows', notReceived, { fax_info: {} }, 'unknown error'],
])('the reason is %s', async (_case, event, changes, reason) => {
  knowNames();
  expect(await deliver('fax_failed', { ...event, ...changes })).toMatchObject([
    { reason: expect.stringContaining(reason) as string },
  ]);
});

test.each([
  ['fax_sent', {}, 'sent_at'],
  ['fax_failed', notSent, 'failed_at'],
])('%s: an event without a time happened when it arrived', async (key, event, at) => {
  knowNames();
  expect(await deliver(key, event)).toMatchObject([{ [at]: '2026-11-24T18:32:05Z' }]);
});

test.each([
  ['fax_sent', {}, 'sent_at'],
  ['fax_failed', notSent, 'failed_at'],
])('%s: an event that tells its time, as the samples of Dash do, is believed', async (key, event, at) => {
  knowNames();
  const told = await deliver(key, { ...event, fax_timestamp: FAXED - 3600 });
  expect(told).toMatchObject([{ [at]: '2026-11-24T17:32:05Z' }]);
});

test('a fax that Dash could not file under its month has no document that can be fetched', async () => {
  knowNames();
  expect(await deliver('fax_sent', { fax_id: JOB, fax_jobid: JOB })).toMatchObject([
    { id: JOB, job_id: JOB, document: null },
  ]);
});

describe.each(['fax_sent', 'fax_failed'])('%s', (key) => {
  test('comes once, however often Dash says it', async () => {
    const platform = createPlatform();
    knowNames();
    expect(await deliver(key, {}, {}, platform)).toHaveLength(1);
    expect(await deliver(key, { msg_id: 'another' }, {}, platform)).toEqual([]);
    expect(await deliver(key, { fax_id: 'another' }, {}, platform)).toHaveLength(1);
  });

  test.each<[unknown, number]>([
    [[OTHER, FAXBOX], 1],
    [[OTHER], 0],
    [['', null], 1],
  ])('with the boxes %j comes %i times', async (faxboxes, times) => {
    if (times > 0) knowNames();
    expect(await deliver(key, {}, { faxboxes })).toHaveLength(times);
  });

  test('of which Dash tells next to nothing is given with what is known', async () => {
    const bare = Object.fromEntries(Object.keys(sentEvent).map((name) => [name, undefined]));
    const [record] = await deliver(key, {
      ...bare,
      zapier_token: 'secret',
      from_user: '+14154886109',
      fax_info: { fax_transferred_pages: '1' },
    });
    expect(record).toMatchObject({
      from_number: '+14154886109',
      to_number: null,
      pages: 1,
      document: null,
      faxbox_id: null,
    });
    expect(record?.summary).toMatch(
      /^(The fax|Fax) to an unknown number (was|could not be) sent, 1 page, Tue, Nov 24, 10:32 AM\.$/,
    );
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is told by its job where Dash names no fax', async () => {
    knowNames();
    expect(await deliver(key, { fax_id: undefined })).toMatchObject([{ id: JOB, document: null }]);
  });

  test('says in the editor where the account has no faxes', async () => {
    account()
      .get(/^\/v2\/accounts\/.*\/faxes\/(in|out)box$/)
      .query(true)
      .times(2)
      .optionally()
      .reply(404, '');
    await expect(show(key)).rejects.toThrow("Fax isn't turned on for this VirtualPBX account.");
  });
});

test.each<[object, unknown, number]>([
  [notSent, 'outbound', 1],
  [notSent, 'inbound', 0],
  [notSent, '', 1],
  [notReceived, 'outbound', 0],
  [notReceived, 'inbound', 1],
  [notReceived, [], 1],
])('a fax that failed, told by %j, with the direction %j comes %i times', async (changes, direction, times) => {
  if (times > 0) knowNames();
  expect(await deliver('fax_failed', changes, { direction })).toHaveLength(times);
});

test.each([
  ['fax_sent', {}, ['outbound_fax']],
  ['fax_failed', {}, ['outbound_fax_error', 'inbound_fax_error']],
  ['fax_failed', { direction: 'inbound' }, ['inbound_fax_error']],
])('%s with %j listens to its own notifications', async (key, inputData, types) => {
  account().get('/webhooks').query(true).reply(200, success([]));
  const made: unknown[] = [];
  account()
    .put('/webhooks', ({ data }: { data: { hook: string; custom_data: { type: string } } }) => {
      made.push([data.hook, data.custom_data.type]);
      return true;
    })
    .times(types.length)
    .reply(201, success({ id: 'w1' }));
  await createPlatform().run(`triggers.${key}.operation.performSubscribe`, {
    inputData,
    targetUrl: 'https://hooks.zapier.com/hooks/standard/1/2/',
  });
  expect([...new Set(made.map((one) => JSON.stringify(one)))]).toEqual(
    types.map((type) => JSON.stringify(['notifications', type])),
  );
});

describe('the editor', () => {
  const list = (folder: string, rows: object[], query: object = {}) =>
    account()
      .get(`/faxes/${folder}`)
      .query((asked) => Object.entries(query).every(([name, value]) => asked[name] === value))
      .reply(200, success(rows));
  const failed = { ...sentRow, status: 'failed' };

  test('shows the faxes that were sent, of the chosen box, when they were sent, without asking for each', async () => {
    list('outbox', [{ ...failed, id: 'failed' }, sentRow], { filter_faxbox_id: FAXBOX });
    knowNames();
    const [record] = await show('fax_sent', { faxboxes: [FAXBOX] });
    expect(record).toMatchObject({ id: FAX, job_id: JOB, pages: 2, ...jane, sent_at: '2026-11-24T18:32:05Z' });
  });

  test('shows the newest faxes that failed to be sent, since those that were not received are never listed', async () => {
    const reasons = [{ result_text: 'BUSY', pages_sent: 0 }, { error_message: 'NO ANSWER', pages_sent: 1 }, undefined];
    const rows = reasons.map((tx_result, index) => ({
      ...failed,
      id: `202611-${String(index)}`,
      faxbox_id: undefined,
      tx_result,
      created: index === 2 ? undefined : FAXED,
    }));
    list('outbox', [sentRow, ...rows]);
    const shown = await show('fax_failed');
    expect(shown).toMatchObject([
      { id: '202611-0', job_id: '0', direction: 'outbound', reason: 'BUSY', pages: null },
      { id: '202611-1', job_id: '1', reason: 'NO ANSWER', pages: 1, failed_at: '2026-11-24T18:32:05Z' },
      { id: '202611-2', job_id: '2', reason: null, failed_at: null },
    ]);
  });

  test('asks nothing for faxes that were not received', async () => {
    expect(await show('fax_failed', { direction: 'inbound' })).toEqual([]);
  });
});
