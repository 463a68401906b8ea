import fc from 'fast-check';
import nock from 'nock';
import { missedCallSample } from '../../src/calls/call.record.ts';
import { account, OTHER, refusal, success } from '../support/dash.ts';
import { RUNS } from '../support/runs.ts';
import { halts } from '../support/told.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, windowOf, writtenAt, type Row } from './cdrs.ts';
import { DAY, HOUR, MINUTE, NOW, stopClock } from './clock.ts';
import { CALLER, CUSTOMER, OUR_NUMBER } from './legs.ts';
import { platformWith, type CallRecord, type Platform } from './played.ts';

const A_MINUTE = 60_000;

beforeAll(stopClock);
beforeEach(() => {
  jest.setSystemTime(NOW);
});

const platform = () => platformWith('call_not_returned');

const poll = (on: Platform, inputData: object = {}, meta: object = {}) =>
  on.run('triggers.call_not_returned.operation.perform', { inputData, meta }) as Promise<CallRecord[]>;

const idsOf = (records: CallRecord[]) => records.map(({ id }) => id);

/** So many seconds later than the moment of these tests. */
const later = (seconds: number) => {
  jest.setSystemTime(new Date(NOW.getTime() + 1000 * seconds));
};

/** Dash lists these calls in progress; gives how often it was asked. */
const inProgress = (rows: () => object[] = () => []) => {
  const asked: string[] = [];
  account()
    .persist()
    .get('/channels')
    .query(true)
    .optionally()
    .reply(200, (uri) => {
      asked.push(uri);
      return success(rows());
    });
  return asked;
};

const missed = (id: string, ended: number, said: object = {}) => inboundRow(id, { ended }, said);
const callBack = (ended: number, said: object = {}) =>
  outboundRow('back', { ended }, { dialed_number: CALLER, ...said });

describe('a poll', () => {
  test('with nothing new costs one request, and looks back by the time that was chosen', async () => {
    const asked = archiveOf([]);
    const zap = platform();
    expect(await poll(zap)).toEqual([]);
    later(15 * MINUTE);
    expect(await poll(zap)).toEqual([]);
    // A day, an hour of waiting, and two hours for legs that were written early.
    expect(windowOf(asked[0])).toEqual(['2026-11-23T15:40:00.000Z', '2026-11-24T18:40:00.000Z']);
    expect(windowOf(asked[1])).toEqual(['2026-11-24T14:40:00.000Z', '2026-11-24T18:55:00.000Z']);
    expect(asked).toHaveLength(2);
  });

  test('gives a call when the time is over, once, with one request more', async () => {
    const asked = archiveOf([missed('a', 50 * MINUTE)]);
    const live = inProgress();
    const zap = platform();
    expect(await poll(zap)).toEqual([]);
    later(10 * MINUTE);
    expect(await poll(zap)).toEqual([]);
    expect(live).toHaveLength(0);
    later(11 * MINUTE);
    const [record = { id: '' }, ...others] = await poll(zap);
    expect(others).toEqual([]);
    expect(record).toMatchObject({
      id: 'a',
      direction: 'inbound',
      outcome: 'missed',
      from_number: CALLER,
      attempts: 1,
      first_attempt_at: '2026-11-24T17:49:30Z',
      first_attempt_at_local: '2026-11-24T09:49:30-08:00',
    });
    const extra = ['attempts', 'first_attempt_at', 'first_attempt_at_local'];
    expect(Object.keys(record).sort()).toEqual([...Object.keys(missedCallSample), ...extra].sort());
    // Zapier knows its id by now.
    later(25 * MINUTE);
    expect(idsOf(await poll(zap))).toEqual(['a']);
    later(2 * HOUR);
    await poll(zap);
    later(2 * HOUR + MINUTE);
    expect(await poll(zap)).toEqual([]);
    expect(live).toHaveLength(1);
    expect(asked).toHaveLength(6);
  });

  test.each<[string, Row[]]>([
    ['someone called back', [missed('a', 2 * HOUR), callBack(90 * MINUTE)]],
    [
      'someone called back without an answer',
      [missed('a', 2 * HOUR), callBack(90 * MINUTE, { hangup_cause: 'NO_ANSWER' })],
    ],
    ['the caller got through', [missed('a', 2 * HOUR), ...answeredRows('b', { ended: 90 * MINUTE })]],
    ['the caller hides the number', [missed('a', 2 * HOUR, { calling_from: 'anonymous' })]],
    ['the time is not over', [missed('a', 30 * MINUTE)]],
    ['it was an outbound call', [outboundRow('a', { ended: 2 * HOUR })]],
  ])('gives nothing where %s', async (_what, rows) => {
    archiveOf(rows);
    expect(await poll(platform())).toEqual([]);
  });

  test.each([
    ['15m', ['a', 'b', 'c', 'd']],
    ['30m', ['b', 'c', 'd']],
    ['', ['c', 'd']],
    ['1 Hour', ['c', 'd']],
    ['2h', ['d']],
    ['4h', []],
  ])('waits as long as chosen: %s', async (not_returned_within, ids) => {
    const from = (nth: number) => ({ calling_from: `+1415555012${nth}` });
    archiveOf([
      missed('a', 20 * MINUTE, from(1)),
      missed('b', 40 * MINUTE, from(2)),
      missed('c', 90 * MINUTE, from(3)),
      missed('d', 3 * HOUR, from(4)),
    ]);
    inProgress();
    expect(idsOf(await poll(platform(), { not_returned_within }))).toEqual(ids);
  });

  test('waits a day', async () => {
    archiveOf([missed('a', 25 * HOUR), missed('b', 23 * HOUR, { calling_from: CUSTOMER })]);
    inProgress();
    expect(idsOf(await poll(platform(), { not_returned_within: '1d' }))).toEqual(['a']);
  });

  test('gives what became due while no poll came through', async () => {
    const zap = platform();
    archiveOf([missed('a', 10 * MINUTE)]);
    inProgress();
    expect(await poll(zap)).toEqual([]);
    later(DAY + HOUR);
    expect(idsOf(await poll(zap))).toEqual(['a']);
  });

  test('waits for the end of a call back that is in progress', async () => {
    const rows = [missed('a', 90 * MINUTE), missed('b', 90 * MINUTE, { calling_from: CUSTOMER })];
    archiveOf(() => rows);
    let live = [
      { uuid: 'x', direction: 'inbound', destination: '4155550142', authorizing_id: 'phone-of-bob', answered: true },
    ];
    inProgress(() => live);
    const zap = platform();
    expect(idsOf(await poll(zap))).toEqual(['b']);
    live = [];
    rows.push(outboundRow('back', { ended: -MINUTE, lasts: 40 * MINUTE }, { dialed_number: CALLER }));
    later(2 * MINUTE);
    expect(idsOf(await poll(zap))).toEqual(['b']);
  });

  test('gives a call where Dash has no list of calls in progress', async () => {
    archiveOf([missed('a', 2 * HOUR)]);
    account().get('/channels').reply(403, refusal(403, 'forbidden'));
    expect(idsOf(await poll(platform()))).toEqual(['a']);
  });

  test('sees a call back over the turn of a month', async () => {
    jest.setSystemTime(new Date('2026-12-01T00:40:00Z'));
    const turn = (new Date('2026-12-01T00:00:00Z').getTime() - NOW.getTime()) / 1000;
    archiveOf([
      missed('a', -(turn - 30 * MINUTE)),
      missed('b', -(turn - 25 * MINUTE), { calling_from: CUSTOMER }),
      callBack(-(turn + 20 * MINUTE), { id: '202612-back' }),
    ]);
    inProgress();
    expect(idsOf(await poll(platform()))).toEqual(['b']);
  });

  test('applies the filters to the missed calls alone', async () => {
    archiveOf([
      missed('a', 3 * HOUR, { dialed_number: '+14154886199' }),
      missed('b', 2 * HOUR, { calling_from: CUSTOMER, hangup_cause: 'NORMAL_CLEARING', billing_seconds: 20 }),
      missed('c', 170 * MINUTE),
    ]);
    inProgress();
    expect(idsOf(await poll(platform()))).toEqual(['b', 'c']);
    expect(idsOf(await poll(platform(), { numbers: [OUR_NUMBER] }))).toEqual(['b', 'c']);
    expect(idsOf(await poll(platform(), { exclude_numbers: [OUR_NUMBER] }))).toEqual(['a']);
    expect(idsOf(await poll(platform(), { system_answered: 'exclude' }))).toEqual(['c']);
    expect(idsOf(await poll(platform(), { system_answered: 'only' }))).toEqual(['b']);
    expect(await poll(platform(), { users: [OTHER] })).toEqual([]);
  });

  test('gives all the same while the cache is down', async () => {
    archiveOf([missed('a', 2 * HOUR)]);
    inProgress();
    const zap = platform();
    zap.state.cacheDown = true;
    expect(idsOf(await poll(zap))).toEqual(['a']);
  });
});

describe('the editor', () => {
  test('shows three callers, and nothing is remembered', async () => {
    archiveOf(
      Array.from({ length: 5 }, (_, n) => missed(`call ${n}`, (2 + n) * HOUR, { calling_from: `+1415555011${n}` })),
    );
    inProgress();
    const zap = platform();
    expect(idsOf(await poll(zap, {}, { isLoadingSample: true }))).toEqual(['call 0', 'call 1', 'call 2']);
    expect([...zap.cache.keys()]).toEqual([]);
  });

  test.each([{ numbers: ['nobody'] }, { not_returned_within: '3 weeks' }])('complains of %j', async (inputData) => {
    await expect(poll(platform(), inputData, { isLoadingSample: true })).rejects.toMatchObject({ name: 'HaltedError' });
  });

  test('names the choices', async () => {
    await expect(poll(platform(), { not_returned_within: '90m' }, { isPopulatingDedupe: true })).rejects.toMatchObject(
      halts(
        "Not Returned Within isn't one of the choices. Use one of these: 15 Minutes, 30 Minutes, 1 Hour, 2 Hours, 4 Hours, 1 Day.",
      ),
    );
  });
});

test('a Zap that is turned on learns who was not called back before', async () => {
  archiveOf([missed('a', 3 * HOUR), missed('b', 2 * HOUR, { calling_from: CUSTOMER })]);
  inProgress();
  expect(await poll(platform(), {}, { isPopulatingDedupe: true })).toEqual([{ id: 'b' }, { id: 'a' }]);
});

describe('polls one after the other', () => {
  /** When attempts of one caller, or calls back, end, in seconds after the moment of these tests. */
  const someEnds = (maxLength: number) => fc.uniqueArray(fc.integer({ min: 1, max: 5 * HOUR }), { maxLength });
  const somePauses = fc.array(
    fc.oneof(fc.integer({ min: MINUTE, max: 15 * MINUTE }), fc.integer({ min: HOUR, max: 2 * HOUR })),
    { minLength: 10, maxLength: 20 },
  );

  /** Which records Zapier takes for new, oldest first, and when it polled last. */
  const takenByZapier = async (rows: readonly Row[], pauses: readonly number[]) => {
    nock.cleanAll();
    let now = 0;
    archiveOf(() => rows.filter((row) => writtenAt(row) <= writtenAt(missed('now', -now))));
    inProgress();
    const zap = platform();
    later(now);
    const seen = new Set(idsOf(await poll(zap, {}, { isPopulatingDedupe: true })));
    const taken: CallRecord[] = [];
    for (const pause of pauses) {
      now += pause;
      later(now);
      const records = await poll(zap);
      taken.push(...records.filter(({ id }) => !seen.has(id)).toReversed());
      for (const { id } of records) seen.add(id);
    }
    return { taken, now };
  };

  test(
    'give a caller who tries again and again once in each time, however the polls fall',
    async () => {
      await fc.assert(
        fc.asyncProperty(someEnds(40), someEnds(2), somePauses, async (attempts, backs, pauses) => {
          const rows = [
            ...attempts.map((end) => missed(`call at ${end}`, -end)),
            ...backs.map((end) => outboundRow(`back at ${end}`, { ended: -end }, { dialed_number: CALLER })),
          ];
          const { taken, now } = await takenByZapier(rows, pauses);
          // An attempt of these tests lasts 30 seconds.
          const began = taken.map(
            ({ first_attempt_at }) => (Date.parse(String(first_attempt_at)) - NOW.getTime()) / 1000 + 30,
          );
          const gaps = began.slice(1).map((time, nth) => time - Number(began[nth]));
          expect(gaps.filter((gap) => gap <= HOUR)).toEqual([]);
          const isReturned = (end: number) => backs.some((back) => back > end && back - 30 <= end + HOUR);
          const isGiven = (end: number) => began.some((time) => end >= time && end <= time + HOUR);
          const isDue = (end: number) => end + HOUR + MINUTE <= now && !isReturned(end);
          expect(attempts.filter((end) => isDue(end) && !isGiven(end))).toEqual([]);
        }),
        { numRuns: RUNS.steps },
      );
    },
    A_MINUTE,
  );
});
