import { refuse } from './answers.ts';
import { gregorian } from './gregorian.ts';
import type { Query } from './paging.ts';

/** The longest time range that Dash lists: 31 days and an hour. */
const longestRangeSeconds = 2_682_000;

/** Dash reads a time that is not a positive integer as if it were not there. */
const time = (text: string | undefined): number | undefined =>
  /^[1-9]\d*$/.test(text ?? '') ? Number(text) : undefined;

/**
 * The time range in Gregorian seconds that a query asks for: at most, and without a start by default, 31 days and an
 * hour. Source: KAZOO, `crossbar_view:time_range`.
 */
export const timeRange = (query: Query): { from: number; to: number } => {
  const to = time(query.created_to) ?? gregorian(new Date());
  const from = time(query.created_from) ?? to - longestRangeSeconds;
  const refused = (message: string, cause: number) =>
    refuse(400, 'validation error', { created_from: { date_range: { message, cause } } });
  if (to < from) throw refused(`created_to ${to} is prior to created_from ${from}`, from);
  if (to - from > longestRangeSeconds) {
    throw refused(`created_to ${to} is more than ${longestRangeSeconds} seconds from created_from ${from}`, to);
  }
  return { from, to };
};

/** The documents in the time range that the query asks for. */
export const inTimeRange = <T extends { timestamp: number }>(documents: T[], query: Query): T[] => {
  const { from, to } = timeRange(query);
  return documents.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
};
