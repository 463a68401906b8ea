import { cases } from '../../sandbox/dash/cases/cases.ts';
import { directNumber } from '../../sandbox/dash/company/office.ts';
import { openOffice, type Office } from './office.ts';
import type { CallScript } from '../../sandbox/dash/server.ts';

let office: Office;

beforeEach(async () => {
  office = await openOffice({ cdrLagMs: 0 });
});

afterEach(() => office.close());

const run = (operation: string, input: Record<string, unknown>) =>
  office.zapier.run(office.connection, operation, input);

const turnOn = (trigger: string, input: Record<string, unknown>) =>
  office.zapier.turnOn(office.connection, {
    name: trigger,
    trigger: { key: trigger, input },
    steps: [{ app: trigger, action: 'Note', fields: { from: '{{from_number}}' } }],
  });

const callersOf = (trigger: string) => office.zapier.outcomes(trigger).map(({ fields }) => fields.from);

/** A call from outside that nobody answers. */
const miss = async (caller: CallScript['caller']) => {
  const script = cases
    .find(({ name }) => name === 'the caller gives up while it rings')
    ?.script({
      dialed: directNumber,
      caller,
    });
  if (!script) throw new Error('There is no such case');
  await office.dash.playCall(script);
  await office.zapier.settled();
};

test('"once per caller" returns every hidden caller, whatever the carrier sends in place of the number', async () => {
  await turnOn('missed_call', { once_per_caller: '1d' });
  const hidden = ['+266696687', '+266696687', '0000000000', 'anonymous', 'Restricted'];
  for (const number of hidden) await miss({ number, name: 'Unavailable' });
  expect(callersOf('missed_call')).toEqual(hidden.map(() => 'anonymous'));
});

test('a caller from abroad without a plus sign gets one in records, and is found and called back either way', async () => {
  await turnOn('call_ended', {});
  await miss({ number: '442079460018' });
  expect(callersOf('call_ended')).toEqual(['+442079460018']);
  for (const number of ['+44 20 7946 0018', '442079460018', '011442079460018']) {
    expect(await run('searches.find_call', { number })).toMatchObject([{ from_number: '+442079460018' }]);
    const placed = { user: office.dash.company.users[0]?.id, to_number: number };
    expect(await run('creates.place_call', placed)).toMatchObject({
      summary: expect.stringContaining('+44 20 7946 0018') as string,
    });
  }
});

test('filters for and against numbers accept several numbers in one line', async () => {
  const numbers = `(415) 555-0100, ${directNumber}`;
  await turnOn('missed_call', { numbers });
  await turnOn('call_ended', { exclude_numbers: numbers });
  await miss({ number: '+14155550142' });
  expect(callersOf('missed_call')).toEqual(['+14155550142']);
  expect(callersOf('call_ended')).toEqual([]);
});
