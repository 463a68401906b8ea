import { globSync, readFileSync } from 'node:fs';
import { commentsIn, sentencesIn } from '../../scripts/words/sentences.ts';
import type { Text } from '../../scripts/words/sentences.ts';

const root = new URL('../../', import.meta.url);

/** The files of the repository that match these patterns. */
export const filesOf = (...patterns: string[]): string[] => globSync(patterns, { cwd: root }).sort();

/** A text of the repository, and where it stands. */
export type Found = { where: string; text: string };

const located = (path: string, texts: Text[]): Found[] =>
  texts.map(({ line, text }) => ({ where: `${path}:${String(line)}`, text }));

const contentOf = (path: string): string => readFileSync(new URL(path, root), 'utf8');

/** The lines of a page. */
export const linesOfPage = (path: string): Found[] =>
  located(
    path,
    contentOf(path)
      .split('\n')
      .map((text, index) => ({ line: index + 1, text })),
  );

/** The comments of a source file. */
export const commentsOfFile = (path: string): Found[] => located(path, commentsIn(contentOf(path)));

/** The texts of a source file that run to several words, such as errors and summaries. */
export const sentencesOfFile = (path: string): Found[] => located(path, sentencesIn(contentOf(path)));
