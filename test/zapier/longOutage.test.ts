import { toGregorian } from '../../src/dash/time.ts';
import type { Progress } from '../../src/zapier/pollProgress.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const START = new Date('2026-11-24T08:00:00Z');
const HOUR_SECONDS = 3600;
const OUTAGE_SECONDS = 10 * HOUR_SECONDS;

afterEach(() => jest.useRealTimers());

/** When an item was listed, the newest a minute before the outage ended, each older one some seconds before the next. */
const listed = (nth: number, apart: number): number => toGregorian(START) + OUTAGE_SECONDS - 60 - apart * nth;

type List = { key: string; path: string; most: number; row: (nth: number, listed: number) => object };

const lists: List[] = [
  {
    key: 'new_recording',
    path: '/recordings',
    most: 2500,
    row: (nth, listed) => ({
      id: `item-${nth}`,
      start: listed - 9,
      duration: 9,
      _read_only: { content_types: ['audio/mpeg'] },
    }),
  },
  {
    key: 'new_fax',
    path: '/faxes/inbox',
    most: 500,
    row: (nth, listed) => ({ id: `item-${nth}`, status: 'completed', from: '+14155550134', created: listed }),
  },
  {
    key: 'new_pivot_request',
    path: '/pivot/debug',
    most: 500,
    row: (nth, listed) => ({
      call_id: 'c1',
      debug_id: `item-${nth}`,
      created: listed,
      status_code: '404',
      uri: 'https://a.test',
    }),
  },
];

const atOnce = lists.flatMap((list) => [1, 10].map((apart) => ({ ...list, apart })));

test.each(atOnce)(
  'after a long outage $key gives the oldest first, and goes on to the end: $apart s apart',
  async (list) => {
    stopClock(START);
    let rows: object[] = [];
    account()
      .persist()
      .get(list.path)
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
      const records = await platform.run(`triggers.${list.key}.operation.perform`);
      return (records as { id: string }[]).map(({ id }) => id);
    };
    const remembered = (): Progress => {
      const [memory] = [...platform.cache].filter(([key]) => key.startsWith('polled:')).map(([, value]) => value);
      return JSON.parse(String(memory)) as Progress;
    };
    expect(await poll(-60 * 10)).toEqual([]);

    rows = Array.from({ length: list.most + 20 }, (_, nth) => list.row(nth, listed(nth, list.apart)));
    const given = await poll(0);
    expect([given.length, given[0], given.at(-1)]).toEqual([list.most, 'item-20', `item-${list.most + 19}`]);
    expect(toGregorian(new Date(remembered().given))).toBe(listed(20, list.apart));

    const rest = await poll(1);
    expect(rest.slice(0, 20)).toEqual(Array.from({ length: 20 }, (_, nth) => `item-${nth}`));
    expect(rest.length).toBeLessThanOrEqual(list.most);
    expect(remembered().given).toBe(START.getTime() + 1000 * OUTAGE_SECONDS + 60_000);
  },
  60_000,
);
