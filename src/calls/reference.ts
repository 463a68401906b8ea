import { text, type Parser } from '../dash/schema.ts';

/** Characters that reach the switch unchanged. */
const PLAIN = /^[A-Za-z0-9 ._:/#@+-]$/;

const encodeByte = (byte: number): string => {
  const character = String.fromCharCode(byte);
  return PLAIN.test(character) ? character : `~${byte.toString(16).padStart(2, '0')}`;
};

/**
 * Encodes a reference so that a custom application variable can carry it: KAZOO writes it into a command for the switch, where
 * an equals sign means that nothing rings (`ecallmgr_originate:get_unset_vars`), and a quote or a brace ends it early
 * (`ecallmgr_fs_xml:get_application_vars_fold`, 4.2). Unsafe UTF-8 bytes become `~` and two hex digits.
 */
export const encodeReference = (given: string): string => Array.from(Buffer.from(given), encodeByte).join('');

const decode = (encoded: string): string => {
  const bytes = encoded.split(/(~[0-9a-f]{2})/).map((part, index) => {
    const isByte = index % 2 === 1;
    return isByte ? Buffer.from(part.slice(1), 'hex') : Buffer.from(part);
  });
  return Buffer.concat(bytes).toString();
};

/** Decodes the reference in a custom application variable; null if there is none. */
export const reference: Parser<string | null> = (value) => {
  const encoded = text(value);
  return encoded === null ? null : decode(encoded);
};
