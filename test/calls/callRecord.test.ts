import { assembleCall } from '../../src/calls/assemble.ts';
import type { Call } from '../../src/calls/call.ts';
import { callFields, callRecord } from '../../src/calls/call.record.ts';
import { legOfDocument } from '../../src/calls/legs/legOfDocument.ts';
import { stopClock as stopClockAt } from '../support/clock.ts';
import { account, OTHER, refusal, success, USER } from '../support/dash.ts';
import { createContextStep } from '../support/step.ts';
import { owner } from '../support/voicemail.ts';
import type { Leg } from '../../src/calls/legs/leg.ts';
import { CUSTOMER, fromBob, fromOutside, joined, leg, toCarrier, toPhoneOf } from './legs.ts';
import { everyCase, knowCompany, played } from './played.ts';

const callOf = (...legs: Leg[]): Call => {
  const call = assembleCall(legs, 'records');
  if (!call) throw new Error('No legs');
  return call;
};

/** The records of calls, made in one run. */
const stepFor = (...calls: Call[]) =>
  createContextStep((context) => Promise.all(calls.map((call) => callRecord(call, context))));

const recordOf = async (call: Call) => (await stepFor(call).run())[0];

const declared = callFields.map(({ key }) => key).sort();
const answer = { ringing: 8, billing: 62 };
const ofJane = { ownerId: USER, authorizingId: 'd1' };
const answered = callOf(...joined(fromOutside(answer), toPhoneOf('jane', 'B1', { ...answer, ...ofJane })));

const knowJane = () => account().get(`/users/${USER}`).reply(200, success(owner));
const knowPhone = () =>
  account()
    .get('/devices/d1')
    .reply(200, success({ name: "Jane's desk phone" }));

test('a call becomes a record with names, numbers, times and lengths', async () => {
  knowJane();
  knowPhone();
  expect(await recordOf(answered)).toEqual({
    id: 'A',
    summary:
      'Call from Grace Park (415-555-0142) to 415-488-6100, answered by Jane Doe, Tue, Nov 24, 10:32 AM, talked 1 min 2 sec.',
    direction: 'inbound',
    outcome: 'answered',
    missed_reason: null,
    missed_reason_text: null,
    system_answered: false,
    from_number: '+14155550142',
    from_name: 'Grace Park',
    to_number: '+14154886100',
    to_name: null,
    customer: 'Grace Park (415-555-0142)',
    customer_number: '+14155550142',
    customer_number_national: '(415) 555-0142',
    customer_number_digits: '4155550142',
    customer_name: 'Grace Park',
    call_back_link: 'tel:+14155550142',
    our_number: '+14154886100',
    started_at: '2026-11-24T18:32:05Z',
    started_at_local: '2026-11-24T10:32:05-08:00',
    local_date: '2026-11-24',
    local_time: '10:32',
    local_time_12h: '10:32 AM',
    local_hour: 10,
    weekday: 'Tuesday',
    answered_at: '2026-11-24T18:32:13Z',
    answered_at_local: '2026-11-24T10:32:13-08:00',
    ended_at: '2026-11-24T18:33:15Z',
    ended_at_local: '2026-11-24T10:33:15-08:00',
    wait_seconds: 8,
    wait_text: '0:08',
    ringing_seconds: 8,
    ringing_text: '0:08',
    talk_seconds: 62,
    talk_text: '1:02',
    total_seconds: 70,
    total_text: '1:10',
    user_id: USER,
    user_name: 'Jane Doe',
    user_first_name: 'Jane',
    user_last_name: 'Doe',
    user_email: 'jane.doe@example.com',
    user_extension: '1002',
    device_name: "Jane's desk phone",
    queue_name: null,
    transferred: false,
    forwarded: false,
    during_office_hours: null,
    recording: null,
    recording_status: null,
    recording_ids: null,
    has_recording: false,
    hangup_cause: 'NORMAL_CLEARING',
    reference: null,
    complete: true,
  });
});

test.each(everyCase)('%s: the record has exactly the declared fields', async (_name, one) => {
  knowCompany();
  const { documents } = played(one);
  const call = callOf(
    ...Object.values(documents)
      .map(legOfDocument)
      .filter((some) => some !== null),
  );
  expect(Object.keys((await recordOf(call)) ?? {}).sort()).toEqual(declared);
});

describe('what a record costs', () => {
  test('two requests, and none while person and phone are remembered', async () => {
    knowJane();
    knowPhone();
    const step = stepFor(answered);
    const first = await step.run();
    expect(await step.run()).toEqual(first);
  });

  test('two requests for many calls of one person', async () => {
    knowJane();
    knowPhone();
    const records = await stepFor(answered, { ...answered, id: 'B' }, { ...answered, id: 'C' }).run();
    expect(records.map(({ id, user_name }) => [id, user_name])).toEqual([
      ['A', 'Jane Doe'],
      ['B', 'Jane Doe'],
      ['C', 'Jane Doe'],
    ]);
  });

  test('nothing where nobody is known', async () => {
    expect(await recordOf(callOf(fromOutside()))).toMatchObject({ user_id: null, device_name: null });
  });
});

test('a person and a phone that Dash does not know are no reason to lose a call', async () => {
  account().get(`/users/${USER}`).reply(404, refusal(404, 'bad identifier'));
  account().get('/devices/d1').reply(500, refusal(500, 'fault'));
  expect(await recordOf(answered)).toMatchObject({ id: 'A', user_id: USER, user_name: null, device_name: null });
});

describe('a recorded call', () => {
  const recorded = callOf(fromOutside({ recordingIds: ['202611-r1', '202611-r2'], duration: 24 }));

  const recordAt = async (seconds: number, call = recorded) => {
    stopClockAt(new Date(Number(call.ended) + 1000 * seconds));
    const record = await recordOf(call).finally(() => jest.useRealTimers());
    if (!record) throw new Error('No record');
    return record;
  };

  test('has its first recording as a file, which costs no request, and all ids', async () => {
    const { recording, ...record } = await recordAt(60);
    expect(record).toMatchObject({ recording_ids: '202611-r1,202611-r2', has_recording: true });
    expect(JSON.parse(String(recording).split('|||')[1] ?? '')).toMatchObject({
      type: 'file',
      method: 'hydrators.recordingAudio',
      bundle: { recording_id: '202611-r1', name: 'Recording-Grace-Park-2026-11-24-10-32' },
    });
  });

  test.each<[number, Partial<Call>, string | null]>([
    [0, {}, 'processing'],
    [30 * 60 - 1, {}, 'processing'],
    [30 * 60, {}, null],
    [60, { recordingStatus: 'ready' }, 'ready'],
    [30 * 60, { recordingStatus: 'external_or_missing' }, 'external_or_missing'],
    [60, { recordingIds: [] }, null],
  ])('%d seconds after its end, with %j, has the status %j', async (seconds, known, recording_status) => {
    expect(await recordAt(seconds, { ...recorded, ...known })).toMatchObject({ recording_status });
  });

  test.each<[Partial<Call>, boolean | null]>([
    [{}, true],
    [{ recordingIds: [] }, false],
    // One of the missing legs may have been recorded.
    [{ recordingIds: [], complete: false }, null],
    [{ complete: false }, true],
  ])('with %j has a recording: %j', async (known, has_recording) => {
    expect(await recordAt(60, { ...recorded, ...known })).toMatchObject({ has_recording });
  });
});

describe('the queue of a call', () => {
  const queued = { ...callOf(fromOutside()), queueId: OTHER };
  const knowEngine = (queues: object[] = [{ id: OTHER, name: 'Sales' }]) => {
    account().get('/qubicle_queues').query({ page_size: '1' }).reply(404, refusal(404, 'not_found'));
    account().get('/queues').query({ page_size: '1' }).reply(200, success(queues));
  };

  test('has its name, which is looked up once', async () => {
    knowEngine();
    account()
      .get(`/queues/${OTHER}`)
      .reply(200, success({ id: OTHER, name: 'Sales' }));
    const step = stepFor(queued);
    expect(await step.run()).toMatchObject([{ queue_name: 'Sales' }]);
    expect(await step.run()).toMatchObject([{ queue_name: 'Sales' }]);
  });

  test('has no name if Dash does not report it', async () => {
    knowEngine();
    account().get(`/queues/${OTHER}`).reply(500, refusal(500, 'fault'));
    expect(await recordOf(queued)).toMatchObject({ id: 'A', queue_name: null });
  });

  test('has no name in an account without a call center', async () => {
    for (const list of ['qubicle_queues', 'queues'])
      account().get(`/${list}`).query({ page_size: '1' }).reply(404, refusal(404, 'not_found'));
    expect(await recordOf(queued)).toMatchObject({ id: 'A', queue_name: null });
  });

  test.each<[string, Leg[], string | null]>([
    ['the caller’s leg', [fromOutside({ queueId: 'q1' }), toPhoneOf('jane', 'B1', { queueId: 'q2' })], 'q1'],
    ['an agent’s leg', [fromOutside(), toPhoneOf('jane', 'B1', { queueId: 'q2' })], 'q2'],
    ['no leg', [fromOutside(), toPhoneOf('jane', 'B1', { memberCallId: 'A' })], null],
  ])('is known from %s', (_leg, legs, queueId) => {
    expect(callOf(...legs).queueId).toBe(queueId);
  });
});

test.each([
  ['system_answered', 'Voicemail, a menu, or a queue answered'],
  ['caller_hung_up', 'The caller hung up'],
  ['rejected', 'The call was declined'],
  ['busy', 'Busy'],
  ['no_phone_online', 'No phone was online'],
  ['nobody_answered', 'Nobody answered'],
] as const)('a call that was missed for %s says so in words', async (missedReason, missed_reason_text) => {
  const call = { ...callOf(fromOutside()), missedReason };
  expect(await recordOf(call)).toMatchObject({ missed_reason: missedReason, missed_reason_text });
});

test.each([true, false, null])('a call during office hours: %j', async (duringOfficeHours) => {
  const call = { ...callOf(fromOutside()), duringOfficeHours };
  expect(await recordOf(call)).toMatchObject({ during_office_hours: duringOfficeHours });
});

test('a hidden caller is anonymous, and there is nothing to call back', async () => {
  const call = callOf(fromOutside({ caller: { number: 'Restricted', name: 'Unavailable' } }));
  expect(await recordOf(call)).toMatchObject({
    from_number: 'anonymous',
    from_name: null,
    customer: 'Hidden number',
    customer_number: 'anonymous',
    call_back_link: null,
  });
});

test('a caller who is not in the records is unknown, and does not hide', async () => {
  const call = callOf(fromOutside({ caller: { number: null, name: null } }));
  expect(await recordOf(call)).toMatchObject({ from_number: null, customer_number: null, our_number: '+14154886100' });
});

describe('the customer', () => {
  test('of an outbound call is the callee, who saw our number', async () => {
    const shown = { caller: { number: '+14154886100', name: 'Brightwater' } };
    expect(await recordOf(callOf(fromBob(CUSTOMER), toCarrier('B1', shown)))).toMatchObject({
      customer: '415-555-0177',
      customer_number: CUSTOMER,
      our_number: '+14154886100',
    });
  });

  test('of a call among us is nobody', async () => {
    expect(await recordOf(callOf(fromBob('1002')))).toMatchObject({
      direction: 'internal',
      customer: null,
      customer_number: null,
      call_back_link: null,
      our_number: null,
    });
  });
});

test('a placed call carries the reference of the Zap that placed it', async () => {
  const bob = fromBob('*97', { ownerId: null, authorizingId: null, authorizedBy: 'device', reference: 'crm-4711' });
  expect(await recordOf(callOf(bob, toCarrier('B1')))).toMatchObject({ reference: 'crm-4711' });
});

test('a leg of which nothing is known makes a record all the same', async () => {
  expect(await recordOf(callOf(leg({ start: null, cause: '' })))).toMatchObject({
    id: 'A',
    direction: 'inbound',
    from_number: null,
    to_number: null,
    started_at: null,
    local_date: null,
    ended_at: null,
    hangup_cause: null,
    total_seconds: 0,
  });
});
