import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { halts, refreshes } from '../support/told.ts';
import { archiveOf, inboundRow, type Row } from './cdrs.ts';
import { HOUR, MINUTE, stopClock } from './clock.ts';
import { CALLER, OUR_NUMBER } from './legs.ts';
import { deliver, looksAgain, platformWith, type CallRecord, type Platform } from './played.ts';

const SCHEDULE = OTHER;
const SECOND_SCHEDULE = USER;

/** A schedule that is open from 9:00 on, or until then. The calls of these tests begin at 10:40, at the earliest 9:00. */
const schedule = (id: string, isOpen: boolean) => ({
  id,
  name: 'Office Open',
  cycle: 'daily',
  interval: 1,
  start_date: 62_586_115_200,
  time_window_start: isOpen ? 9 * HOUR : 0,
  time_window_stop: isOpen ? 86_400 : 8 * HOUR,
});

/** Dash has the schedule. What it was asked is counted. */
const know = (isOpen: boolean, id = SCHEDULE) => {
  const asked: string[] = [];
  account()
    .persist()
    .get(`/temporal_rules/${id}`)
    .optionally()
    .reply(200, (uri) => {
      asked.push(uri);
      return success(schedule(id, isOpen));
    });
  return asked;
};

const isDown = (status = 500) =>
  account().persist().get(`/temporal_rules/${SCHEDULE}`).reply(status, refusal(status, 'no'));

const chosen = (office_hours?: string, ...others: string[]) => ({ office_hours, schedules: [SCHEDULE, ...others] });

type Case = [office_hours: string | undefined, isOpen: boolean, count: number];
const table: Case[] = [
  ['during', true, 1],
  ['during', false, 0],
  ['outside', true, 0],
  ['outside', false, 1],
  ['any', true, 1],
  ['any', false, 1],
  [undefined, false, 1],
];

beforeEach(stopClock);
afterEach(() => {
  jest.useRealTimers();
});

describe.each(['missed_call', 'call_ended'])('a delivery to %s', (trigger) => {
  const event = (said: object = {}) => ({
    call_id: 'a',
    call_direction: 'inbound',
    authorizing_type: 'resource',
    caller_id_number: CALLER,
    request: `${OUR_NUMBER}@sip.test`,
    // 10:40 in Los Angeles.
    timestamp: 63_962_764_824,
    duration_seconds: 24,
    billing_seconds: 0,
    hangup_cause: 'ORIGINATOR_CANCEL',
    ...said,
  });

  /** No leg is written: the event alone is known. */
  const noRecords = () =>
    account()
      .persist()
      .get(/\/cdrs\/legs\//)
      .optionally()
      .reply(404, refusal(404, 'could not find legs'));

  const bring = (inputData: object, said: object = {}, on: Platform = platformWith(trigger)) => {
    noRecords();
    return deliver(on, trigger, event(said), inputData);
  };

  test.each(table)('%j, while open is %j: %d', async (office_hours, isOpen, count) => {
    const asked = know(isOpen);
    const records = await bring(chosen(office_hours));
    expect(records).toHaveLength(count);
    expect(records).toMatchObject(count === 0 ? [] : [{ id: 'a', during_office_hours: isOpen }]);
    expect(asked).toHaveLength(1);
  });

  test('asks for no schedule where none is chosen', async () => {
    const asked = know(true);
    expect(await bring({ office_hours: 'any' })).toMatchObject([{ during_office_hours: null }]);
    expect(asked).toEqual([]);
  });

  test.each<[string, object, object]>([
    ['another number', { numbers: ['+14154886199'] }, {}],
    ['no hidden callers', { hidden_callers: 'exclude' }, { caller_id_number: 'anonymous' }],
    ['hidden callers alone', { hidden_callers: 'only' }, {}],
    ['what the system answered', { system_answered: 'only' }, {}],
  ])('asks for no schedule if the filter asks for %s, and sends no request at all', async (_what, input, said) => {
    expect(await deliver(platformWith(trigger), trigger, event(said), { ...chosen('during'), ...input })).toEqual([]);
  });

  test('counts the beginning of a call, not its end', async () => {
    know(true);
    // It began at 8:50, and lasted until 10:40.
    expect(await bring(chosen('during'), { duration_seconds: 110 * MINUTE })).toEqual([]);
  });

  test('asks for each schedule once, and one of them is enough', async () => {
    const asked = [know(false), know(true, SECOND_SCHEDULE)];
    const zap = platformWith(trigger);
    expect(await bring(chosen('during', SECOND_SCHEDULE), {}, zap)).toHaveLength(1);
    expect(await bring(chosen('during', SECOND_SCHEDULE), { call_id: 'b' }, zap)).toHaveLength(1);
    expect(asked.map(({ length }) => length)).toEqual([1, 1]);
  });

  test.each(['during', 'outside'])('%s: looks again if Dash does not say, and then returns the call', async (hours) => {
    isDown();
    const zap = platformWith(trigger);
    await expect(bring(chosen(hours), {}, zap)).rejects.toMatchObject(looksAgain);
    expect(await bring(chosen(hours), {}, zap)).toMatchObject([{ id: 'a', during_office_hours: null }]);
  });

  test('gives a call at any time without an answer about the schedules', async () => {
    isDown();
    expect(await bring(chosen('any'))).toMatchObject([{ during_office_hours: null }]);
  });

  test('is repeated with a new session', async () => {
    isDown(401);
    await expect(bring(chosen('during'))).rejects.toMatchObject(refreshes);
  });

  const needsSchedules = halts(
    'Schedules is empty. Choose the schedules that mean you are open, or set Office Hours to Any Time.',
  );

  test.each(['performSubscribe', 'performList'])('%s stops without schedules, before any request', async (method) => {
    const run = platformWith(trigger).run(`triggers.${trigger}.operation.${method}`, {
      inputData: { office_hours: 'outside' },
      targetUrl: 'https://hooks.zapier.com/1',
    });
    await expect(run).rejects.toMatchObject(needsSchedules);
  });

  test('the editor shows only the calls that pass', async () => {
    archiveOf([inboundRow('a', { ended: 60 }), inboundRow('b', { ended: 3 * HOUR })]);
    const asked = know(true);
    const shown = await platformWith(trigger).run(`triggers.${trigger}.operation.performList`, {
      inputData: chosen('outside'),
    });
    expect(shown).toMatchObject([{ id: 'b', during_office_hours: false }]);
    expect(asked).toHaveLength(1);
  });
});

test('a caller counts once only by a call that passes office hours', async () => {
  const asked = know(true);
  account()
    .persist()
    .get(/\/cdrs\/legs\//)
    .reply(404, refusal(404, 'could not find legs'));
  const zap = platformWith('missed_call');
  const call = (call_id: string, duration_seconds: number) =>
    deliver(
      zap,
      'missed_call',
      {
        call_id,
        call_direction: 'inbound',
        authorizing_type: 'resource',
        caller_id_number: CALLER,
        request: `${OUR_NUMBER}@sip.test`,
        timestamp: 63_962_764_824,
        duration_seconds,
        hangup_cause: 'ORIGINATOR_CANCEL',
      },
      { ...chosen('during'), once_per_caller: '1d' },
    );
  expect(await call('before nine', 110 * MINUTE)).toEqual([]);
  expect(await call('a', 24)).toHaveLength(1);
  expect(await call('b', 24)).toEqual([]);
  expect(asked).toHaveLength(1);
});

describe('a poll', () => {
  const poll = (trigger: string, rows: Row[], inputData: object, meta: object = {}) => {
    archiveOf(rows);
    return platformWith(trigger).run(`triggers.${trigger}.operation.perform`, {
      inputData,
      meta,
    }) as Promise<CallRecord[]>;
  };

  const NEW = 'new_call_record';

  test.each(table)('of the call history, %j, while open is %j: %d', async (office_hours, isOpen, count) => {
    const asked = know(isOpen);
    const records = await poll(NEW, [inboundRow('a', { ended: 60 })], chosen(office_hours));
    expect(records).toMatchObject(count === 0 ? [] : [{ id: 'a', during_office_hours: isOpen }]);
    expect(records).toHaveLength(count);
    expect(asked).toHaveLength(1);
  });

  test('asks for each schedule once for many calls', async () => {
    const asked = know(true);
    const rows = Array.from({ length: 30 }, (_, n) => inboundRow(`call ${n}`, { ended: 60 + n }));
    expect(await poll(NEW, rows, chosen('during'))).toHaveLength(30);
    expect(asked).toHaveLength(1);
  });

  test('asks for no schedule where no call passes the other filters', async () => {
    const asked = know(true);
    expect(await poll(NEW, [inboundRow('a', { ended: 60 })], { ...chosen('during'), outcomes: ['answered'] })).toEqual(
      [],
    );
    expect(asked).toEqual([]);
  });

  test('gives a call if Dash does not say', async () => {
    isDown();
    const records = await poll(NEW, [inboundRow('a', { ended: 60 })], chosen('during'));
    expect(records).toMatchObject([{ id: 'a', during_office_hours: null }]);
  });

  test.each([
    [NEW, { isLoadingSample: true }],
    [NEW, { isPopulatingDedupe: true }],
    ['call_not_returned', { isLoadingSample: true }],
    ['call_not_returned', { isPopulatingDedupe: true }],
  ])('of %s stops without schedules, with %j', async (trigger, meta) => {
    const run = platformWith(trigger).run(`triggers.${trigger}.operation.perform`, {
      inputData: { office_hours: 'during' },
      meta,
    });
    await expect(run).rejects.toMatchObject({ name: 'HaltedError' });
  });

  describe('for calls not returned', () => {
    const NOT_RETURNED = 'call_not_returned';
    const noChannels = () => account().persist().get('/channels').query(true).optionally().reply(200, success([]));

    test.each(table)('%j, while open is %j: %d', async (office_hours, isOpen, count) => {
      noChannels();
      const asked = know(isOpen);
      const records = await poll(NOT_RETURNED, [inboundRow('a', { ended: 80 * MINUTE })], chosen(office_hours));
      expect(records).toMatchObject(count === 0 ? [] : [{ id: 'a', attempts: 1, during_office_hours: isOpen }]);
      expect(records).toHaveLength(count);
      expect(asked).toHaveLength(1);
    });

    test('counts only the attempts in office hours', async () => {
      noChannels();
      know(true);
      // At 8:55 and at 9:20.
      const rows = [inboundRow('early', { ended: 105 * MINUTE }), inboundRow('late', { ended: 80 * MINUTE })];
      expect(await poll(NOT_RETURNED, rows, chosen('during'))).toMatchObject([{ id: 'late', attempts: 1 }]);
    });

    test('asks for no schedule for calls that nobody missed', async () => {
      const asked = know(true);
      const rows = [inboundRow('a', { ended: 80 * MINUTE }, { authorizing_id: 'd1', owner_id: '' })];
      expect(await poll(NOT_RETURNED, rows, chosen('during'))).toEqual([]);
      expect(asked).toEqual([]);
    });

    test('counts a call if Dash does not say', async () => {
      noChannels();
      isDown();
      const rows = [inboundRow('a', { ended: 80 * MINUTE })];
      expect(await poll(NOT_RETURNED, rows, chosen('during'))).toMatchObject([{ id: 'a', during_office_hours: null }]);
    });

    test.each<[string, object[]]>([
      ['exclude', [{ id: 'a' }]],
      ['only', []],
    ])('hidden callers are never among them: %s', async (hidden_callers, expected) => {
      noChannels();
      const rows = [
        inboundRow('a', { ended: 80 * MINUTE }),
        inboundRow('b', { ended: 81 * MINUTE }, { calling_from: 'anonymous' }),
      ];
      expect(await poll(NOT_RETURNED, rows, { hidden_callers })).toMatchObject(expected);
    });
  });
});
