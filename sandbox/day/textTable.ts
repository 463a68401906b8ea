const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Characters that take two columns in a terminal: emoji, and those of East Asia with their punctuation. */
const wide =
  /\p{Emoji_Presentation}|\uFE0F|\p{Script=Han}|[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97F\uAC00-\uD7A3\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6]/u;

/** Characters that take no column alone. */
const invisible = /^[\p{M}\p{Cf}\p{Cc}]+$/u;

const columnsOfGrapheme = (grapheme: string): number => {
  if (invisible.test(grapheme)) return 0;
  return wide.test(grapheme) ? 2 : 1;
};

/** How many columns a text takes in a terminal. A combining accent takes none. */
export const columnsOf = (text: string): number =>
  [...graphemes.segment(text)].reduce((sum, { segment }) => sum + columnsOfGrapheme(segment), 0);

/** The longest beginning of a text that fits in `width` columns, at least one character, and the rest. */
const splitAt = (text: string, width: number): [start: string, rest: string] => {
  let [end, columns] = [0, 0];
  for (const { segment } of graphemes.segment(text)) {
    columns += columnsOfGrapheme(segment);
    if (columns > width && end > 0) break;
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

const GAP = '  ';

/** No column is narrower: the widest character has to fit. */
const NARROWEST = 2;

/** The widths of columns, of which the widest ones give way until all fit in `width` columns. */
const fitting = (widths: readonly number[], width: number): number[] => {
  const fitted = [...widths];
  const room = width - GAP.length * (widths.length - 1);
  while (fitted.reduce((sum, one) => sum + one, 0) > room) {
    const widest = Math.max(...fitted);
    if (widest <= NARROWEST) break;
    fitted[fitted.lastIndexOf(widest)] = widest - 1;
  }
  return fitted;
};

type Column = { width: number; isRight: boolean };

const aligned = (text: string, { width, isRight }: Column): string => {
  const gap = ' '.repeat(Math.max(0, width - columnsOf(text)));
  return isRight ? gap + text : text + gap;
};

/** A row as lines: as many as its longest cell needs. */
const rowLines = (row: readonly string[], columns: readonly Column[]): string[] => {
  const cells = columns.map(({ width }, nth) => wrapped(row[nth] ?? '', width));
  return Array.from({ length: Math.max(...cells.map((lines) => lines.length)) }, (_, line) =>
    columns
      .map((column, nth) => aligned(cells[nth]?.[line] ?? '', column))
      .join(GAP)
      .trimEnd(),
  );
};

/**
 * Rows as lines of text. Columns are as wide as their widest cell, and numbers are right-aligned. Where the table would be
 * wider than `width`, cells are wrapped. The first row is the heading; of more than `limit` others, only so many are shown.
 */
export const tableLines = (
  rows: readonly (readonly string[])[],
  { width = Infinity, limit = Infinity }: { width?: number; limit?: number } = {},
): string[] => {
  const shown = rows.slice(0, limit + 1);
  const [heading = [], ...others] = shown;
  const widths = heading.map((_name, nth) => Math.max(...shown.map((row) => columnsOf(row[nth] ?? ''))));
  const columns = fitting(widths, width).map((fitted, nth) => ({
    width: fitted,
    isRight: others.length > 0 && others.every((row) => isNumber(row[nth] ?? '')),
  }));
  const more = rows.length - shown.length;
  return [...shown.flatMap((row) => rowLines(row, columns)), ...(more > 0 ? [`… and ${String(more)} more`] : [])];
};
