import { parseBlocklist } from '../../src/blocklists/blocklist.record.ts';
import { changeBlocklist, chosenBlocklist } from '../../src/blocklists/blocklists.api.ts';
import { createDash } from '../../src/dash/client.ts';
import { parseByPlan } from '../../src/fields/numberingPlans.ts';
import { createMemory } from './memory.ts';

jest.mock('../../src/fields/numberingPlans.ts', () => {
  const plans = jest.requireActual<typeof import('../../src/fields/numberingPlans.ts')>(
    '../../src/fields/numberingPlans.ts',
  );
  return { ...plans, parseByPlan: jest.fn(plans.parseByPlan) };
});

const numbers = (count: number, areaCode: number): string[] =>
  Array.from({ length: count }, (_, index) => `+1${String(areaCode + index)}5550142`);

/** How many numbers are parsed to change a list of 200 numbers, which is read before and returned after. */
const parsedToChange = async (changes: { add?: string[]; remove?: string[] }): Promise<number> => {
  const entries = Object.fromEntries(numbers(200, 201).map((number) => [number, {}]));
  const memory = createMemory([{ id: 'long', name: 'Long', numbers: entries }], []);
  const dash = createDash('account', {
    send: (request) => Promise.resolve(memory.answer(request)),
    fetchFile: () => Promise.resolve(null),
  });
  const parsed = jest.mocked(parseByPlan).mockClear().mock.calls;
  await changeBlocklist(dash, await chosenBlocklist(dash, 'long'), changes);
  return parsed.length;
};

test.each([
  ['removed', (count: number) => ({ remove: numbers(count, 201) })],
  ['added', (count: number) => ({ add: numbers(count, 601) })],
])('a number that is %s is not compared with each number of the list', async (_what, changesOf) => {
  const [one, hundred] = [await parsedToChange(changesOf(1)), await parsedToChange(changesOf(100))];
  expect(one).toBeLessThan(2 * 201 + 10);
  expect(hundred - one).toBeLessThan(99 * 5);
});

test('the keys of a list are grouped by their number once', () => {
  const parsed = jest.mocked(parseByPlan).mockClear().mock.calls;
  const list = parseBlocklist({ id: 'a', numbers: { '4155550142': {}, '+14155550142': {}, '+442079460018': {} } });
  expect(parsed).toHaveLength(3);
  expect([...(list?.keysByNumber ?? [])]).toEqual([
    ['+14155550142', ['4155550142', '+14155550142']],
    ['+442079460018', ['+442079460018']],
  ]);
});
