import { text, type Parser } from '../dash/schema.ts';

/** What reaches the switch as it is. */
const PLAIN = /^[A-Za-z0-9 ._:/#@+-]$/;

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return PLAIN.test(character) ? character : `~${byte.toString(16).padStart(2, '0')}`;
};

/**
 * A reference as a custom application variable can carry it: KAZOO writes it into a command for the switch, where an
 * equals sign means that nothing rings (`ecallmgr_originate:get_unset_vars`), and a quote or a brace ends it early
 * (`ecallmgr_fs_xml:get_application_vars_fold`, 4.2). Bytes of UTF-8 that could do harm are `~` and two digits.
 */
export const encodeReference = (given: string): string => Array.from(Buffer.from(given), encodeByte).join('');

const decode = (encoded: string): string => {
  const bytes = encoded.split(/(~[0-9a-f]{2})/).map((part, index) => {
    const isByte = index % 2 === 1;
    return isByte ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part);
  });
  return Buffer.concat(bytes).toString();
};

/** The reference of a custom application variable, as it was typed; null where there is none. */
export const reference: Parser<string | null> = (value) => {
  const encoded = text(value);
  return encoded === null ? null : decode(encoded);
};
