import { oneLine } from '../dash/schema.ts';
import { parseByPlan } from './numberingPlans.ts';

/** A phone number in the forms that other apps need; both null when there is none. */
export type PhoneNumber = {
  /** In E.164 form when it is an outside number, else as received, such as an extension. */
  number: string | null;
  /** As people write it in its own country; null when it isn't an outside number. */
  national: string | null;
};

/** What carriers send instead of a hidden number, or of the name beside it. */
const HIDDEN_WORDS =
  /^((anonymous|restricted|unavailable|private|privacy|blocked|withheld|unknown)( (caller|number|name|id))?|no caller id|undefined|null)?$/i;

/**
 * ANONYMOUS, RESTRICTED, UNAVAILABLE, UNKNOWN and BLOCKED in the digits of a keypad, as some carriers send them. Nobody has
 * such a number. Without a plus sign, all but the first could be numbers in the United States.
 */
const KEYPAD_WORDS = /^(\+?266696687|\+7378742833|\+86282452253|\+8656696|\+2562533)$/;

/** Two or more; a single zero is an extension (KAZOO, `kz_privacy:is_anonymous`). */
const ZEROS = /^(00|\+0)0*$/;

/** The number of a hidden caller in every record. */
export const ANONYMOUS = 'anonymous';

/** The user part of a SIP address: `+14155550100` of `sip:+14155550100@realm`. */
export const withoutRealm = (address: string | null): string | null =>
  oneLine(address ?? '')
    .replace(/^(sips?|tel):/i, '')
    .replace(/[@;].*$/s, '')
    .trim() || null;

const withoutSeparators = (given: string): string => given.replace(/[\s.-]/g, '');

/**
 * Whether a number stands for a hidden one. KAZOO itself looks at the privacy headers of a call and doesn't count
 * `anonymous` or `+266696687` (`kz_privacy:is_anonymous`).
 */
export const isHidden = (raw: string | null): boolean => {
  const given = withoutRealm(raw) ?? '';
  const digits = withoutSeparators(given);
  return HIDDEN_WORDS.test(given) || ZEROS.test(digits) || KEYPAD_WORDS.test(digits);
};

/** Digits, and what people write between them. Anything else, such as a comma before an extension, would get lost. */
const WRITTEN_NUMBER = /^\+?[\d\s().[\]/~·\p{Pd}−]+$/u;

/**
 * Adds a missing plus sign by KAZOO's own rules: to ten digits of the United States, to the prefixes of calls abroad, and to
 * digits that begin with a country code. Source: `knm_converter_regex`. KAZOO accepts eight digits with a country code;
 * here it takes eleven, because fewer may mean anything.
 */
const withPlus = (digits: string): string =>
  digits
    .replace(/^1?([2-9]\d{2}[2-9]\d{6})$/, '+1$1')
    .replace(/^(?:011|00)(?=\d{5})/, '+')
    .replace(/^(?=[2-9]\d{10,14}$)/, '+');

/** An outside number; null for an extension, a feature code and anything else. With a guessed plus sign it has to be valid. */
const parseOutside = (given: string) => {
  if (!WRITTEN_NUMBER.test(given)) return null;
  const digits = given.replace(/\(0\)/g, '').replace(/[^+\d]/g, '');
  const full = withPlus(digits);
  const parsed = full.startsWith('+') ? parseByPlan(full) : undefined;
  const isNumber = /^(\+|011)/.test(digits) ? parsed?.isPossible() : parsed?.isValid();
  return parsed && isNumber ? parsed : null;
};

/**
 * Parses a number as Dash writes it: E.164 with or without the plus sign, ten digits of the United States, where VirtualPBX
 * is at home, an extension, or a SIP address.
 */
export const parseNumber = (raw: string | null): PhoneNumber => {
  const given = withoutRealm(raw);
  if (given === null) return { number: null, national: null };
  const parsed = parseOutside(given);
  return parsed ? { number: parsed.number, national: parsed.formatNational() } : { number: given, national: null };
};

/** Up to six digits, stars and hashes. */
const EXTENSION_OR_FEATURE_CODE = /^[\d*#]{1,6}$/;

/** Countries whose people write numbers as `415-555-0100`. */
const WRITTEN_WITH_DASHES: readonly (string | undefined)[] = ['US', 'CA'];

/** A number as people here write it: `415-555-0100`, from elsewhere `+44 20 7946 0018`; anything else unchanged. */
export const formatLocally = (number: string): string => {
  const parsed = parseOutside(number);
  if (parsed === null) return number;
  return WRITTEN_WITH_DASHES.includes(parsed.country)
    ? parsed.nationalNumber.replace(/^(\d{3})(\d{3})/, '$1-$2-')
    : parsed.formatInternational();
};

/** A number in a sentence: as people here write it, or `extension 1001`; anything else unchanged. */
export const formatNumber = (number: string): string =>
  EXTENSION_OR_FEATURE_CODE.test(number) ? `extension ${number}` : formatLocally(number);

/** Short numbers that are outside all the same: emergencies, the N11 services and the crisis line. */
const OUTSIDE_SHORT = /^(112|933|988|[2-9]11)$/;

/** Whether a number stays inside, by its looks: feature codes and up to six digits do. */
export const isInsideNumber = (number: string | null): boolean =>
  number !== null && /^(\*|\d{1,6}$)/.test(number) && !OUTSIDE_SHORT.test(number);

const isDigit = (code: number): boolean => /\p{Nd}/u.test(String.fromCodePoint(code));

/** The value of a digit of any script. Unicode has the ten digits of a script in a row. */
const digitValue = (code: number): number => (isDigit(code - 1) ? digitValue(code - 1) + 1 : 0);

/** No number and no SIP address is longer. */
const LONGEST_NUMBER = 200;

/** In place of a text that is too long for a number, so that nothing is done with it. */
const NO_NUMBER = '-';

/** A typed number with ASCII digits, without invisible characters, and without quotes and punctuation around it. */
const toPlainDigits = (typed: string): string =>
  (typed.length > LONGEST_NUMBER ? NO_NUMBER : typed)
    .normalize('NFKC')
    .replace(/(?!\d)\p{Nd}/gu, (digit) => String(digitValue(Number(digit.codePointAt(0))) % 10))
    .replace(/\p{Cf}/gu, '')
    .replace(/^[\s'"“”‘’]+|[\s'"“”‘’,.;]+$/g, '');

/** Whether a SIP address has something after the number, such as `;ext=12`, which would get lost. */
const hasParameter = (given: string): boolean => /^[^@]*;/.test(given);

/** A typed number with ASCII digits, and without the rest of a SIP address. */
const cleanTyped = (typed: string): string => {
  const plain = toPlainDigits(typed);
  return hasParameter(plain) ? '' : (withoutRealm(plain) ?? '');
};

/** The E.164 number that some carriers send for a hidden caller, such as `+266696687`; null for everything else. */
export const keypadNumber = (typed: string): string | null => {
  const digits = withoutSeparators(cleanTyped(typed));
  return KEYPAD_WORDS.test(digits) ? digits.replace(/^\+?/, '+') : null;
};

/**
 * A typed number as the phone system dials it, from any usual form (`+44 (0)20 7946 0018`, `442079460018`, `tel:…`, ten
 * digits, an extension); null when it isn't a number.
 */
export const toDialableNumber = (typed: string): string | null => {
  const given = cleanTyped(typed);
  const compact = withoutSeparators(given);
  return EXTENSION_OR_FEATURE_CODE.test(compact) ? compact : (parseOutside(given)?.number ?? null);
};

/** Digits, stars and hashes without a known form, such as a long feature code or a number without its area code. */
const DIALED_CHARACTERS = /^[\d*#]+$/;

/**
 * A typed number in the form that records have (`parseNumber`, and `anonymous` for a hidden number), to compare with theirs;
 * null when it isn't a number.
 */
export const toRecordNumber = (typed: string): string | null => {
  const compact = withoutSeparators(cleanTyped(typed));
  const isHiddenCaller = typed.trim() !== '' && isHidden(toPlainDigits(typed));
  return toDialableNumber(typed) ?? (isHiddenCaller ? ANONYMOUS : DIALED_CHARACTERS.test(compact) ? compact : null);
};
