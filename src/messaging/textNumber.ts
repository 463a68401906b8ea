import { haltedError } from '../zapier/errors.ts';
import { inputText } from '../fields/inputs.ts';
import { dialable } from '../fields/phoneNumbers.ts';

/** E.164, or a short code of five or six digits. Extensions and emergency numbers take no text messages. */
const TEXTABLE = /^(\+\d+|\d{5,6})$/;

/** A number for text messages that somebody typed, in any reasonable shape; null when the field is empty. */
export const textNumber = (label: string, input: unknown): string | null => {
  const typed = inputText(input);
  if (typed === null) return null;
  const number = dialable(typed) ?? '';
  if (TEXTABLE.test(number)) return number;
  throw haltedError(`${label} holds something that is no number for text messages. Write it as +1 415 555 0100.`);
};
