import { inputRecordNumber, inputRecordNumbers, inputPhoneNumbers } from '../fields/inputs.ts';
import { ANONYMOUS, formatNumber, isHidden, keypadNumber } from '../fields/phoneNumbers.ts';
import { haltedError } from '../zapier/errors.ts';

const MAX_NAMED_NUMBERS = 3;

/** Numbers in one field of a record, in the format that the actions' number fields accept; null when there are none. */
export const joinNumbers = (numbers: readonly string[]): string | null => numbers.join(', ') || null;

/** `no numbers`, `1 number`, `12 numbers`. */
export const formatNumberCount = ({ length }: readonly string[]): string =>
  `${length === 0 ? 'no' : length} ${length === 1 ? 'number' : 'numbers'}`;

/** `415-555-0142`, `415-555-0142 and hidden callers`, `1, 2, and 3`. */
export const formatSeries = (items: readonly string[]): string =>
  items.length < 3 ? items.join(' and ') : `${items.slice(0, -1).join(', ')}, and ${String(items.at(-1))}`;

/** An entry of a list in a sentence. */
export const formatEntry = (number: string): string => (number === ANONYMOUS ? 'hidden callers' : formatNumber(number));

/** Up to three entries in a sentence, or how many there are; `withHidden` adds hidden callers. */
export const formatEntries = (numbers: readonly string[], withHidden = false): string =>
  formatSeries([
    ...(numbers.length > MAX_NAMED_NUMBERS ? [formatNumberCount(numbers)] : numbers.map(formatEntry)),
    ...(withHidden ? [formatEntry(ANONYMOUS)] : []),
  ]);

/** The entry of a list (`numberOfEntry`) for what was filled in. Anything else stops the step. `label` is the field's. */
export const listedNumber = (label: string, typed: string): string =>
  keypadNumber(typed) ?? String(inputRecordNumber(label, typed));

/** The same for a field with several numbers, each once. */
export const listedNumbers = (label: string, entries: readonly string[]): string[] => [
  ...new Set(entries.flatMap((typed) => keypadNumber(typed) ?? inputRecordNumbers(label, [typed]))),
];

/**
 * The callers to block, from the field with this label. Dash checks its blocklists only for outside calls. It recognizes
 * hidden callers by the privacy they asked for, and blocks all of them or none. A hidden caller with a number from the
 * carrier, such as `+266696687`, is blocked only by that number.
 */
export const callersToBlock = (label: string, entries: readonly string[], areHiddenBlocked: boolean): string[] => {
  const hidden = entries.filter(isHidden);
  if (hidden.length > 0 && !areHiddenBlocked)
    throw haltedError(
      `${label} includes a hidden number. To block everyone who hides their number, turn on Block Hidden Callers.`,
    );
  const numbers = inputPhoneNumbers(
    label,
    entries.filter((entry) => !isHidden(entry)),
    'outside',
  );
  if (numbers.some((number) => !number.startsWith('+')))
    throw haltedError(
      `${label} includes an extension, but only outside callers can be blocked. Write their numbers like +1 415 555 0100.`,
    );
  return [...numbers, ...hidden.map(keypadNumber).filter((number) => number !== null)];
};
