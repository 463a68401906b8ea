import { toGregorian } from '../../src/dash/time.ts';
import { stopClock } from '../support/clock.ts';
import { account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';

jest.mock('node:timers/promises', () => ({ setTimeout: () => Promise.resolve() }));

const START = new Date('2026-11-24T08:00:00Z');
const HOUR_SECONDS = 3600;
const OUTAGE_SECONDS = 10 * HOUR_SECONDS;

afterEach(() => jest.useRealTimers());

/** When an item was listed, the newest a minute before the outage ended, each older one ten seconds before the next. */
const listed = (nth: number): number => toGregorian(START) + OUTAGE_SECONDS - 60 - 10 * nth;

type List = { key: string; path: string; most: number; row: (nth: number) => object };

const lists: List[] = [
  {
    key: 'new_recording',
    path: '/recordings',
    most: 2500,
    row: (nth) => ({
      id: `item-${nth}`,
      start: listed(nth) - 9,
      duration: 9,
      _read_only: { content_types: ['audio/mpeg'] },
    }),
  },
  {
    key: 'new_fax',
    path: '/faxes/inbox',
    most: 500,
    row: (nth) => ({ id: `item-${nth}`, status: 'completed', from: '+14155550134', created: listed(nth) }),
  },
  {
    key: 'new_pivot_request',
    path: '/pivot/debug',
    most: 500,
    row: (nth) => ({
      call_id: 'c1',
      debug_id: `item-${nth}`,
      created: listed(nth),
      status_code: '404',
      uri: 'https://a.test',
    }),
  },
];

test.each(lists)('after a long outage $key gives the oldest first, and goes on from there', async (list) => {
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
  const poll = async () => {
    const records = await platform.run(`triggers.${list.key}.operation.perform`);
    return (records as { id: string }[]).map(({ id }) => id);
  };
  expect(await poll()).toEqual([]);

  stopClock(new Date(START.getTime() + 1000 * OUTAGE_SECONDS));
  rows = Array.from({ length: list.most + 20 }, (_, nth) => list.row(nth));
  const given = await poll();
  expect([given.length, given[0], given.at(-1)]).toEqual([list.most, 'item-20', `item-${list.most + 19}`]);
  const memories = [...platform.cache].filter(([key]) => key.startsWith('polled:'));
  expect(memories.map(([, at]) => toGregorian(new Date(Number(at))))).toEqual([listed(20)]);
});
