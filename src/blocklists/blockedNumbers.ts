import { inputRecordNumber, inputRecordNumbers, inputPhoneNumbers } from '../fields/inputs.ts';
import { ANONYMOUS, formatNumber, isHidden, keypadNumber } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';

const MAX_NAMED_NUMBERS = 3;

/** Numbers in one field of a record, as the number fields of the actions take them; null when there are none. */
export const joinNumbers = (numbers: readonly string[]): string | null => numbers.join(', ') || null;

/** `no numbers`, `1 number`, `12 numbers`. */
export const formatNumberCount = ({ length }: readonly string[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'number' : 'numbers'}`;

/** An entry of a list in a sentence. */
export const formatEntry = (number: string): string => (number === ANONYMOUS ? 'hidden callers' : formatNumber(number));

/** Up to three entries in a sentence, or how many they are. */
export const formatEntries = (numbers: readonly string[]): string =>
  numbers.length > MAX_NAMED_NUMBERS ? formatNumberCount(numbers) : numbers.map(formatEntry).join(', ');

/**
 * What was filled in as the number that it is on a list (`numberOfEntry`). Anything else stops the step. `label` is the
 * field's.
 */
export const listedNumber = (label: string, typed: string): string =>
  keypadNumber(typed) ?? String(inputRecordNumber(label, typed));

/** The same for a field with several numbers, each once. */
export const listedNumbers = (label: string, entries: readonly string[]): string[] => [
  ...new Set(entries.flatMap((typed) => keypadNumber(typed) ?? inputRecordNumbers(label, [typed]))),
];

/**
 * The callers to block of a field with this label. Dash checks its blocklists only for outside calls. It recognizes hidden
 * callers by the privacy that they asked for, and blocks all of them or none. A hidden caller with a number from the
 * carrier, such as `+266696687`, is blocked only by that number.
 */
export const callersToBlock = (label: string, entries: readonly string[], areHiddenBlocked: boolean): string[] => {
  const hidden = entries.filter(isHidden);
  if (hidden.length > 0 && !areHiddenBlocked)
    throw haltedError(
      `${label} holds a hidden number. Choose Yes in Block Hidden Callers to block everybody who hides the number.`,
    );
  const numbers = inputPhoneNumbers(
    label,
    entries.filter((entry) => !isHidden(entry)),
    'outside',
  );
  if (numbers.some((number) => !number.startsWith('+')))
    throw haltedError(
      `${label} holds an extension. Only callers from outside can be blocked. Write their numbers as +1 415 555 0100.`,
    );
  return [...numbers, ...hidden.map(keypadNumber).filter((number) => number !== null)];
};
