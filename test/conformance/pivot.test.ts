import { askPivot } from '../../sandbox/dash/activity/pivotRequests.ts';
import { fromGregorian } from '../../sandbox/dash/company/gregorian.ts';
import { openCompany } from '../../sandbox/dash/company/office.ts';
import { getPivotRequest, listPivotRequests } from '../../sandbox/dash/sections/pivot.ts';
import { stopClock } from '../support/clock.ts';
import { account, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { golden as file } from './golden.ts';
import { shapeOf } from './shapes.ts';
import { startedState } from './state.ts';
import type { KazooVersion } from '../../sandbox/dash/settings.ts';
import type { State } from '../../sandbox/dash/state.ts';

type Row = { call_id: string; debug_id: string; created: number };
type Answer = { request: string; data: unknown[]; envelope: object };

const load = (kazoo: KazooVersion) => file(`api_pivot_${kazoo}`) as { answers: Answer[] };

const golden = { '4.2': load('4.2'), '4.3': load('4.3') };
const versions = Object.keys(golden) as KazooVersion[];

const answersTo = (kazoo: KazooVersion, start: string): Answer[] =>
  golden[kazoo].answers.filter(({ request }) => request.startsWith(start));

const only = (kazoo: KazooVersion, start: string): Answer => {
  const [answer] = answersTo(kazoo, start);
  if (!answer) throw new Error(`There is no ${start}`);
  return answer;
};

const listOf = (kazoo: KazooVersion): Row[] => only(kazoo, 'GET /pivot/debug').data as Row[];

/** When the golden list was requested. */
const AT = new Date('2026-11-25T19:41:20Z');

beforeEach(() => {
  stopClock(AT);
});
afterEach(() => jest.useRealTimers());

describe.each(versions)('the Pivot log of KAZOO %s', (kazoo) => {
  const stateOf = (): State => startedState(kazoo, openCompany());

  /** The golden log, one call after another, by the number of entries. */
  const askAll = (state: State): void => {
    listOf(kazoo).forEach(({ call_id, created }, nth) => {
      const at = fromGregorian(created);
      const method = nth % 2 === 0 ? 'get' : 'post';
      askPivot(state, { call_id, at, method, status: 200, answeredAfterSeconds: 1, hasJsonErrors: nth === 0 });
    });
  };

  const ask = (state: State, request?: string, query: Record<string, string> = {}) => {
    const call = { params: { request: request ?? '' }, query, data: {}, accept: '*/*' };
    const answer = (request === undefined ? listPivotRequests : getPivotRequest)(call, state);
    if (!('data' in answer)) throw new Error('There is no data');
    return { data: answer.data as Row[], envelope: answer.envelope ?? {} };
  };

  /** What every response of Dash has, which the sandbox's server adds. */
  const ofEveryAnswer = ['revision', 'timestamp', 'version', 'node', 'request_id', 'status', 'auth_token'];
  const own = (envelope: object) => Object.keys(envelope).filter((key) => !ofEveryAnswer.includes(key));

  test('the sandbox lists the same calls in the same order, with the same keys and types', () => {
    const state = stateOf();
    askAll(state);
    const { data, envelope } = ask(state);
    expect(shapeOf(data)).toEqual(shapeOf(listOf(kazoo)));
    expect(data.map(({ debug_id }) => debug_id)).toEqual(listOf(kazoo).map(({ debug_id }) => debug_id));
    expect(own(envelope)).toEqual(own(only(kazoo, 'GET /pivot/debug').envelope));
  });

  test('the sandbox ignores the time range', () => {
    const state = stateOf();
    askAll(state);
    const now = listOf(kazoo)[0]?.created ?? 0;
    expect(ask(state, undefined, { created_from: String(now - 1), created_to: String(now) }).data).toHaveLength(8);
  });

  test('the sandbox splits a request and its response at the end of a page, and starts the next page with both', () => {
    const state = stateOf();
    askAll(state);
    const first = ask(state, undefined, { page_size: '2' });
    expect(own(first.envelope).sort()).toEqual(own(only(kazoo, 'GET /pivot/debug?page_size').envelope).sort());
    // Three of the four entries are of the first call; the fourth is a random one of the other call.
    const known = only(kazoo, 'GET /pivot/debug?page_size').data;
    expect([first.data.length, known.length]).toEqual([2, 2]);
    for (const parted of [first.data[1], known[1]]) {
      expect(Object.keys(parted ?? {}).filter((key) => ['uri', 'status_code'].includes(key))).toHaveLength(1);
    }
    const { next_start_key } = first.envelope as { next_start_key: string };
    const second = ask(state, undefined, { page_size: '2', start_key: next_start_key });
    expect(second.data[0]?.call_id).toBe(first.data[1]?.call_id);
    expect(shapeOf(second.data)).toEqual(shapeOf(listOf(kazoo)));
  });

  test('the sandbox has the same entries of a request, oldest first by debug ID, newest first by call ID', () => {
    const state = stateOf();
    askAll(state);
    const all = listOf(kazoo).flatMap(({ debug_id }) => ask(state, debug_id).data);
    const details = answersTo(kazoo, 'GET /pivot/debug/{debug_id}');
    const known = shapeOf(details.flatMap(({ data }) => data).map(withoutHeaders));
    expect(shapeOf(all.map(withoutHeaders))).toEqual(known);
    const [{ debug_id, call_id } = { debug_id: '', call_id: '' }] = listOf(kazoo);
    const byDebugId = ask(state, debug_id).data.map(({ created }) => created);
    expect(byDebugId).toEqual(byDebugId.toSorted((a, b) => a - b));
    expect(ask(state, call_id).data.map(({ created }) => created)).toEqual(byDebugId.toReversed());
    expect(own(ask(state, debug_id).envelope)).toEqual(own(details[0]?.envelope ?? {}));
    expect(ask(state, 'nobody').data).toEqual([]);
  });

  const details = (id: string) => {
    const found = answersTo(kazoo, 'GET /pivot/debug/{debug_id}').find(({ data }) =>
      (data as Row[]).some(({ debug_id }) => debug_id === id),
    );
    return found?.data ?? [];
  };

  const outcomes = {
    'p1b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: false },
    'p2b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: false, method: 'POST' },
    'p3b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: false, method: 'POST' },
    'p4b0c44298fc1c14@198.51.100.7': { status_code: 404, has_json_errors: false },
    'p5b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: true },
    'p6b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: false },
    'p7b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: false },
    'p8b0c44298fc1c14@198.51.100.7': { status_code: 200, has_json_errors: true },
  };

  const expected = Object.entries(outcomes)
    .map(([call_id, outcome]) => ({ method: 'GET', ...outcome, call_id, id: `202611-${call_id}` }))
    .reverse();

  const serveDetails = (): void => {
    account()
      .persist()
      .get(/debug.202611-/)
      .reply(200, (uri) => success(details(decodeURIComponent(uri.split('/').at(-1) ?? ''))));
  };

  const poll = (inputData: object = {}) =>
    createPlatform().run('triggers.new_pivot_request.operation.perform', { inputData });

  test('the app returns every request of the golden list, with its details', async () => {
    account()
      .get('/pivot/debug')
      .query(true)
      .reply(200, success(listOf(kazoo)));
    serveDetails();
    expect(await poll()).toMatchObject(expected);
  });

  test('the app returns the failures: one status, and two responses whose JSON has errors', async () => {
    account()
      .get('/pivot/debug')
      .query(true)
      .reply(200, success(listOf(kazoo)));
    serveDetails();
    expect(await poll({ only_failures: true })).toMatchObject(
      expected.filter(({ status_code, has_json_errors }) => status_code === 404 || has_json_errors),
    );
  });

  test('the app combines the golden pages', async () => {
    const { data, envelope } = only(kazoo, 'GET /pivot/debug?page_size');
    const rest = listOf(kazoo).slice(1);
    account()
      .get('/pivot/debug')
      .query((query) => query.start_key === undefined)
      .reply(200, success(data, envelope));
    account()
      .get('/pivot/debug')
      .query((query) => query.start_key !== undefined)
      .reply(200, success(rest));
    serveDetails();
    expect(await poll()).toMatchObject(expected);
  });

  test.each(Object.entries(outcomes))('the app finds the request of %s', async (call, outcome) => {
    serveDetails();
    account()
      .get(/debug.202610-/)
      .reply(200, success([]));
    expect(
      await createPlatform().run('searches.find_pivot_request.operation.perform', { inputData: { call } }),
    ).toMatchObject([{ call_id: call, ...outcome }]);
  });

  test('the app finds nothing for an unknown call in the golden response', async () => {
    account()
      .persist()
      .get(/debug.2026/)
      .reply(200, success(only(kazoo, 'GET /pivot/debug/{debug_id} | unknown call').data));
    expect(
      await createPlatform().run('searches.find_pivot_request.operation.perform', { inputData: { call: 'nobody' } }),
    ).toEqual([]);
  });
});

/** Headers are the web servers' own. */
const withoutHeaders = (entry: unknown): object =>
  Object.fromEntries(Object.entries(entry as object).filter(([key]) => !key.endsWith('_headers')));
