import { columnsOf, tableLines } from '../../sandbox/day/textTable.ts';

test.each([
  ['Zoë Núñez', 9],
  ['Zoe\u0308', 3],
  ['日本', 4],
  ['📞', 2],
  ['', 0],
])('%s takes so many columns: %i', (text, columns) => {
  expect(columnsOf(text)).toBe(columns);
});

test('columns are as wide as their widest cell, and numbers flush right', () => {
  expect(
    tableLines([
      ['Person', 'Talk', 'Note'],
      ['Zoë Núñez', '5', ''],
      ['日本', '120', 'x'],
    ]),
  ).toEqual(['Person     Talk  Note', 'Zoë Núñez     5', '日本        120  x']);
});

test('a heading alone is a table, too', () => {
  expect(tableLines([['Person', 'Talk']])).toEqual(['Person  Talk']);
});
