import type { Person } from '../fields/person.ts';

/** An agent in a sentence, by name when it is known. */
export const formatAgent = (person: Person): string => person.user_name ?? 'the agent';

/** A sentence with a capital letter at its beginning. */
export const capitalize = (sentence: string): string => sentence.charAt(0).toUpperCase() + sentence.slice(1);
