import { refuse } from './refusal.ts';
import type { Query } from './endpoint.ts';

const DEFAULT_PAGE_SIZE = 50;

export const pageSize = ({ page_size, paginate }: Query): number => {
  if (paginate === 'false') return Infinity;
  const size = Number(page_size ?? DEFAULT_PAGE_SIZE);
  if (!Number.isInteger(size) || size < 1) throw refuse(404, 'faulty_request');
  return size;
};

/** Start keys are opaque to clients. */
export const cursor = {
  encode: (key: string): string => Buffer.from(JSON.stringify(key)).toString('base64url'),
  decode: (text: string): string => {
    try {
      return String(JSON.parse(Buffer.from(text, 'base64url').toString()));
    } catch {
      throw refuse(404, 'faulty_request');
    }
  },
};

/** The start key of a page; undefined for the first page. */
export const startKey = ({ start_key }: Query): string | undefined =>
  start_key === undefined ? undefined : cursor.decode(start_key);

/**
 * The envelope of a page; `next` is the start key of the next one. `first` is that of the first page, which lists by
 * time show: the end of their time range.
 */
export const pageEnvelope = ({ start_key }: Query, length: number, next: string | undefined, first?: string) => ({
  page_size: length,
  ...(start_key === undefined ? {} : { start_key }),
  ...(start_key === undefined && first !== undefined ? { start_key: cursor.encode(first) } : {}),
  ...(next === undefined ? {} : { next_start_key: cursor.encode(next) }),
});
