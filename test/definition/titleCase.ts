/** Small inside a title, unless they stand first or last. */
const SMALL = new Set([
  'a',
  'an',
  'the',
  'and',
  'but',
  'or',
  'nor',
  'as',
  'at',
  'by',
  'for',
  'from',
  'of',
  'per',
  'to',
  'via',
  'vs',
  'with',
]);

/** Small as prepositions, with a capital as a part of a verb ("Pick Up Call"). */
const EITHER = new Set(['down', 'in', 'into', 'off', 'on', 'onto', 'out', 'over', 'than', 'up']);

const isTitleWord = (word: string, isAtEdge: boolean): boolean => {
  const bare = word.replace(/[^\p{L}\p{N}]/gu, '');
  const isCapital = bare === '' || /^[\p{Lu}\p{N}]/u.test(bare);
  if (EITHER.has(bare.toLowerCase()) && !isAtEdge) return true;
  return SMALL.has(bare.toLowerCase()) && !isAtEdge ? !isCapital : isCapital;
};

/** Whether a label is written in title case, as "Log Agent In or Out of Queue". */
export const isTitleCase = (label: string): boolean => {
  const words = label.split(/\s+/);
  return words.every((word, index) => isTitleWord(word, index === 0 || index === words.length - 1));
};
