/** A name in lower case, without accents and punctuation, with single spaces between its words. */
export const normalizeName = (name: string | null): string =>
  (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Compares two normalized names: 2 when they are equal, 1 when each wanted word begins a word of the name, else 0. */
export const matchScore = (wanted: string, name: string): number => {
  if (name === wanted) return 2;
  const words = name.split(' ');
  return wanted.split(' ').every((prefix) => words.some((word) => word.startsWith(prefix))) ? 1 : 0;
};

/** The twelve digits of a MAC address in lower case, whatever people and phones write between them; null for other texts. */
export const macDigits = (address: string): string | null => {
  const digits = address.toLowerCase().replace(/[\s:.-]/g, '');
  return /^[0-9a-f]{12}$/.test(digits) ? digits : null;
};
