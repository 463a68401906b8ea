const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters that take two columns in a terminal. */
const wide = /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** How many columns a text takes in a terminal. A combining accent takes none. */
export const columnsOf = (text: string): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);

/** The longest beginning of a text that fits in `width` columns, and the rest. */
const splitAt = (text: string, width: number): [start: string, rest: string] => {
  let [end, columns] = [0, 0];
  for (const { segment } of graphemes.segment(text)) {
    columns += columnsOf(segment);
    if (columns > width) break;
    end += segment.length;
  }
  const space = text.lastIndexOf(' ', end);
  if (end === text.length) return [text, ''];
  return space > 0 ? [text.slice(0, space), text.slice(space).trimStart()] : [text.slice(0, end), text.slice(end)];
};

/** A text as lines of at most `width` columns, split between words where possible. */
export const wrapped = (text: string, width: number): string[] => {
  const [start, rest] = splitAt(text, width);
  return rest === '' ? [start] : [start, ...wrapped(rest, width)];
};

/** The first lines, and how many more there are. */
export const shortened = (lines: readonly string[], limit: number): string[] =>
  lines.length <= limit ? [...lines] : [...lines.slice(0, limit), `… and ${String(lines.length - limit)} more`];

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/**
 * Rows as lines of text. Columns are as wide as their widest cell, and numbers are right-aligned. The first row is the
 * heading.
 */
export const tableLines = (rows: readonly (readonly string[])[]): string[] => {
  const columns = (rows[0] ?? []).map((_heading, column) => rows.map((row) => row[column] ?? ''));
  const aligned = columns.map(([heading = '', ...cells]) => {
    const width = Math.max(...[heading, ...cells].map(columnsOf));
    const isRight = cells.length > 0 && cells.every(isNumber);
    return [heading, ...cells].map((cell) => {
      const gap = ' '.repeat(width - columnsOf(cell));
      return isRight ? gap + cell : cell + gap;
    });
  });
  return rows.map((_row, line) =>
    aligned
      .map((column) => column[line] ?? '')
      .join('  ')
      .trimEnd(),
  );
};
