import { halted } from '../zapier/errors.ts';
import { chosen } from '../zapier/filters.ts';
import { dialableNumbers } from '../zapier/inputs.ts';
import { isHidden, spokenNumber } from '../zapier/phoneNumbers.ts';

const MOST_TO_SAY = 3;

/** Numbers in one field of a record, as the number fields of the actions take them; null when there are none. */
export const asText = (numbers: readonly string[]): string | null => numbers.join(', ') || null;

/** `no numbers`, `1 number`, `12 numbers`. */
export const countOf = ({ length }: readonly string[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'number' : 'numbers'}`;

/** Numbers in a sentence; of many, how many. */
export const spokenNumbers = (numbers: readonly string[]): string =>
  numbers.length > MOST_TO_SAY ? countOf(numbers) : numbers.map(spokenNumber).join(', ');

/** One number from each line, or several from one line, as records give them. */
export const partsOf = (input: unknown): string[] => chosen(input).flatMap((line) => chosen(line.split(/[,;\n]/)));

const inAnyShape = (label: string, parts: string[]): string[] => [...new Set(dialableNumbers(label, parts))];

/** The different numbers of a field, as Dash keeps them; what is no number stops the step. */
export const numbersIn = (label: string, input: unknown): string[] => inAnyShape(label, partsOf(input));

/**
 * The numbers of a field for callers to block. Dash asks its blocklists only about calls from outside, and knows a
 * hidden caller by no number: such a one is blocked together with all who hide theirs, or not at all.
 */
export const callersIn = (label: string, input: unknown, areHiddenBlocked: boolean): string[] => {
  const parts = partsOf(input);
  const shown = parts.filter((part) => !isHidden(part));
  if (shown.length < parts.length && !areHiddenBlocked)
    throw halted(
      `${label} holds a hidden number. Choose Yes in Block Hidden Callers to block everybody who hides the number.`,
    );
  const numbers = inAnyShape(label, shown);
  if (numbers.some((number) => !number.startsWith('+')))
    throw halted(
      `${label} holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.`,
    );
  return numbers;
};
