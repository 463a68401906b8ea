import { columnsOf } from '../../sandbox/day/textTable.ts';

const inCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', '<br>');

/** Rows as a Markdown table, formatted like prettier. */
export const markdownTable = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const cells = [heading, ...rows].map((row) => row.map(inCell));
  const widths = heading.map((_name, column) => Math.max(3, ...cells.map((row) => columnsOf(row[column] ?? ''))));
  const line = (row: readonly string[]) =>
    `| ${widths.map((width, column) => (row[column] ?? '') + ' '.repeat(width - columnsOf(row[column] ?? ''))).join(' | ')} |`;
  const [first = [], ...others] = cells;
  return [line(first), line(widths.map((width) => '-'.repeat(width))), ...others.map(line)].join('\n');
};

/** The same without the columns that are empty in every row. */
export const tableOfFilledColumns = (heading: readonly string[], rows: readonly (readonly string[])[]): string => {
  const isFilled = (_cell: string, column: number) => rows.some((row) => row[column] !== '');
  return markdownTable(
    heading.filter(isFilled),
    rows.map((row) => row.filter(isFilled)),
  );
};

/** A text as code, in which Markdown has no meaning. */
export const code = (text: string): string => {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
  const ticks = '`'.repeat(longest + 1);
  return longest === 0 ? `\`${text}\`` : `${ticks} ${text} ${ticks}`;
};

/** A text in which Markdown's signs mean themselves. */
export const plain = (text: string): string => text.replace(/[\\`*_[\]<>]/g, '\\$&');

/** A page, from its blocks. */
export const page = (blocks: readonly string[]): string => `${blocks.filter(Boolean).join('\n\n')}\n`;

/** Words as `a, b, and c`. */
export const listed = (words: readonly string[]): string =>
  new Intl.ListFormat('en-US', { type: 'conjunction' }).format(words);
