import type { Paper } from '../day/report.ts';

/** `uncounted`: a check that came out differently because a visitor joined in. */
export type LineMark = 'chapter' | 'right' | 'wrong' | 'uncounted' | 'note' | 'visitor';

export type Line = { id: number; mark: LineMark; text: string };

const KEPT = 40;

/** What happened, newest line last; `said` is what a screen reader says. */
export const createJournal = () => {
  let [id, lines, said]: [number, Line[], Line | undefined] = [0, [], undefined];
  const checks = { right: 0, wrong: [] as string[] };
  let [chapter, isJoined] = ['', false];

  const write = (text: string, mark: LineMark): Line => {
    const line = { id: ++id, mark, text };
    lines = [...lines, line].slice(-KEPT);
    return line;
  };

  const markOf = (mark: 'right' | 'wrong' | 'note'): LineMark => (mark === 'wrong' && isJoined ? 'uncounted' : mark);

  const paper: Paper = {
    chapter: (title) => {
      [chapter, isJoined] = [title, false];
      said = write(title, 'chapter');
    },
    line: (text, mark) => {
      if (mark === 'why') {
        write(isJoined ? 'You joined in, so this check doesn’t count.' : text, 'note');
        return;
      }
      const shown = markOf(mark);
      write(text, shown);
      if (shown === 'right') checks.right += 1;
      if (shown === 'wrong') checks.wrong.push(text);
    },
    // The page shows the other apps themselves.
    show: () => undefined,
  };

  return {
    paper,
    checks,
    /** What a visitor did. */
    visitor: (text: string) => {
      said = write(text, 'visitor');
    },
    /** From here to the end of the chapter, checks can come out differently because of a visitor. */
    join: () => {
      isJoined = true;
    },
    view: () => ({ chapter, lines, said, checks }),
  };
};

export type Journal = ReturnType<typeof createJournal>;
