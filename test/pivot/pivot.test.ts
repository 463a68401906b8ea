import { toGregorian } from '../../src/dash/time.ts';
import { pivotRequestFields, pivotRequestSample } from '../../src/pivot/pivotRequest.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts, refreshes } from '../support/told.ts';

const NOW = new Date('2026-11-24T20:00:00Z');
const NOW_GREGORIAN = toGregorian(NOW);
const DAY = 24 * 3600;
const ID = '202611-6c2d3a9be1d34c7f8a6b9c0d1e2f3a4b';
const CALL = 'c1@10.1.1.1';

beforeEach(() => {
  stopClock(NOW);
});
afterEach(() => jest.useRealTimers());

type Shown = Record<string, unknown>[];

/** A row of the debug log. */
const row = {
  call_id: CALL,
  debug_id: ID,
  created: 63_962_764_325,
  iteration: 1,
  node: 'kazoo_apps@sandbox.invalid',
  status_code: '404',
  uri: 'https://example.com/call-flow',
  has_schema_errors: false,
};

const log = (rows: unknown[], query: object = { created_from: NOW_GREGORIAN - DAY }) =>
  account()
    .get('/pivot/debug')
    .query({ page_size: 200, created_to: NOW_GREGORIAN, ...query })
    .reply(200, success(rows));

const entries = (data: unknown, status = 200) =>
  account()
    .get(`/pivot/debug/${ID}`)
    .reply(status, status === 200 ? success(data) : refusal(status, 'no'));
const knowMethod = () =>
  entries([
    { call_id: CALL, id: ID, method: 'get', uri: row.uri, req_body: '' },
    { call_id: CALL, id: ID, resp_status_code: '404' },
  ]);

const poll = (inputData: object = {}, meta: object = {}) =>
  createPlatform().run('triggers.new_pivot_request.operation.perform', { inputData, meta }) as Promise<Shown>;

const record = {
  id: ID,
  summary: 'A call asked https://example.com/call-flow and got status 404, Tue 24 Nov, 10:32.',
  call_id: CALL,
  url: 'https://example.com/call-flow',
  method: 'GET',
  status_code: 404,
  has_schema_errors: false,
  requested_at: '2026-11-24T18:32:05Z',
  requested_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  weekday: 'Tuesday',
};

describe('a new Pivot request', () => {
  test('comes with what was asked and how it was answered', async () => {
    log([row, { no: 'request' }]);
    knowMethod();
    expect(await poll()).toEqual([record]);
  });

  test.each<[string, () => unknown]>([
    ['cannot be read', () => entries(null, 500)],
    ['has another shape', () => entries({ method: 'get' })],
    ['does not name it', () => entries([{ id: ID }])],
  ])('comes without its method where the log %s', async (_what, know) => {
    log([row]);
    know();
    expect(await poll()).toMatchObject([{ id: ID, method: null }]);
  });

  test.each<[object, string]>([
    [
      { has_schema_errors: 'true', status_code: '200' },
      'got status 200 and a call flow with mistakes, Tue 24 Nov, 10:32.',
    ],
    [{ status_code: undefined }, 'got no answer, Tue 24 Nov, 10:32.'],
    [{ created: undefined }, 'got status 404.'],
    [{ created: undefined, status_code: '' }, 'got no answer.'],
  ])('with %j is told so', async (changes, words) => {
    log([{ ...row, ...changes }]);
    knowMethod();
    const [shown] = await poll();
    expect(String(shown?.summary)).toBe(`A call asked https://example.com/call-flow and ${words}`);
  });

  test('of which Dash tells next to nothing is given with what is known', async () => {
    log([{ debug_id: ID, status_code: 200 }]);
    knowMethod();
    expect(await poll()).toMatchObject([
      { summary: 'A call asked your server and got status 200.', call_id: null, url: null, has_schema_errors: null },
    ]);
  });

  test.each([
    [59, 0],
    [60, 1],
  ])('that got no answer for %i seconds comes %i times', async (age, times) => {
    log([{ ...row, created: NOW_GREGORIAN - age, status_code: undefined }]);
    expect(await poll({}, { isPopulatingDedupe: true })).toHaveLength(times);
  });

  test.each<[object, number]>([
    [{ status_code: '404' }, 1],
    [{ status_code: '302' }, 1],
    [{ status_code: '100' }, 1],
    [{ status_code: undefined }, 1],
    [{ status_code: '200', has_schema_errors: true }, 1],
    [{ status_code: '200' }, 0],
  ])('with %j comes %i times where only failures count', async (changes, times) => {
    log([{ ...row, ...changes }]);
    expect(await poll({ only_failures: 'true' }, { isPopulatingDedupe: true })).toHaveLength(times);
  });

  test('comes without a failure where those are not asked for', async () => {
    log([{ ...row, status_code: '200' }]);
    expect(await poll({ only_failures: false }, { isPopulatingDedupe: true })).toEqual([{ id: ID }]);
  });

  test.each<[number, string | object, object]>([
    [401, refusal(401, 'invalid_credentials'), refreshes],
    [404, '', halts('Pivot is not switched on for this VirtualPBX account. Ask VirtualPBX support to switch it on.')],
  ])('says it where Dash answers %i', async (status, body, told) => {
    account().get('/pivot/debug').query(true).reply(status, body);
    await expect(poll()).rejects.toMatchObject(told);
  });
});

describe('finding the Pivot request of a call', () => {
  const find = (call: unknown) =>
    createPlatform().run('searches.find_pivot_request.operation.perform', { inputData: { call } });
  const ofCall = { created_from: NOW_GREGORIAN - 31 * DAY, filter_call_id: CALL };

  test('takes the newest of it', async () => {
    log([{ ...row, call_id: 'another' }, row, { ...row, debug_id: 'older' }], ofCall);
    knowMethod();
    expect(await find(` ${CALL} `)).toEqual([record]);
  });

  test('finds none of a call that asked nobody', async () => {
    log([], ofCall);
    expect(await find(CALL)).toEqual([]);
  });

  test('asks for the call', async () => {
    await expect(find('')).rejects.toMatchObject(halts('Call is empty. Fill it in.'));
  });

  test('says it where the account has no Pivot', async () => {
    account().get('/pivot/debug').query(true).reply(404, '');
    await expect(find(CALL)).rejects.toThrow('Pivot is not switched on for this VirtualPBX account.');
  });
});

test('the sample has exactly the declared fields', () => {
  expect(Object.keys(pivotRequestSample)).toEqual(pivotRequestFields.map(({ key }) => key));
});
