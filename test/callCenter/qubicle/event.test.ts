import { parseQubicleEvent } from '../../../src/callCenter/qubicle/event.ts';
import { LEAVE_REASON_LABELS, leaveReason, type LeaveReason } from '../../../src/callCenter/qubicle/leaveReason.ts';
import { parseWebhookPayload } from '../../../src/zapier/webhookPayload.ts';

const AT = 1_741_012_200_000;

const common = {
  account_id: '3f1d7c9a5b2e48d0a6c4e1f093b7d258',
  event_timestamp: 63_908_231_400,
  event_unix_timestamp: 1_741_012_200,
};
const queueStats = { estimated_wait: 40, average_wait: 35, longest_wait: 0, abandoned_sessions: 2 };
const recipientStats = { total_calls: 6, avg_call_time: 184, last_action_time: 1_741_011_600 };
const caller = { caller_id_name: 'Rosa Lind', caller_id_number: '+12025550142' };

const nothing = {
  at: AT,
  queueId: null,
  queueName: null,
  sessionId: null,
  callId: null,
  caller: null,
  recipientId: null,
  reasonWord: null,
};
const rosa = { name: 'Rosa Lind', number: '+12025550142' };

const formOf = (event: Readonly<Record<string, unknown>>): string =>
  Object.entries(event)
    .flatMap(([key, value]) =>
      typeof value === 'object' && value !== null
        ? Object.entries(value).map(([inner, one]) => `${key}[${inner}]=${encodeURIComponent(String(one))}`)
        : [`${key}=${encodeURIComponent(String(value)).replaceAll('%20', '+')}`],
    )
    .join('&');

const deliver = (content: string) => parseQubicleEvent(parseWebhookPayload({ rawRequest: { content } }));

test.each<[string, object, object]>([
  [
    'join',
    { queue_id: 'q', queue_name: 'Sales', session_id: 's', call_id: 'c', ...caller, position: 1, stats: queueStats },
    {
      ...nothing,
      key: 'join-s-q--1741012200',
      kind: 'queue',
      queueId: 'q',
      queueName: 'Sales',
      sessionId: 's',
      callId: 'c',
      caller: rosa,
      position: 1,
      estimatedWait: 40,
      wait: null,
      reason: null,
    },
  ],
  [
    'leave',
    {
      queue_id: 'q',
      session_id: 's',
      caller_id_name: 'Rosa Lind',
      reason: 'delivered',
      wait_time: 31,
      estimated_wait: 7,
    },
    {
      ...nothing,
      key: 'leave-s-q--1741012200',
      kind: 'queue',
      queueId: 'q',
      sessionId: 's',
      caller: { name: 'Rosa Lind', number: null },
      reasonWord: 'delivered',
      position: null,
      estimatedWait: 7,
      wait: 31,
      reason: 'answered',
    },
  ],
  [
    'leave',
    { queue_id: 'q', session_id: 's', recipient_id: 'r', caller_id_number: '+12025550142' },
    {
      ...nothing,
      key: 'leave-s-q-r-1741012200',
      kind: 'queue',
      queueId: 'q',
      sessionId: 's',
      recipientId: 'r',
      caller: { name: null, number: '+12025550142' },
      position: null,
      estimatedWait: null,
      wait: null,
      reason: 'answered',
    },
  ],
  [
    'create',
    { recipient_id: 'r', username: 'dfox', state: 'away', pid: '<0.4127.18>', stats: recipientStats },
    {
      ...nothing,
      key: 'create-r--r-1741012200',
      kind: 'recipient',
      recipientId: 'r',
      username: 'dfox',
      status: 'away',
      previous: 'signed_out',
    },
  ],
  [
    'delete',
    { recipient_id: 'r', reason: 'logout', stats: recipientStats },
    {
      ...nothing,
      key: 'delete-r--r-1741012200',
      kind: 'recipient',
      recipientId: 'r',
      reasonWord: 'logout',
      username: null,
      status: 'signed_out',
      previous: null,
    },
  ],
  [
    'offer',
    { recipient_id: 'r', state: 'ready', queue_id: 'q', session_id: 's', ...caller },
    {
      ...nothing,
      key: 'offer-s-q-r-1741012200',
      kind: 'recipient',
      queueId: 'q',
      sessionId: 's',
      caller: rosa,
      recipientId: 'r',
      username: null,
      status: 'offered',
      previous: null,
    },
  ],
  [
    'reject',
    { recipient_id: 'r', state: 'away', queue_id: 'q', session_id: 's', reason: 'timeout' },
    {
      ...nothing,
      key: 'reject-s-q-r-1741012200',
      kind: 'recipient',
      queueId: 'q',
      sessionId: 's',
      reasonWord: 'timeout',
      recipientId: 'r',
      username: null,
      status: 'away',
      previous: null,
    },
  ],
])('%s, as JSON and as form data: %j', (event_name, more, expected) => {
  const event = { event_name, ...common, ...more };
  expect(deliver(JSON.stringify(event))).toEqual({ name: event_name, ...expected });
  expect(deliver(formOf(event))).toEqual({ name: event_name, ...expected });
});

const leave = { event_name: 'leave', ...common, queue_id: 'q' };

test('a fraction is trusted in JSON and ignored in form data', () => {
  const event = { ...leave, wait_time: 12.5, stats: { estimated_wait: 340.5 } };
  expect(deliver(JSON.stringify(event))).toMatchObject({ wait: 12.5, estimatedWait: 340.5 });
  expect(deliver(formOf({ ...leave, wait_time: '1.25', stats: { estimated_wait: '3.40' } }))).toMatchObject({
    wait: null,
    estimatedWait: null,
  });
});

test.each<[object, string | null]>([
  [{ session_id: 's', call_id: 'c', caller_id_number: '+14155550134' }, 'join-s-q--1741012200'],
  [{ call_id: 'c', caller_id_number: '+14155550134' }, 'join-c-q--1741012200'],
  [{ caller_id_number: '+14155550134', caller_id_name: 'Ann Lee' }, 'join-+14155550134-q--1741012200'],
  [{ caller_id_name: 'Ann Lee', position: 2 }, null],
])('callers who join in the same second are distinguished by %j', (given, key) => {
  const event = { event_name: 'join', queue_id: 'q', event_unix_timestamp: 1_741_012_200, ...given };
  expect(parseQubicleEvent(event)).toMatchObject({ key });
});

test.each(['wait_time', 'total_wait', 'wait', 'duration'])('the wait may be in %s', (key) => {
  expect(parseQubicleEvent({ ...leave, [key]: 31 })).toMatchObject({ wait: 31 });
  expect(parseQubicleEvent({ ...leave, event_name: 'join', [key]: 31 })).toMatchObject({ wait: null });
});

test('either time is enough', () => {
  const { event_timestamp, event_unix_timestamp, ...rest } = leave;
  expect(parseQubicleEvent({ ...rest, event_timestamp })).toMatchObject({ at: AT });
  expect(parseQubicleEvent({ ...rest, event_unix_timestamp })).toMatchObject({ at: AT });
  expect(parseQubicleEvent(rest)).toMatchObject({ at: null, key: null });
});

describe('without a name, the hook names the event', () => {
  test.each<[string, object, object]>([
    ['qubicle_queue_join', { queue_id: 'q' }, { kind: 'queue', name: 'join', key: null }],
    [
      'qubicle_queue_leave',
      { queue_id: 'q', recipient_id: 'r' },
      { kind: 'queue', name: 'leave', key: 'leave-r-q-r-1741012200', reason: 'answered' },
    ],
    ['qubicle_recipient_away', { recipient_id: 'r' }, { kind: 'recipient', name: 'away', status: 'away' }],
    // The hook is for several events, so the state shows what happened.
    [
      'qubicle_recipient_status_change',
      { recipient_id: 'r', state: 'ready' },
      { kind: 'recipient', name: 'status_change', status: 'ready', previous: null },
    ],
    [
      'qubicle_recipient_status_change',
      { recipient_id: 'r' },
      { kind: 'recipient', name: 'status_change', status: 'unknown' },
    ],
  ])('%s with %j', (hook_event, more, expected) => {
    expect(parseQubicleEvent({ ...common, hook_event, ...more })).toMatchObject(expected);
  });

  test('and is ignored when the event has a name', () => {
    const payload = { ...leave, hook_event: 'qubicle_queue_join' };
    expect(parseQubicleEvent(payload)).toMatchObject({ name: 'leave' });
  });

  test.each([null, '', 'channel_destroy', 'qubicle', 'qubicle_queue_', 'qubicle_session_create'])(
    '%p names none',
    (hook_event) => {
      expect(parseQubicleEvent({ ...common, hook_event, queue_id: 'q', recipient_id: 'r' })).toBeNull();
    },
  );
});

test.each([null, 'event', {}, { event_name: 'away' }, { event_name: 'join', recipient_id: 'r' }, { queue_id: 'q' }])(
  '%j is no event',
  (payload) => {
    expect(parseQubicleEvent(payload)).toBeNull();
  },
);

test.each<[string | null, boolean, LeaveReason]>([
  ['abandoned', true, 'abandoned'],
  ['caller_abandoned', false, 'abandoned'],
  ['Hang Up', false, 'abandoned'],
  ['hungup', false, 'abandoned'],
  ['ORIGINATOR_CANCEL', false, 'abandoned'],
  ['gave-up', false, 'abandoned'],
  ['timeout_cancelled', false, 'abandoned'],
  ['channel_destroy', false, 'abandoned'],
  ['timeout', true, 'timed_out'],
  ['timed out', false, 'timed_out'],
  ['expired', false, 'timed_out'],
  ['queue_empty', false, 'timed_out'],
  ['size exceeded', false, 'timed_out'],
  ['queue full', false, 'timed_out'],
  ['answered', false, 'answered'],
  ['delivered', false, 'answered'],
  ['handled', false, 'answered'],
  ['handled successfully', false, 'answered'],
  ['connected', false, 'answered'],
  ['accepted', false, 'answered'],
  ['bridged', false, 'answered'],
  ['no answer', true, 'other'],
  ['NO_ANSWER', false, 'other'],
  ['not answered', false, 'other'],
  ['unanswered', false, 'other'],
  ['disconnected', false, 'other'],
  ['successfully', false, 'other'],
  ['transferred', true, 'other'],
  ['', false, 'other'],
  [null, true, 'answered'],
  [null, false, 'other'],
])('the reason %p, agent known: %p', (word, hasAgent, reason) => {
  expect(leaveReason(word, hasAgent)).toBe(reason);
});

test('each reason has its own label', () => {
  expect(LEAVE_REASON_LABELS).toEqual({
    answered: 'Answered',
    abandoned: 'Abandoned',
    timed_out: 'Timed Out',
    other: 'Other',
  });
});

test('an event without a time has no key, so that its content is the key', () => {
  expect(parseQubicleEvent({ event_name: 'join', session_id: 's', queue_id: 'q' })).toMatchObject({
    key: null,
    at: null,
  });
});

test('an event of another hook is none, even if its name contains that of a hook of Qubicle', () => {
  const event = { session_id: 's', queue_id: 'q' };
  expect(parseQubicleEvent({ ...event, hook_event: 'qubicle_queue_join' })).toMatchObject({ name: 'join' });
  expect(parseQubicleEvent({ ...event, hook_event: 'my_qubicle_queue_join' })).toBeNull();
});
