import { DashError } from '../../dash/dashError.ts';
import { isObject } from '../../dash/schema.ts';
import { callCenterAccess } from '../access.ts';

/** The options of a request for statuses, which some operators' Qubicle returns without an envelope. */
export const statusAccess = { ...callCenterAccess, mayBeBare: true } as const;

/** Parses a row; `key` is its key in a map, null in a list. Null when it isn't such a row. */
export type ParseRow<T> = (row: unknown, key: string | null) => T | null;

const pairsOf = (data: unknown): [string | null, unknown][] | null => {
  if (Array.isArray(data)) return data.map((row: unknown) => [null, row]);
  return isObject(data) ? Object.entries(data) : null;
};

/**
 * The rows of an answer that is a list or a map by ID, without rows that can't be parsed. Null when the answer is neither, or
 * when none of its rows can be parsed.
 */
export const parseRows = <T>(data: unknown, parseRow: ParseRow<T>): T[] | null => {
  const pairs = pairsOf(data);
  if (pairs === null) return null;
  const rows = pairs.map(([key, row]) => parseRow(row, key)).filter((row) => row !== null);
  return rows.length === 0 && pairs.length > 0 ? null : rows;
};

/** Dash's answers to a request that this operator's Qubicle doesn't have, or has with a different body. */
const REFUSALS = [400, 404, 405];

/** For a request for many that can be replaced by one request for each: null when Dash doesn't have it. */
export const nullWhenRefused = (error: unknown): null => {
  if (error instanceof DashError && !error.accountProblem && REFUSALS.includes(error.answer.status)) return null;
  throw error;
};
