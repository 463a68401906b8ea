import { text } from '../dash/shape.ts';

/** The values that somebody chose in a list field; Zapier leaves empty lines in it. What is no plain value is none. */
export const chosen = (input: unknown): string[] =>
  (Array.isArray(input) ? input : [input]).map((value) => text(value)?.trim() ?? '').filter(Boolean);

/** Whether a filter lets a value pass: an empty filter means everything. */
export const isChosen = (value: string | null, input: unknown): boolean => {
  const wanted = chosen(input);
  return wanted.length === 0 || (value !== null && wanted.includes(value));
};
