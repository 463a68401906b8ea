import { defineInputFields } from 'zapier-platform-core';
import { inputReader } from '../../src/fields/inputReader.ts';
import { sentenceOf } from '../../src/zapier/errors.ts';
import {
  checkOfficeHours,
  chosenSchedules,
  officeHoursFields,
  officeHoursVerdict,
} from '../../src/officeHours/officeHoursFilter.ts';

/** A trigger that has the filter among other fields. */
const inputFields = defineInputFields([
  { key: 'users', label: 'Users', type: 'string', list: true },
  ...officeHoursFields,
]);

const read = (raw: Record<string, unknown>) => inputReader(inputFields, raw);

test('the fields are those of the contract', () => {
  const [hours, schedules] = officeHoursFields;
  expect(hours).toMatchObject({
    key: 'office_hours',
    label: 'Office Hours',
    choices: { any: 'Any Time', during: 'During Office Hours', outside: 'Outside Office Hours' },
    default: 'any',
  });
  expect(schedules).toEqual({
    key: 'schedules',
    group: 'time_of_day',
    label: 'Schedules',
    type: 'string',
    list: true,
    dynamic: 'list_schedules.id.name',
    helpText: 'The schedules that mean you are open. Needed for Office Hours.',
  });
});

describe('a moment passes the filter', () => {
  type Case = [hours: unknown, isOpen: boolean | null, verdict: boolean | null];
  test.each<Case>([
    [undefined, true, true],
    [undefined, false, true],
    [undefined, null, true],
    ['', false, true],
    ['any', null, true],
    ['Any Time', false, true],
    ['during', true, true],
    ['during', false, false],
    ['during', null, null],
    ['During Office Hours', false, false],
    ['outside', true, false],
    ['outside', false, true],
    ['outside', null, null],
    [['OUTSIDE'], true, false],
  ])('%j, while open is %j: %j', (office_hours, isOpen, verdict) => {
    expect(officeHoursVerdict(read({ office_hours, schedules: ['s'] }), isOpen)).toBe(verdict);
  });
});

test.each<[unknown, string[]]>([
  [undefined, []],
  [
    ['a1', 'b2'],
    ['a1', 'b2'],
  ],
  ['a1, b2\na1', ['a1', 'b2']],
])('the schedules in %j are %j', (schedules, expected) => {
  expect(chosenSchedules(read({ schedules }))).toEqual(expected);
});

/** The sentence that stops the step; null where nothing does. */
const complaintAbout = (raw: Record<string, unknown>): string | null => {
  try {
    checkOfficeHours(read(raw));
    return null;
  } catch (error) {
    expect(error).toMatchObject({ name: 'HaltedError' });
    return sentenceOf(error);
  }
};

describe('when a Zap is turned on', () => {
  test.each<Record<string, unknown>>([
    {},
    { office_hours: '' },
    { office_hours: 'any' },
    { schedules: ['a1'] },
    { office_hours: 'during', schedules: ['a1'] },
    { office_hours: 'outside', schedules: 'a1' },
  ])('%j is fine', (raw) => {
    expect(complaintAbout(raw)).toBeNull();
  });

  test.each<Record<string, unknown>>([
    { office_hours: 'during' },
    { office_hours: 'outside', schedules: [] },
    { office_hours: 'Outside Office Hours', schedules: [' ', null] },
  ])('%j lacks the schedules', (raw) => {
    expect(complaintAbout(raw)).toBe(
      'Schedules is empty. Choose the schedules that mean you are open, or set Office Hours to Any Time.',
    );
  });

  test('a choice that there is not is an error', () => {
    expect(complaintAbout({ office_hours: 'at noon' })).toBe(
      "Office Hours isn't one of the choices. Use one of these: Any Time, During Office Hours, Outside Office Hours.",
    );
  });
});
