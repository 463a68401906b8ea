import { stopClock } from '../support/clock.ts';
import { ACCOUNT, account, refusal, success } from '../support/dash.ts';
import { createPlatform } from '../support/platform.ts';
import { halts, refreshes } from '../support/told.ts';
import { letExpire } from '../zapier/expiry.ts';

beforeEach(() => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
});
afterEach(() => jest.useRealTimers());

/** That minute, as ids have it. */
const MINUTE = '2026-11-24T18:32';

type Shown = Record<string, unknown>[];

/** The event as KAZOO sends it. */
const event = {
  account_id: ACCOUNT,
  call_id: 'c1@10.1.1.1',
  caller_id_name: 'Ann Lee',
  caller_id_number: '+14154886134',
  callee_id_name: 'Front Desk',
  callee_id_number: '+14154886100',
  event_name: 'PARK_PARKED',
  parking_slot: '1',
  zapier_token: 'secret',
};

const deliver = (
  changes: object = {},
  parking_events: unknown = [],
  platform = createPlatform(),
  target_hash = 'hash',
) =>
  platform.run('triggers.call_parked.operation.perform', {
    subscribeData: { webhook_ids: ['w1'], zapier_token: 'secret', target_hash },
    inputData: { parking_events },
    rawRequest: { content: JSON.stringify({ ...event, ...changes }) },
  }) as Promise<Shown>;

const show = (parking_events: unknown = []) =>
  createPlatform().run('triggers.call_parked.operation.performList', {
    inputData: { parking_events },
  }) as Promise<Shown>;

const record = {
  id: `c1@10.1.1.1-PARK_PARKED-1-${MINUTE}`,
  summary: 'Ann Lee (415-488-6134) is parked in slot 1, Tue, Nov 24, 10:32 AM.',
  parking_event: 'parked',
  parking_slot: '1',
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  to_number: '+14154886100',
  to_name: 'Front Desk',
  customer: 'Ann Lee (415-488-6134)',
  customer_number: '+14154886134',
  customer_number_national: '(415) 488-6134',
  customer_number_digits: '4154886134',
  customer_name: 'Ann Lee',
  call_back_link: 'tel:+14154886134',
  our_number: '+14154886100',
  occurred_at: '2026-11-24T18:32:05Z',
  occurred_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
  call_id: 'c1@10.1.1.1',
};

test('a parked call comes without a request', async () => {
  expect(await deliver()).toEqual([record]);
});

/** What Dash has parked, asked once. */
const parked = (slots: object) => account().get('/parked_calls').reply(200, success({ slots }));

test.each([
  ['PARK_RETRIEVED', 'retrieved', 'was picked up from slot 1'],
  // A call that continues after a ring-back that nobody answered leaves its slot this way, too.
  ['PARK_ABANDONED', 'abandoned', 'left slot 1'],
  ['PARK_MOVED', null, 'was in slot 1'],
])('%s is reported as %j', async (event_name, parking_event, words) => {
  const platform = createPlatform();
  await deliver({}, [], platform);
  expect(await deliver({ event_name }, [], platform)).toMatchObject([
    {
      id: `c1@10.1.1.1-${event_name}-1-${MINUTE}`,
      parking_event,
      summary: `Ann Lee (415-488-6134) ${words}, Tue, Nov 24, 10:32 AM.`,
    },
  ]);
});

test('a hidden caller in a slot that nobody names', async () => {
  const changes = { caller_id_number: 'anonymous', caller_id_name: undefined, parking_slot: undefined };
  expect(await deliver(changes)).toMatchObject([
    {
      id: `c1@10.1.1.1-PARK_PARKED-${MINUTE}`,
      summary: 'A hidden number is parked in a parking slot, Tue, Nov 24, 10:32 AM.',
      parking_slot: null,
    },
  ]);
});

test('a parked colleague is no customer', async () => {
  expect(await deliver({ caller_id_number: '1003', caller_id_name: 'Bob Smith' })).toMatchObject([
    { from_number: '1003', customer: null, customer_number: null, our_number: null },
  ]);
});

test('each event comes once, however often Dash sends it', async () => {
  const platform = createPlatform();
  expect(await deliver({}, [], platform)).toHaveLength(1);
  expect(await deliver({}, [], platform)).toEqual([]);
  expect(await deliver({ event_name: 'PARK_RETRIEVED' }, [], platform)).toHaveLength(1);
  expect(await deliver({ parking_slot: '2' }, [], platform)).toHaveLength(1);
});

/** Some seconds pass, for the clock and for the platform's cache. */
const pass = (platform: ReturnType<typeof createPlatform>, seconds: number) => {
  stopClock(new Date(Date.now() + seconds * 1000));
  letExpire(platform, seconds);
};

describe('a call that is parked in the same slot once more', () => {
  const parkedAgain = async (seconds: number) => {
    const platform = createPlatform();
    const before = await deliver({}, [], platform);
    pass(platform, seconds);
    return [...before, ...(await deliver({}, [], platform))].map(({ id }) => id);
  };

  test.each([
    [61, '2026-11-24T18:33'],
    [240, '2026-11-24T18:36'],
  ])('%i seconds later is another event', async (seconds, minute) => {
    expect(await parkedAgain(seconds)).toEqual([
      `c1@10.1.1.1-PARK_PARKED-1-${MINUTE}`,
      `c1@10.1.1.1-PARK_PARKED-1-${minute}`,
    ]);
  });

  test.each([2, 58])('is the same event where Dash sends it again %i seconds later', async (seconds) => {
    expect(await parkedAgain(seconds)).toHaveLength(1);
  });

  test.each(['PARK_RETRIEVED', 'PARK_ABANDONED'])(
    'after %s is another event in the next minute',
    async (event_name) => {
      const platform = createPlatform();
      await deliver({}, [], platform);
      pass(platform, 20);
      await deliver({ event_name }, [], platform);
      pass(platform, 38);
      expect(await deliver({}, [], platform)).toMatchObject([{ id: 'c1@10.1.1.1-PARK_PARKED-1-2026-11-24T18:33' }]);
      expect(await deliver({}, [], platform)).toEqual([]);
      pass(platform, 5);
      expect(await deliver({ event_name }, [], platform)).toMatchObject([
        { id: `c1@10.1.1.1-${event_name}-1-2026-11-24T18:33` },
      ]);
    },
  );
});

/** Dash is asked once about a call in progress; of one that is over no switch answers. */
const channel = (id = 'c1@10.1.1.1') => account().get(`/channels/${encodeURIComponent(id)}`);
const isInProgress = () => channel().reply(200, success({ call_id: 'c1@10.1.1.1' }));
const hasEnded = () => channel().reply(503, refusal(503, 'datastore timeout'));

describe('a pick-up, which Dash reports for both calls', () => {
  const ofParked = { event_name: 'PARK_RETRIEVED' };
  const ofRetriever = {
    event_name: 'PARK_RETRIEVED',
    call_id: 'r1',
    caller_id_name: 'Jane Doe',
    caller_id_number: '1002',
    callee_id_name: undefined,
    callee_id_number: undefined,
  };
  const reports: [string, object[]][] = [
    ['retriever first', [ofRetriever, ofParked]],
    ['parked call first', [ofParked, ofRetriever]],
  ];
  const pickedUp = {
    ...record,
    id: `c1@10.1.1.1-PARK_RETRIEVED-1-${MINUTE}`,
    summary: 'Ann Lee (415-488-6134) was picked up from slot 1, Tue, Nov 24, 10:32 AM.',
    parking_event: 'retrieved',
  };
  const asListed = { to_number: null, to_name: null, our_number: null };

  /** Only a first report of the other call needs a request. */
  const asksFor = (order: string) => (order === 'retriever first' ? isInProgress() : undefined);

  test.each(reports)('comes once, about the call that was parked: %s', async (order, events) => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    asksFor(order);
    const given: Shown = [];
    for (const event of events) given.push(...(await deliver(event, [], platform)));
    expect(given).toEqual([pickedUp]);
  });

  test.each(reports)('comes once where the two come in neighbouring minutes: %s', async (order, [first, second]) => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    asksFor(order);
    stopClock(new Date('2026-11-24T18:32:59Z'));
    expect(await deliver(first, [], platform)).toMatchObject([{ id: pickedUp.id }]);
    stopClock(new Date('2026-11-24T18:33:00Z'));
    expect(await deliver(second, [], platform)).toEqual([]);
  });

  test('comes once where the two come at once', async () => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    isInProgress();
    const given = await Promise.all([ofRetriever, ofParked].map((event) => deliver(event, [], platform)));
    expect(given.flat()).toEqual([pickedUp]);
  });

  test('is known by a Zap that wants pick-ups only', async () => {
    const platform = createPlatform();
    expect(await deliver({}, ['retrieved'], platform)).toEqual([]);
    isInProgress();
    expect(await deliver(ofRetriever, ['retrieved'], platform)).toEqual([pickedUp]);
  });

  test('comes once to each of two Zaps', async () => {
    const platform = createPlatform();
    for (const zap of ['one', 'two']) await deliver({}, [], platform, zap);
    isInProgress();
    for (const zap of ['one', 'two']) expect(await deliver(ofRetriever, [], platform, zap)).toEqual([pickedUp]);
    for (const zap of ['one', 'two']) expect(await deliver(ofParked, [], platform, zap)).toEqual([]);
  });

  test.each(reports)('of a call parked before the Zap is looked up in Dash: %s', async (order, [first, second]) => {
    const platform = createPlatform();
    parked({ 1: { call_id: 'c1@10.1.1.1', cid_number: '+14154886134', cid_name: 'Ann Lee' } });
    const shown = order === 'retriever first' ? { ...pickedUp, ...asListed } : pickedUp;
    expect(await deliver(first, [], platform)).toEqual([shown]);
    expect(await deliver(second, [], platform)).toEqual([]);
  });

  test.each<[string, () => unknown]>([
    ['no longer has such a slot', () => parked({ 2: { call_id: 'c2' } })],
    ['does not name its call', () => parked({ 1: {} })],
    ['cannot say', () => account().get('/parked_calls').reply(500, refusal(500, 'fault'))],
  ])('comes once, with what the first report has, where Dash %s', async (_what, answer) => {
    const platform = createPlatform();
    answer();
    expect(await deliver(ofRetriever, [], platform)).toMatchObject([
      { parking_event: 'retrieved', parking_slot: '1', call_id: 'r1', from_number: '1002', from_name: 'Jane Doe' },
    ]);
    expect(await deliver(ofParked, [], platform)).toEqual([]);
  });

  test('comes once where nobody knows the call and the two come at once', async () => {
    const platform = createPlatform();
    account()
      .get('/parked_calls')
      .twice()
      .reply(200, success({ slots: {} }));
    const given = await Promise.all([ofRetriever, ofParked].map((event) => deliver(event, [], platform)));
    expect(given.flat()).toHaveLength(1);
  });

  test('of the next call in the slot is not taken for the one before', async () => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    for (const event of [ofParked, ofRetriever]) await deliver(event, [], platform);
    await deliver({ call_id: 'c2' }, [], platform);
    channel('c2').reply(200, success({ call_id: 'c2' }));
    expect(await deliver({ ...ofRetriever, call_id: 'r2' }, [], platform)).toMatchObject([{ call_id: 'c2' }]);
  });

  test('is not taken for one of minutes ago where its parking was never reported', async () => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    await deliver(ofParked, [], platform);
    pass(platform, 180);
    parked({ 1: { call_id: 'c2', cid_number: '+14154886135', cid_name: 'Bo' } });
    expect(await deliver({ ...ofRetriever, call_id: 'r2' }, [], platform)).toMatchObject([
      { call_id: 'c2', from_name: 'Bo' },
    ]);
  });

  describe('where Dash did not report that the next call was parked', () => {
    const next = { ...ofParked, call_id: 'c2', caller_id_number: '+14154886135', caller_id_name: 'Bo' };
    const nextRetriever = { ...ofRetriever, call_id: 'r2' };
    const both: [string, object[]][] = [
      ['retriever first', [nextRetriever, next]],
      ['parked call first', [next, nextRetriever]],
    ];
    const listed = { 1: { call_id: 'c2', cid_number: '+14154886135', cid_name: 'Bo' } };
    const ofNext = [{ parking_event: 'retrieved', call_id: 'c2', from_name: 'Bo' }];

    const given = async (events: object[], platform: ReturnType<typeof createPlatform>) => {
      const records: Shown = [];
      for (const event of events) records.push(...(await deliver(event, [], platform)));
      return records;
    };

    test.each(both)('and the one before hung up in a ring-back, hours ago: %s', async (_order, events) => {
      const platform = createPlatform();
      await deliver({}, [], platform);
      pass(platform, 3 * 3600);
      hasEnded();
      parked(listed);
      expect(await given(events, platform)).toMatchObject(ofNext);
    });

    test('and the slot is empty again, the first report decides, and none is lost', async () => {
      const platform = createPlatform();
      await deliver({}, [], platform);
      pass(platform, 3 * 3600);
      hasEnded();
      parked({});
      expect(await given([nextRetriever, next], platform)).toMatchObject([{ call_id: 'r2' }]);
    });

    test.each(both)('and the one before was picked up by two calls a moment ago: %s', async (_order, events) => {
      const platform = createPlatform();
      await given([{}, ofParked, ofRetriever], platform);
      pass(platform, 20);
      parked(listed);
      expect(await given(events, platform)).toMatchObject(ofNext);
    });

    test.each(both)('and the one before was connected by its ring-back a minute ago: %s', async (_order, events) => {
      const platform = createPlatform();
      await given([{}, ofParked], platform);
      pass(platform, 50);
      parked(listed);
      expect(await given(events, platform)).toMatchObject(ofNext);
    });

    test('and the one before was abandoned a moment ago', async () => {
      const platform = createPlatform();
      await given([{}, { event_name: 'PARK_ABANDONED' }], platform);
      pass(platform, 5);
      parked(listed);
      expect(await given([nextRetriever, next], platform)).toMatchObject(ofNext);
    });

    test('and the one before had no id', async () => {
      const platform = createPlatform();
      await deliver({ call_id: undefined }, [], platform);
      parked(listed);
      expect(await given([nextRetriever, next], platform)).toMatchObject(ofNext);
    });

    test('and both reports come at once', async () => {
      const platform = createPlatform();
      await given([{}, ofParked, ofRetriever], platform);
      account()
        .get('/parked_calls')
        .twice()
        .reply(200, success({ slots: {} }));
      const shown = await Promise.all([nextRetriever, next].map((event) => deliver(event, [], platform)));
      expect(shown.flat()).toHaveLength(1);
    });
  });

  test('of a call that Dash lists as parked still, though it does not find the call itself, is about that', async () => {
    const platform = createPlatform();
    await deliver({}, [], platform);
    channel().reply(404, refusal(404, 'bad identifier', ['c1@10.1.1.1']));
    parked({ 1: { call_id: 'c1@10.1.1.1', cid_number: '+14154886134' } });
    expect(await deliver(ofRetriever, [], platform)).toEqual([pickedUp]);
    expect(await deliver(ofParked, [], platform)).toEqual([]);
  });

  test('comes where the cache is down', async () => {
    const platform = createPlatform();
    platform.state.cacheDown = true;
    parked({});
    expect(await deliver(ofParked, [], platform)).toMatchObject([{ call_id: 'c1@10.1.1.1' }]);
  });

  test('waits for a new session where the old one has ended', async () => {
    account().get('/parked_calls').reply(401, refusal(401, 'invalid_credentials'));
    await expect(deliver(ofRetriever)).rejects.toMatchObject(refreshes);
  });
});

test('a call that leaves a slot in which another was last reported comes as it is', async () => {
  const platform = createPlatform();
  await deliver({ call_id: 'c2' }, [], platform);
  expect(await deliver({ event_name: 'PARK_ABANDONED' }, [], platform)).toMatchObject([{ call_id: 'c1@10.1.1.1' }]);
});

test('an event without a call is known by its content, once however often Dash sends it', async () => {
  const platform = createPlatform();
  const [shown] = await deliver({ call_id: undefined }, [], platform);
  expect(shown?.id).toMatch(/^[0-9a-f]{64}$/);
  stopClock(new Date('2026-11-24T18:32:06Z'));
  expect(await deliver({ call_id: undefined }, [], platform)).toEqual([]);
});

test.each<[unknown, number]>([
  [['parked'], 1],
  [['abandoned', 'retrieved'], 0],
  [['', null], 1],
])('with the events %j comes %i times', async (parking_events, times) => {
  expect(await deliver({}, parking_events)).toHaveLength(times);
});

describe('the editor', () => {
  const slots = { 1: { call_id: 'c1@10.1.1.1', cid_number: '+14154886134', cid_name: 'Ann Lee' }, 2: 'nothing' };

  test('shows the calls that are parked now', async () => {
    parked(slots);
    expect(await show()).toMatchObject([
      { ...record, to_number: null, to_name: null, our_number: null },
      { parking_slot: '2', call_id: null, from_number: null, customer_number: null },
    ]);
  });

  test('shows nothing while no call is parked, and asks nothing where only others are wanted', async () => {
    account().get('/parked_calls').reply(200, success({}));
    expect(await show(['parked'])).toEqual([]);
    expect(await show(['abandoned'])).toEqual([]);
  });

  test('says it where the account has no parking, and where Dash fails', async () => {
    account().get('/parked_calls').reply(404, '');
    await expect(show()).rejects.toMatchObject(
      halts("Call Parking isn't turned on for this VirtualPBX account. Ask VirtualPBX support to turn it on."),
    );
    account().get('/parked_calls').reply(500, refusal(500, 'fault'));
    await expect(show()).rejects.toThrow('Could not list the parked calls: VirtualPBX had a problem.');
    account().get('/parked_calls').reply(200, success(null));
    await expect(show()).rejects.toThrow('Could not list the parked calls: ');
  });
});

test('it listens to the hook for parking', async () => {
  account().get('/webhooks').query(true).reply(200, success([]));
  account()
    .put('/webhooks', ({ data }: { data: { hook: string; custom_data: object } }) => {
      expect(data.hook).toBe('parking');
      expect(Object.keys(data.custom_data)).toEqual(['zapier_token']);
      return true;
    })
    .reply(201, success({ id: 'w1' }));
  await createPlatform().run('triggers.call_parked.operation.performSubscribe', {
    targetUrl: 'https://hooks.zapier.com/hooks/standard/1/2/',
  });
});
