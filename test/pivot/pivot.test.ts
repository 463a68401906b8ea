import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts } from '../support/told.ts';

const NOW = new Date('2026-11-24T20:00:00Z');
const NOW_GREGORIAN = toGregorian(NOW);
const DAY = 24 * 3600;
const CALL = 'c1@10.1.1.1';
const ID = `202611-${CALL}`;

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
  has_json_errors: false,
};

const rowOf = (call: string, changes: object = {}) => ({
  ...row,
  call_id: call,
  debug_id: `202611-${call}`,
  ...changes,
});

/** The query for the month at `NOW`: Dash uses only the month, and a call counts as one for a day. */
const november = { page_size: 250, created_from: NOW_GREGORIAN - 2 * DAY, created_to: NOW_GREGORIAN };

const log = (rows: unknown[], query: object = november, more: object = {}) =>
  account()
    .get('/pivot/debug')
    .query({ ...query })
    .reply(200, success(rows, more));

const entries = (data: unknown, status = 200, id = ID) =>
  account()
    .get(`/pivot/debug/${encodeURIComponent(id)}`)
    .reply(status, status === 200 ? success(data) : refusal(status, 'no'));

const asked = {
  call_id: CALL,
  debug_id: ID,
  iteration: 1,
  created: row.created,
  method: 'get',
  uri: row.uri,
  id: 'd1',
};
const answered = {
  ...{ call_id: CALL, debug_id: ID, iteration: 1, created: row.created, id: 'd2' },
  resp_status_code: '404',
  resp_body: 'not here',
};
const knowDetails = (more: object[] = []) => entries([asked, answered, ...more]);

const poll = (inputData: object = {}, meta: object = {}, platform = createPlatform()) =>
  platform.run('triggers.new_pivot_request.operation.perform', { inputData, meta }) as Promise<Shown>;

const record = {
  id: ID,
  summary: 'A call sent a request to example.com/call-flow and got status 404, Tue, Nov 24, 10:32 AM.',
  call_id: CALL,
  url: 'https://example.com/call-flow',
  method: 'GET',
  status_code: 404,
  has_schema_errors: false,
  has_json_errors: false,
  requested_at: '2026-11-24T18:32:05Z',
  requested_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
};

const later = (seconds: number) => row.created + seconds;

describe('a new Pivot request', () => {
  test('has the request and the response', async () => {
    log([row, { no: 'request' }]);
    knowDetails();
    expect(await poll()).toEqual([record]);
  });

  test.each<[string, () => unknown]>([
    ["can't be read", () => entries(null, 500)],
    ['has another shape', () => entries({ method: 'get' })],
    ['is empty', () => entries([])],
    ['has no request', () => entries([answered])],
  ])('is returned as listed if its details %s', async (_what, know) => {
    log([row]);
    know();
    expect(await poll()).toEqual([{ ...record, method: null, has_json_errors: null }]);
  });

  test.each<[object, string]>([
    [{ has_json_errors: 'true', status_code: '200' }, 'got status 200 and a call flow with errors'],
    [{ has_schema_errors: true, status_code: '200' }, 'got status 200 and a call flow with errors'],
    [{ status_code: undefined }, 'got no response'],
  ])('listed with %j reports it in the summary', async (changes, words) => {
    log([{ ...row, ...changes }]);
    entries([]);
    const [shown] = await poll();
    expect(shown?.summary).toBe(`A call sent a request to example.com/call-flow and ${words}, Tue, Nov 24, 10:32 AM.`);
  });

  test.each([
    [
      'https://user:hunter2@example.com/call-flow?api_key=SECRET&store=7#token=SECRET',
      'https://example.com/call-flow?store=7',
      'example.com/call-flow',
    ],
    ['http://user@example.com:8080?x=a@b', 'http://example.com:8080?x=a@b', 'example.com:8080'],
  ])('shows no secret from its URL %s', async (uri, url, spoken) => {
    log([{ ...row, uri }]);
    entries([{ ...asked, uri }, answered]);
    const [shown] = await poll();
    expect(shown).toEqual({
      ...record,
      url,
      summary: `A call sent a request to ${spoken} and got status 404, Tue, Nov 24, 10:32 AM.`,
    });
  });

  test('with almost no data is returned with what is known', async () => {
    log([{ debug_id: ID }], november, { next_start_key: 'k1' });
    log([{ debug_id: ID }], { ...november, start_key: 'k1' });
    entries([]);
    expect(await poll()).toMatchObject([
      {
        summary: 'A call sent a request to your server and got no response.',
        call_id: null,
        url: null,
        has_schema_errors: null,
      },
    ]);
  });

  test.each([
    [59, 0],
    [60, 1],
  ])('without a response for %i seconds triggers %i times', async (age, times) => {
    log([{ ...row, created: NOW_GREGORIAN - age, status_code: undefined }]);
    expect(await poll({}, { isPopulatingDedupe: true })).toHaveLength(times);
  });

  test('with a late response triggers then, with the response', async () => {
    const platform = createPlatform();
    const waiting = { ...row, created: NOW_GREGORIAN - 2, status_code: undefined };
    log([waiting]);
    expect(await poll({}, {}, platform)).toEqual([]);
    stopClock(new Date(NOW.getTime() + 60_000));
    account()
      .get('/pivot/debug')
      .query(true)
      .reply(200, success([{ ...waiting, status_code: '404' }]));
    knowDetails();
    expect(await poll({}, {}, platform)).toEqual([record]);
  });

  describe('is completed from its details', () => {
    test.each<[string, object[], object]>([
      ['newest first', [answered, asked], {}],
      [
        'with errors in the JSON that the row does not show',
        [
          asked,
          { ...answered, resp_status_code: '200' },
          { ...answered, resp_status_code: undefined, json_errors: {} },
        ],
        { status_code: 200, has_json_errors: true },
      ],
      [
        'with a later request of the same call',
        [
          { ...asked, created: later(9), iteration: 2, uri: 'https://example.com/next' },
          { ...answered, created: later(9), iteration: 2, resp_status_code: '500', json_errors: {} },
          asked,
          answered,
        ],
        {},
      ],
      [
        'with the call record that the server got at the end of the call',
        [
          { ...asked, created: later(90), method: 'post', uri: 'https://example.com/records' },
          { ...answered, created: later(90), resp_status_code: '204' },
          asked,
          answered,
        ],
        {},
      ],
      [
        'with the response to the call record only',
        [
          asked,
          { ...asked, created: later(90), method: 'post', uri: 'https://example.com/records' },
          { ...answered, created: later(90), resp_status_code: '204' },
        ],
        { status_code: null, summary: record.summary.replace('status 404', 'no response') },
      ],
      [
        'with a response, and a call record without one',
        [asked, answered, { ...asked, created: later(90), method: 'post', uri: 'https://example.com/records' }],
        {},
      ],
      [
        'without times',
        [
          { ...asked, created: undefined },
          { ...answered, created: undefined },
        ],
        {
          requested_at: null,
        },
      ],
      ['without a method', [{ ...asked, method: undefined }, answered], { method: null }],
    ])('%s', async (_what, details, changes) => {
      // The row has, in random order, what was logged last.
      log([{ ...row, created: later(90), uri: 'https://example.com/records', status_code: '204' }]);
      entries(details);
      expect(await poll()).toMatchObject([{ id: ID, url: row.uri, method: 'GET', status_code: 404, ...changes }]);
    });
  });

  describe('with Only Failures', () => {
    test.each<[string, number, object[]]>([
      ['was refused', 1, [asked, answered]],
      ['was redirected', 1, [asked, { ...answered, resp_status_code: '302' }]],
      ['got a status that is not a response', 1, [asked, { ...answered, resp_status_code: '100' }]],
      ['got no response', 1, [asked]],
      ['got JSON with errors', 1, [asked, { ...answered, resp_status_code: '200', json_errors: { message: 'a' } }]],
      [
        'got a call flow that breaks the schema',
        1,
        [asked, { ...answered, resp_status_code: '200', schema_errors: {} }],
      ],
      ['got a call flow', 0, [asked, { ...answered, resp_status_code: '200' }]],
    ])('one that %s triggers %i times', async (_what, times, details) => {
      log([{ ...row, status_code: '200' }]);
      entries(details);
      expect(await poll({ only_failures: 'true' })).toHaveLength(times);
    });

    test('one without details in Dash counts as listed', async () => {
      log([row, rowOf('b', { status_code: '200' })]);
      entries([]);
      entries([], 200, '202611-b');
      expect(await poll({ only_failures: true })).toMatchObject([{ id: ID, status_code: 404 }]);
    });

    test("one whose details can't be read now is checked again", async () => {
      const platform = createPlatform();
      log([{ ...row, status_code: '200' }]);
      entries(null, 500);
      entries(null, 500);
      await expect(poll({ only_failures: true }, {}, platform)).rejects.toThrow('Could not read a Pivot request');
      log([{ ...row, status_code: '200' }]);
      entries(null, 500);
      knowDetails();
      expect(await poll({ only_failures: true }, {}, platform)).toMatchObject([{ id: ID, status_code: 404 }]);
    });

    test('all earlier requests are recorded, without a request for the details of each', async () => {
      log([rowOf('a', { status_code: '200' }), rowOf('b')]);
      expect(await poll({ only_failures: true }, { isPopulatingDedupe: true })).toEqual([
        { id: '202611-a' },
        { id: '202611-b' },
      ]);
    });

    test('the editor finds three among the newest fifty', async () => {
      log(Array.from({ length: 60 }, (_, nth) => rowOf(`c${nth}`, { created: later(-nth) })));
      const details = account()
        .persist()
        .get(/debug.202611-c/)
        .reply(200, success([asked, { ...answered, resp_status_code: '200' }]));
      expect(await poll({ only_failures: true }, { isLoadingSample: true })).toEqual([]);
      expect(details.isDone()).toBe(true);
      log(Array.from({ length: 60 }, (_, nth) => rowOf(`d${nth}`, { created: later(-nth) })));
      account()
        .persist()
        .get(/debug.202611-d/)
        .reply(200, success([asked, answered]));
      const shown = await poll({ only_failures: true }, { isLoadingSample: true });
      expect(shown.map(({ id }) => id)).toEqual(['202611-d0', '202611-d1', '202611-d2']);
    });
  });

  test('triggers without a failure if Only Failures is off', async () => {
    log([{ ...row, status_code: '200' }]);
    expect(await poll({ only_failures: false }, { isPopulatingDedupe: true })).toEqual([{ id: ID }]);
  });

  test('fails if Pivot is not turned on for the account', async () => {
    account().get('/pivot/debug').query(true).reply(404, '');
    await expect(poll()).rejects.toMatchObject(
      halts("Pivot isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
    );
  });
});

const ids = (shown: Shown) => shown.map(({ id }) => id);

describe('the list of Pivot requests', () => {
  const noted = { isPopulatingDedupe: true };

  test('has no time filter: the app leaves out what is older than the last poll', async () => {
    log([rowOf('old', { created: NOW_GREGORIAN - 2 * DAY }), rowOf('new')]);
    expect(ids(await poll({}, noted))).toEqual(['202611-new']);
  });

  test('is ordered by call ID: the app puts the newest first', async () => {
    log([rowOf('x'), rowOf('y', { created: later(2) }), rowOf('z', { created: later(1) })]);
    expect(ids(await poll({}, noted))).toEqual(['202611-y', '202611-z', '202611-x']);
  });

  test('is read page by page, to the end of the month', async () => {
    log([rowOf('z')], november, { next_start_key: 'k1' });
    log([rowOf('y')], { ...november, start_key: 'k1' }, { next_start_key: 'k2' });
    log([rowOf('x', { created: later(5) })], { ...november, start_key: 'k2' });
    expect(ids(await poll({}, noted))).toEqual(['202611-x', '202611-z', '202611-y']);
  });

  test.each([
    ['the request, then all', { status_code: undefined }, {}],
    ['the response, then all', { uri: undefined, created: later(1) }, {}],
    ['the request, then the response', { status_code: undefined }, { uri: undefined, created: later(1) }],
    ['the errors, then all', { uri: undefined, status_code: undefined, has_json_errors: true }, {}],
    ['all, then the errors', {}, { status_code: undefined, has_json_errors: true, created: undefined }],
  ])('with a request and its response on two pages: %s', async (_what, first, second) => {
    log([{ ...row, ...first }], november, { next_start_key: 'k1' });
    log([{ ...row, ...second }], { ...november, start_key: 'k1' });
    entries([]);
    const [shown, ...others] = await poll();
    expect(others).toEqual([]);
    expect(shown).toMatchObject({ id: ID, url: row.uri, status_code: 404, requested_at: record.requested_at });
  });

  test('with a row on two pages returns it once', async () => {
    log([rowOf('z'), rowOf('y')], november, { next_start_key: 'k1' });
    log([rowOf('y'), rowOf('x')], { ...november, start_key: 'k1' });
    expect(ids(await poll({}, noted))).toEqual(['202611-z', '202611-y', '202611-x']);
  });

  describe('at the end of a month', () => {
    const turn = toGregorian(new Date('2026-12-01T00:00:00Z'));
    const months = (now: number) => [
      { page_size: 250, created_from: now - 2 * DAY, created_to: turn - 1 },
      { page_size: 250, created_from: turn, created_to: now },
    ];

    const at = (seconds: number) => {
      stopClock(new Date(Date.parse('2026-12-01T00:00:00Z') + seconds * 1000));
      return months(turn + seconds);
    };

    test('is requested for each of the two months', async () => {
      const [november, december] = at(300);
      log([rowOf('old', { created: turn - 400 })], november);
      log([rowOf('new', { debug_id: '202612-new', created: turn + 20 })], december);
      expect(ids(await poll({}, noted))).toEqual(['202612-new', '202611-old']);
    });

    test('returns a request and its response in two months as one', async () => {
      const [november, december] = at(300);
      log([{ ...row, created: turn - 1, status_code: undefined }], november);
      log([{ ...row, debug_id: `202612-${CALL}`, created: turn + 1, uri: undefined }], december);
      entries([{ ...asked, created: turn - 1 }]);
      entries([{ ...answered, created: turn + 1 }], 200, `202612-${CALL}`);
      expect(await poll()).toMatchObject([
        { id: ID, method: 'GET', status_code: 404, url: row.uri, requested_at: '2026-11-30T23:59:59Z' },
      ]);
    });

    test('does not return the call record of a long call as a request', async () => {
      const platform = createPlatform();
      const [november, december] = at(3600 * 5);
      log([], november);
      log([], december);
      expect(await poll({}, {}, platform)).toEqual([]);
      const now = 3600 * 5 + 120;
      at(now);
      const since = turn + 3600 * 5 - 1200 - DAY;
      log([{ ...row, created: turn - 60 }], { page_size: 250, created_from: since, created_to: turn - 1 });
      log([{ ...row, debug_id: `202612-${CALL}`, created: turn + now - 9 }], {
        page_size: 250,
        created_from: turn,
        created_to: turn + now,
      });
      expect(await poll({}, {}, platform)).toEqual([]);
    });
  });

  describe('that is too long for one poll', () => {
    /** Pages that each take this many seconds, by the start key of each. */
    const pages = (seconds: number, rows: Record<string, object[]>, keys: Record<string, string>) => {
      const starts: string[] = [];
      account()
        .persist()
        .get('/pivot/debug')
        .query(true)
        .reply(200, (uri) => {
          const start = new URL(uri, 'https://a.test').searchParams.get('start_key') ?? '';
          starts.push(start);
          stopClock(new Date(Date.now() + seconds * 1000));
          return success(rows[start] ?? [], keys[start] === undefined ? {} : { next_start_key: keys[start] });
        });
      account()
        .persist()
        .get(/debug.\d{6}-/)
        .optionally()
        .reply(200, success([]));
      return starts;
    };

    test('is read by several polls, each of which continues where the last one stopped', async () => {
      const platform = createPlatform();
      const rows = { '': [rowOf('z')], k1: [rowOf('y')], k2: [rowOf('x')], k3: [rowOf('w')] };
      const starts = pages(6, rows, { '': 'k1', k1: 'k2', k2: 'k3' });
      expect(ids(await poll({}, {}, platform))).toEqual(['202611-z', '202611-y']);
      expect(ids(await poll({}, {}, platform))).toEqual(['202611-x', '202611-w']);
      expect(starts).toEqual(['', 'k1', 'k2', 'k3']);
    });

    test('is then read from its beginning, for what was logged in the meantime', async () => {
      const platform = createPlatform();
      const rows: Record<string, object[]> = { '': [], k1: [], k2: [], k3: [] };
      pages(6, rows, { '': 'k1', k1: 'k2', k2: 'k3' });
      await poll({}, {}, platform);
      // This one sorts before the position where the first poll stopped.
      rows[''] = [rowOf('z', { created: NOW_GREGORIAN + 13 })];
      stopClock(new Date(NOW.getTime() + 3600_000));
      expect(await poll({}, {}, platform)).toEqual([]);
      expect(ids(await poll({}, {}, platform))).toEqual(['202611-z']);
    });

    const [zapA, zapB] = [{ zap: { id: 1 } }, { zap: { id: 2 } }];

    test('is read whole by each of two Zaps with the same fields', async () => {
      const platform = createPlatform();
      pages(11, { '': [rowOf('z')], k1: [rowOf('y')] }, { '': 'k1' });
      expect(ids(await poll({}, zapA, platform))).toEqual(['202611-z']);
      expect(ids(await poll({}, zapB, platform))).toEqual(['202611-z']);
      expect(ids(await poll({}, zapA, platform))).toEqual(['202611-y']);
      expect(ids(await poll({}, zapB, platform))).toEqual(['202611-y']);
    });

    test.each([
      ['continues when another Zap is turned on', {}, {}],
      ['continues when another Zap is turned on, and Zapier sends the ID of each', zapA, zapB],
    ])('%s', async (_what, meta, another) => {
      const platform = createPlatform();
      pages(11, { '': [rowOf('z')], k1: [rowOf('y')] }, { '': 'k1' });
      expect(ids(await poll({}, meta, platform))).toEqual(['202611-z']);
      expect(ids(await poll({}, { ...noted, ...another }, platform))).toEqual(['202611-z']);
      expect(ids(await poll({}, meta, platform))).toEqual(['202611-y']);
    });

    test('is not continued after its Zap is turned off and on', async () => {
      const platform = createPlatform();
      pages(11, { '': [rowOf('z')], k1: [rowOf('y', { created: later(-3600) })] }, { '': 'k1' });
      await poll({}, zapA, platform);
      await poll({}, { ...noted, ...zapA }, platform);
      expect(ids(await poll({}, zapA, platform))).not.toContain('202611-y');
      expect(ids(await poll({}, zapA, platform))).not.toContain('202611-y');
    });

    test('continues in the next month', async () => {
      stopClock(new Date('2026-12-01T00:05:00Z'));
      const platform = createPlatform();
      const starts = pages(11, { '': [rowOf('z', { created: toGregorian(new Date('2026-11-30T23:59:00Z')) })] }, {});
      expect(ids(await poll({}, {}, platform))).toEqual(['202611-z']);
      expect(starts).toHaveLength(1);
      await poll({}, {}, platform);
      expect(starts).toHaveLength(2);
    });

    test('stops before there is more than Zapier accepts at once', async () => {
      const platform = createPlatform();
      const many = Array.from({ length: 251 }, (_, nth) => rowOf(`c${nth}`));
      const starts = pages(0, { '': many, k1: [rowOf('b')] }, { '': 'k1' });
      expect(await poll({}, {}, platform)).toHaveLength(251);
      expect(ids(await poll({}, {}, platform))).toEqual(['202611-b']);
      expect(starts).toEqual(['', 'k1']);
    }, 60_000);

    test("triggers no Zap with older requests that couldn't be recorded", async () => {
      const platform = createPlatform();
      const old = rowOf('y', { created: NOW_GREGORIAN - 3600 });
      pages(11, { '': [], k1: [old] }, { '': 'k1' });
      await poll({}, noted, platform);
      stopClock(NOW);
      expect(await poll({}, {}, platform)).toEqual([]);
      expect(await poll({}, {}, platform)).toEqual([]);
    });

    test('returns to the editor what was read in time', async () => {
      pages(11, { '': [rowOf('z')] }, { '': 'k1' });
      expect(ids(await poll({}, { isLoadingSample: true }))).toEqual(['202611-z']);
    });
  });
});

describe('finding the Pivot request of a call', () => {
  const find = (call: unknown) =>
    createPlatform().run('searches.find_pivot_request.operation.perform', { inputData: { call } });
  const october = (data: unknown = []) => entries(data, 200, `202610-${CALL}`);

  test('reads each month in the last 31 days', async () => {
    october();
    knowDetails();
    expect(await find(` ${CALL} `)).toEqual([record]);
  });

  test('combines a request and a response in two months', async () => {
    const turn = toGregorian(new Date('2026-11-01T00:00:00Z'));
    october([{ ...asked, debug_id: `202610-${CALL}`, created: turn - 1 }]);
    entries([{ ...answered, created: turn + 1 }]);
    expect(await find(CALL)).toMatchObject([{ id: `202610-${CALL}`, status_code: 404 }]);
  });

  test('finds none for a call without a request, for which Dash returns an empty list', async () => {
    october();
    entries([]);
    expect(await find(CALL)).toEqual([]);
  });

  test('finds none if Dash returns 404', async () => {
    account()
      .persist()
      .get(/pivot.debug/)
      .reply(404, refusal(404, 'bad identifier'));
    expect(await find(CALL)).toEqual([]);
  });

  test('finds none before there is a response', async () => {
    october();
    entries([{ ...asked, created: NOW_GREGORIAN - 2 }]);
    expect(await find(CALL)).toEqual([]);
  });

  test('asks for the call', async () => {
    await expect(find('')).rejects.toMatchObject(halts('Call is empty. Fill it in.'));
  });

  test('fails if Pivot is not turned on for the account', async () => {
    account()
      .persist()
      .get(/pivot.debug/)
      .reply(404, '');
    await expect(find(CALL)).rejects.toThrow("Pivot isn't turned on for this VirtualPBX account.");
  });
});
