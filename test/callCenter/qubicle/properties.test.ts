import fc from 'fast-check';
import type { Engine, QueueCall } from '../../../src/callCenter/engine.ts';
import { qubicleEngine } from '../../../src/callCenter/qubicle/engine.ts';
import { parseQubicleEvent } from '../../../src/callCenter/qubicle/event.ts';
import { statusChangeKey, type StatusChange } from '../../../src/callCenter/statusChange.ts';
import type { Cache } from '../../../src/zapier/cache.ts';
import type { Context } from '../../../src/zapier/context.ts';
import { parseWebhookPayload } from '../../../src/zapier/webhookPayload.ts';
import { RUNS } from '../../support/runs.ts';
import { createContextStep } from '../../support/step.ts';
import { qubiclePlatform } from '../dash.ts';
import { allowNoOtherRequest, formOf, JOINED } from './qubicleDash.ts';
import { answers, refuses, scriptedDash, unknownId, type Answer } from './scriptedDash.ts';

allowNoOtherRequest();

const NOW = JOINED * 1000;
const MINUTE = 60_000;

/** A context of a run whose Dash and cache a test replaces. */
const openContext = async (): Promise<Context> => {
  const opened: Context[] = [];
  await createContextStep((context) => {
    opened.push(context);
    return Promise.resolve(null);
  }).run();
  const [context] = opened;
  if (!context) throw new Error('The step did not run.');
  return context;
};

/** A cache that stores strings, as the platform's does. */
const createMemory = () => {
  const texts = new Map<string, string>();
  const cache: Cache = {
    get: (key) => Promise.resolve(JSON.parse(texts.get(key) ?? 'null')),
    set: (key, value) => {
      texts.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
    delete: (key) => {
      texts.delete(key);
      return Promise.resolve();
    },
    claim: () => Promise.resolve(true),
    claimForCertain: () => Promise.resolve(true),
  };
  return { texts, cache };
};

const WORDS = {
  signed_out: 'Not-Logged-In',
  away: 'Away',
  ready: 'Ready',
  offered: 'Call-Offer',
  on_call: 'On-A-Call',
  wrap_up: 'Wrapup-Time',
} as const;
type Known = keyof typeof WORDS;

/** How an operator's Qubicle answers for many at once: with a map, with a list, or not at all. */
const containers = fc.constantFrom('map', 'list', 'refused');
type Container = 'map' | 'list' | 'refused';

const inContainer = (container: Container, rows: ReadonlyMap<string, object>, idKey: string): Answer => {
  if (container === 'refused') return refuses(404, 'not_found');
  return answers(
    container === 'map' ? Object.fromEntries(rows) : [...rows].map(([id, row]) => ({ [idKey]: id, ...row })),
  );
};

type Script = Record<string, Answer>;

const singleStatuses = (listed: readonly string[], rows: ReadonlyMap<string, object>): Script =>
  Object.fromEntries(
    listed.map((id) => {
      const row = rows.get(id);
      return [`GET /qubicle_recipients/${id}/status`, row ? answers(row) : unknownId];
    }),
  );

const agentScript = (listed: readonly string[], rows: ReadonlyMap<string, object>, container: Container): Script => ({
  'GET /qubicle_recipients?paginate=false': answers(listed.map((id) => ({ id }))),
  'POST /qubicle_recipients/status': inContainer(container, rows, 'recipient_id'),
  ...singleStatuses(listed, rows),
});

/** Runs polls of one connection against what Dash answers at that moment. */
const createPolls = (context: Context) => {
  const { cache, texts } = createMemory();
  const poll = <T>(list: (context: Context, now: number) => Promise<T>, script: Script, now: number): Promise<T> => {
    const { dash } = scriptedDash(script);
    return list({ ...context, dash, cache, once: (_key, work) => work() }, now);
  };
  return {
    poll,
    forgetLists: () => {
      for (const key of ['qubicle-recipients', 'qubicle-queues']) texts.delete(key);
    },
  };
};

const expectFailure = async (poll: Promise<unknown>) => {
  await expect(poll).rejects.toThrow();
};

const expectNone = (items: readonly unknown[]) => {
  expect(items).toEqual([]);
};

const isNotYetIn =
  <T>(given: Map<string, T>, keyOf: (item: T) => string) =>
  (item: T) => {
    if (given.has(keyOf(item))) return false;
    given.set(keyOf(item), item);
    return true;
  };

test('each status of an agent is returned once to each Zap, in order, even across failures and restarts', async () => {
  const context = await openContext();
  const agents = ['jane', 'bob'];
  const step = fc.record({
    agent: fc.constantFrom(...agents),
    status: fc.constantFrom<Known>('signed_out', 'away', 'ready', 'offered', 'on_call', 'wrap_up'),
    seconds: fc.integer({ min: 1, max: 200 }),
    hasTime: fc.boolean(),
    poll: fc.constantFrom('none', 'first', 'second', 'failure', 'restart'),
    container: containers,
    forgetsLists: fc.boolean(),
  });
  const run = fc.record({ steps: fc.array(step, { maxLength: 30 }), saysSignedOut: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(run, async ({ steps, saysSignedOut }) => {
      let now = NOW;
      const { poll, forgetLists } = createPolls(context);
      const current = new Map<string, { status: Known; at: number | null }>(
        agents.map((id) => [id, { status: 'signed_out', at: null }]),
      );
      const rows = () => {
        const reported = [...current].filter(([, { status }]) => saysSignedOut || status !== 'signed_out');
        const row = ({ status, at }: { status: Known; at: number | null }) => ({
          available: status === 'ready',
          availability_state: WORDS[status],
          stats: at === null ? {} : { last_action_time: at / 1000 },
        });
        // Someone is always signed in, so only a restart makes an answer empty.
        return new Map<string, object>([
          ...reported.map(([id, one]) => [id, row(one)] as const),
          ['boss', row({ status: 'ready', at: null })] as const,
        ]);
      };
      const zaps = { first: new Map<string, StatusChange>(), second: new Map<string, StatusChange>() };
      const watch = async (zap: keyof typeof zaps, script: Script) => {
        const changes = await poll(qubicleEngine.listStatusChanges, script, now);
        expect(changes.map(({ at }) => at)).toEqual(changes.map(({ at }) => at).sort((a, b) => b - a));
        return changes.toReversed().filter(isNotYetIn(zaps[zap], statusChangeKey));
      };
      const listed = [...agents, 'boss'];
      expect(await watch('first', agentScript(listed, rows(), 'map'))).toEqual([]);
      const lastOf = (zap: Map<string, StatusChange>) =>
        agents.map((id) => [...zap.values()].filter(({ agentId }) => agentId === id));
      for (const { agent, status, seconds, hasTime, poll: kind, container, forgetsLists } of steps) {
        now += seconds * 1000;
        current.set(agent, { status, at: hasTime ? now : null });
        if (forgetsLists) forgetLists();
        if (kind === 'failure') {
          const script = agentScript(listed, rows(), container);
          await expectFailure(
            poll(qubicleEngine.listStatusChanges, { ...script, 'POST /qubicle_recipients/status': refuses(500) }, now),
          );
        }
        if (kind === 'restart') {
          const seen = await watch('first', agentScript(listed, new Map(), container));
          // Only what the other Zap's poll saw before.
          expectNone(seen.filter((change) => !zaps.second.has(statusChangeKey(change))));
        }
        if (kind === 'restart') now += MINUTE;
        if (kind === 'first' || kind === 'second' || kind === 'restart')
          await watch(kind === 'second' ? 'second' : 'first', agentScript(listed, rows(), container));
      }
      now += MINUTE;
      await watch('first', agentScript(listed, rows(), 'map'));
      await watch('second', agentScript(listed, rows(), 'list'));
      // Both Zaps got the same, each change follows the one before, and the last one is the actual status.
      const [first, second] = [lastOf(zaps.first), lastOf(zaps.second)];
      expect(second).toEqual(first);
      agents.forEach((id, index) => {
        const own = first[index] ?? [];
        expect(own.map(({ previous }) => previous)).toEqual(
          own.map((_, place) => own[place - 1]?.status ?? 'signed_out'),
        );
        expect(own.at(-1)?.status ?? 'signed_out').toBe(current.get(id)?.status);
      });
    }),
    { numRuns: RUNS.simulation },
  );
});

test('each status of a queue call is returned once to each Zap, in order, even across failures and restarts', async () => {
  const context = await openContext();
  const queueIds = ['sales', 'support'] as const;
  const step = fc.record({
    call: fc.constantFrom('a', 'b', 'c'),
    action: fc.constantFrom('enter', 'take', 'leave', 'give up', 'send on'),
    queue: fc.constantFrom(...queueIds),
    poll: fc.constantFrom('none', 'first', 'second', 'failure', 'restart'),
    container: containers,
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (steps) => {
      let now = NOW;
      const { poll, forgetLists } = createPolls(context);
      const here = new Map<string, { queue: 'sales' | 'support'; enteredAt: number; taken: boolean }>();
      const abandoned = { sales: 7, support: 7 };
      const row = (id: string, { queue, enteredAt }: { queue: string; enteredAt: number }) => ({
        session_id: id,
        queue_id: queue,
        queue_enter_time: enteredAt / 1000,
      });
      const script = (container: Container, isRestart: boolean): Script => {
        const calls = isRestart ? [] : [...here];
        const waiting = (queue: string) => calls.filter(([, one]) => one.queue === queue && !one.taken);
        const statuses = new Map(
          queueIds.map((id) => [
            id,
            {
              available_recipient_count: 1,
              stats: {
                active_session_count: waiting(id).length,
                abandoned_sessions: isRestart ? 0 : abandoned[id],
              },
            },
          ]),
        );
        const talks = calls.filter(([, { taken }]) => taken);
        const agents = new Map<string, object>([
          ...talks.map(
            ([id, one]) => [`agent-${id}`, { availability_state: 'On-A-Call', handling_call: row(id, one) }] as const,
          ),
          ...(isRestart ? [] : [['boss', { availability_state: 'Ready' }] as const]),
        ]);
        // One agent for every possible call, so that the list needs no refresh.
        const listed = ['boss', ...new Set([...here.keys()].map((id) => `agent-${id}`))];
        return {
          ...agentScript(listed, agents, container),
          'GET /qubicle_queues?paginate=false': answers(queueIds.map((id) => ({ id, name: id }))),
          'GET /qubicle_queues/status': inContainer(container, statuses, 'queue_id'),
          ...Object.fromEntries(
            queueIds.flatMap((id) => [
              [`GET /qubicle_queues/${id}/status`, answers(statuses.get(id))],
              [`GET /qubicle_queues/${id}/sessions`, answers(waiting(id).map(([one, call]) => row(one, call)))],
            ]),
          ),
        };
      };
      const zaps = { first: new Map<string, QueueCall>(), second: new Map<string, QueueCall>() };
      const fresh: QueueCall[] = [];
      const list: Engine['listQueueCalls'] = (one, at) => qubicleEngine.listQueueCalls(one, at);
      const watch = async (zap: keyof typeof zaps, container: Container, isRestart = false) => {
        forgetLists();
        const calls = await poll(list, script(container, isRestart), now);
        const unseen = calls.toReversed().filter(isNotYetIn(zaps[zap], ({ key }) => key));
        if (zap === 'first') fresh.push(...unseen);
        return unseen;
      };
      await watch('first', 'map');
      for (const { call, action, queue, poll: kind, container } of steps) {
        now += 1000;
        const id = `${call}-${Math.floor((now - NOW) / 10_000)}`;
        const known = here.get(id);
        if (action === 'enter' && !known) here.set(id, { queue, enteredAt: now, taken: false });
        if (action === 'take' && known) known.taken = true;
        if (action === 'leave') here.delete(id);
        if (action === 'give up' && known && !known.taken) {
          here.delete(id);
          abandoned[known.queue] += 1;
        }
        if (action === 'send on' && known && !known.taken && known.queue !== queue)
          here.set(id, { queue, enteredAt: now, taken: false });
        if (kind === 'failure')
          await expectFailure(
            poll(list, { ...script(container, false), 'GET /qubicle_queues/status': refuses(503) }, now),
          );
        if (kind === 'restart') {
          const seen = await watch('first', container, true);
          expectNone(seen.filter(({ key }) => !zaps.second.has(key)));
        }
        if (kind !== 'none' && kind !== 'failure') await watch(kind === 'second' ? 'second' : 'first', container);
      }
      here.clear();
      await watch('first', 'list');
      await watch('second', 'refused');
      const counted = abandoned.sales + abandoned.support - 14;
      expect(fresh.filter(({ status }) => status === 'abandoned').length).toBeLessThanOrEqual(counted);
      expect([...zaps.second.keys()].sort()).toEqual([...zaps.first.keys()].sort());
      const order = ['waiting', 'handled', 'abandoned', 'processed'];
      const stays = new Set(fresh.map(({ key, status }) => key.slice(0, -status.length)));
      for (const stay of stays) {
        const statuses = fresh
          .filter(({ key, status }) => key.slice(0, -status.length) === stay)
          .map(({ status }) => status);
        expect(statuses[0]).toBe('waiting');
        expect(statuses).toEqual([...new Set(statuses)].sort((a, b) => order.indexOf(a) - order.indexOf(b)));
        // A caller who talked with an agent didn't give up.
        expect(statuses).not.toEqual(expect.arrayContaining(['handled', 'abandoned']));
      }
    }),
    { numRuns: RUNS.simulation },
  );
});

const ids = fc.constantFrom('one', 'two');
const names = fc.constantFrom('create', 'delete', 'ready', 'away');

/** An event of an agent, with some of its keys missing. */
const payloads = fc
  .record(
    {
      queue_id: ids,
      queue_name: fc.string({ minLength: 1 }),
      session_id: ids,
      caller_id_name: fc.string({ minLength: 1, unit: 'grapheme' }),
      caller_id_number: fc.string({ minLength: 1 }),
      reason: fc.string({ minLength: 1 }),
      username: fc.string({ minLength: 1, unit: 'grapheme' }),
      state: fc.string({ minLength: 1 }),
      position: fc.nat(),
      wait_time: fc.nat(),
      stats: fc.record({ estimated_wait: fc.nat() }, { requiredKeys: [] }),
      recipient_id: ids,
    },
    { requiredKeys: [] },
  )
  .chain((more) =>
    fc.record({
      event_name: fc.constantFrom('join', 'leave', 'create', 'delete', 'ready', 'away', 'offer', 'delivered', 'reject'),
      event_timestamp: fc.integer({ min: 63_908_231_400, max: 63_908_231_402 }),
      more: fc.constant(more),
    }),
  )
  .map(({ more, ...given }) => ({ ...given, ...more }));

const parseContent = (content: string) => parseQubicleEvent(parseWebhookPayload({ rawRequest: { content } }));

test('an event is the same as JSON and as form data, whatever it has', () => {
  fc.assert(
    fc.property(payloads, (payload) => {
      expect(parseContent(formOf(payload))).toEqual(parseContent(JSON.stringify(payload)));
    }),
    { numRuns: RUNS.pure },
  );
});

test('two events have the same key exactly when they are the same', () => {
  const identity = (payload: Record<string, unknown>) =>
    JSON.stringify(
      ['event_name', 'event_timestamp', 'queue_id', 'recipient_id']
        .map((key) => payload[key] ?? null)
        .concat([payload.session_id ?? payload.recipient_id ?? payload.call_id ?? payload.caller_id_number ?? null]),
    );
  fc.assert(
    fc.property(payloads, payloads, (one, other) => {
      const [first, second] = [parseQubicleEvent(one), parseQubicleEvent(other)];
      fc.pre(first !== null && second !== null && first.key !== null);
      expect(first.key === second.key).toBe(identity(one) === identity(other));
    }),
    { numRuns: RUNS.pure },
  );
});

test('no delivery makes the parser fail', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.anything(),
        fc.dictionary(
          fc.constantFrom('event_name', 'stats', 'queue_id', 'recipient_id', 'event_timestamp', 'wait_time'),
          fc.anything(),
        ),
      ),
      (payload) => {
        expect(() => parseQubicleEvent(payload)).not.toThrow();
      },
    ),
    { numRuns: RUNS.pure },
  );
});

test("each change of an agent's status is returned once, in order, no matter how often and in which form it arrives", async () => {
  const delivery = fc.record({
    agent: ids,
    name: names,
    seconds: fc.integer({ min: 0, max: 3 }),
    copies: fc.array(fc.boolean(), { minLength: 1, maxLength: 3 }),
    hasUnixTime: fc.boolean(),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(delivery, { maxLength: 8 }), async (deliveries) => {
      const platform = qubiclePlatform();
      for (const id of ['one', 'two'])
        platform.cache.set(`user:${id}`, JSON.stringify({ user_id: id, user_name: `Agent ${id}` }));
      let at = JOINED;
      const given: unknown[][] = [];
      const expected: unknown[][] = [];
      for (const { agent, name, seconds, copies, hasUnixTime } of deliveries) {
        at += seconds;
        const status = name === 'delete' ? 'signed_out' : name === 'create' ? 'away' : name;
        const change = [`${agent}-${status}-${at}`, status, name === 'create' ? 'signed_out' : null];
        if (!expected.some(([id]) => id === change[0])) expected.push(change);
        for (const isForm of copies) {
          const payload = {
            event_name: name,
            event_timestamp: at + 62_167_219_200,
            ...(hasUnixTime && { event_unix_timestamp: at }),
            recipient_id: agent,
            hook_event: 'qubicle_recipient_status_change',
            zapier_token: 'secret',
          };
          const records = (await platform.run('triggers.agent_availability_changed.operation.perform', {
            subscribeData: { zapier_token: 'secret', target_hash: 'hash' },
            rawRequest: { content: isForm ? formOf(payload) : JSON.stringify(payload) },
          })) as Record<string, unknown>[];
          given.push(...records.map(({ id, status: now, previous_status }) => [id, now, previous_status]));
        }
      }
      expect(given).toEqual(expected);
    }),
    { numRuns: RUNS.steps },
  );
});
