import { textWidth, wordsOf, wrapText } from './textWidth.ts';
import type { Part } from './zapSteps.ts';

/** A text or a pill in a line; `x` counts from the beginning of the line. */
export type Piece = { text: string; isPill: boolean; x: number; width: number };

export type Line = readonly Piece[];

type Atom = Omit<Piece, 'x'> | 'end of line';

/** The room left and right of the text of a pill. */
export const PILL_PADDING = 10;
const PILL_GAP = 4;

const pills = (text: string, size: number, width: number): Atom[] =>
  wrapText(text, size, width - 2 * PILL_PADDING).map((line) => ({
    text: line,
    isPill: true,
    width: textWidth(line, size) + 2 * PILL_PADDING,
  }));

const words = (text: string, size: number, width: number): Atom[] =>
  wordsOf(text, size, width).map((word) => ({ text: word, isPill: false, width: textWidth(word, size) }));

const atomsOf = (part: Part, size: number, width: number): Atom[] => {
  if (typeof part !== 'string') return pills(`${String(part.step)}. ${part.label}`, size, width);
  return part
    .split('\n')
    .flatMap((line, index): Atom[] => [...(index > 0 ? ['end of line' as const] : []), ...words(line, size, width)]);
};

const endOf = (line: Line): number => {
  const last = line.at(-1);
  return last ? last.x + last.width + (last.isPill ? PILL_GAP : 0) : 0;
};

/** The line with the piece at its end; neighboring words are one text. */
const added = (line: Line, atom: Omit<Piece, 'x'>): Line => {
  const last = line.at(-1);
  if (!last || last.isPill || atom.isPill) return [...line, { ...atom, x: endOf(line) }];
  return [...line.slice(0, -1), { ...last, text: last.text + atom.text, width: last.width + atom.width }];
};

const fits = (line: Line, atom: Omit<Piece, 'x'>, size: number, width: number): boolean =>
  line.length === 0 || endOf(line) + (atom.isPill ? atom.width : textWidth(atom.text.trimEnd(), size)) <= width;

/** What a field holds, in lines that fit into the width. */
export const flow = (parts: readonly Part[], size: number, width: number): Line[] =>
  parts
    .flatMap((part) => atomsOf(part, size, width))
    .reduce<Line[]>(
      (lines, atom) => {
        const last = lines.at(-1) ?? [];
        if (atom === 'end of line') return [...lines, []];
        return fits(last, atom, size, width) ? [...lines.slice(0, -1), added(last, atom)] : [...lines, added([], atom)];
      },
      [[]],
    );
