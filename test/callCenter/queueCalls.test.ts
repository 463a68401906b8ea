import fc from 'fast-check';
import { listCallStatistics } from '../../src/callCenter/acdc/queueCalls.api.ts';
import { queueEventKey, queueEventsOf } from '../../src/callCenter/acdc/queueEvents.ts';
import { RUNS } from '../support/runs.ts';
import { dashThat } from './acdc.ts';
import { AT, QUEUE } from './dash.ts';

type Row = Record<string, unknown>;

/** What `acdc_stats:call_stat_to_doc` shows of a call this long after it entered; what isn't known yet is left out. */
const rowAt = (call: Call, now: number): Row | null => {
  const { id, entered, wait, talk } = call;
  if (now < entered) return null;
  const waiting = { call_id: id, queue_id: QUEUE, status: 'waiting', entered_timestamp: AT + entered, misses: [] };
  if (now < entered + wait) return waiting;
  const over = { ...waiting, wait_time: wait };
  if (talk === null) return { ...over, status: 'abandoned', abandoned_timestamp: AT + entered + wait };
  const handled = { ...over, status: 'handled', agent_id: 'jane', handled_timestamp: AT + entered + wait };
  if (now < entered + wait + talk) return handled;
  return { ...handled, status: 'processed', processed_timestamp: AT + entered + wait + talk, talk_time: talk };
};

/** Times in seconds. A caller who gives up never talks with an agent. */
type Call = { id: string; entered: number; wait: number; talk: number | null };

const seconds = fc.integer({ min: 0, max: 300 });
const calls = fc.uniqueArray(
  fc.record({ id: fc.stringMatching(/^[a-z0-9@.]{1,8}$/), entered: seconds, wait: seconds, talk: fc.option(seconds) }),
  { selector: ({ id }) => id, maxLength: 12 },
);

const reached = ({ talk }: Call): string[] => [
  'waiting',
  ...(talk === null ? ['abandoned'] : ['handled', 'processed']),
];

test('waiting, handled, abandoned and processed are each returned once, in the order of the call, no matter when polls happen', async () => {
  const pollTimes = fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(calls, pollTimes, async (all, times) => {
      const given: { call: string; status: string }[] = [];
      const known = new Set<string>();
      for (const now of [...times.sort((a, b) => a - b), 1000]) {
        const stats = all.map((call) => rowAt(call, now)).filter((row) => row !== null);
        const { calls: found } = await listCallStatistics(dashThat(() => ({ stats })));
        const fresh = queueEventsOf(found).filter((event) => !known.has(queueEventKey(event)));
        for (const event of fresh.reverse()) {
          known.add(queueEventKey(event));
          given.push({ call: event.call.call_id, status: event.status });
        }
      }
      for (const call of all)
        expect(given.filter((one) => one.call === call.id).map(({ status }) => status)).toEqual(reached(call));
      expect(given).toHaveLength(all.flatMap(reached).length);
    }),
    { numRuns: RUNS.simulation },
  );
});
