import { macDigits, matchScore, normalizeName } from '../../src/fields/matching.ts';

test.each<[string | null, string]>([
  ['  ANN   Lee ', 'ann lee'],
  ['Núñez, Zoë', 'nunez zoe'],
  ['Surgery-1 (left)', 'surgery 1 left'],
  ['?!', ''],
  [null, ''],
])('%j is %j without accents, case and signs', (name, expected) => {
  expect(normalizeName(name)).toBe(expected);
});

test.each([
  ['ann lee', 'ann lee', 2],
  ['ann', 'ann lee', 1],
  ['le an', 'ann lee', 1],
  ['nn', 'ann lee', 0],
  ['ann bob', 'ann lee', 0],
])('%j is like %j: %i', (wanted, name, expected) => {
  expect(matchScore(wanted, name)).toBe(expected);
});

test.each([
  ['00:04:13:7A:10:01', '0004137a1001'],
  ['0004.137a.1001', '0004137a1001'],
  [' 00-04-13-7a-10-01 ', '0004137a1001'],
  ['00:04:13:7a:10', null],
  ['00:04:13:7a:10:0g', null],
  ['', null],
])('%j has the digits %j of a MAC address', (address, expected) => {
  expect(macDigits(address)).toBe(expected);
});
