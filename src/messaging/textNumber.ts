import { haltedError } from '../zapier/errors.ts';
import { ANONYMOUS, isInsideNumber, toDialableNumber, toRecordNumber } from '../fields/phoneNumbers.ts';

/** E.164, or a short code of five or six digits. Extensions and emergency numbers can't text. */
const TEXTABLE = /^(\+\d+|\d{5,6})$/;

const HIDDEN = 'The caller hid the number, so there is nobody to text.';
const EXAMPLE = '+1 415 555 0100.';

/** What the number does with a text message. */
type Use = 'send' | 'receive';

/** Why a typed number, in the form that records have, can't be used for text messages. */
const complaint = (label: string, number: string | null, use: Use): string => {
  if (number === ANONYMOUS && use === 'receive') return HIDDEN;
  if (isInsideNumber(number)) return `Extensions can't ${use} texts. Use a phone number such as ${EXAMPLE}`;
  return `${label} isn't a phone number. Write it like ${EXAMPLE}`;
};

/** A typed number for text messages, in E.164 or as a short code. `label` is the label of its field, for the error. */
export const parseTextNumber = (label: string, typed: string, use: Use): string => {
  const number = toDialableNumber(typed) ?? '';
  if (TEXTABLE.test(number)) return number;
  throw haltedError(complaint(label, toRecordNumber(typed), use));
};
