import fc from 'fast-check';
import { anyFields, flag, isObject, number, object, oneLine, parse, text } from '../../src/dash/schema.ts';

test.each([
  ['a text', 'Ann Lee', 'Ann Lee'],
  ['a text of digits, zeros and all', '0042', '0042'],
  ['a blank', ' ', ' '],
  ['an empty text', '', null],
  ['a number', 42, '42'],
  ['zero', 0, '0'],
  ['a boolean', false, 'false'],
  ['null', null, null],
  ['nothing', undefined, null],
  ['an object', { text: 'Ann' }, null],
  ['a list', ['Ann'], null],
])('%s read as text', (_what, value, expected) => {
  expect(text(value)).toBe(expected);
});

test.each([
  ['Ann Lee', 'Ann Lee'],
  [' Ann\n\tLee\u0000 ', 'Ann Lee'],
  ['\u202eeeL nnA\u202c', 'eeL nnA'],
  ['', ''],
])('%j in one line is %j', (value, line) => {
  expect(oneLine(value)).toBe(line);
});

test.each([
  ['a number', 1.5, 1.5],
  ['zero', 0, 0],
  ['a text that holds a number', '63931228325', 63_931_228_325],
  ['a text that holds a number among spaces', ' 7 ', 7],
  ['an empty text', '', null],
  ['a blank', ' ', null],
  ['a word', 'seven', null],
  ['a number with a unit', '7s', null],
  ['infinity', Infinity, null],
  ['infinity as text', 'Infinity', null],
  ['what is not a number', NaN, null],
  ['a boolean', true, null],
  ['null', null, null],
  ['nothing', undefined, null],
  ['a list of one', [7], null],
])('%s read as a number', (_what, value, expected) => {
  expect(number(value)).toBe(expected);
});

test.each([
  ['true', true, true],
  ['false', false, false],
  ['the text true', 'true', true],
  ['the text false', 'false', false],
  ['another text', 'yes', null],
  ['capitals', 'TRUE', null],
  ['a number', 1, null],
  ['null', null, null],
  ['nothing', undefined, null],
])('%s read as a flag', (_what, value, expected) => {
  expect(flag(value)).toBe(expected);
});

test.each([
  ['an object', {}, true],
  ['a list', [], false],
  ['null', null, false],
  ['a text', '{}', false],
])('%s distinguished from objects', (_what, value, expected) => {
  expect(isObject(value)).toBe(expected);
});

const personShape = { id: text, age: number, admin: flag, caller: object({ number: text }) };
const nobody = { id: null, age: null, admin: null, caller: { number: null } };

test('an object is read field by field, and what is not declared is left out', () => {
  const row = { id: 7, age: '41', admin: 'true', caller: { number: '0042', name: 'Ann' }, password: 'secret' };
  expect(parse(personShape, row)).toEqual({ id: '7', age: 41, admin: true, caller: { number: '0042' } });
});

test.each([[null], [undefined], ['text'], [7], [[{ id: 'a' }]], [{}], [{ caller: 'Ann' }]])(
  'every declared field of %j is there, as unknown',
  (value) => {
    expect(parse(personShape, value)).toEqual(nobody);
  },
);

test('no value whatever makes reading fail', () => {
  fc.assert(
    fc.property(fc.anything(), fc.anything(), (value, inner) => {
      expect(Object.keys(parse(personShape, value))).toEqual(Object.keys(nobody));
      const { id, age, admin } = parse(personShape, { id: inner, age: inner, admin: inner });
      expect(id === null || (typeof id === 'string' && id !== '')).toBe(true);
      expect(age === null || Number.isFinite(age)).toBe(true);
      expect([null, true, false]).toContain(admin);
    }),
  );
});

test.each([
  ['an object as it is', { id: 'a', deep: { pages: '2' } }, { id: 'a', deep: { pages: '2' } }],
  ['a list', ['a'], {}],
  ['a text', 'a', {}],
  ['nothing', undefined, {}],
])('%s reads as an object with any fields', (_what, value, expected) => {
  expect(anyFields(value)).toEqual(expected);
});
