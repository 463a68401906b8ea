import fc from 'fast-check';
import { watchStatuses } from '../../src/callCenter/acdc/statusWatch.ts';
import { statusOfAcdc } from '../../src/callCenter/status.ts';
import type { Cache } from '../../src/zapier/cache.ts';
import { statusChangeKey, type StatusChange } from '../../src/callCenter/statusChange.ts';
import { RUNS } from '../support/runs.ts';
import { createAcdc } from './acdc.ts';

const START = Date.parse('2026-11-24T18:00:00Z');
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const VERSIONS = ['4.2', '4.3'] as const;
/** ACDC's own words; two of the statuses have two words each. */
const STATUSES = ['ready', 'paused', 'connecting', 'connected', 'wrapup', 'outbound', 'logged_in', 'logged_out'];

/** A Zap's polls of a phone system, and what each returns that no earlier poll returned. */
const watchOf = (version: '4.2' | '4.3', ...agents: string[]) => {
  const acdc = createAcdc(version);
  acdc.state.now = START;
  acdc.state.listed = agents;
  const kept = new Map<string, string>();
  const cache: Cache = {
    get: (key) => Promise.resolve(JSON.parse(kept.get(key) ?? 'null') as unknown),
    set: (key, value) => {
      kept.set(key, JSON.stringify(value));
      return Promise.resolve();
    },
    delete: () => Promise.resolve(),
    claim: () => Promise.resolve(true),
    claimForCertain: () => Promise.resolve(true),
  };
  const context = { cache, dash: acdc.dash };
  const given = new Set<string>();
  /** Oldest first. */
  const poll = async (): Promise<StatusChange[]> => {
    acdc.state.requests = [];
    const all = await watchStatuses(context, acdc.state.now);
    expect(new Set(all.map(statusChangeKey)).size).toBe(all.length);
    const fresh = all.filter((change) => !given.has(statusChangeKey(change)));
    for (const change of fresh) given.add(statusChangeKey(change));
    return fresh.reverse();
  };
  return { ...acdc, poll, kept };
};

const told = (changes: StatusChange[]) => changes.map(({ agentId, status, previous }) => [agentId, status, previous]);

type Step = { agent: string; status: string; seconds: number };

const step = (agents: string[]): fc.Arbitrary<Step> =>
  fc.record({
    agent: fc.constantFrom(...agents),
    status: fc.constantFrom(...STATUSES),
    seconds: fc.integer({ min: 1, max: 20 }),
  });

describe.each(VERSIONS)('in KAZOO %s', (version) => {
  test('every change is returned once, in order, with the status before, no matter how many happen between two polls', async () => {
    const agents = ['jane', 'bob', 'zoë'];
    const polls = fc.array(fc.array(step(agents), { maxLength: 120 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(polls, async (sequence) => {
        const watch = watchOf(version, ...agents);
        const last = new Map<string, string>();
        for (const agent of agents) {
          watch.note(agent, 'logged_in', (watch.state.now += 1000));
          last.set(agent, 'logged_in');
        }
        await watch.poll();
        for (const steps of sequence) {
          const expected: unknown[] = [];
          for (const { agent, status, seconds } of steps) {
            watch.note(agent, status, (watch.state.now += seconds * 1000));
            const [now, before] = [statusOfAcdc(status), statusOfAcdc(last.get(agent) ?? null)];
            if (now !== before) expected.push([agent, now, before]);
            last.set(agent, status);
          }
          expect(told(await watch.poll())).toEqual(expected);
        }
      }),
      { numRuns: RUNS.simulation },
    );
  });

  test('restarts and silence repeat nothing, invent nothing and never go back', async () => {
    const agents = ['jane', 'bob'];
    const happening = fc.oneof(
      { weight: 6, arbitrary: step(agents) },
      { weight: 2, arbitrary: fc.constant('poll' as const) },
      { weight: 1, arbitrary: fc.constantFrom('restart' as const, 'crash' as const, 'silence' as const) },
    );
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 60 }), async (sequence) => {
        const watch = watchOf(version, ...agents);
        const noted: string[] = [];
        const given: (StatusChange & { polledAt: number })[] = [];
        for (const one of [...sequence, 'poll' as const]) {
          if (one === 'restart' || one === 'crash') watch.restart(one === 'restart');
          else if (one === 'silence') watch.state.silentFor = 1;
          else if (one === 'poll')
            given.push(...(await watch.poll()).map((change) => ({ ...change, polledAt: watch.state.now })));
          else {
            watch.note(one.agent, one.status, (watch.state.now += one.seconds * 1000));
            noted.push(`${one.agent} ${statusOfAcdc(one.status)} ${watch.state.now}`);
          }
        }
        const invented = given.filter(
          ({ agentId, status, at, polledAt }) =>
            !noted.includes(`${agentId} ${status} ${at}`) && !(status === 'signed_out' && at === polledAt),
        );
        const unchanged = given.filter(({ status, previous }) => status === previous);
        const wrong = given.filter(
          ({ agentId, previous }) =>
            ![null, 'signed_out'].includes(previous) && !noted.some((one) => one.startsWith(`${agentId} ${previous} `)),
        );
        const backwards = agents.filter((agent) => {
          const times = given.filter(({ agentId }) => agentId === agent).map(({ at }) => at);
          return times.some((at, place) => at < (times[place - 1] ?? 0));
        });
        expect({ invented, unchanged, wrong, backwards }).toEqual({
          invented: [],
          unchanged: [],
          wrong: [],
          backwards: [],
        });
      }),
      { numRuns: RUNS.simulation },
    );
  });

  test('more than 25 changes between two polls are found status by status; what is still unknown is null', async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'paused', START);
    await watch.poll();
    for (let count = 0; count < 30; count += 1) {
      watch.note('jane', 'ready', (watch.state.now += 1000));
      watch.note('jane', 'connecting', (watch.state.now += 1000));
    }
    const changes = told(await watch.poll());
    expect(changes).toHaveLength(50);
    // Each status is returned at most 25 times, so another one of the same may come before these.
    expect(changes.slice(0, 2)).toEqual([
      ['jane', 'ready', null],
      ['jane', 'offered', null],
    ]);
    expect(changes.slice(2).every(([, , previous]) => previous !== null)).toBe(true);
    expect(changes.at(-1)).toEqual(['jane', 'offered', 'ready']);
    expect(watch.state.requests).toHaveLength(10);
  });

  test('a hundred agents who change at once are looked up in two polls or three, and none is lost', async () => {
    const agents = Array.from({ length: 100 }, (_none, place) => `agent${place}`);
    const watch = watchOf(version, ...agents);
    for (const agent of agents) watch.note(agent, 'ready', START);
    await watch.poll();
    for (const agent of agents) {
      watch.note(agent, 'paused', START + 1000);
      watch.note(agent, 'connecting', START + 2000);
    }
    const found: StatusChange[] = [];
    for (let polls = 0; polls < 3; polls += 1) {
      found.push(...(await watch.poll()));
      expect(watch.state.requests.length).toBeLessThanOrEqual(41);
    }
    expect(found).toHaveLength(200);
    expect(found.every(({ previous }) => previous !== null)).toBe(true);
  });

  test('more new agents than one poll can look up come with the next poll', async () => {
    const agents = Array.from({ length: 60 }, (_none, place) => `agent${place}`);
    const watch = watchOf(version, ...agents);
    watch.note('agent0', 'ready', START);
    await watch.poll();
    for (const agent of agents)
      for (const [place, status] of ['paused', 'ready', 'connecting'].entries())
        watch.note(agent, status, START + 1000 * (place + 1));
    const found = [...(await watch.poll()), ...(await watch.poll())];
    expect(found).toHaveLength(3 * 60);
  });

  test.each(['bob', '__proto__', 'constructor', 'toString'])(
    'an agent with the id %s is one like any other',
    async (id) => {
      const watch = watchOf(version, id, 'jane');
      watch.note(id, 'ready', START);
      watch.note('jane', 'ready', START);
      await watch.poll();
      watch.note(id, 'paused', START + 1000);
      expect(told(await watch.poll())).toEqual([[id, 'away', 'ready']]);
      watch.restart(false);
      watch.note('jane', 'paused', START + MINUTE);
      expect(told(await watch.poll())).toEqual([
        [id, 'signed_out', 'away'],
        ['jane', 'away', 'ready'],
      ]);
    },
  );

  test("ACDC's words for one status are one change, no matter how they come", async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'logged_out', START);
    await watch.poll();
    watch.note('jane', 'logged_in', START + 1000);
    watch.note('jane', 'ready', START + 2000);
    watch.note('jane', 'outbound', START + 3000);
    expect(told(await watch.poll())).toEqual([
      ['jane', 'ready', 'signed_out'],
      ['jane', 'on_call', 'ready'],
    ]);
    watch.note('jane', 'connected', START + 4000);
    expect(await watch.poll()).toEqual([]);
    watch.note('jane', 'wrapup', START + 5000);
    expect(told(await watch.poll())).toEqual([['jane', 'wrap_up', 'on_call']]);
  });

  test("one of ACDC's words that replaces another for the same status in the same second is no change", async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'logged_out', START);
    await watch.poll();
    watch.note('jane', 'logged_in', START + 1000);
    expect(told(await watch.poll())).toEqual([['jane', 'ready', 'signed_out']]);
    watch.note('jane', 'ready', START + 1000);
    expect(await watch.poll()).toEqual([]);
  });

  test('a status that replaces another in the same second is a separate change', async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'paused', START);
    await watch.poll();
    watch.note('jane', 'connecting', START + 1000);
    expect(told(await watch.poll())).toEqual([['jane', 'offered', 'away']]);
    watch.note('jane', 'ready', START + 1000);
    expect(told(await watch.poll())).toEqual([['jane', 'ready', 'offered']]);
  });

  test("an empty answer after one that wasn't empty reports nothing; a second one means that listed agents are signed out", async () => {
    const watch = watchOf(version, 'jane', 'bob');
    watch.note('jane', 'ready', START);
    watch.note('bob', 'logged_out', START);
    watch.note('deleted', 'ready', START);
    await watch.poll();
    watch.restart(false);
    watch.state.now += MINUTE;
    expect(await watch.poll()).toEqual([]);
    watch.state.now += MINUTE;
    const changes = await watch.poll();
    expect(told(changes)).toEqual([['jane', 'signed_out', 'ready']]);
    expect(changes[0]?.at).toBe(START + 2 * MINUTE);
    expect(await watch.poll()).toEqual([]);
    watch.note('jane', 'logged_in', START + 3 * MINUTE);
    expect(told(await watch.poll())).toEqual([['jane', 'ready', 'signed_out']]);
  });

  test('an agent who is listed but missing from an answer with others is signed out', async () => {
    const watch = watchOf(version, 'jane', 'bob');
    watch.note('jane', 'ready', START);
    watch.note('bob', 'paused', START);
    await watch.poll();
    watch.restart(false);
    watch.note('bob', 'ready', START + MINUTE);
    watch.state.now += MINUTE;
    expect(told(await watch.poll())).toEqual([
      ['bob', 'ready', 'away'],
      ['jane', 'signed_out', 'ready'],
    ]);
  });

  test('an agent who is missing from two answers is looked up, and a change since then is returned', async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'ready', START);
    await watch.poll();
    watch.state.silentFor = 1;
    await watch.poll();
    watch.note('jane', 'paused', START + MINUTE);
    watch.state.silentFor = 1;
    expect(told(await watch.poll())).toEqual([['jane', 'away', 'ready']]);
  });

  test('a status that comes back with its own time never changed', async () => {
    const watch = watchOf(version, 'jane', 'bob');
    watch.note('jane', 'ready', START);
    watch.note('bob', 'ready', START);
    await watch.poll();
    watch.restart(false);
    watch.note('bob', 'paused', START + MINUTE);
    await watch.poll();
    watch.note('jane', 'ready', START);
    expect(await watch.poll()).toEqual([]);
    watch.note('jane', 'connecting', START + 2 * MINUTE);
    expect(told(await watch.poll())).toEqual([['jane', 'offered', 'ready']]);
  });

  test('an agent without a change for a day keeps the status, is looked up once, and changes from there', async () => {
    const watch = watchOf(version, 'jane', 'bob');
    watch.note('jane', 'ready', START);
    await watch.poll();
    watch.note('bob', 'ready', START + 25 * HOUR);
    expect(told(await watch.poll())).toEqual([['bob', 'ready', null]]);
    watch.state.now += MINUTE;
    await watch.poll();
    expect(watch.state.requests).toEqual(['agents/status?recent=true']);
    watch.note('jane', 'connecting', START + 26 * HOUR);
    expect(told(await watch.poll())).toEqual([['jane', 'offered', 'ready']]);
  });

  test('a look-up without an answer is left to the next poll', async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'ready', START);
    await watch.poll();
    for (let count = 1; count <= 14; count += 1) {
      watch.note('jane', 'connecting', START + count * 2000);
      watch.note('jane', 'ready', START + count * 2000 + 1000);
    }
    const { find } = watch.dash;
    watch.dash.find = (path, ask) => {
      watch.state.silentFor = 1;
      return find(path, ask);
    };
    const changes = await watch.poll();
    watch.dash.find = find;
    expect([...changes, ...(await watch.poll())]).toHaveLength(28);
  });

  test("what can't be found status by status leaves a gap", async () => {
    const watch = watchOf(version, 'jane');
    watch.note('jane', 'paused', START);
    await watch.poll();
    for (let count = 1; count <= 30; count += 1)
      watch.note('jane', count % 2 === 0 ? 'ready' : 'connecting', START + count * 1000);
    const { find } = watch.dash;
    watch.dash.find = (path, ask) => (ask.query?.status === 'ready' ? Promise.resolve(null) : find(path, ask));
    const changes = told(await watch.poll());
    expect(changes).toHaveLength(25);
    expect(changes.filter(([, , previous]) => previous === null)).toEqual([changes[0]]);
  });

  test('costs one request and remembers a bounded number of changes', async () => {
    const agents = Array.from({ length: 40 }, (_none, place) => `agent${place}`);
    const watch = watchOf(version, ...agents);
    for (const agent of agents) watch.note(agent, 'logged_in', START);
    await watch.poll();
    for (const agent of agents)
      for (let count = 1; count <= 20; count += 1)
        watch.note(agent, count % 2 === 0 ? 'ready' : 'paused', START + count * 1000);
    expect(await watch.poll()).toHaveLength(800);
    await watch.poll();
    expect(watch.state.requests).toEqual(['agents/status?recent=true']);
    expect([...watch.kept.values()].join('').length).toBeLessThan(60_000);
  });
});
