import { halted } from '../zapier/errors.ts';
import { single } from '../zapier/inputs.ts';
import { dialable } from '../zapier/phoneNumbers.ts';

/** E.164, or a short code of five or six digits. Extensions and emergency numbers take no text messages. */
const TEXTABLE = /^(\+\d+|\d{5,6})$/;

/** A number for text messages that somebody typed, in any reasonable shape; null when the field is empty. */
export const textNumber = (label: string, input: unknown): string | null => {
  const typed = single(input);
  if (typed === null) return null;
  const number = dialable(typed) ?? '';
  if (TEXTABLE.test(number)) return number;
  throw halted(`${label} holds something that is no number for text messages. Write it as +1 415 555 0100.`);
};
