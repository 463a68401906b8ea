import { DashError } from '../../dash/dashError.ts';
import { isObject } from '../../dash/schema.ts';
import { callCenterAccess } from '../access.ts';

/** The options of a request for statuses, which some operators' Qubicle sends without an envelope. */
export const statusAccess = { ...callCenterAccess, mayBeBare: true } as const;

/** Parses a row; `key` is its key in a map, null in a list. Null when it isn't such a row. */
export type ParseRow<T> = (row: unknown, key: string | null) => T | null;

const pairsOf = (data: unknown): [string | null, unknown][] | null => {
  if (Array.isArray(data)) return data.map((row: unknown) => [null, row]);
  return isObject(data) ? Object.entries(data) : null;
};

/**
 * The rows of an answer that is a list, or a map by ID; rows that can't be parsed are left out. Null when the answer is
 * neither, or has rows of another kind only.
 */
export const parseRows = <T>(data: unknown, parseRow: ParseRow<T>): T[] | null => {
  const pairs = pairsOf(data);
  if (pairs === null) return null;
  const rows = pairs.map(([key, row]) => parseRow(row, key)).filter((row) => row !== null);
  return rows.length === 0 && pairs.length > 0 ? null : rows;
};

/** What Dash answers to a request that this operator's Qubicle doesn't have, or has with another body. */
const REFUSALS = [400, 404, 405];

/** For a request for many at once that can be replaced by one for each: null when Dash doesn't have it. */
export const nullWhenRefused = (error: unknown): null => {
  if (error instanceof DashError && !error.accountProblem && REFUSALS.includes(error.answer.status)) return null;
  throw error;
};
