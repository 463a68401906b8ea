const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

/** Widths in parts of the font size, by the widest of the usual fonts without serifs. */
const WIDTHS: readonly (readonly [RegExp, number])[] = [
  [/^[ijl'|.,:;!]$/, 0.3],
  [/^[ ft\-()[\]/\\"“”‘’I]$/, 0.39],
  [/^[rJcksvxyz]$/, 0.55],
  [/^[mwMW@%…—]$/, 0.98],
  [/^\p{Lu}/u, 0.76],
  [/^[\p{Ll}\d]/u, 0.62],
  [/^[\u0020-\u024f\u2010-\u203f]/, 0.66],
];

/** Emoji and the letters of Asia. */
const WIDEST = 1.3;

const widthOf = (grapheme: string): number => WIDTHS.find(([form]) => form.test(grapheme))?.[1] ?? WIDEST;

const split = (text: string): string[] => [...graphemes.segment(text)].map(({ segment }) => segment);

/** The width of a text in pixels: an estimate that is rather too large than too small. */
export const textWidth = (text: string, size: number): number =>
  Math.ceil(split(text).reduce((sum, grapheme) => sum + widthOf(grapheme), 0) * size);

/** A word in pieces that fit into the width. */
const pieces = (word: string, size: number, width: number): string[] =>
  split(word).reduce<string[]>(
    (done, grapheme) => {
      const last = done.at(-1) ?? '';
      return last === '' || textWidth(last + grapheme, size) <= width
        ? [...done.slice(0, -1), last + grapheme]
        : [...done, grapheme];
    },
    [''],
  );

/** A text as words, each with the spaces after it; a word that is too long for a line is in pieces. */
export const wordsOf = (text: string, size: number, width: number): string[] =>
  (text.match(/\S*\s+|\S+$/g) ?? []).flatMap((word) =>
    textWidth(word.trimEnd(), size) <= width ? [word] : pieces(word, size, width),
  );

/** A text in lines that fit into the width. */
export const wrapText = (text: string, size: number, width: number): string[] => {
  const lines = wordsOf(text, size, width).reduce<string[]>(
    (done, word) => {
      const last = done.at(-1) ?? '';
      return last === '' || textWidth((last + word).trimEnd(), size) <= width
        ? [...done.slice(0, -1), last + word]
        : [...done, word];
    },
    [''],
  );
  return lines.map((line) => line.trimEnd());
};
