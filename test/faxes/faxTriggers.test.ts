import { faxFailed } from '../../src/faxes/faxFailed.trigger.ts';
import { faxSent } from '../../src/faxes/faxSent.trigger.ts';
import { account, refusal, success } from '../support/dash.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { FAX, FAXBOX, FAXED, faxDocument, faxRow, knowFaxbox, sentEvent } from '../support/faxes.ts';
import { createPlatform } from '../support/platform.ts';
import { refreshes } from '../support/told.ts';

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

const failedOutbound = {
  event_name: 'outbound_fax_error',
  type: 'outbound_fax_error',
  fax_error: 'no carrier',
};
const failedInbound = {
  ...failedOutbound,
  event_name: 'inbound_fax_error',
  type: 'inbound_fax_error',
  caller_id_number: '+16285550100',
  caller_id_name: 'Ann Lee',
  callee_id_number: '+14154886109',
  fax_jobid: undefined,
};

const knowNames = () => {
  knowFaxbox();
  knowOwner();
};

const sentRecord = {
  id: FAX,
  from_number: '+14154886109',
  from_number_national: '(415) 488-6109',
  from_country: 'US',
  from_name: 'Brightwater Dental',
  from_tel_link: 'tel:+14154886109',
  to_number: '+16285550100',
  to_number_national: '(628) 555-0100',
  to_country: 'US',
  to_name: null,
  pages: 3,
  faxbox_id: FAXBOX,
  faxbox_name: 'Front Desk Fax',
  ...jane,
  job_id: 'job-1',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
};

test('a fax was sent, and its pages can be had', async () => {
  knowNames();
  const [{ document, ...record } = {}] = await deliver('fax_sent');
  expect(record).toEqual({
    ...sentRecord,
    summary: 'Fax to +1 628-555-0100 was sent, 3 pages, Tue 24 Nov, 10:32.',
    sent_at: '2026-11-24T18:32:05Z',
    sent_at_local: '2026-11-24T10:32:05-08:00',
  });
  expect(JSON.parse(String(document).split('|||')[1] ?? '')).toMatchObject({
    bundle: { folder: 'outbox', fax_id: FAX, name: 'Fax-+16285550100-2026-11-24-10-32' },
  });
});

test('a fax could not be sent, and the reason is told', async () => {
  knowNames();
  const [{ document: _document, ...record } = {}] = await deliver('fax_failed', failedOutbound);
  expect(record).toEqual({
    ...sentRecord,
    summary: 'The fax to +1 628-555-0100 could not be sent, 3 pages, Tue 24 Nov, 10:32.',
    failed_at: '2026-11-24T18:32:05Z',
    failed_at_local: '2026-11-24T10:32:05-08:00',
    direction: 'outbound',
    reason: 'no carrier',
  });
});

test('a fax could not be received, which is told by its call where nothing of it was kept', async () => {
  knowNames();
  const [record] = await deliver('fax_failed', { ...failedInbound, fax_id: undefined, fax_error: undefined });
  expect(record).toMatchObject({
    id: 'f1@10.1.1.1',
    summary: 'A fax from Ann Lee (+1 628-555-0100) could not be received, 3 pages, Tue 24 Nov, 10:32.',
    direction: 'inbound',
    reason: 'OK',
    document: null,
    job_id: null,
  });
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
    [['other', FAXBOX], 1],
    [['other'], 0],
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
    expect(record?.summary).toMatch(/^(The fax|Fax) to an unknown number (was|could not be) sent, 1 page\.$/);
    expect(record?.id).toMatch(/^[0-9a-f]{64}$/);
  });

  test('is told by its job where Dash names no fax', async () => {
    knowNames();
    expect(await deliver(key, { fax_id: undefined })).toMatchObject([{ id: 'job-1', document: null }]);
  });

  test('is repeated when the session ends', async () => {
    account().get(`/faxboxes/${FAXBOX}`).reply(401, refusal(401, 'invalid_credentials'));
    await expect(deliver(key)).rejects.toMatchObject(refreshes);
  });

  test('says in the editor where the account has no faxes', async () => {
    account()
      .get(/^\/v2\/accounts\/.*\/faxes\/(in|out)box$/)
      .query(true)
      .times(2)
      .optionally()
      .reply(404, '');
    await expect(show(key)).rejects.toThrow('Fax is not switched on for this VirtualPBX account.');
  });
});

test.each<[object, unknown, number]>([
  [failedOutbound, 'outbound', 1],
  [failedOutbound, 'inbound', 0],
  [failedOutbound, '', 1],
  [failedInbound, 'outbound', 0],
  [failedInbound, 'inbound', 1],
  [failedInbound, [], 1],
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
  const know = (folder: string, id: string, document: object) =>
    account().get(`/faxes/${folder}/${id}`).reply(200, success(document));
  const tx_result = { result_text: 'The call dropped prematurely', pages_sent: 4 };

  test('shows the faxes that were sent, of the chosen box', async () => {
    list('outbox', [{ ...faxRow, id: 'failed', status: 'failed' }, faxRow], { filter_faxbox_id: FAXBOX });
    know('outbox', FAX, { ...faxDocument, rx_result: undefined, tx_result });
    knowNames();
    const [record] = await show('fax_sent', { faxboxes: [FAXBOX] });
    expect(record).toMatchObject({ id: FAX, job_id: FAX, pages: 4, sent_at: '2026-11-24T18:32:05Z' });
    expect(Object.keys(record ?? {}).sort()).toEqual(faxSent.operation.outputFields.map(({ key }) => key).sort());
  });

  test('shows the newest faxes that failed, in both directions', async () => {
    const failed = (id: string, created?: number) => ({ ...faxRow, id, created, status: 'failed' });
    list('outbox', [failed('b', FAXED - 2), faxRow, failed('d')]);
    list('inbox', [failed('a', FAXED), failed('c'), failed('e', FAXED - 9)]);
    know('inbox', 'a', { call_id: 'c1' });
    know('outbox', 'b', { tx_result });
    know('inbox', 'e', {});
    const shown = await show('fax_failed');
    expect(shown).toMatchObject([
      { id: 'a', direction: 'inbound', reason: null, job_id: null },
      { id: 'b', direction: 'outbound', reason: 'The call dropped prematurely', job_id: 'b' },
      { id: 'e' },
    ]);
    expect(Object.keys(shown[0] ?? {}).sort()).toEqual(faxFailed.operation.outputFields.map(({ key }) => key).sort());
  });

  test('shows those of one direction', async () => {
    list('inbox', []);
    expect(await show('fax_failed', { direction: 'inbound' })).toEqual([]);
  });
});

test.each([faxSent, faxFailed])('the sample of $key has exactly the declared fields', ({ operation }) => {
  expect(Object.keys(operation.sample).sort()).toEqual(operation.outputFields.map(({ key }) => key).sort());
});
