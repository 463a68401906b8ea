import fc from 'fast-check';
import { setActive } from '../../src/blocklists/activeBlocklists.api.ts';
import { changeBlocklist, chosenBlocklist } from '../../src/blocklists/blocklists.api.ts';
import { createDash, type Dash } from '../../src/dash/client.ts';
import { RUNS } from '../support/runs.ts';
import { spam } from './dash.ts';
import { createMemory } from './memory.ts';

/** The Dash client for a Dash in memory; each request waits for `pause` first. */
const dashOn = (memory: ReturnType<typeof createMemory>, pause: () => Promise<unknown>): Dash =>
  createDash('account', {
    send: async (request) => {
      await pause();
      return memory.answer(request);
    },
    fetchFile: () => Promise.resolve(null),
  });

const number = fc.integer({ min: 2_000_000, max: 9_999_999 }).map((digits) => `+1415${digits}`);

const change = async (dash: Dash, changes: { add?: string[]; remove?: string[] }) =>
  changeBlocklist(dash, await chosenBlocklist(dash, 'spam'), changes);

test('parallel blocks and unblocks on a list all succeed in any order, and no entry is lost', async () => {
  const numbers = fc.uniqueArray(number, { minLength: 2, maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.scheduler(), numbers, numbers, async (scheduler, blocked, unblocked) => {
      const add = blocked.filter((one) => !unblocked.includes(one));
      const entries = Object.fromEntries(unblocked.map((one) => [one, {}]));
      const memory = createMemory([{ ...spam, numbers: { ...spam.numbers, ...entries } }], ['spam']);
      const dash = dashOn(memory, () => scheduler.schedule(Promise.resolve()));
      const work = [
        ...add.map((one) => change(dash, { add: [one] })),
        ...unblocked.map((one) => change(dash, { remove: [one] })),
      ];
      await scheduler.waitFor(Promise.all(work));
      const left = { ...spam.numbers, ...Object.fromEntries(add.map((one) => [one, {}])) };
      expect(memory.kept.blacklists.get('spam')?.numbers).toEqual(left);
    }),
    { numRuns: RUNS.simulation },
  );
});

test('one after the other, as the lock ensures, lists are turned on and off and all others stay', async () => {
  const ids = fc.constantFrom('a', 'b', 'c');
  const switches = fc.array(fc.tuple(ids, fc.boolean()), { maxLength: 12 });
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(ids), switches, async (others, steps) => {
      const memory = createMemory([], ['someone else', ...others]);
      const dash = dashOn(memory, () => Promise.resolve());
      const wanted = new Set(['someone else', ...others]);
      for (const [id, isWanted] of steps) {
        const isChange = wanted.has(id) !== isWanted;
        if (isWanted) wanted.add(id);
        else wanted.delete(id);
        expect(await setActive(dash, id, isWanted)).toBe(isChange);
      }
      expect(memory.kept.account.blacklists).toEqual([...wanted]);
    }),
  );
});
