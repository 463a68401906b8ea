import { oneLine } from '../dash/shape.ts';
import { parsePhoneNumberFromString } from 'libphonenumber-js/core/es6';
import metadata from 'libphonenumber-js/min/metadata';

/** A phone number in the forms that other apps want; all null where there is none. */
export type PhoneNumber = {
  /** E.164 when it is one, else as received (an extension). */
  number: string | null;
  national: string | null;
  /** ISO 3166 alpha-2. */
  country: string | null;
};

/** VirtualPBX is a phone company of the United States: a number without a country code is one of theirs. */
const HOME = 'US';

/** Up to six digits are an extension or a feature code, not a number in the world. */
const LONGEST_EXTENSION = 6;

const HIDDEN = /^(anonymous|restricted|unavailable|private|unknown|undefined|null|\+?0+)?$/i;

/** What a hidden caller's number reads like in every record. */
export const ANONYMOUS = 'anonymous';

/** Whether a caller hides the number. */
export const isHidden = (raw: string | null): boolean => HIDDEN.test(raw?.trim() ?? '');

/** The user part of a SIP address: `+14155550100` of `sip:+14155550100@realm`. */
export const withoutRealm = (address: string | null): string | null =>
  oneLine(address ?? '')
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/s, '')
    .trim() || null;

const parse = (given: string) => {
  const isNumber = given.replace(/\D/g, '').length > LONGEST_EXTENSION && !/[a-z*#]/i.test(given);
  const parsed = isNumber ? parsePhoneNumberFromString(given, HOME, metadata) : undefined;
  return parsed?.isPossible() ? parsed : null;
};

/** Reads a number as Dash writes it: E.164, with or without the plus sign, ten digits, an extension, a SIP address. */
export const readNumber = (raw: string | null): PhoneNumber => {
  const given = withoutRealm(raw);
  if (given === null) return { number: null, national: null, country: null };
  const parsed = parse(given);
  if (!parsed) return { number: given, national: null, country: null };
  return { number: parsed.number, national: parsed.formatNational(), country: parsed.country ?? null };
};

/** Up to six digits, stars and hashes: an extension or a feature code. */
const SHORT = /^[\d*#]{1,6}$/;

/** A number in a sentence: `+1 415-555-0100`, `extension 1001`; anything else as it is. */
export const spokenNumber = (number: string): string =>
  parse(number)
    ?.formatInternational()
    .replace(/^(\+1 \d{3}) (\d{3}) (\d{4})$/, '$1-$2-$3') ?? (SHORT.test(number) ? `extension ${number}` : number);

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The value of a digit of any script, each of which has its ten in a row. */
const digitValue = (code: number): number => (isDigit(code - 1) ? digitValue(code - 1) + 1 : 0);

/** What somebody typed with digits as `0` to `9`, and without invisible signs and what stands around a copied number. */
const inPlainDigits = (typed: string): string =>
  typed
    .normalize('NFKC')
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(Number(digit.codePointAt(0))) % 10))
    .replace(/\p{Cf}/gu, '')
    .replace(/^[\s'"“”‘’]+|[\s'"“”‘’,.;]+$/g, '');

/** Digits, and what people write between them; anything else, as a comma before an extension, would be lost. */
const WRITTEN = /^\+?[\d\s().[\]/~·\p{Pd}−]+$/u;

/** With a country code of its own, after a plus sign or as one dials it; else as numbers of the United States are. */
const DIALLED = /^(\+|011|1?[2-9]\d{2}[2-9]\d{6}$)/;

/** What a SIP address says after the number, as an extension, is not for a person to type. */
const hasParameter = (given: string): boolean => /^[^@]*;/.test(given);

/**
 * A number that somebody typed, in any reasonable shape (`+44 (0)20 7946 0018`, `tel:…`, ten digits, an extension), as
 * the phone system dials it; null when it is none.
 */
export const dialable = (typed: string): string | null => {
  const plain = inPlainDigits(typed);
  if (hasParameter(plain)) return null;
  const given = withoutRealm(plain.replace(/\(0\)/g, '')) ?? '';
  const short = given.replace(/[\s.-]/g, '');
  if (SHORT.test(short)) return short;
  const digits = given.replace(/[^+\d]/g, '');
  return WRITTEN.test(given) && DIALLED.test(digits) ? (parse(digits)?.number ?? null) : null;
};
