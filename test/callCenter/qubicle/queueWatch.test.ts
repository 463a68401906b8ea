import fc from 'fast-check';
import {
  queueCallEventKey,
  staysOf,
  waitOf,
  watchQueues,
  withNewestEvents,
  type QueueMemory,
} from '../../../src/callCenter/qubicle/queueWatch.ts';
import { signedOutRecipient, type RecipientStatus } from '../../../src/callCenter/qubicle/recipientStatus.ts';
import type { Session } from '../../../src/callCenter/qubicle/session.ts';
import { RUNS } from '../../support/runs.ts';

const NOW = Date.parse('2026-11-24T18:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const session = (id: string, queueId: string | null = 'sales', more: Partial<Session> = {}): Session => ({
  id,
  queueId,
  callId: null,
  callerName: null,
  callerNumber: null,
  enteredAt: NOW,
  ...more,
});

const agent = (id: string, more: Partial<RecipientStatus> = {}): RecipientStatus => ({
  ...signedOutRecipient(id),
  status: 'ready',
  ...more,
});

const onCall = (id: string, handlingCall: Session, lastHandledAt: number | null = null) =>
  agent(id, { status: 'on_call', handlingCall, lastHandledAt });

type Seen = { waiting?: Session[]; agents?: RecipientStatus[]; abandoned?: Record<string, number>; at?: number };

/** Polls a minute apart, with one agent who is signed in unless others are given: what each saw, as `[id, queue, status, agent]`. */
const eventsOf = (...polls: Seen[]): unknown[][] => {
  let memory: QueueMemory | null = null;
  return polls.map(({ waiting = [], agents = [agent('jane')], abandoned = {}, at }, index) => {
    const now = at ?? NOW + index * MINUTE;
    const count: number = memory?.events.length ?? 0;
    memory = watchQueues(memory, { stays: staysOf(waiting, agents), abandoned, hasAgents: agents.length > 0, now });
    return memory.events.slice(count).map(({ stay, status, at: seenAt }) => {
      expect(seenAt).toBe(now);
      return [stay.id, stay.queueId, status, stay.agentId];
    });
  });
};

describe('where each caller is', () => {
  const waits = { agentId: null, handledAt: null };

  test('a listed session is waiting, and so is one that is offered to an agent', () => {
    const offered = agent('jane', { status: 'offered', offeredCall: session('b') });
    expect(staysOf([session('a'), session('b')], [offered])).toEqual([
      { ...session('a'), ...waits },
      { ...session('b'), ...waits },
    ]);
  });

  test('a session with an agent is answered, even if it is still listed', () => {
    const stays = staysOf([session('a')], [onCall('jane', session('a'), NOW + 5000)]);
    expect(stays).toEqual([{ ...session('a'), agentId: 'jane', handledAt: NOW + 5000 }]);
  });

  test('a session that is both listed and answered has the data of both', () => {
    const listed = session('a', 'sales', { callId: 'call-a', callerName: 'Ann Lee' });
    const taken = session('a', 'sales', { callerNumber: '+14155550134' });
    expect(staysOf([listed], [onCall('jane', taken, NOW + 5000)])).toEqual([
      { ...listed, callerNumber: '+14155550134', agentId: 'jane', handledAt: NOW + 5000 },
    ]);
    expect(staysOf([{ ...listed, queueId: 'support' }], [onCall('jane', taken)])).toEqual([
      { ...taken, agentId: 'jane', handledAt: null },
    ]);
  });

  test('a session without a queue is left out', () => {
    expect(staysOf([session('a', null)], [onCall('jane', session('b', null)), agent('bob')])).toEqual([]);
  });
});

test('a call waits, is answered and ends', () => {
  const call = session('a');
  const taken = { agents: [onCall('jane', call)] };
  expect(eventsOf({ waiting: [call] }, { waiting: [call] }, taken, taken, {})).toEqual([
    [['a', 'sales', 'waiting', null]],
    [],
    [['a', 'sales', 'handled', 'jane']],
    [],
    [['a', 'sales', 'processed', 'jane']],
  ]);
});

test('a call that was answered between two polls was waiting before', () => {
  expect(eventsOf({ agents: [onCall('jane', session('a'))] })).toEqual([
    [
      ['a', 'sales', 'waiting', null],
      ['a', 'sales', 'handled', 'jane'],
    ],
  ]);
});

test('a caller who is with an agent is not waiting again, even if the time of entry changes', () => {
  const later = session('a', 'sales', { enteredAt: NOW + 5000 });
  expect(eventsOf({ agents: [onCall('jane', session('a'))] }, { agents: [onCall('jane', later)] })[1]).toEqual([]);
});

test('a caller who moves to another queue is waiting there, and has no further event in the first', () => {
  const [first, second] = [session('a'), session('a', 'support', { enteredAt: NOW + 5000 })];
  expect(
    eventsOf({ waiting: [first], abandoned: { sales: 0 } }, { waiting: [second], abandoned: { sales: 1 } }, {}),
  ).toEqual([
    [['a', 'sales', 'waiting', null]],
    [['a', 'support', 'waiting', null]],
    [['a', 'support', 'processed', null]],
  ]);
});

describe('a caller who is gone without an agent', () => {
  test.each<[string, Seen['abandoned'], Seen['abandoned'], string]>([
    ['gave up when the counter rose', { sales: 4 }, { sales: 5 }, 'abandoned'],
    ['gave up when the counter has begun again and risen', { sales: 4 }, { sales: 1 }, 'abandoned'],
    ['is finished when it did not', { sales: 4 }, { sales: 4 }, 'processed'],
    ['is finished when it has begun again', { sales: 4 }, { sales: 0 }, 'processed'],
    [
      'is finished when the counter of another queue rose',
      { sales: 4, support: 1 },
      { sales: 4, support: 2 },
      'processed',
    ],
    ['is finished when there was no counter', {}, { sales: 5 }, 'processed'],
    ['is finished when there is no counter', { sales: 4 }, {}, 'processed'],
  ])('%s', (_case, before, after, status) => {
    const [, events] = eventsOf({ waiting: [session('a')], abandoned: before }, { abandoned: after });
    expect(events).toEqual([['a', 'sales', status, null]]);
  });

  test('gave up as many times as the counter rose, the latest to join first', () => {
    const waiting = [
      session('a'),
      session('b', 'sales', { enteredAt: NOW + 1 }),
      session('c', 'sales', { enteredAt: null }),
    ];
    const [, events] = eventsOf({ waiting, abandoned: { sales: 0 } }, { abandoned: { sales: 1 } });
    expect(events).toEqual([
      ['c', 'sales', 'processed', null],
      ['a', 'sales', 'processed', null],
      ['b', 'sales', 'abandoned', null],
    ]);
  });

  test('is not one who talked with an agent', () => {
    const polls = [
      { waiting: [session('a')], agents: [onCall('jane', session('b'))], abandoned: { sales: 0 } },
      { abandoned: { sales: 2 } },
    ];
    expect(eventsOf(...polls)[1]).toEqual([
      ['b', 'sales', 'processed', 'jane'],
      ['a', 'sales', 'abandoned', null],
    ]);
  });
});

describe('an answered caller who is listed as waiting', () => {
  const taken = { agents: [onCall('jane', session('a'))] };

  test('is still answered when the stay is the same', () => {
    expect(eventsOf(taken, { waiting: [session('a')] }, {}).slice(1)).toEqual([
      [],
      [['a', 'sales', 'processed', 'jane']],
    ]);
  });

  test.each([
    [NOW, null],
    [null, NOW + 5000],
  ])('is still answered when a time is unknown', (before, after) => {
    const polls = [
      { agents: [onCall('jane', session('a', 'sales', { enteredAt: before }))] },
      { waiting: [session('a', 'sales', { enteredAt: after })] },
    ];
    expect(eventsOf(...polls)[1]).toEqual([]);
  });

  test('is waiting again after joining the queue again', () => {
    expect(eventsOf(taken, { waiting: [session('a', 'sales', { enteredAt: NOW + 5000 })] })[1]).toEqual([
      ['a', 'sales', 'waiting', null],
    ]);
  });
});

test('what was known about a call stays known, and its time of entry stays the same', () => {
  const known = session('a', 'sales', { callId: 'c', callerName: 'Rosa Lind', callerNumber: '+12025550142' });
  const bare = session('a', 'sales', { enteredAt: NOW + 1 });
  const first = watchQueues(null, { stays: staysOf([known], []), abandoned: {}, hasAgents: true, now: NOW });
  const agents = [onCall('jane', bare, NOW + 9000)];
  const next = watchQueues(first, { stays: staysOf([], agents), abandoned: {}, hasAgents: true, now: NOW + MINUTE });
  expect(next.stays).toEqual({ a: { ...known, agentId: 'jane', handledAt: NOW + 9000 } });
});

test('what becomes known about a call later is added', () => {
  const bare = session('a', 'sales', { enteredAt: null });
  const known = session('a', 'sales', { callId: 'c', callerName: 'Rosa Lind', callerNumber: '+12025550142' });
  const first = watchQueues(null, { stays: staysOf([bare], []), abandoned: {}, hasAgents: true, now: NOW });
  const next = watchQueues(first, { stays: staysOf([known], []), abandoned: {}, hasAgents: true, now: NOW });
  expect(next.stays).toEqual({ a: { ...known, agentId: null, handledAt: null } });
});

describe('no agent with a status right after some had one', () => {
  const waiting = [session('a')];
  const busy = { waiting, agents: [onCall('jane', session('b'))], abandoned: { sales: 3 } };

  test('means that nobody has left until the next answer confirms it', () => {
    expect(eventsOf(busy, { agents: [] }, { agents: [] }).slice(1)).toEqual([
      [],
      [
        ['b', 'sales', 'processed', 'jane'],
        ['a', 'sales', 'processed', null],
      ],
    ]);
  });

  test('is ignored when they are back', () => {
    expect(
      eventsOf(busy, { agents: [], abandoned: { sales: 0 } }, { ...busy, abandoned: { sales: 0 } }).slice(1),
    ).toEqual([[], []]);
  });

  test('leaves the counter for the next answer', () => {
    const abandoned = { sales: 4 };
    expect(eventsOf({ waiting, abandoned: { sales: 3 } }, { agents: [], abandoned }, { abandoned }).slice(1)).toEqual([
      [],
      [['a', 'sales', 'abandoned', null]],
    ]);
  });

  test('still lets callers join', () => {
    expect(eventsOf({}, { agents: [], waiting })[1]).toEqual([['a', 'sales', 'waiting', null]]);
  });
});

test('the key has the call, the queue, the time of entry if known, and the status', () => {
  const stay = { ...session('a'), queueId: 'sales', agentId: null, handledAt: null };
  expect(queueCallEventKey({ stay, status: 'waiting', at: NOW })).toBe(`a-sales-${NOW / 1000}-waiting`);
  expect(queueCallEventKey({ stay: { ...stay, enteredAt: null }, status: 'handled', at: NOW })).toBe('a-sales-handled');
});

test.each([
  [NOW, NOW + 31_000, 31],
  [NOW, NOW, 0],
  [NOW, NOW - 1000, null],
  [NOW, null, null],
  [null, NOW, null],
])('the wait of a call that joined at %p and was answered at %p', (enteredAt, handledAt, wait) => {
  const stay = { ...session('a'), queueId: 'sales', agentId: 'jane', enteredAt, handledAt };
  expect(waitOf({ stay, status: 'handled', at: NOW })).toBe(wait);
});

test('events are kept for a day', () => {
  const poll = (now: number) => ({ stays: staysOf([session('a')], []), abandoned: {}, hasAgents: true, now });
  const first = watchQueues(null, poll(NOW));
  expect(watchQueues(first, poll(NOW + DAY - 1)).events).toHaveLength(1);
  expect(watchQueues(first, poll(NOW + DAY)).events).toEqual([]);
});

test('a poll sees any number of events, and the newest 500 are kept', () => {
  const waiting = Array.from({ length: 600 }, (_, index) => session(`call-${index}`));
  const memory = watchQueues(null, { stays: staysOf(waiting, []), abandoned: {}, hasAgents: true, now: NOW });
  expect(memory.events).toHaveLength(600);
  expect(withNewestEvents(memory)).toEqual({ ...memory, events: memory.events.slice(100) });
});

test('every status of every call is returned once and in order, even across restarts', () => {
  const calls = ['a', 'b', 'c', 'd'] as const;
  const queues = ['sales', 'support'];
  const step = fc.record({
    call: fc.constantFrom(...calls),
    action: fc.constantFrom('enter', 'take', 'leave', 'give up', 'send on'),
    queue: fc.constantFrom(...queues),
    poll: fc.constantFrom('none', 'plain', 'restart'),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 80 }), (steps) => {
      let now = NOW;
      let memory: QueueMemory | null = null;
      const here = new Map<string, { stay: Session; taken: boolean }>();
      const abandoned: Record<string, number> = { sales: 0, support: 0 };
      const events: string[][] = [];
      const keys: string[] = [];

      const watch = (isRestart: boolean) => {
        const known = isRestart ? [] : [...here.values()];
        const waiting = known.filter(({ taken }) => !taken).map(({ stay }) => stay);
        const agents = known.filter(({ taken }) => taken).map(({ stay }) => onCall(`agent of ${stay.id}`, stay));
        const count: number = memory?.events.length ?? 0;
        const poll = { stays: staysOf(waiting, agents), abandoned: { ...abandoned }, hasAgents: !isRestart, now };
        // As JSON, because that is how the platform stores it.
        memory = JSON.parse(JSON.stringify(watchQueues(memory, poll))) as QueueMemory;
        const fresh = memory.events.slice(count);
        expect(isRestart ? fresh : []).toEqual([]);
        for (const event of fresh) {
          events.push([event.stay.id, event.stay.queueId, event.status]);
          keys.push(queueCallEventKey(event));
        }
        // The watch sees what is really there.
        if (isRestart) return;
        const believed = Object.values(memory.stays).map(({ id, queueId, agentId }) => [id, queueId, agentId !== null]);
        expect(believed.sort()).toEqual([...here].map(([id, { stay, taken }]) => [id, stay.queueId, taken]).sort());
      };

      watch(false);
      for (const { call, action, queue, poll } of steps) {
        now += 1000;
        const id = `${call}-${Math.floor(now / (20 * 1000))}`;
        const known = here.get(id);
        if (action === 'enter' && !known) here.set(id, { stay: session(id, queue, { enteredAt: now }), taken: false });
        if (action === 'take' && known) known.taken = true;
        if (action === 'leave') here.delete(id);
        if (action === 'give up' && known && !known.taken) {
          here.delete(id);
          abandoned[String(known.stay.queueId)] = (abandoned[String(known.stay.queueId)] ?? 0) + 1;
        }
        if (action === 'send on' && known && !known.taken && known.stay.queueId !== queue)
          here.set(id, { stay: session(id, queue, { enteredAt: now }), taken: false });
        if (poll !== 'none') {
          if (poll === 'restart') watch(true);
          watch(false);
        }
      }
      here.clear();
      watch(false);

      expect(new Set(keys).size).toBe(keys.length);
      const order = ['waiting', 'handled', 'abandoned', 'processed'];
      for (const id of new Set(events.map(([one]) => one))) {
        const own = events.filter(([one]) => one === id);
        // It begins with waiting, ends once, and never goes back.
        expect(own[0]?.[2]).toBe('waiting');
        expect(own.filter(([, , status]) => status === 'abandoned' || status === 'processed').length).toBeGreaterThan(
          0,
        );
        own.forEach(([, queueId, status], index) => {
          const [, queueBefore, before] = own[index - 1] ?? [];
          if (status === 'waiting') return;
          expect(queueId).toBe(queueBefore);
          expect(order.indexOf(String(status))).toBeGreaterThan(order.indexOf(String(before)));
        });
      }
    }),
    { numRuns: RUNS.simulation },
  );
});

test.each(['__proto__', 'constructor', 'toString'])('a session and a queue with the id %s are like any other', (id) => {
  const abandoned = (count: number) => Object.fromEntries([[id, count]]);
  expect(
    eventsOf(
      { waiting: [session(id, id)], abandoned: abandoned(1) },
      { waiting: [session(id, id)], abandoned: abandoned(1) },
      { abandoned: abandoned(2) },
    ),
  ).toEqual([[[id, id, 'waiting', null]], [], [[id, id, 'abandoned', null]]]);
});
