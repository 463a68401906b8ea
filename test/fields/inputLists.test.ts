import fc from 'fast-check';
import {
  inputList,
  inputAddresses,
  inputValidRecordNumbers,
  passesFilter,
  inputValues,
} from '../../src/fields/inputLists.ts';

test.each([
  ['nothing', undefined, []],
  ['null', null, []],
  ['an empty text', '', []],
  ['an empty list', [], []],
  ['a list of empty lines', ['', ' ', null, undefined], []],
  ['one value', 'a', ['a']],
  ['a number', 7, ['7']],
  ['several values, with spaces and empty lines between', [' a ', '', 'b', 3], ['a', 'b', '3']],
  ['one line with commas', '(415) 555-0100, (415) 555-0101', ['(415) 555-0100', '(415) 555-0101']],
  ['one line with semicolons', 'a;b ; c', ['a', 'b', 'c']],
  ['several lines', 'a\n\r\n b\rc', ['a', 'b', 'c']],
  ['a row of a spreadsheet', 'a\tb', ['a', 'b']],
  ['other commas', 'a，b、c؛d', ['a', 'b', 'c', 'd']],
  ['a comma too many', 'a, , b,', ['a', 'b']],
  ['"and" between two', '415-555-0100 and 415-555-0101', ['415-555-0100', '415-555-0101']],
  ['"and" before the last', '1001, 1002, and 1003', ['1001', '1002', '1003']],
  ['"&" between two', 'ann@example.com & bob@example.com', ['ann@example.com', 'bob@example.com']],
  ['"and" between choices', 'missed and no_answer', ['missed', 'no_answer']],
  ['"and" in a name', 'Research and Development', ['Research and Development']],
  ['nothing but "and"', 'and', ['and']],
  ['lines with several values each', ['a, b', 'c; a'], ['a', 'b', 'c']],
  ['a value twice', ['a', 'a'], ['a']],
])('what is chosen in %s', (_what, input, expected) => {
  expect(inputList(input)).toEqual(expected);
});

test.each([
  ['everything passes an empty filter', 'a', undefined, true],
  ['everything passes a filter of empty lines', 'a', ['', null], true],
  ['the unknown passes an empty filter', null, [], true],
  ['what is chosen passes', 'b', ['a', 'b'], true],
  ['what is chosen in one line passes', 'b', 'a, b', true],
  ['what is not chosen does not pass', 'c', ['a', 'b'], false],
  ['a part of what is chosen does not pass', 'a', ['ab'], false],
  ['the unknown does not pass a filter', null, ['null'], false],
])('%s', (_what, value, input, expected) => {
  expect(passesFilter(value, inputList(input))).toBe(expected);
});

test('the values of a field for one are not taken apart', () => {
  expect(inputValues([' Doe, Jane ', '', null])).toEqual(['Doe, Jane']);
});

test('whatever stands between ids, each is chosen once', () => {
  const ids = fc.uniqueArray(fc.stringMatching(/^[0-9][0-9a-f]{5}$/), { minLength: 1, maxLength: 6 });
  const between = fc.constantFrom(', ', ';', '\n', ' ,\n, ', ' and ', ', and ', '\t', ' & ');
  fc.assert(
    fc.property(ids, between, (wanted, separator) => {
      expect(inputList(wanted.join(separator))).toEqual(wanted);
      expect(inputList([wanted.join(separator), ...wanted])).toEqual(wanted);
    }),
  );
});

describe('web addresses', () => {
  const [a, b] = ['https://files.example/a,b;c.jpg?size=1,2;3', 'http://files.example/d.pdf'];

  test.each<[string, unknown]>([
    ['one a line', [a, b]],
    ['lines of one text', `${a}\n${b}\n`],
    ['commas', `${a}, ${b},`],
    ['commas without blanks', `${a},${b}`],
    ['semicolons', `${a};${b};`],
    ['blanks', `${a} ${b}`],
    ['"and"', `${a} and ${b}`],
    ['a comma and "and"', `${a}, and ${b}`],
    ['one of them twice', [`${a}, ${b}`, a]],
  ])('are several with %s between, and none is cut', (_how, input) => {
    expect(inputAddresses(input)).toEqual([a, b]);
  });

  test('may be none', () => {
    expect(inputAddresses(['', null, ' , '])).toEqual([]);
  });
});

describe('a filter by number', () => {
  test.each<[unknown, string[]]>([
    ['(415) 555-0100, (415) 555-0101', ['+14155550100', '+14155550101']],
    [['415-555-0100', '+1 415 555 0100'], ['+14155550100']],
    ['1001; *97 and 442079460018', ['1001', '*97', '+442079460018']],
    ['anonymous', ['anonymous']],
    ['', []],
  ])('by %j is by %j', (input, numbers) => {
    expect(inputValidRecordNumbers(input)).toEqual(numbers);
  });

  test('passes over what is no number, for no event is lost by it', () => {
    expect(inputValidRecordNumbers('our main line, 415-555-0100')).toEqual(['+14155550100']);
    expect(inputValidRecordNumbers('our main line')).toEqual([]);
  });
});

test.each<[string, string[], string]>([
  ['spaces', ['a', 'b'], `a,${' '.repeat(300_000)}b`],
  ['spaces before what is no separator', [`a${' '.repeat(300_000)}x`], `a${' '.repeat(300_000)}x`],
  ['separators', ['1', '2'], `1 and${' '.repeat(300_000)}2${','.repeat(300_000)}`],
])('many %s are read like few', (_what, expected, typed) => {
  expect(inputList(typed)).toEqual(expected);
});

test('many separators are no part of a web address', () => {
  const typed = `https://a.example/1${' ,;'.repeat(100_000)}https://b.example/2${', '.repeat(100_000)}`;
  expect(inputAddresses(`${typed}x${' '.repeat(300_000)}y`)).toHaveLength(2);
});
