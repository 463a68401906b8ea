const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters that take two columns of a terminal. */
const wide = /\p{Emoji_Presentation}|\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** How many columns of a terminal a text takes. A combining accent takes none. */
export const columnsOf = (text: string): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + (wide.test(segment) ? 2 : 1), 0);

const isNumber = (text: string): boolean => /^\d+$/.test(text);

/**
 * Rows as lines of text, with columns as wide as their widest cells and numbers aligned right. The first row is the
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
