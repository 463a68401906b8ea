import { chosen, isChosen } from '../../src/zapier/filters.ts';

test.each([
  ['nothing', undefined, []],
  ['null', null, []],
  ['an empty text', '', []],
  ['an empty list', [], []],
  ['a list of empty lines', ['', ' ', null, undefined], []],
  ['one value', 'a', ['a']],
  ['a number', 7, ['7']],
  ['several values, with spaces and empty lines between', [' a ', '', 'b', 3], ['a', 'b', '3']],
])('what is chosen in %s', (_what, input, expected) => {
  expect(chosen(input)).toEqual(expected);
});

test.each([
  ['everything passes an empty filter', 'a', undefined, true],
  ['everything passes a filter of empty lines', 'a', ['', null], true],
  ['the unknown passes an empty filter', null, [], true],
  ['what is chosen passes', 'b', ['a', 'b'], true],
  ['what is not chosen does not pass', 'c', ['a', 'b'], false],
  ['a part of what is chosen does not pass', 'a', ['ab'], false],
  ['the unknown does not pass a filter', null, ['null'], false],
])('%s', (_what, value, input, expected) => {
  expect(isChosen(value, input)).toBe(expected);
});
