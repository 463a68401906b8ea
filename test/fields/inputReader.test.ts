import { defineInputFields } from 'zapier-platform-core';
import { inputReader, type InputReader } from '../../src/fields/inputReader.ts';

const shared = defineInputFields([
  { key: 'users', label: 'Users', type: 'string', list: true },
  { key: 'state', label: 'State', type: 'string', choices: { on: 'On', off: 'Off' } },
]);
const ownFields = defineInputFields([{ key: 'name', label: 'Name', type: 'string' }, ...shared]);

const stateOf = (input: InputReader<typeof shared>): 'on' | 'off' => input.choice('state');
const nameOf = (input: InputReader<typeof ownFields>): string | null => input.text('name');

test('what is shared between operations takes the reader of each of them', () => {
  expect(stateOf(inputReader(ownFields, { state: 'Off' }))).toBe('off');
});

test('a reader that lacks a field is a compile error', () => {
  // Does not compile if the reader of the shared fields, which have no name, could be passed.
  const isAccepted: InputReader<typeof shared> extends Parameters<typeof nameOf>[0] ? true : false = false;
  expect(isAccepted).toBe(false);
  expect(nameOf(inputReader(ownFields, {}))).toBeNull();
});

test('a list that must not be empty has its entries, or stops the step', () => {
  expect(inputReader(ownFields, { users: 'a1, b2' }).requiredList('users')).toEqual(['a1', 'b2']);
  expect(() => inputReader(ownFields, { users: [' ', ','] }).requiredList('users')).toThrow(
    'Users is empty. Fill it in.',
  );
});

const fields = [
  { key: 'name', label: 'Name' },
  { key: 'active', label: 'Active', type: 'boolean' },
  { key: 'folder', label: 'Folder', choices: { new: 'New', saved: 'Saved' } },
  { key: 'number', label: 'Phone Number' },
  { key: 'numbers', label: 'Numbers', list: true },
] as const;

const read = (raw: Record<string, unknown>) => inputReader(fields, raw);

test('each method reads its kind of value', () => {
  const input = read({
    name: ' Ann ',
    active: 'yes',
    folder: 'Saved',
    number: '415-555-0100',
    numbers: ['4155550100', 'anonymous', '4155550100'],
  });
  expect(input.raw.name).toBe(' Ann ');
  expect([input.text('name'), input.required('name'), input.flag('active')]).toEqual(['Ann', 'Ann', true]);
  expect(input.choice('folder') satisfies 'new' | 'saved').toBe('saved');
  expect([input.phoneNumber('number'), input.requiredPhoneNumber('number')]).toEqual(['+14155550100', '+14155550100']);
  expect([input.recordNumber('number'), input.number('number')]).toEqual(['+14155550100', null]);
  expect(input.list('numbers')).toEqual(['4155550100', 'anonymous']);
  expect(input.recordNumbers('numbers')).toEqual(['+14155550100', 'anonymous']);
  expect(input.validRecordNumbers('numbers')).toEqual(['+14155550100', 'anonymous']);
  expect([input.passes('name', 'Ann'), input.passes('name', 'Bob'), input.passes('name', null)]).toEqual([
    true,
    false,
    false,
  ]);
});

test('reads several phone numbers and web addresses', () => {
  expect(read({ numbers: '4155550100, 1001' }).phoneNumbers('numbers')).toEqual(['+14155550100', '1001']);
  expect(read({ name: 'https://a.test/1, https://a.test/2' }).addresses('name')).toEqual([
    'https://a.test/1',
    'https://a.test/2',
  ]);
});

test('reads empty fields as null, no entries, or a filter that lets everything pass', () => {
  const input = read({});
  expect([input.text('name'), input.flag('active'), input.number('name')]).toEqual([null, null, null]);
  expect([input.phoneNumber('number'), input.recordNumber('number'), input.list('numbers')]).toEqual([null, null, []]);
  expect(input.passes('name', null)).toBe(true);
});

test('a search begins where the field says, or a day ago', () => {
  const now = new Date('2026-11-24T12:00:00Z');
  const start = (name: string) => read({ name }).searchStart('name', now, 'America/Los_Angeles').toISOString();
  expect(start('2026-11-24 01:00')).toBe('2026-11-24T09:00:00.000Z');
  expect(start('')).toBe('2026-11-23T12:00:00.000Z');
});

test.each<[string, () => unknown]>([
  ['Name is empty. Fill it in.', () => read({}).required('name')],
  ['Phone Number is empty. Fill it in.', () => read({}).requiredPhoneNumber('number')],
  ["Phone Number isn't a phone number.", () => read({ number: 'Jane' }).phoneNumber('number')],
  ["Numbers has an entry that isn't a phone number.", () => read({ numbers: ['Jane'] }).recordNumbers('numbers')],
  ['Active must be true or false.', () => read({ active: 'maybe' }).flag('active')],
  ["Folder isn't one of the choices. Use one of these: New, Saved.", () => read({ folder: 'old' }).choice('folder')],
])('a value that a field cannot take stops the step with its label: %s', (sentence, use) => {
  expect(use).toThrow(sentence);
});
