import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The lines that git prints, or undefined if this folder is no git repository. */
const git = (...args: string[]): string[] | undefined => {
  try {
    const output = execFileSync('git', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    return output.split('\n').filter((line) => line !== '');
  } catch {
    return undefined;
  }
};

/** The files that are changed or not committed. */
export const changedFiles = () => git('status', '--porcelain')?.map((line) => line.slice(3));

/** The tags of the current commit. */
export const currentTags = () => git('tag', '--points-at', 'HEAD') ?? [];

/** The files of the repository, with their content. None in an unpacked source.zip, which has no history. */
export const trackedFiles = () => new Map((git('ls-files') ?? []).map((name) => [name, readFileSync(name)]));
