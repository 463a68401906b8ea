import { columnsOf, shortened, tableLines, wrapped } from '../../sandbox/day/textTable.ts';

test.each([
  ['Zoë Núñez', 9],
  ['Zoe\u0308', 3],
  ['日本', 4],
  ['📞', 2],
  ['', 0],
])('%s takes %i columns', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('columns are as wide as their widest cell, and numbers are right-aligned', () => {
  expect(
    tableLines([
      ['Person', 'Talk', 'Note'],
      ['Zoë Núñez', '5', ''],
      ['日本', '120', 'x'],
    ]),
  ).toEqual(['Person     Talk  Note', 'Zoë Núñez     5', '日本        120  x']);
});

test('a heading alone is a table too', () => {
  expect(tableLines([['Person', 'Talk']])).toEqual(['Person  Talk']);
});

test.each([
  ['short', 10, ['short']],
  ['ten signs!', 10, ['ten signs!']],
  ['split between words', 10, ['split', 'between', 'words']],
  ['one wordthatistoolong', 8, ['one', 'wordthat', 'istoolon', 'g']],
  ['日本日本日本', 5, ['日本', '日本', '日本']],
  ['', 10, ['']],
])('%s is wrapped to %i columns', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

test('a long list is shortened, and says by how much', () => {
  expect(shortened(['a', 'b'], 2)).toEqual(['a', 'b']);
  expect(shortened(['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'b', '… and 2 more']);
});
