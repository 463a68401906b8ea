import { queueCallFields } from '../../src/callCenter/queueCall.record.ts';
import { jane, knowOwner } from '../support/devices.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { fails } from '../support/told.ts';
import {
  acdcPlatform,
  AT,
  ENGINE_KEY,
  knowQueue,
  notForThisLogin,
  notSwitchedOn,
  QUEUE,
  statisticsAre,
} from './dash.ts';

const poll = (inputData: object = {}, platform = acdcPlatform(), meta: object = {}) =>
  platform.run('triggers.new_queue_call.operation.perform', { inputData, meta }) as Promise<Record<string, unknown>[]>;

const waiting = {
  id: `c1@10.1.1.1::${QUEUE}`,
  call_id: 'c1@10.1.1.1',
  queue_id: QUEUE,
  status: 'waiting',
  caller_id_name: 'Ann Lee',
  caller_id_number: '+14154886134',
  entered_timestamp: AT,
  misses: [],
};
const handled = { ...waiting, status: 'handled', agent_id: USER, handled_timestamp: AT + 12, wait_time: 12 };
const processed = { ...handled, status: 'processed', processed_timestamp: AT + 137, talk_time: 125 };
const abandoned = { ...waiting, status: 'abandoned', abandoned_timestamp: AT + 100, wait_time: 100 };

const idOf = (status: string) => `c1@10.1.1.1-${QUEUE}-${AT}-${status}`;
const idsOf = (records: Record<string, unknown>[]) => records.map(({ id }) => id);

/** What every record of the call has. */
const call = {
  from_number: '+14154886134',
  from_name: 'Ann Lee',
  customer: 'Ann Lee (415-488-6134)',
  customer_number: '+14154886134',
  customer_number_national: '(415) 488-6134',
  customer_number_digits: '4154886134',
  customer_name: 'Ann Lee',
  call_back_link: 'tel:+14154886134',
  our_number: null,
  queue_id: QUEUE,
  queue_name: 'Front Desk',
  entered_at: '2026-11-24T18:32:05Z',
  entered_at_local: '2026-11-24T10:32:05-08:00',
  local_date: '2026-11-24',
  local_time: '10:32',
  local_time_12h: '10:32 AM',
  local_hour: 10,
  weekday: 'Tuesday',
};

describe('a call in a queue', () => {
  test('that is waiting', async () => {
    statisticsAre([waiting]);
    knowQueue();
    const [record] = await poll();
    expect(record).toMatchObject({
      id: idOf('waiting'),
      summary: 'Ann Lee (415-488-6134) is waiting in Front Desk, Tue, Nov 24, 10:32 AM.',
      status: 'waiting',
      status_text: 'Waiting',
      ...call,
      wait_seconds: null,
      talk_seconds: null,
      user_id: null,
    });
    expect(Object.keys(record ?? {})).toEqual(queueCallFields.map(({ key }) => key));
  });

  test('that was answered', async () => {
    statisticsAre([handled]);
    knowQueue();
    knowOwner();
    expect(await poll()).toMatchObject([
      {
        id: idOf('handled'),
        summary:
          'Jane Doe answered Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec, Tue, Nov 24, 10:32 AM.',
        status_text: 'Answered',
        ...call,
        wait_seconds: 12,
        wait_text: '0:12',
        talk_seconds: null,
        ...jane,
      },
      { id: idOf('waiting'), wait_seconds: null, user_id: null },
    ]);
  });

  test('whose caller gave up', async () => {
    statisticsAre([abandoned]);
    knowQueue();
    expect(await poll({ statuses: ['abandoned'] })).toMatchObject([
      {
        id: idOf('abandoned'),
        summary: 'Ann Lee (415-488-6134) gave up waiting in Front Desk after 1 min 40 sec, Tue, Nov 24, 10:32 AM.',
        status_text: 'Abandoned',
        ...call,
        wait_text: '1:40',
        user_id: null,
      },
    ]);
  });

  test('that has ended', async () => {
    statisticsAre([processed]);
    knowQueue();
    knowOwner();
    expect(await poll({ statuses: ['processed'] })).toMatchObject([
      {
        id: idOf('processed'),
        summary:
          'Jane Doe talked with Ann Lee (415-488-6134) for 2 min 5 sec in Front Desk after a wait of 12 sec, Tue, Nov 24, 10:32 AM.',
        ...call,
        status_text: 'Finished',
        wait_seconds: 12,
        talk_seconds: 125,
        talk_text: '2:05',
        ...jane,
      },
    ]);
  });

  test('is returned at each status, even if all of it happened between two polls', async () => {
    statisticsAre([processed]);
    knowQueue();
    knowOwner();
    expect(idsOf(await poll())).toEqual([idOf('processed'), idOf('handled'), idOf('waiting')]);
  });

  test("has no negative length when the phone system's clocks differ", async () => {
    statisticsAre([
      { ...processed, handled_timestamp: AT - 1, processed_timestamp: AT - 2, wait_time: -1, talk_time: -1 },
    ]);
    knowQueue();
    knowOwner();
    expect(await poll({ statuses: ['processed'] })).toMatchObject([{ wait_seconds: 0, talk_seconds: 0 }]);
  });

  test("has lengths that Dash didn't calculate", async () => {
    statisticsAre([
      { ...processed, wait_time: undefined, talk_time: undefined },
      { ...abandoned, call_id: 'c2', wait_time: undefined },
    ]);
    knowQueue();
    knowOwner();
    expect(await poll({ statuses: ['processed', 'abandoned'] })).toMatchObject([
      { wait_seconds: 12, talk_seconds: 125 },
      { wait_seconds: 100, talk_seconds: null },
    ]);
  });

  test('may have little more than its ID', async () => {
    statisticsAre([{ call_id: 'c1', queue_id: QUEUE, status: 'processed' }]);
    account()
      .get(`/queues/${QUEUE}`)
      .reply(404, refusal(404, 'bad identifier', [QUEUE]));
    expect(await poll()).toMatchObject([
      {
        id: `c1-${QUEUE}-processed`,
        summary: 'The call with an unknown number in the queue ended.',
        from_number: null,
        from_name: null,
        queue_name: null,
        entered_at: null,
        wait_seconds: null,
        talk_seconds: null,
        user_id: null,
      },
    ]);
  });

  test('with an unknown agent has ended, and was answered before', async () => {
    statisticsAre([{ ...processed, agent_id: undefined }]);
    knowQueue();
    expect(await poll()).toMatchObject([
      {
        status: 'processed',
        summary:
          'The call with Ann Lee (415-488-6134) in Front Desk ended after a wait of 12 sec, Tue, Nov 24, 10:32 AM.',
        user_id: null,
      },
      {
        status: 'handled',
        summary:
          'An agent answered Ann Lee (415-488-6134) in Front Desk after a wait of 12 sec, Tue, Nov 24, 10:32 AM.',
        user_id: null,
      },
      { status: 'waiting' },
    ]);
  });

  test('that was answered in the same second in which it entered has its statuses in order', async () => {
    statisticsAre([{ ...processed, handled_timestamp: AT, processed_timestamp: AT }]);
    knowQueue();
    knowOwner();
    expect(idsOf(await poll())).toEqual([idOf('processed'), idOf('handled'), idOf('waiting')]);
  });

  test('whose caller gave up and came back is returned as it was each time: KAZOO counts both in one row', async () => {
    statisticsAre([{ ...processed, abandoned_timestamp: AT + 5, handled_timestamp: AT + 60, wait_time: 60 }]);
    knowQueue();
    knowOwner();
    expect(await poll()).toMatchObject([
      { status: 'processed', wait_seconds: 60, talk_seconds: 77 },
      { status: 'handled', wait_seconds: 60 },
      { status: 'abandoned', wait_seconds: 5, user_id: null },
      { status: 'waiting', wait_seconds: null },
    ]);
  });

  test('that waited too long is abandoned as well, and extra fields from KAZOO change nothing', async () => {
    statisticsAre([
      {
        ...abandoned,
        abandoned_reason: 'member_timeout',
        hung_up_by: 'member',
        misses: [{ agent_id: USER, reason: 'NO_ANSWER', timestamp: AT + 20 }],
      },
    ]);
    knowQueue();
    expect(await poll({ statuses: ['abandoned'] })).toMatchObject([{ status: 'abandoned', wait_seconds: 100 }]);
  });

  test.each([
    ['a hidden number', { caller_id_number: 'anonymous', caller_id_name: '' }, 'anonymous', null, 'A hidden number'],
    // The name alone may show that the number is hidden.
    ['a hidden name', { caller_id_number: '', caller_id_name: 'Anonymous' }, 'anonymous', null, 'A hidden number'],
    ['an extension', { caller_id_number: '1003', caller_id_name: '' }, '1003', null, 'Extension 1003'],
    // What the payload doesn't have is not hidden.
    ['an unknown number', { caller_id_number: '', caller_id_name: '' }, null, null, 'An unknown number'],
    ['nobody known', { caller_id_number: undefined, caller_id_name: undefined }, null, null, 'An unknown number'],
    ['a name alone', { caller_id_number: undefined, caller_id_name: 'Ann\n Lee ' }, null, 'Ann Lee', 'Ann Lee'],
  ])('of %s', async (_who, changes, from_number, from_name, who) => {
    statisticsAre([{ ...waiting, ...changes }]);
    knowQueue();
    const summary = `${who} is waiting in Front Desk, Tue, Nov 24, 10:32 AM.`;
    expect(await poll()).toMatchObject([{ summary, from_number, from_name }]);
  });

  test.each([
    ['without a call', { ...waiting, call_id: undefined }],
    ['without a queue', { ...waiting, queue_id: '' }],
    ['that says nothing', null],
    ['without a time', { ...waiting, status: 'unheard of', entered_timestamp: undefined }],
  ])("isn't in a row %s", async (_what, row) => {
    statisticsAre([row]);
    expect(await poll()).toEqual([]);
  });

  test.each([
    [{ queues: [QUEUE, OTHER] }, 1],
    [{ queues: [OTHER] }, 0],
    [{ statuses: ['waiting'] }, 1],
    [{ statuses: ['processed', 'abandoned'] }, 0],
    [{ queues: [], statuses: '' }, 1],
  ])('with the filter %j is returned %i times', async (inputData, times) => {
    statisticsAre([waiting]);
    if (times > 0) knowQueue();
    expect(await poll(inputData)).toHaveLength(times);
  });

  test('is returned with the same ID after a restart of Dash, and nothing is lost', async () => {
    const platform = acdcPlatform();
    statisticsAre([waiting]);
    knowQueue();
    expect(idsOf(await poll({}, platform))).toEqual([idOf('waiting')]);
    account().get('/queues/stats').reply(200, success({}));
    expect(await poll({}, platform)).toEqual([]);
    statisticsAre([handled]);
    knowOwner();
    expect(idsOf(await poll({}, platform))).toEqual([idOf('handled'), idOf('waiting')]);
  });

  test('is another event when its caller comes back to the same queue', async () => {
    knowQueue();
    statisticsAre([waiting, { ...waiting, entered_timestamp: AT + 600 }]);
    expect(idsOf(await poll())).toEqual([`c1@10.1.1.1-${QUEUE}-${AT + 600}-waiting`, idOf('waiting')]);
  });

  test('is returned as an ID only when the Zap is turned on', async () => {
    statisticsAre([waiting]);
    expect(await poll({}, acdcPlatform(), { isPopulatingDedupe: true })).toEqual([{ id: idOf('waiting') }]);
  });

  test('is shown in the editor, three records at most', async () => {
    statisticsAre([processed, { ...abandoned, call_id: 'c2' }]);
    knowQueue();
    knowOwner();
    expect(await poll({}, acdcPlatform(), { isLoadingSample: true })).toHaveLength(3);
  });
});

describe('a poll that fails', () => {
  const purpose = 'Could not read the calls in the queues';

  test('says so when the account no longer has a call center, and the next one looks for the engine again', async () => {
    const platform = acdcPlatform();
    account().get('/queues/stats').reply(404, '');
    await expect(poll({}, platform)).rejects.toMatchObject(notSwitchedOn);
    expect(platform.cache.has(ENGINE_KEY)).toBe(false);
  });

  test('says which login to use when this one may not read the calls', async () => {
    account().get('/queues/stats').reply(403, refusal(403, 'forbidden'));
    await expect(poll()).rejects.toMatchObject(notForThisLogin);
  });

  test.each([null, [], 'ok'])("says so when Dash answers with %j, which aren't statistics", async (data) => {
    account().get('/queues/stats').reply(200, success(data));
    await expect(poll()).rejects.toThrow(`${purpose}: `);
  });

  test('says what could not be done', async () => {
    account().get('/queues/stats').reply(500, refusal(500, 'no'));
    await expect(poll()).rejects.toMatchObject(
      fails(`${purpose}: VirtualPBX had a problem. Try again in a few minutes.`, 500),
    );
  });
});
