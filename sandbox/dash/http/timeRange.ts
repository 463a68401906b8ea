import { gregorian } from '../company/gregorian.ts';
import { refuse } from './refusal.ts';
import type { Query } from './endpoint.ts';

/** The longest time range that Dash lists: 31 days and an hour. */
const MAX_RANGE_SECONDS = 2_682_000;

/** Dash ignores a time that is not a positive integer. */
const time = (text: string | undefined): number | undefined =>
  /^[1-9]\d*$/.test(text ?? '') ? Number(text) : undefined;

/**
 * The time range of a query in Gregorian seconds: at most, and by default, 31 days and an hour. Source: KAZOO,
 * `crossbar_view:time_range`.
 */
export const timeRange = (query: Query): { from: number; to: number } => {
  const to = time(query.created_to) ?? gregorian(new Date());
  const from = time(query.created_from) ?? to - MAX_RANGE_SECONDS;
  const refused = (message: string, cause: number) =>
    refuse(400, 'validation error', { created_from: { date_range: { message, cause } } });
  if (to < from) throw refused(`created_to ${to} is prior to created_from ${from}`, from);
  if (to - from > MAX_RANGE_SECONDS) {
    throw refused(`created_to ${to} is more than ${MAX_RANGE_SECONDS} seconds from created_from ${from}`, to);
  }
  return { from, to };
};

/** The documents in the time range of the query. */
export const inTimeRange = <T extends { timestamp: number }>(documents: T[], query: Query): T[] => {
  const { from, to } = timeRange(query);
  return documents.filter(({ timestamp }) => timestamp >= from && timestamp <= to);
};
