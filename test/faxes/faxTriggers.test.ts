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

test('a fax was sent, and its pages can be fetched', async () => {
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

test("a fax couldn't be sent, and the reason is reported", async () => {
  knowNames();
  const [{ document: _document, ...record } = {}] = await deliver('fax_failed', notSent);
  expect(record).toEqual({
    ...sentRecord,
    pages: null,
    summary: "Fax to 628-555-0100 couldn't be sent, Tue, Nov 24, 10:32 AM.",
    failed_at: '2026-11-24T18:32:05Z',
    failed_at_local: '2026-11-24T10:32:05-08:00',
    direction: 'outbound',
    reason: 'The call dropped prematurely',
  });
});

test("a fax that couldn't be received has the reason from the switch, and no document although it has an ID", async () => {
  knowNames();
  const [record] = await deliver('fax_failed', notReceived);
  expect(record).toMatchObject({
    id: FAX,
    summary: "Fax from Ann Lee (628-555-0100) couldn't be received, Tue, Nov 24, 10:32 AM.",
    direction: 'inbound',
    reason: 'The call dropped prematurely',
    to_number: '+14154886109',
    pages: null,
    document: null,
    job_id: null,
    failed_at: '2026-11-24T18:32:05Z',
  });
});

test("a fax that couldn't be received went to the callee if Dash doesn't report the dialed number", async () => {
  knowNames();
  expect(await deliver('fax_failed', { ...notReceived, to_user: undefined })).toMatchObject([
    { to_number: '+14154886100' },
  ]);
});

test("a fax that couldn't be received has the ID of its call if the event has no fax ID", async () => {
  knowNames();
  expect(await deliver('fax_failed', { ...notReceived, fax_id: undefined })).toMatchObject([{ id: 'f1@10.1.1.1' }]);
});

test.each<[string, object, object, string]>([
  ['from the switch, before that of the worker', notSent, { fax_error: 'unknown error' }, 'dropped'],
  ['from the worker if there was no call', notSent, { fax_info: {}, fax_error: 'bad number' }, 'bad number'],
  ['from the worker, before the result “OK”', notSent, { fax_info: { fax_result_text: 'OK' } }, 'dropped'],
  ['that no page arrived in a successful call', notReceived, { fax_info: { fax_result_text: 'OK' } }, 'No pages'],
  ['“unknown error” if nothing else is known', notReceived, { fax_info: {} }, 'unknown error'],
])('the reason is %s', async (_case, event, changes, reason) => {
  knowNames();
  expect(await deliver('fax_failed', { ...event, ...changes })).toMatchObject([
    { reason: expect.stringContaining(reason) as string },
  ]);
});

test.each([
  ['fax_sent', {}, 'sent_at'],
  ['fax_failed', notSent, 'failed_at'],
])('%s: an event without a time has the time of its arrival', async (key, event, at) => {
  knowNames();
  expect(await deliver(key, event)).toMatchObject([{ [at]: '2026-11-24T18:32:05Z' }]);
});

test.each([
  ['fax_sent', {}, 'sent_at'],
  ['fax_failed', notSent, 'failed_at'],
])('%s: an event with a time, like the samples of Dash, has that time', async (key, event, at) => {
  knowNames();
  const told = await deliver(key, { ...event, fax_timestamp: FAXED - 3600 });
  expect(told).toMatchObject([{ [at]: '2026-11-24T17:32:05Z' }]);
});

test("a fax that Dash couldn't move to its month has no document", async () => {
  knowNames();
  expect(await deliver('fax_sent', { fax_id: JOB, fax_jobid: JOB })).toMatchObject([
    { id: JOB, job_id: JOB, document: null },
  ]);
});

describe.each(['fax_sent', 'fax_failed'])('%s', (key) => {
  test('triggers once, however often Dash sends the event', async () => {
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
  ])('with the boxes %j triggers %i times', async (faxboxes, times) => {
    if (times > 0) knowNames();
    expect(await deliver(key, {}, { faxboxes })).toHaveLength(times);
  });

  test('with almost no data is returned with what is known', async () => {
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
      /^Fax to an unknown number (was|couldn't be) sent, 1 page, Tue, Nov 24, 10:32 AM\.$/,
    );
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('has the ID of its job if the event has no fax ID', async () => {
    knowNames();
    expect(await deliver(key, { fax_id: undefined })).toMatchObject([{ id: JOB, document: null }]);
  });

  test('fails in the editor if faxes are not turned on for the account', async () => {
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
])('a failed fax with the event %j and the direction %j triggers %i times', async (changes, direction, times) => {
  if (times > 0) knowNames();
  expect(await deliver('fax_failed', changes, { direction })).toHaveLength(times);
});

test.each([
  ['fax_sent', {}, ['outbound_fax']],
  ['fax_failed', {}, ['outbound_fax_error', 'inbound_fax_error']],
  ['fax_failed', { direction: 'inbound' }, ['inbound_fax_error']],
])('%s with %j subscribes to its own notifications', async (key, inputData, types) => {
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

  test('shows the sent faxes of the chosen box, with their times, without a request for each', async () => {
    list('outbox', [{ ...failed, id: 'failed' }, sentRow], { filter_faxbox_id: FAXBOX });
    knowNames();
    const [record] = await show('fax_sent', { faxboxes: [FAXBOX] });
    expect(record).toMatchObject({ id: FAX, job_id: JOB, pages: 2, ...jane, sent_at: '2026-11-24T18:32:05Z' });
  });

  test("shows the newest faxes that couldn't be sent, because Dash doesn't list those that couldn't be received", async () => {
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

  test("sends no request for faxes that couldn't be received", async () => {
    expect(await show('fax_failed', { direction: 'inbound' })).toEqual([]);
  });
});
