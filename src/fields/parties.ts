import { oneLine } from '../dash/schema.ts';
import { field, type RecordOf } from './output.ts';
import { ANONYMOUS, formatNumber, isHidden, parseNumber } from './phoneNumbers.ts';

/** One side of a call, a voicemail or a fax, as Dash writes it. */
export type Party = { number: string | null; name: string | null };

/** The fields of a caller, or of a sender of a fax or a text message. */
export const callerFields = [
  field('from_number', 'string', 'From Number'),
  field('from_name', 'string', 'From Name'),
] as const;

/** The fields of whoever was called, or receives a fax or a text message. */
export const calledFields = [field('to_number', 'string', 'To Number'), field('to_name', 'string', 'To Name')] as const;

const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** A name; null when it only repeats the number or stands for a hidden one. */
export const nameUnlessNumber = (number: string | null, name: string | null): string | null => {
  const given = oneLine(name ?? '');
  const repeatsNumber = /^[\d\s+().-]+$/.test(given) && (number ?? '').endsWith(digitsOf(given));
  return isHidden(given) || repeatsNumber ? null : given;
};

export type Caller = RecordOf<typeof callerFields>;
export type Called = RecordOf<typeof calledFields>;

/** A caller of whom nothing is known. A caller who hides the number is `anonymous` instead. */
export const unknownCaller: Caller = { from_number: null, from_name: null };

/** The number of a caller: null when there is none, `anonymous` when the number, or the name without one, says that it is hidden. */
const callerNumber = (rawNumber: string | null, rawName: string | null): string | null => {
  const known = rawNumber ?? rawName;
  return known !== null && isHidden(known) ? ANONYMOUS : parseNumber(rawNumber).number;
};

/** The values of `callerFields`: both null for a party that is not in the payload. */
export const callerValues = (rawNumber: string | null, rawName: string | null): Caller => {
  const from_number = callerNumber(rawNumber, rawName);
  return { from_number, from_name: nameUnlessNumber(from_number, rawName) };
};

export const callerSample = { from_number: '+14155550134', from_name: 'Ann Lee' } as const satisfies Caller;

/** The values of `calledFields`. */
export const calledValues = (rawNumber: string | null, rawName: string | null): Called => {
  const { number } = parseNumber(rawNumber);
  return { to_number: number, to_name: nameUnlessNumber(number, rawName) };
};

export const calledSample = { to_number: '+14155550100', to_name: null } as const satisfies Called;

/**
 * A caller in a sentence: `Ann Lee (415-555-0134)`, `415-555-0134`, `extension 1001` or `a hidden number`; the name
 * alone when the number isn't known.
 */
export const formatCaller = ({ from_number, from_name }: Caller): string => {
  if (from_number === null) return from_name ?? 'an unknown number';
  const number = from_number === ANONYMOUS ? 'a hidden number' : formatNumber(from_number);
  return from_name === null ? number : `${from_name} (${number})`;
};
