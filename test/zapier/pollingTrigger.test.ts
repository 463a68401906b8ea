import { toGregorian } from '../../src/dash/time.ts';
import type { Progress } from '../../src/zapier/pollCheckpoint.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

// A list is long when it exceeds the limit: here each trigger has a limit of three, and `limits` keeps its own.
jest.mock('../../src/zapier/pollingTrigger.ts', () => {
  type Module = typeof import('../../src/zapier/pollingTrigger.ts');
  const actual = jest.requireActual<Module>('../../src/zapier/pollingTrigger.ts');
  const limits: Record<string, number> = {};
  const pollingTrigger: Module['pollingTrigger'] = (options) => {
    if (options.history) limits[options.key] = options.limit;
    return actual.pollingTrigger({ ...options, limit: Math.min(3, options.limit) });
  };
  return { ...actual, pollingTrigger, limits };
});

const START = new Date('2026-11-24T08:00:00Z');
const HOUR_SECONDS = 3600;
const OUTAGE_SECONDS = 10 * HOUR_SECONDS;

afterEach(() => jest.useRealTimers());

test('a trigger gives no more at once than Zapier takes', () => {
  const { limits } = jest.requireMock<{ limits: object }>('../../src/zapier/pollingTrigger.ts');
  expect(limits).toEqual({
    new_call_record: 2300,
    call_not_returned: 2000,
    new_recording: 2500,
    new_fax: 500,
    new_pivot_request: 500,
  });
});

type List = { key: string; path: string; row: (id: string, listed: number) => object };

const lists: List[] = [
  {
    key: 'new_call_record',
    path: '/cdrs',
    row: (id, listed) => ({
      id: `202611-${id}`,
      call_id: id,
      interaction_id: id,
      direction: 'inbound',
      calling_from: '+14155550134',
      dialed_number: '+14155550100',
      timestamp: String(listed - 9),
      duration_seconds: 9,
      hangup_cause: 'ORIGINATOR_CANCEL',
    }),
  },
  {
    key: 'new_recording',
    path: '/recordings',
    row: (id, listed) => ({ id, start: listed - 9, duration: 9, _read_only: { content_types: ['audio/mpeg'] } }),
  },
  {
    key: 'new_fax',
    path: '/faxes/inbox',
    row: (id, listed) => ({ id, status: 'completed', from: '+14155550134', created: listed }),
  },
  {
    key: 'new_pivot_request',
    path: '/pivot/debug',
    row: (id, listed) => ({
      call_id: 'c1',
      debug_id: id,
      created: listed,
      status_code: '404',
      uri: 'https://a.test',
    }),
  },
];

const HOW_FAR_APART = [1, HOUR_SECONDS];

/** When an item was listed, the newest a minute before the outage ended, each older one some seconds before the next. */
const listed = (nth: number, apart: number): number => toGregorian(START) + OUTAGE_SECONDS - 60 - apart * nth;

test.each(lists.flatMap((list) => HOW_FAR_APART.map((apart) => ({ ...list, apart }))))(
  'after a long outage $key gives the oldest first, and then the rest: $apart s apart',
  async ({ key, path, row, apart }) => {
    stopClock(START);
    let rows: object[] = [];
    account()
      .persist()
      .get(path)
      .query(true)
      .reply(200, () => success(rows));
    // The pages of every fax are stored.
    account()
      .persist()
      .get(/attachment$/)
      .optionally()
      .reply(406, '');
    account()
      .persist()
      .get(/./)
      .optionally()
      .reply(404, refusal(404, 'bad identifier', []));
    const platform = createPlatform();
    const poll = async (minutes: number) => {
      stopClock(new Date(START.getTime() + 1000 * OUTAGE_SECONDS + 60_000 * minutes));
      const records = await platform.run(`triggers.${key}.operation.perform`);
      return (records as { id: string }[]).map(({ id }) => id);
    };
    const remembered = (): Progress => {
      const [memory] = [...platform.cache].filter(([name]) => name.startsWith('polled:')).map(([, value]) => value);
      return JSON.parse(String(memory)) as Progress;
    };
    expect(await poll(-60 * 10)).toEqual([]);

    rows = ['newest', 'newer', 'middle', 'older', 'oldest'].map((id, nth) => row(id, listed(nth, apart)));
    expect(await poll(0)).toEqual(['middle', 'older', 'oldest']);
    expect(toGregorian(new Date(remembered().given))).toBe(listed(2, apart));

    const rest = await poll(1);
    expect(rest.slice(0, 2)).toEqual(['newest', 'newer']);
    expect(rest.length).toBeLessThanOrEqual(3);
    expect(remembered().given).toBe(START.getTime() + 1000 * OUTAGE_SECONDS + 60_000);
  },
);

test('the first poll takes the newest, and reads no further than they need', async () => {
  stopClock(START);
  const rowOf = (id: string, minutesAgo: number) => lists[0]?.row(id, toGregorian(START) - 60 * minutesAgo);
  const starts: (string | null)[] = [];
  // Pages of two calls, half an hour apart.
  account()
    .persist()
    .get('/cdrs')
    .query(true)
    .reply(200, (uri) => {
      const start = new URL(uri, 'https://dash.test').searchParams.get('start_key');
      starts.push(start);
      const nth = Number(start);
      const rows = [nth, nth + 1].map((at) => rowOf(`call ${at}`, 1 + 30 * at));
      return success(rows, nth < 20 ? { next_start_key: String(nth + 2) } : {});
    });
  const records = await createPlatform().run('triggers.new_call_record.operation.perform');
  expect((records as { id: string }[]).map(({ id }) => id)).toEqual(['call 0', 'call 1', 'call 2']);
  // A call is complete once the rows of the two hours before it are read.
  expect(starts).toEqual([null, '2', '4', '6']);
});
