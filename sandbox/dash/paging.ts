import { refuse } from './answers.ts';

export type Query = Record<string, string>;

const usualPageSize = 50;

export const pageSize = ({ page_size, paginate }: Query): number => {
  if (paginate === 'false') return Infinity;
  const size = Number(page_size ?? usualPageSize);
  if (!Number.isInteger(size) || size < 1) throw refuse(404, 'faulty_request');
  return size;
};

/** Keys go to clients in a form that they had better not read. */
export const cursor = {
  write: (key: string): string => Buffer.from(JSON.stringify(key)).toString('base64url'),
  read: (text: string): string => {
    try {
      return String(JSON.parse(Buffer.from(text, 'base64url').toString()));
    } catch {
      throw refuse(404, 'faulty_request');
    }
  },
};

/** The key that a page starts with; undefined for the first page. */
export const startKey = ({ start_key }: Query): string | undefined =>
  start_key === undefined ? undefined : cursor.read(start_key);

/**
 * What the envelope of a page says; `next` is the key of the page after it. `first` is that of the first page, where Dash
 * names it: a list by time begins at the end of its time range.
 */
export const pageEnvelope = ({ start_key }: Query, length: number, next: string | undefined, first?: string) => ({
  page_size: length,
  ...(start_key === undefined ? {} : { start_key }),
  ...(start_key === undefined && first !== undefined ? { start_key: cursor.write(first) } : {}),
  ...(next === undefined ? {} : { next_start_key: cursor.write(next) }),
});
