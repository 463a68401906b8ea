/** A name without accents, case and signs, its words between single spaces. */
export const normalizeName = (name: string | null): string =>
  (name ?? '')
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** Of two plain names: 2 when they are the same, 1 when each word that is wanted begins a word of the name, else 0. */
export const matchScore = (wanted: string, name: string): number => {
  if (name === wanted) return 2;
  const words = name.split(' ');
  return wanted.split(' ').every((beginning) => words.some((word) => word.startsWith(beginning))) ? 1 : 0;
};
