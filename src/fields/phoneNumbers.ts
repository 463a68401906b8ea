import { oneLine } from '../dash/schema.ts';
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

/** What stands in place of a hidden number, or of the name beside it. */
const HIDDEN_IN_WORDS =
  /^((anonymous|restricted|unavailable|private|privacy|blocked|withheld|unknown)( (caller|number|name|id))?|no caller id|undefined|null)?$/i;

/**
 * What some carriers send: ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN and BLOCKED in the digits of a keypad. Nobody has
 * such a number; without its plus sign only the first cannot be one of the United States.
 */
const HIDDEN_ON_KEYPAD = /^(\+?266696687|\+7378742833|\+86282452253|\+8656696|\+2562533)$/;

/** A single zero is an extension (KAZOO, `kz_privacy:is_anonymous`). */
const ZEROS = /^(00|\+0)0*$/;

/** What a hidden caller's number reads like in every record. */
export const ANONYMOUS = 'anonymous';

/** The user part of a SIP address: `+14155550100` of `sip:+14155550100@realm`. */
export const withoutRealm = (address: string | null): string | null =>
  oneLine(address ?? '')
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/s, '')
    .trim() || null;

const withoutSeparators = (given: string): string => given.replace(/[\s.-]/g, '');

/**
 * Whether a caller hides the number. Broader than KAZOO, which goes by the privacy headers of a call and takes no
 * `anonymous` and no `+266696687` for hidden by itself (`kz_privacy:is_anonymous`).
 */
export const isHidden = (raw: string | null): boolean => {
  const given = withoutRealm(raw) ?? '';
  const digits = withoutSeparators(given);
  return HIDDEN_IN_WORDS.test(given) || ZEROS.test(digits) || HIDDEN_ON_KEYPAD.test(digits);
};

/** Digits, and what people write between them; anything else, as a comma before an extension, would be lost. */
const WRITTEN = /^\+?[\d\s().[\]/~·\p{Pd}−]+$/u;

/**
 * KAZOO's own conversion of what lacks its plus sign: ten digits of the United States, the prefixes for calls abroad, and
 * digits that begin with a country code. Source: `knm_converter_regex`, which takes eight such digits already; fewer
 * than eleven may be anything.
 */
const withPlus = (digits: string): string =>
  digits
    .replace(/^1?([2-9]\d{2}[2-9]\d{6})$/, '+1$1')
    .replace(/^(?:011|00)(?=\d{5})/, '+')
    .replace(/^(?=[2-9]\d{10,14}$)/, '+');

/** A number in the world; null for an extension, a feature code and all else. Where the plus sign is a guess, it must be a valid one. */
const parse = (given: string) => {
  if (!WRITTEN.test(given)) return null;
  const digits = given.replace(/\(0\)/g, '').replace(/[^+\d]/g, '');
  const full = withPlus(digits);
  const parsed = full.startsWith('+') ? parsePhoneNumberFromString(full, metadata) : undefined;
  const isOne = /^(\+|011)/.test(digits) ? parsed?.isPossible() : parsed?.isValid();
  return parsed && isOne ? parsed : null;
};

/**
 * Reads a number as Dash writes it: E.164, with or without the plus sign, ten digits of the United States, where
 * VirtualPBX is at home, an extension, a SIP address.
 */
export const parseNumber = (raw: string | null): PhoneNumber => {
  const given = withoutRealm(raw);
  if (given === null) return { number: null, national: null, country: null };
  const parsed = parse(given);
  if (!parsed) return { number: given, national: null, country: null };
  return { number: parsed.number, national: parsed.formatNational(), country: parsed.country ?? null };
};

/** Up to six digits, stars and hashes: an extension or a feature code. */
const SHORT = /^[\d*#]{1,6}$/;

/** A number in a sentence: `+1 415-555-0100`, `extension 1001`; anything else as it is. */
export const formatNumber = (number: string): string =>
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

/** What a SIP address says after the number, as an extension, is not for a person to type. */
const hasParameter = (given: string): boolean => /^[^@]*;/.test(given);

/** What was typed, with plain digits and without what belongs to an address. */
const typedNumber = (typed: string): string => {
  const plain = inPlainDigits(typed);
  return hasParameter(plain) ? '' : (withoutRealm(plain) ?? '');
};

/** The number in E.164 that a carrier gives a hidden caller, as `+266696687`; null for every other way to hide. */
export const keypadNumber = (typed: string): string | null => {
  const digits = withoutSeparators(typedNumber(typed));
  return HIDDEN_ON_KEYPAD.test(digits) ? digits.replace(/^\+?/, '+') : null;
};

/**
 * A number that somebody typed, in any reasonable shape (`+44 (0)20 7946 0018`, `442079460018`, `tel:…`, ten digits, an
 * extension), as the phone system dials it; null when it is none.
 */
export const dialable = (typed: string): string | null => {
  const given = typedNumber(typed);
  const short = withoutSeparators(given);
  return SHORT.test(short) ? short : (parse(given)?.number ?? null);
};

/** Digits, stars and hashes that no rule above knows, as a long feature code or a number without its area. */
const CODE = /^[\d*#]+$/;

/**
 * A number that somebody typed to compare it with those of records, which hold it in the same form (`readNumber`, and
 * `anonymous` for a hidden one); null when it is none.
 */
export const comparable = (typed: string): string | null => {
  const code = withoutSeparators(typedNumber(typed));
  const isNobody = typed.trim() !== '' && isHidden(inPlainDigits(typed));
  return dialable(typed) ?? (isNobody ? ANONYMOUS : CODE.test(code) ? code : null);
};
