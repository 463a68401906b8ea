import { oneLine } from '../dash/schema.ts';

const MAX_LENGTH = 200;

/** Text from outside as a part of a sentence: one line, of limited length, without a full stop at its end. */
export const toClause = (message: string): string => {
  const line = oneLine(message);
  const characters = Array.from(line);
  return (characters.length > MAX_LENGTH ? `${characters.slice(0, MAX_LENGTH).join('')}…` : line).replace(/\.$/, '');
};
