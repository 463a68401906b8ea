import { halted } from '../zapier/errors.ts';
import { chosen } from '../zapier/filters.ts';
import { comparableNumber, dialableNumbers } from '../zapier/inputs.ts';
import { ANONYMOUS, isHidden, keypadNumber, spokenNumber } from '../zapier/phoneNumbers.ts';

const MOST_TO_SAY = 3;

/** Numbers in one field of a record, as the number fields of the actions take them; null when there are none. */
export const asText = (numbers: readonly string[]): string | null => numbers.join(', ') || null;

/** `no numbers`, `1 number`, `12 numbers`. */
export const countOf = ({ length }: readonly string[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'number' : 'numbers'}`;

/** A number in a sentence, or all who hide theirs. */
export const spokenEntry = (number: string): string => (number === ANONYMOUS ? 'hidden callers' : spokenNumber(number));

/** Numbers in a sentence; of many, how many. */
export const spokenNumbers = (numbers: readonly string[]): string =>
  numbers.length > MOST_TO_SAY ? countOf(numbers) : numbers.map(spokenEntry).join(', ');

/** A number that somebody filled in, as it is compared with those of lists (`numberOf`); what is none stops the step. */
export const listedNumber = (label: string, typed: string): string =>
  keypadNumber(typed) ?? String(comparableNumber(label, typed));

/** The numbers of a field, each as `listedNumber` has it. */
export const listedNumbers = (label: string, input: unknown): string[] => [
  ...new Set(chosen(input).map((typed) => listedNumber(label, typed))),
];

/**
 * The numbers of a field for callers to block. Dash asks its blocklists only about calls from outside. It knows a hidden
 * caller by the privacy that the caller asked for: such callers are blocked all together, or not at all. One whom the
 * carrier gives a number of its own, as `+266696687`, is refused by that number only.
 */
export const callersIn = (label: string, input: unknown, areHiddenBlocked: boolean): string[] => {
  const parts = chosen(input);
  const hidden = parts.filter(isHidden);
  if (hidden.length > 0 && !areHiddenBlocked)
    throw halted(
      `${label} holds a hidden number. Choose Yes in Block Hidden Callers to block everybody who hides the number.`,
    );
  const numbers = dialableNumbers(
    label,
    parts.filter((part) => !isHidden(part)),
  );
  if (numbers.some((number) => !number.startsWith('+')))
    throw halted(
      `${label} holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.`,
    );
  return [...numbers, ...hidden.map(keypadNumber).filter((number) => number !== null)];
};
