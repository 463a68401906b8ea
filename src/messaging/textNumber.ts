import { haltedError } from '../zapier/errors.ts';
import { toDialableNumber } from '../fields/phoneNumbers.ts';

/** E.164, or a short code of five or six digits. Extensions and emergency numbers take no text messages. */
const TEXTABLE = /^(\+\d+|\d{5,6})$/;

/** A typed number for text messages, in E.164 or as a short code. `label` is the label of its field, for the error. */
export const parseTextNumber = (label: string, typed: string): string => {
  const number = toDialableNumber(typed) ?? '';
  if (TEXTABLE.test(number)) return number;
  throw haltedError(`${label} holds something that is no number for text messages. Write it as +1 415 555 0100.`);
};
