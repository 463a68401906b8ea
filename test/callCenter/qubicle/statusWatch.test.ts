import fc from 'fast-check';
import { signedOutRecipient, type RecipientStatus } from '../../../src/callCenter/qubicle/recipientStatus.ts';
import { watchRecipients, withNewestChanges, type StatusMemory } from '../../../src/callCenter/qubicle/statusWatch.ts';
import type { Status } from '../../../src/callCenter/status.ts';
import { statusChangeKey, type StatusChange } from '../../../src/callCenter/statusChange.ts';
import { RUNS } from '../../support/runs.ts';

const NOW = Date.parse('2026-11-24T18:00:00Z');
const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;

const recipient = (id: string, status: Status, more: Partial<RecipientStatus> = {}): RecipientStatus => ({
  ...signedOutRecipient(id),
  status,
  ...more,
});

const pollOf = (now: number, listed: string[], ...reported: RecipientStatus[]) => ({
  listed,
  reported: new Map(reported.map((one) => [one.id, one])),
  now,
});

/** Polls of one agent, a minute apart: the changes that each saw. `null` stands for an answer without agents. */
const changesOf = (...statuses: (Partial<RecipientStatus> | null)[]): StatusChange[][] => {
  let memory: StatusMemory | null = null;
  const given = new Set<string>();
  return statuses.map((one, index) => {
    const poll = pollOf(
      NOW + index * MINUTE,
      ['jane'],
      ...(one ? [recipient('jane', one.status ?? 'unknown', one)] : []),
    );
    memory = watchRecipients(memory, poll);
    const fresh = memory.changes.filter((change) => !given.has(statusChangeKey(change)));
    for (const change of fresh) given.add(statusChangeKey(change));
    return fresh;
  });
};

const change = (status: Status, previous: Status, at: number): StatusChange => ({
  agentId: 'jane',
  status,
  previous,
  at,
  // Qubicle has none.
  pauseReason: null,
});

test('the first poll sees no change, and the next one only what is new', () => {
  expect(changesOf({ status: 'ready' }, { status: 'ready' }, { status: 'away' })).toEqual([
    [],
    [],
    [change('away', 'ready', NOW + 2 * MINUTE)],
  ]);
});

test("a change has the engine's time of the last action, and the poll's when that is older than the change before", () => {
  expect(
    changesOf(
      { status: 'ready', lastActionAt: NOW - MINUTE },
      { status: 'away', lastActionAt: NOW + 5000 },
      { status: 'ready', lastActionAt: NOW + 5000 },
    ),
  ).toEqual([[], [change('away', 'ready', NOW + 5000)], [change('ready', 'away', NOW + 2 * MINUTE)]]);
});

test("a change is later than the one before, even when the engine's clock is ahead", () => {
  const ahead = NOW + DAY;
  expect(changesOf({ status: 'ready', lastActionAt: ahead }, { status: 'away' })).toEqual([
    [],
    [change('away', 'ready', ahead + 1000)],
  ]);
});

test("a change has the engine's time even if that is only a second after the change before", () => {
  expect(changesOf({ status: 'ready', lastActionAt: NOW }, { status: 'away', lastActionAt: NOW + 1000 })[1]).toEqual([
    change('away', 'ready', NOW + 1000),
  ]);
});

describe('a sign-in', () => {
  const signedOut = { status: 'signed_out' } as const;

  test.each([
    ['its own time', 'a second after the change before', 1000, 1000],
    ['the time of the change', 'half a second after the change before', 500, 9000],
    ['the time of the change', 'half a second before the change before', -500, 9000],
    ['the time of the change', 'after that', 9500, 9000],
  ])('has %s if Qubicle says that it was %s', (_time, _when, loginAfter, expected) => {
    const ready = { status: 'ready', lastActionAt: NOW + 9000, loginAt: NOW + loginAfter } as const;
    expect(changesOf(signedOut, ready)[1]).toEqual([
      change('away', 'signed_out', NOW + expected),
      change('ready', 'away', NOW + 9000),
    ]);
  });

  test('is away after signed out', () => {
    expect(changesOf(signedOut, { status: 'away', lastActionAt: NOW + 9000, loginAt: NOW + 9000 })[1]).toEqual([
      change('away', 'signed_out', NOW + 9000),
    ]);
  });

  test.each<[string, number | null, number]>([
    ['at its own time', NOW + 5000, NOW + 5000],
    ['at the time of the next change without one', null, NOW + 9000],
    ['at the time of the next change with a time from before', NOW - MINUTE, NOW + 9000],
    ['at the time of the next change with a later one', NOW + 9001, NOW + 9000],
  ])('comes before what followed, %s', (_case, loginAt, at) => {
    expect(changesOf(signedOut, { status: 'ready', lastActionAt: NOW + 9000, loginAt })[1]).toEqual([
      change('away', 'signed_out', at),
      change('ready', 'away', NOW + 9000),
    ]);
  });
});

describe('an answer without agents', () => {
  test('right after one with agents reports nothing until the next one confirms it', () => {
    expect(changesOf({ status: 'ready' }, null, null)).toEqual([
      [],
      [],
      [change('signed_out', 'ready', NOW + 2 * MINUTE)],
    ]);
  });

  test('is ignored when the next one has them again', () => {
    expect(changesOf({ status: 'ready' }, null, { status: 'ready' }, null, { status: 'away' })).toEqual([
      [],
      [],
      [],
      [],
      [change('away', 'ready', NOW + 4 * MINUTE)],
    ]);
  });

  test('that is the first one means that all are signed out', () => {
    expect(changesOf(null, { status: 'away' })).toEqual([[], [change('away', 'signed_out', NOW + MINUTE)]]);
  });
});

test('an agent who is missing from an answer with others is signed out right away', () => {
  const all = ['jane', 'bob'];
  const first = watchRecipients(null, pollOf(NOW, all, recipient('jane', 'ready'), recipient('bob', 'ready')));
  expect(watchRecipients(first, pollOf(NOW + MINUTE, all, recipient('bob', 'ready'))).changes).toEqual([
    change('signed_out', 'ready', NOW + MINUTE),
  ]);
});

test('a new agent was signed out before, and an agent who is no longer listed has no change', () => {
  const first = watchRecipients(null, pollOf(NOW, ['bob'], recipient('bob', 'ready')));
  const next = watchRecipients(first, pollOf(NOW + MINUTE, ['jane'], recipient('jane', 'away')));
  expect(next.changes).toEqual([change('away', 'signed_out', NOW + MINUTE)]);
  expect(Object.keys(next.agents)).toEqual(['jane']);
});

test('changes are kept for a day, even across an empty answer', () => {
  const inStatus = (now: number, status: Status) =>
    pollOf(now, ['jane'], recipient('jane', status, { lastActionAt: now }));
  let memory = watchRecipients(watchRecipients(null, inStatus(NOW, 'ready')), inStatus(NOW + MINUTE, 'away'));
  memory = watchRecipients(memory, pollOf(NOW + 2 * MINUTE, ['jane']));
  expect(memory.changes).toHaveLength(1);
  memory = watchRecipients(memory, inStatus(NOW + MINUTE + DAY, 'away'));
  expect(memory.changes).toEqual([]);
});

test('a poll sees any number of changes, and the newest 500 are kept', () => {
  const ids = Array.from({ length: 600 }, (_, index) => `agent-${index}`);
  const inStatus = (now: number, status: Status) =>
    pollOf(now, ids, ...ids.map((id, index) => recipient(id, status, { lastActionAt: now + index * 1000 })));
  const memory = watchRecipients(watchRecipients(null, inStatus(NOW, 'ready')), inStatus(NOW + DAY, 'away'));
  expect(memory.changes).toHaveLength(600);
  const kept = withNewestChanges(memory);
  expect(kept).toEqual({ ...memory, changes: memory.changes.slice(100) });
});

test('every change is returned once, in order, with the status before, even across restarts', () => {
  const agents = ['jane', 'bob', 'zoe'] as const;
  const statuses: Status[] = ['signed_out', 'away', 'ready', 'offered', 'on_call', 'wrap_up'];
  const step = fc.record({
    agent: fc.constantFrom(...agents),
    status: fc.constantFrom(...statuses),
    seconds: fc.integer({ min: 1, max: 90 }),
    hasTime: fc.boolean(),
    poll: fc.constantFrom('none', 'plain', 'restart'),
  });
  const run = fc.record({ steps: fc.array(step, { maxLength: 60 }), saysSignedOut: fc.boolean() });
  fc.assert(
    fc.property(run, ({ steps, saysSignedOut }) => {
      let now = NOW;
      const current = new Map<string, RecipientStatus>(agents.map((id) => [id, recipient(id, 'signed_out')]));
      const answer = () => {
        const reported = [...current.values()].filter(({ status }) => saysSignedOut || status !== 'signed_out');
        return pollOf(now, [...agents], ...reported);
      };
      // Someone is always signed in, so only a restart makes an answer empty.
      const withBoss = ({ listed, reported }: ReturnType<typeof answer>) =>
        pollOf(now, [...listed, 'boss'], ...reported.values(), recipient('boss', 'ready'));
      let memory = watchRecipients(null, withBoss(answer()));
      const seen = new Map<string, Status>(agents.map((id) => [id, 'signed_out']));
      const given = new Map<string, StatusChange>();
      for (const { agent, status, seconds, hasTime, poll } of steps) {
        now += seconds * 1000;
        current.set(agent, recipient(agent, status, { lastActionAt: hasTime ? now : null }));
        if (poll === 'none') continue;
        const inRestart = watchRecipients(memory, pollOf(now, [...agents, 'boss']));
        expect(inRestart.changes).toEqual(memory.changes);
        if (poll === 'restart') {
          memory = inRestart;
          now += MINUTE;
        }
        // As JSON, because that is how the platform stores it.
        memory = JSON.parse(JSON.stringify(watchRecipients(memory, withBoss(answer())))) as StatusMemory;
        const fresh = memory.changes.filter((one) => !given.has(statusChangeKey(one)));
        expect(fresh.map(({ at }) => at)).toEqual(fresh.map(({ at }) => at).sort((a, b) => a - b));
        for (const one of fresh) given.set(statusChangeKey(one), one);
        const expected = agents.flatMap((id) => {
          const [before, after] = [String(seen.get(id)), String(current.get(id)?.status)];
          if (before === after) return [];
          return before === 'signed_out' && after !== 'away'
            ? [
                [id, before, 'away'],
                [id, 'away', after],
              ]
            : [[id, before, after]];
        });
        const found = fresh.map(({ agentId, previous, status: word }) => [agentId, previous, word]);
        for (const id of agents)
          expect(found.filter(([agentId]) => agentId === id)).toEqual(expected.filter(([agentId]) => agentId === id));
        expect(found).toHaveLength(expected.length);
        for (const id of agents) seen.set(id, current.get(id)?.status ?? 'unknown');
      }
      // No key was returned twice: each change that is kept is the one that was returned.
      for (const one of memory.changes) expect(given.get(statusChangeKey(one))).toEqual(one);
    }),
    { numRuns: RUNS.simulation },
  );
});

test.each(['__proto__', 'constructor', 'toString'])('an agent with the id %s is one like any other', (id) => {
  const first = watchRecipients(null, pollOf(NOW, [id, 'jane'], recipient(id, 'ready')));
  const stored = JSON.parse(JSON.stringify(first)) as StatusMemory;
  const { changes } = watchRecipients(stored, pollOf(NOW + MINUTE, [id, 'jane'], recipient(id, 'on_call')));
  expect(changes).toMatchObject([{ agentId: id, status: 'on_call', previous: 'ready' }]);
});
