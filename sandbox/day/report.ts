import { isDeepStrictEqual, styleText } from 'node:util';

/** Prints what happens while it happens, and counts what went wrong. */
export type Report = {
  /** A heading above the steps that follow. */
  chapter: (title: string) => void;
  note: (what: string) => void;
  /** Runs a step and prints it; an error is printed and rethrown. */
  step: <T>(what: string, work: () => Promise<T> | T) => Promise<T>;
  /** Runs a step whose result must be the expected one. */
  check: <T>(what: string, expected: T, work: () => Promise<T> | T) => Promise<void>;
  /** Shows what a user would see in another app. */
  show: (title: string, lines: readonly string[]) => void;
  /** How many checks had the expected result, and how many did not. */
  readonly counts: { right: number; wrong: number };
};

/** Colors are used only where the terminal shows them. */
const styled = (style: Parameters<typeof styleText>[0], words: string) =>
  styleText(style, words, { stream: process.stdout });

/** A report that prints line by line. */
export const createReport = (print: (line: string) => void): Report => {
  const counts = { right: 0, wrong: 0 };
  const right = (what: string) => {
    print(`  ${styled('green', '✓')} ${what}`);
  };
  const wrong = (what: string, why: string) => {
    counts.wrong += 1;
    print(`  ${styled('red', '✗')} ${what}`);
    print(`    ${styled('red', why)}`);
  };

  const attempt = async <T>(what: string, work: () => Promise<T> | T): Promise<T> => {
    try {
      return await work();
    } catch (error) {
      wrong(what, String(error));
      throw error;
    }
  };

  return {
    chapter: (title) => {
      print(`\n${styled('bold', title)}`);
    },
    note: (what) => {
      print(styled('dim', `  · ${what}`));
    },
    step: async (what, work) => {
      const result = await attempt(what, work);
      right(what);
      return result;
    },
    check: async (what, expected, work) => {
      const actual = await attempt(what, work);
      if (!isDeepStrictEqual(actual, expected)) {
        wrong(what, `expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
        return;
      }
      counts.right += 1;
      right(what);
    },
    show: (title, lines) => {
      print(styled('dim', `    ┌ ${title}`));
      for (const line of lines) print(`${styled('dim', '    │')} ${line}`);
      print(styled('dim', '    └'));
    },
    counts,
  };
};
