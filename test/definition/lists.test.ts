import app from '../../src/index.ts';
import * as marks from '../contract/marks.ts';
import { connectionTo, hookTriggersOf, situationsOf, type Kept } from '../contract/operations.ts';
import { run } from '../contract/runner.ts';
import { connections } from '../contract/secrets.ts';
import { everythingIsFine } from '../contract/worlds.ts';
import { stopClock } from '../support/clock.ts';
import { isField, operationsOf, type Definition, type Field, type Kind, type Operation } from './definition.ts';

const connection = connections['a user'];
const kept: Kept = { subscriptions: {}, pointers: {} };

beforeAll(async () => {
  stopClock(new Date('2026-11-24T18:32:05Z'));
  for (const key of hookTriggersOf(app)) {
    const method = `triggers.${key}.operation.performSubscribe`;
    for (const situation of situationsOf(app, method, connection, kept)) {
      kept.subscriptions[key] = (await run(app, method, situation, connection, everythingIsFine)).output;
    }
  }
}, 60_000);
afterAll(() => jest.useRealTimers());

const sections: Record<Kind, string> = { trigger: 'triggers', search: 'searches', create: 'creates' };

const fieldsOf = ({ operation }: Operation): Field[] => (operation?.inputFields ?? []).filter(isField);

const listFields = operationsOf(app as unknown as Definition).flatMap((operation) =>
  fieldsOf(operation)
    .filter(({ list }) => list)
    .map((field) => ({
      name: `${sections[operation.kind]}.${operation.registeredAs} ${String(field.key)}`,
      operation,
      field,
    })),
);

/** What the world's event and rows have, and what they have not. */
const entriesFor = ({ key = '', type, choices }: Field): { there: string[]; other: string } => {
  if (typeof choices === 'object' && choices !== null) return { there: Object.keys(choices), other: 'nothing' };
  if (type === 'file') return { there: [marks.FILE_URL], other: 'https://files.example/a,b;c.pdf' };
  return key.includes('numbers')
    ? { there: [marks.NUMBER], other: '+14154886178' }
    : { there: [marks.ID], other: 'b5a1f0c2d3e44f6f8a9b0c1d2e3f4a5b' };
};

/** Fields that are filled in beside the list: those that a step needs. */
const otherFields = (operation: Operation, filledIn: Record<string, unknown>): object =>
  Object.fromEntries(
    fieldsOf(operation)
      .filter(({ key, required }) => required === true || key === 'from_number')
      .map(({ key = '' }) => [key, filledIn[key]]),
  );

/** Qubicle says only how things are now, so that a first poll sees no change; ACDC says what happened before. */
const ON_ACDC = ['agent_status_changed'];

/** What an operation asks for and gives, in each of its roles, when its list is filled in so. */
const outcomeOf = async ({ operation, field }: (typeof listFields)[number], list: unknown) => {
  const authData = connectionTo(ON_ACDC.includes(operation.registeredAs) ? 'acdc' : 'qubicle', connection);
  const roles = ['perform', 'performList'].filter((role) => role in (operation.operation ?? {}));
  const outcomes: unknown[] = [];
  for (const role of roles) {
    const method = `${sections[operation.kind]}.${operation.registeredAs}.operation.${role}`;
    const situations = situationsOf(app, method, connection, kept);
    const filledIn = situations.find(({ name }) => name.startsWith('with every field filled in'))?.bundle.inputData;
    const delivery = situations.find(({ name }) => name === 'for a delivery as JSON')?.bundle;
    const inputData = {
      ...otherFields(operation, filledIn as Record<string, unknown>),
      [String(field.key)]: list,
    };
    const situation = { name: '', bundle: { ...delivery, authData, inputData } };
    const { output, error, asked } = await run(app, method, situation, authData, everythingIsFine);
    const requests = asked.filter(({ url }) => url.pathname.startsWith('/v2') || url.pathname.startsWith('/api'));
    outcomes.push({
      output,
      error: error === undefined ? null : (error as Error).name,
      requests: requests.map(({ method: verb, url, body }) => `${verb} ${url.href} ${body}`),
    });
  }
  return outcomes;
};

/** Their call is none of those that the world has, whatever the list holds. */
const SILENT = [
  'triggers.missed_call users',
  'triggers.call_started users',
  'triggers.call_ended users',
  'triggers.new_call_record users',
  'triggers.call_answered users',
  'triggers.call_answered numbers',
  'triggers.emergency_call users',
  'triggers.call_not_returned users',
  'triggers.call_not_returned numbers',
  'triggers.call_not_returned exclude_numbers',
  'searches.get_call_report users',
  'searches.find_unreturned_call numbers',
  'searches.find_unreturned_call exclude_numbers',
];

test('there are lists to check', () => {
  expect(listFields.length).toBeGreaterThan(20);
});

test.each(listFields)('$name takes several entries in one line as it takes one a line', async (one) => {
  const { there, other } = entriesFor(one.field);
  const [first = ''] = there;
  const expected = await outcomeOf(one, [...there, other]);
  const asPeopleType = [
    `${there.join(', ')}, and ${other},`,
    [`${there.join(';')};${other};`, '', null, ' , ', first],
    `\n${there.join('\n\r\n')} and ${other}\n`,
  ];
  for (const list of asPeopleType) expect(await outcomeOf(one, list)).toEqual(expected);
  const halves = [await outcomeOf(one, there), await outcomeOf(one, [other])];
  const isTelling = halves.some((half) => JSON.stringify(half) !== JSON.stringify(expected));
  expect(isTelling || SILENT.includes(one.name)).toBe(true);
});
