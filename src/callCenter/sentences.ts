import { oneLine } from '../dash/schema.ts';
import type { Person } from '../fields/person.ts';

/** An agent in a sentence, by name when it is known. */
export const formatAgent = (person: Person): string => person.user_name ?? 'the agent';

/** A sentence in one line that begins with a capital letter. The names and reasons in it are as people typed them. */
export const asSentence = (sentence: string): string => {
  const line = oneLine(sentence);
  return line.charAt(0).toUpperCase() + line.slice(1);
};
