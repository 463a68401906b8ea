import { haltedError } from '../zapier/errors.ts';
import { inputList } from '../fields/inputValues.ts';
import { comparableNumber, dialableNumbers } from '../fields/inputs.ts';
import { ANONYMOUS, isHidden, keypadNumber, formatNumber } from '../fields/phoneNumbers.ts';

const MOST_TO_SAY = 3;

/** Numbers in one field of a record, as the number fields of the actions take them; null when there are none. */
export const asText = (numbers: readonly string[]): string | null => numbers.join(', ') || null;

/** `no numbers`, `1 number`, `12 numbers`. */
export const countOf = ({ length }: readonly string[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'number' : 'numbers'}`;

/** A number in a sentence, or all who hide theirs. */
export const formatEntry = (number: string): string => (number === ANONYMOUS ? 'hidden callers' : formatNumber(number));

/** Numbers in a sentence; of many, how many. */
export const formatNumbers = (numbers: readonly string[]): string =>
  numbers.length > MOST_TO_SAY ? countOf(numbers) : numbers.map(formatEntry).join(', ');

/** A number that somebody filled in, as it is compared with those of lists (`numberOf`); what is none stops the step. */
export const listedNumber = (label: string, typed: string): string =>
  keypadNumber(typed) ?? String(comparableNumber(label, typed));

/** The numbers of a field, each as `listedNumber` has it. */
export const listedNumbers = (label: string, input: unknown): string[] => [
  ...new Set(inputList(input).map((typed) => listedNumber(label, typed))),
];

/**
 * The numbers of a field for callers to block. Dash asks its blocklists only about calls from outside. It knows a hidden
 * caller by the privacy that the caller asked for: such callers are blocked all together, or not at all. One whom the
 * carrier gives a number of its own, as `+266696687`, is refused by that number only.
 */
export const callersIn = (label: string, input: unknown, areHiddenBlocked: boolean): string[] => {
  const parts = inputList(input);
  const hidden = parts.filter(isHidden);
  if (hidden.length > 0 && !areHiddenBlocked)
    throw haltedError(
      `${label} holds a hidden number. Choose Yes in Block Hidden Callers to block everybody who hides the number.`,
    );
  const numbers = dialableNumbers(
    label,
    parts.filter((part) => !isHidden(part)),
  );
  if (numbers.some((number) => !number.startsWith('+')))
    throw haltedError(
      `${label} holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.`,
    );
  return [...numbers, ...hidden.map(keypadNumber).filter((number) => number !== null)];
};
