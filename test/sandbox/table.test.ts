import { stripVTControlCharacters } from 'node:util';
import { COLUMNS, createReport } from '../../sandbox/day/report.ts';
import { columnsOf, shortened, tableLines, wrapped } from '../../sandbox/day/textTable.ts';

test.each([
  ['Zoë Núñez', 9],
  ['Zoe\u0308', 3],
  ['日本', 4],
  ['📞', 2],
  ['❤️', 2],
  ['👩‍🚀', 2],
  ['「全角ＡＢ」', 12],
  ['\u200B', 0],
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
  ['日本', 1, ['日', '本']],
  ['', 10, ['']],
])('%s is wrapped to %i columns', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

test('a long list is shortened, and says by how much', () => {
  expect(shortened(['a', 'b'], 2)).toEqual(['a', 'b']);
  expect(shortened(['a', 'b', 'c', 'd'], 2)).toEqual(['a', 'b', '… and 2 more']);
});

const names = [
  'Zoë Núñez-Fernández',
  '王芳',
  '👩‍🚀 Ann Lee',
  'Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch',
];
const wideRows = [
  ['Person', 'What they said', 'Talk'],
  ...names.map((name, nth) => [
    name,
    'Please call me back as soon as you can. 日本語で話せますか。',
    String(nth * 100),
  ]),
];

test('the cells of a table that is too wide are wrapped, and nothing of them is lost', () => {
  const lines = tableLines(wideRows, { width: 60 });
  expect(lines.filter((line) => columnsOf(line) > 60)).toEqual([]);
  expect(lines[0]).toMatch(/^Person +What they said +Talk$/);
  const units = (text: string) => Array.from(text.replaceAll(' ', '')).sort().join('');
  expect(units(lines.join(''))).toBe(units(wideRows.flat().join('')));
});

test('a table with more rows than its limit says how many more there are, however many lines a row has', () => {
  expect(tableLines(wideRows, { width: 60, limit: 1 }).at(-1)).toBe('… and 3 more');
  expect(tableLines(wideRows, { limit: 4 })).toHaveLength(5);
});

test('no line of a report is wider than the terminal, and each line of what is shown is in its frame', async () => {
  const lines: string[] = [];
  const report = createReport((line) => lines.push(stripVTControlCharacters(line)));
  const long = `${names.join(' and ')}\tand ${'x'.repeat(200)}\n${'日本'.repeat(60)}`;
  report.chapter(long);
  report.note(long);
  await report.step(long, () => undefined);
  await report.check(long, long, () => '');
  const before = lines.length;
  report.show(long, [long, '', 'short']);
  report.table(long, [...wideRows, [long, long, long]]);
  expect(lines.filter((line) => columnsOf(line) > COLUMNS)).toEqual([]);
  expect(lines.slice(before).filter((line) => !/^ {2}[┌│└]/.test(line))).toEqual([]);
  expect(lines.filter((line) => /[\t\n]/.test(line))).toEqual([]);
});
