import { oneLine } from '../dash/schema.ts';
import { field, type RecordOf } from './output.ts';
import { ANONYMOUS, isHidden, parseNumber, formatNumber } from './phoneNumbers.ts';

/** One side of a call, a voicemail or a fax, as Dash writes it. */
export type Party = { number: string | null; name: string | null };

/** The fields of a caller, or of a sender of a fax or a text message. */
export const callerFields = [
  field('from_number', 'string', 'From Number'),
  field('from_number_national', 'string', 'From Number (National)'),
  field('from_country', 'string', 'From Country'),
  field('from_name', 'string', 'From Name'),
  field('from_tel_link', 'string', 'Call-Back Link'),
] as const;

/** The fields of whoever was called, or receives a fax or a text message. */
export const calledFields = [
  field('to_number', 'string', 'To Number'),
  field('to_number_national', 'string', 'To Number (National)'),
  field('to_country', 'string', 'To Country'),
  field('to_name', 'string', 'To Name'),
] as const;

const digitsOf = (value: string): string => value.replace(/\D/g, '');

/** A name; null when it only repeats the number or stands for a hidden one. */
export const nameUnlessNumber = (number: string | null, name: string | null): string | null => {
  const given = oneLine(name ?? '');
  const repeatsNumber = /^[\d\s+().-]+$/.test(given) && (number ?? '').endsWith(digitsOf(given));
  return isHidden(given) || repeatsNumber ? null : given;
};

export type Caller = RecordOf<typeof callerFields> & { from_number: string };

/** A caller whose number isn't known. A caller who hides the number is `anonymous` instead. */
export const unknownCaller: RecordOf<typeof callerFields> = {
  from_number: null,
  from_number_national: null,
  from_country: null,
  from_name: null,
  from_tel_link: null,
};

/** The values of `callerFields`. A missing or hidden number becomes `anonymous`. */
export const callerValues = (rawNumber: string | null, rawName: string | null): Caller => {
  const { number, national, country } = parseNumber(isHidden(rawNumber) ? null : rawNumber);
  const from_number = number ?? ANONYMOUS;
  return {
    from_number,
    from_number_national: national,
    from_country: country,
    from_name: nameUnlessNumber(from_number, rawName),
    from_tel_link: /^[+\d*#]+$/.test(from_number) ? `tel:${from_number}` : null,
  };
};

export const callerSample: Caller = {
  from_number: '+14155550134',
  from_number_national: '(415) 555-0134',
  from_country: 'US',
  from_name: 'Ann Lee',
  from_tel_link: 'tel:+14155550134',
};

/** The values of `calledFields`. */
export const calledValues = (rawNumber: string | null, rawName: string | null): RecordOf<typeof calledFields> => {
  const { number, national, country } = parseNumber(rawNumber);
  return {
    to_number: number,
    to_number_national: national,
    to_country: country,
    to_name: nameUnlessNumber(number, rawName),
  };
};

export const calledSample: RecordOf<typeof calledFields> = {
  to_number: '+14155550100',
  to_number_national: '(415) 555-0100',
  to_country: 'US',
  to_name: null,
};

/**
 * A caller in a sentence: `Ann Lee (+1 415-555-0134)`, `+1 415-555-0134`, `extension 1001` or `a hidden number`; the name
 * alone when the number isn't known.
 */
export const formatCaller = ({
  from_number,
  from_name,
}: Pick<RecordOf<typeof callerFields>, 'from_number' | 'from_name'>): string => {
  if (from_number === null) return from_name ?? 'an unknown number';
  const number = from_number === ANONYMOUS ? 'a hidden number' : formatNumber(from_number);
  return from_name === null ? number : `${from_name} (${number})`;
};
