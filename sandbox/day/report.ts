import { isDeepStrictEqual, styleText } from 'node:util';
import { columnsOf, tableLines, wrapped } from './textTable.ts';

/** Prints what happens as it happens, and counts the checks. */
export type Report = {
  /** A heading above the steps that follow. */
  chapter: (title: string) => void;
  note: (what: string) => void;
  /** Runs a step and prints it. Prints and rethrows an error. */
  step: <T>(what: string, work: () => Promise<T> | T) => Promise<T>;
  /** Runs a step, and checks that its result is the expected one. */
  check: <T>(what: string, expected: T, work: () => Promise<T> | T) => Promise<void>;
  /** Shows what a user would see in another app. */
  show: (title: string, lines: readonly string[]) => void;
  /** Shows a table in the same way; the first row is the heading, and of the others at most `limit` are shown. */
  table: (title: string, rows: readonly (readonly string[])[], limit?: number) => void;
  /** How many checks had the expected result, and how many did not. */
  readonly counts: { right: number; wrong: number };
};

/** The width of a terminal; no line is wider. */
export const COLUMNS = 80;

type Style = Parameters<typeof styleText>[0];

/** Colors are used only where the terminal shows them. */
const styled = (style: Style, words: string) => styleText(style, words, { stream: process.stdout });

/** The mark before the first line of a text, and what comes before the other lines. */
type Lead = { mark: string; style: Style; more?: string };

const leads = {
  right: { mark: '  ✓ ', style: 'green' },
  wrong: { mark: '  ✗ ', style: 'red' },
  why: { mark: '    ', style: 'red' },
  note: { mark: '  · ', style: 'dim' },
  title: { mark: '  ┌ ', style: 'dim', more: '  │ ' },
  shown: { mark: '  │ ', style: 'dim', more: '  │   ' },
} as const satisfies Record<string, Lead>;

/** Text with nothing in it that moves the cursor, in its own lines. */
const plainLines = (text: string): string[] =>
  text
    .replaceAll('\t', '  ')
    .split(/\r?\n/)
    .map((line) => line.replace(/\p{Cc}/gu, ''));

/** Writes a text after its mark, in lines that fit the terminal. */
const createWriter =
  (print: (line: string) => void) =>
  (text: string, { mark, style, more = ' '.repeat(mark.length) }: Lead): void => {
    const lines = plainLines(text).flatMap((line) =>
      columnsOf(mark + line) <= COLUMNS ? [line] : wrapped(line, COLUMNS - more.length),
    );
    lines.forEach((line, nth) => {
      const lead = nth === 0 ? mark : more;
      print(styled(style, line === '' ? lead.trimEnd() : lead) + line.trimEnd());
    });
  };

/** What a line of a report says: that something came out right or wrong, why it did, or something else. */
export type Mark = 'right' | 'wrong' | 'why' | 'note';

/** Where a report is written. */
export type Paper = {
  chapter: (title: string) => void;
  line: (text: string, mark: Mark) => void;
  show: (title: string, lines: readonly string[]) => void;
};

const createTerminal = (print: (line: string) => void): Paper => {
  const write = createWriter(print);
  return {
    chapter: (title) => {
      print('');
      for (const line of plainLines(title).flatMap((one) => wrapped(one, COLUMNS))) print(styled('bold', line));
    },
    line: (text, mark) => {
      write(text, leads[mark]);
    },
    show: (title, lines) => {
      write(title, leads.title);
      for (const line of lines) write(line, leads.shown);
      print(styled('dim', '  └'));
    },
  };
};

/** What fits in a line of what is shown. */
const FRAMED = COLUMNS - leads.shown.mark.length;

/** A report on a paper. */
export const reportOn = ({ chapter, line, show }: Paper): Report => {
  const counts = { right: 0, wrong: 0 };

  const fail = (what: string, why: string) => {
    counts.wrong += 1;
    line(what, 'wrong');
    line(why, 'why');
  };

  const attempt = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      fail(what, String(error));
      throw error;
    }
  };

  return {
    chapter,
    note: (what) => {
      line(what, 'note');
    },
    step: async (what, work) => {
      const result = await attempt(what, work);
      line(what, 'right');
      return result;
    },
    check: async (what, expected, work) => {
      const actual = await attempt(what, work);
      if (!isDeepStrictEqual(actual, expected)) {
        fail(what, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
        return;
      }
      counts.right += 1;
      line(what, 'right');
    },
    show,
    table: (title, rows, limit) => {
      const cells = rows.map((row) => row.map((cell) => plainLines(cell).join(' ')));
      show(title, tableLines(cells, { width: FRAMED, limit }));
    },
    counts,
  };
};

/** A report that calls `print` for each line of the terminal. */
export const createReport = (print: (line: string) => void): Report => reportOn(createTerminal(print));
