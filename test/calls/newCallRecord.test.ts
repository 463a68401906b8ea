import fc from 'fast-check';
import nock from 'nock';
import { account, refusal, success } from '../support/dash.ts';
import { RUNS } from '../support/runs.ts';
import { answeredRows, archiveOf, inboundRow, outboundRow, phoneRow, windowOf, type Row } from './cdrs.ts';
import { DAY, HOUR, MINUTE, NOW, stopClock } from './clock.ts';
import { OUR_NUMBER } from './legs.ts';
import { platformThatKnows } from '../support/names.ts';
import { platformWith, type CallRecord, type Platform } from './played.ts';

const A_MINUTE = 60_000;

beforeAll(stopClock);
beforeEach(() => {
  jest.setSystemTime(NOW);
});

const platform = () => platformWith('new_call_record');
const platformThatKnowsJane = () => platformThatKnows('users', ['jane']);

const poll = (on: Platform, inputData: object = {}, meta: object = {}) =>
  on.run('triggers.new_call_record.operation.perform', { inputData, meta }) as Promise<CallRecord[]>;

const idsOf = (records: CallRecord[]) => records.map(({ id }) => id);

/** So many seconds later than the moment of these tests. */
const later = (seconds: number) => {
  jest.setSystemTime(new Date(NOW.getTime() + 1000 * seconds));
};

/** Dash knows everyone by id. Returns how often it was asked. */
const knowAll = () => {
  const asked: string[] = [];
  account()
    .persist()
    .get(/\/(users|devices)\//)
    .optionally()
    .reply(200, (uri) => {
      asked.push(uri);
      return success({ id: uri.split('/').at(-1), first_name: 'Jane', name: 'Desk phone' });
    });
  return asked;
};

describe('how far a poll looks', () => {
  test('a day, when there was none before', async () => {
    const asked = archiveOf([]);
    expect(await poll(platform())).toEqual([]);
    expect(windowOf(asked[0])).toEqual(['2026-11-23T16:40:00.000Z', '2026-11-24T18:40:00.000Z']);
  });

  test('from an hour before the last one, with one request when there is nothing new', async () => {
    const asked = archiveOf([]);
    const zap = platform();
    await poll(zap);
    later(15 * MINUTE);
    await poll(zap);
    expect(asked).toHaveLength(2);
    // Two hours more, for legs that were written early.
    expect(windowOf(asked[1])).toEqual(['2026-11-24T15:40:00.000Z', '2026-11-24T18:55:00.000Z']);
  });

  test('over days in which no poll came through', async () => {
    const asked = archiveOf([]);
    const zap = platform();
    await poll(zap);
    later(5 * DAY);
    await poll(zap);
    expect(windowOf(asked[1])).toEqual(['2026-11-24T15:40:00.000Z', '2026-11-25T18:40:00.000Z']);
  });

  test('again, when the last one failed', async () => {
    const zap = platform();
    account().get('/cdrs').query(true).reply(500, refusal(500, 'unspecified_fault'));
    await expect(poll(zap)).rejects.toMatchObject({ name: 'AppError' });
    later(HOUR);
    const asked = archiveOf([]);
    await poll(zap);
    expect(windowOf(asked[0])).toEqual(['2026-11-23T17:40:00.000Z', '2026-11-24T19:40:00.000Z']);
  });

  test('a day, when the cache is down, and it gives what it found', async () => {
    const asked = archiveOf([inboundRow('a', { ended: HOUR })]);
    const zap = platform();
    zap.state.cacheDown = true;
    expect(idsOf(await poll(zap))).toEqual(['a']);
    expect(idsOf(await poll(zap))).toEqual(['a']);
    expect(asked.map((one) => windowOf(one)[0])).toEqual(['2026-11-23T16:40:00.000Z', '2026-11-23T16:40:00.000Z']);
  });

  test('not from the future, when a clock went wrong', async () => {
    const asked = archiveOf([]);
    const zap = platform();
    later(DAY);
    await poll(zap);
    later(0);
    await poll(zap);
    expect(windowOf(asked[1])).toEqual(['2026-11-24T15:40:00.000Z', '2026-11-24T18:40:00.000Z']);
  });

  test('for each set of filters by itself', async () => {
    const asked = archiveOf([]);
    const zap = platform();
    await poll(zap);
    later(15 * MINUTE);
    await poll(zap, { direction: 'inbound' });
    expect(windowOf(asked[1])[0]).toBe('2026-11-23T16:55:00.000Z');
  });

  test('is remembered for as long as Dash lists anything', async () => {
    archiveOf([]);
    const zap = platform();
    await poll(zap);
    expect([...zap.lifetimes.values()]).toEqual([31 * DAY]);
  });
});

describe('what a poll gives', () => {
  test('calls that have ended, newest first', async () => {
    archiveOf([...answeredRows('b', { ended: 70 }), inboundRow('a', { ended: 60 }), inboundRow('c', { ended: HOUR })]);
    knowAll();
    const records = await poll(platform());
    expect(idsOf(records)).toEqual(['a', 'b', 'c']);
    expect(records[1]).toMatchObject({ outcome: 'answered', complete: true, user_name: 'Jane', talk_seconds: 25 });
  });

  test('only calls that pass the filters', async () => {
    archiveOf([
      ...answeredRows('a', { ended: 60 }),
      inboundRow('b', { ended: 70 }),
      inboundRow('c', { ended: 80 }, { dialed_number: '+14154886199' }),
      outboundRow('d', { ended: 90 }),
    ]);
    const inputData = { direction: 'inbound', outcomes: ['missed'], exclude_numbers: ['+1 415 488 6199'] };
    expect(idsOf(await poll(platform(), inputData))).toEqual(['b']);
    expect(
      idsOf(await poll(platformThatKnowsJane(), { ...inputData, numbers: [OUR_NUMBER], users: ['jane'] })),
    ).toEqual([]);
  });

  test.each([
    [
      'its document has it',
      { call_direction: 'outbound', custom_application_vars: { correlation_id: 'deal-4711' } },
      'deal-4711',
    ],
    ['its document does not have it', { call_direction: 'outbound' }, null],
    ['its document cannot be read', {}, null],
  ])('the reference of a call that the switch began, where %s', async (_what, said, expected) => {
    archiveOf([phoneRow('a-quickcall', 'a-quickcall', { ended: 60 })]);
    knowAll();
    const document = account()
      .get('/cdrs/202611-a-quickcall')
      .reply(200, success({ call_id: 'a-quickcall', ...said }));
    expect(await poll(platform())).toMatchObject([{ id: 'a-quickcall', reference: expected }]);
    expect(document.isDone()).toBe(true);
  });

  test('each person and each phone is looked up once', async () => {
    archiveOf(Array.from({ length: 40 }, (_, n) => answeredRows(`call ${n}`, { ended: 60 + n })).flat());
    const asked = knowAll();
    const zap = platform();
    expect(await poll(zap)).toHaveLength(40);
    expect(asked).toHaveLength(2);
    later(MINUTE);
    await poll(zap);
    expect(asked).toHaveLength(2);
  });

  test('only ids when a Zap is turned on, and nobody is looked up', async () => {
    archiveOf([...answeredRows('a', { ended: 60 }), outboundRow('b', { ended: 70 })]);
    expect(await poll(platform(), {}, { isPopulatingDedupe: true })).toEqual([{ id: 'a' }, { id: 'b' }]);
  });

  test('three records in the editor, and nothing is remembered', async () => {
    archiveOf(Array.from({ length: 9 }, (_, n) => inboundRow(`call ${n}`, { ended: 60 + n * HOUR })));
    const zap = platform();
    expect(idsOf(await poll(zap, {}, { isLoadingSample: true }))).toEqual(['call 0', 'call 1', 'call 2']);
    expect([...zap.cache.keys()]).toEqual([]);
  });

  test('a sentence, where the account has no call history', async () => {
    account().get('/cdrs').query(true).reply(404, '');
    await expect(poll(platform())).rejects.toThrow("The call history isn't turned on for this VirtualPBX account.");
  });
});

describe('polls one after the other', () => {
  /** A call of `lasts` seconds that ends then, and how late each of its legs can be read. */
  type Told = { ended: number; lasts: number; late: number[]; isQuickcall: boolean };
  type Written = { row: Row; from: number };

  const rowsOf = ({ ended, lasts, late, isQuickcall }: Told, n: number): Written[] => {
    const id = isQuickcall ? `call ${n}-quickcall` : `call ${n}`;
    const times = { ended: -ended, lasts };
    const early = { ended: -(ended - lasts + 5), lasts: 5 };
    const lost = { hangup_cause: 'LOSE_RACE' };
    const first = isQuickcall ? phoneRow(id, id, times, { other_leg_call_id: '' }) : inboundRow(id, times);
    const phones = [
      phoneRow(isQuickcall ? `twin ${n}-quickcall` : `phone ${n}`, id, early, lost),
      phoneRow(`reached ${n}`, id, times, { owner_id: 'ann' }),
    ];
    const all: [Row, number][] = [
      [first, ended],
      ...phones.map((row, nth): [Row, number] => [row, nth === 0 ? ended - lasts + 5 : ended]),
    ];
    const recorded = (row: Row): Row => ({ ...row, media_recordings: [`recording of ${row.call_id}`] });
    return all.map(([row, end], nth) => ({ row: recorded(row), from: end + (late[nth] ?? 0) }));
  };

  const lateness = (most: number) => fc.array(fc.nat(most), { minLength: 3, maxLength: 3 });
  const someCalls = (mostLate: number) =>
    fc.array(
      fc.record({
        ended: fc.integer({ min: -HOUR, max: 8 * HOUR }),
        // Shorter than the two hours for which early legs are looked for.
        lasts: fc.integer({ min: 10, max: 110 * MINUTE }),
        late: lateness(mostLate),
        isQuickcall: fc.boolean(),
      }),
      { maxLength: 8 },
    );
  /** Between polls, in seconds; sometimes Zapier stays away for hours. */
  const somePauses = fc.array(
    fc.oneof(fc.integer({ min: MINUTE, max: 15 * MINUTE }), fc.integer({ min: HOUR, max: 5 * HOUR })),
    {
      minLength: 1,
      maxLength: 6,
    },
  );

  /** All records that Zapier takes for new, and when it polled last. */
  const takenByZapier = async (written: Written[], pauses: number[]) => {
    nock.cleanAll();
    knowAll();
    let now = 0;
    archiveOf(() => written.filter(({ from }) => from <= now).map(({ row }) => row));
    const zap = platform();
    later(now);
    const seen = new Set(idsOf(await poll(zap, {}, { isPopulatingDedupe: true })));
    const old = new Set(seen);
    const taken: CallRecord[] = [];
    for (const wait of pauses) {
      now += wait;
      later(now);
      const records = await poll(zap);
      taken.push(...records.filter(({ id }) => !seen.has(id)));
      for (const { id } of records) seen.add(id);
    }
    return { old, taken, now };
  };

  test(
    'give each call once, however late its legs are written',
    async () => {
      await fc.assert(
        fc.asyncProperty(someCalls(10 * MINUTE), somePauses, async (calls, pauses) => {
          const written = calls.map(rowsOf);
          const { old, taken, now } = await takenByZapier(written.flat(), pauses);
          const isDue = ([first]: Written[], call?: Told) =>
            first && first.from <= now && Number(call?.ended) + 15 <= now;
          const due = written.filter((legs, n) => isDue(legs, calls[n])).map(([first]) => String(first?.row.call_id));
          const given = idsOf(taken);
          expect(given.toSorted()).toEqual(due.filter((id) => !old.has(id)).toSorted());
        }),
        { numRuns: RUNS.steps },
      );
    },
    A_MINUTE,
  );

  test(
    'give each call with all its legs, where these are written within 15 seconds',
    async () => {
      await fc.assert(
        fc.asyncProperty(someCalls(14), somePauses, async (calls, pauses) => {
          const { taken } = await takenByZapier(calls.flatMap(rowsOf), pauses);
          const recordings = taken.map(({ recording_ids }) => String(recording_ids).split(',').length);
          expect(recordings).toEqual(taken.map(() => 3));
        }),
        { numRuns: RUNS.steps },
      );
    },
    A_MINUTE,
  );
});
